FROM archlinux:base-20240929.0.267036
RUN pacman -Syu --noconfirm --needed git neofetch && pacman -Scc --noconfirm
CMD ["/usr/bin/bash"]
