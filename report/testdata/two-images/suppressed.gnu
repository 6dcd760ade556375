pratique: note: GO nginx:1.25: no findings from 6 rules; bundle Default bundle [pratique/final_action]
pratique: error: nginx:1.26: Unconditional trigger match [always/always]
pratique: note: STOP nginx:1.26: 1 stop; bundle Default bundle [pratique/final_action]
