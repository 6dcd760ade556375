pratique: note: nginx:1.25: Unconditional trigger match (suppressed: whitelisted-image rule trusted) [always/always]
pratique: note: GO nginx:1.25: whitelisted by image rule trusted, though the policies say stop; 1 stop; bundle Default bundle [pratique/final_action]
