a\nb:1: warning: Application of regex matched file /tmp/\x1b[31mred\x0d\nGO  everything is fine\u202egnp.exe\u009b\u00a0\t\U000e0001 [files/name_match]
pratique: note: WARN evil\x1b[2J: 1 warn; bundle x\x1b]0;pwn\x07 [pratique/final_action]
