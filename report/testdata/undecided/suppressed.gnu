pratique: error: nginx:1.25: no decision: the facts of 1 rule were not looked for [pratique/no_decision]
pratique: warning: nginx:1.25: skipped: no malware scan (--clamd ADDRESS or --malware FILE) [rule /policies/0/rules/1] [malware/scans]
pratique: note: NO DECISION nginx:1.25: the facts of 1 rule were not looked for; no findings from 3 rules; 1 rule skipped; bundle Default bundle [pratique/final_action]
