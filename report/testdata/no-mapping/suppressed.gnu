pratique: warning: nginx:1.25: no mapping of the bundle matches docker.io/nginx:1.25 [pratique/no_mapping]
pratique: note: GO nginx:1.25: no mapping of the bundle matches, so no policy was evaluated; bundle Default bundle [pratique/final_action]
