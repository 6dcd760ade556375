FROM buildpack-deps:bookworm-scm
ENV PATH=/usr/local/go/bin:$PATH GOLANG_VERSION=1.23.2
RUN set -eux; \
	arch="$(dpkg --print-architecture)"; arch="${arch##*-}"; url=; \
	case "$arch" in 'amd64') url='https://dl.google.com/go/go1.23.2.linux-amd64.tar.gz'; sha256='542d3c1705f1c6a1c5a80d5dc62e2e45171af291e755d591c5e6531ef63b454e' ;; *) exit 1 ;; esac; \
	wget -O go.tgz.asc "$url.asc"; wget -O go.tgz "$url" --progress=dot:giga; echo "$sha256 *go.tgz" | sha256sum -c -; \
	GNUPGHOME="$(mktemp -d)"; export GNUPGHOME; \
	gpg --batch --keyserver keyserver.ubuntu.com --recv-keys 'EB4C 1BFD 4F04 2F6D DDCC  EC91 7721 F63B D38B 4796'; \
	gpg --batch --verify go.tgz.asc go.tgz; gpgconf --kill all; rm -rf "$GNUPGHOME" go.tgz.asc; \
	tar -C /usr/local -xzf go.tgz; rm go.tgz; go version
ENV GOPATH=/go
ENV PATH=$GOPATH/bin:/usr/local/go/bin:$PATH
RUN mkdir -p "$GOPATH/src" "$GOPATH/bin" && chmod -R 1777 "$GOPATH"
WORKDIR $GOPATH
