FROM debian:bookworm-slim
RUN set -eux; groupadd --gid 99 --system haproxy; useradd --gid haproxy --home-dir /var/lib/haproxy --no-create-home --system --uid 99 haproxy; mkdir /var/lib/haproxy; chown haproxy:haproxy /var/lib/haproxy
ENV HAPROXY_VERSION=3.0.5 HAPROXY_URL=https://www.haproxy.org/download/3.0/src/haproxy-3.0.5.tar.gz HAPROXY_SHA256=ae38221e85aeba038a725efbef5bfe5e76671ba7959e5eb74c39fd079e5d002a
RUN set -eux; savedAptMark="$(apt-mark showmanual)"; apt-get update && apt-get install -y --no-install-recommends ca-certificates gcc libc6-dev liblua5.4-dev libpcre2-dev libssl-dev make wget && rm -rf /var/lib/apt/lists/*; \
	wget -O haproxy.tar.gz "$HAPROXY_URL"; echo "$HAPROXY_SHA256 *haproxy.tar.gz" | sha256sum -c; mkdir -p /usr/src/haproxy; tar -xzf haproxy.tar.gz -C /usr/src/haproxy --strip-components=1; rm haproxy.tar.gz; \
	make -C /usr/src/haproxy -j "$(nproc)" all TARGET=linux-glibc USE_LUA=1 USE_OPENSSL=1 USE_PCRE2=1; make -C /usr/src/haproxy install-bin; rm -rf /usr/src/haproxy
STOPSIGNAL SIGUSR1
COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
USER haproxy
WORKDIR /var/lib/haproxy
CMD ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]
