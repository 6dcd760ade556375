pratique: note: nginx:1.25: Unconditional trigger match (suppressed: whitelist w) [always/always]
pratique: note: GO nginx:1.25: 1 suppressed; bundle Default bundle [pratique/final_action]
