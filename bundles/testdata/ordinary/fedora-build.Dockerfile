FROM registry.fedoraproject.org/fedora:41
RUN dnf -y --setopt=install_weak_deps=False --setopt=tsflags=nodocs install gcc make rpm-build && dnf clean all
RUN useradd -m builder
USER builder
WORKDIR /home/builder
CMD ["rpmbuild", "-ba", "package.spec"]
