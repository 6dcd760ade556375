Dockerfile:2: warning: m [dockerfile/instruction]
pratique: note: WARN build/Dockerfile: 1 warn; bundle Default bundle [pratique/final_action]
