FROM alpine:3.20
RUN apk add --no-cache ca-certificates
RUN set -eux; version='2.8.3'; apkArch="$(apk --print-arch)"; case "$apkArch" in x86_64) arch='amd64'; sha256='6de2ca14d3e1e4ac7f1df8b3ef6a6d8d9d6f0b7c1e0a4a4b3f8f3f9b3a0c6d9e' ;; *) exit 1 ;; esac; wget -O registry.tar.gz "https://github.com/distribution/distribution/releases/download/v${version}/registry_${version}_linux_${arch}.tar.gz"; echo "$sha256 *registry.tar.gz" | sha256sum -c -; tar --extract --verbose --file registry.tar.gz --directory /bin/ registry; rm registry.tar.gz
COPY ./config-example.yml /etc/docker/registry/config.yml
ENV OTEL_TRACES_EXPORTER=none REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd REGISTRY_AUTH_TOKEN_REALM=https://auth.example.com/token
VOLUME ["/var/lib/registry"]
EXPOSE 5000
ENTRYPOINT ["/entrypoint.sh"]
CMD ["/etc/docker/registry/config.yml"]
