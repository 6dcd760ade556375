pratique: error: nginx:1.25: the image is blacklisted by image rule without a name [pratique/blacklisted_image]
pratique: note: STOP nginx:1.25: blacklisted by image rule without a name, whatever the policies say; bundle Default bundle [pratique/final_action]
