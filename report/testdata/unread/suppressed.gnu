pratique: error: nginx:1.25: not read: packages:dpkg: /var/lib/dpkg/status: it ends in the middle of a line [pratique/ExtractionError]
pratique: error: nginx:1.25: not read: packages:java: /opt/a.jar: reading x.jar: it has more than 134217728 bytes [pratique/ExtractionError]
Dockerfile:1: warning: Dockerfile directive 'HEALTHCHECK' not found, matching condition 'not_exists' check [dockerfile/instruction]
pratique: note: STOP nginx:1.25: 2 facts could not be read; 1 warn; bundle Default bundle [pratique/final_action]
