pratique: note: GO nginx:1.25: no findings from 4 rules; bundle Default bundle [pratique/final_action]
