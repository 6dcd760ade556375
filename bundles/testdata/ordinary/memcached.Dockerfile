FROM alpine:3.20
RUN addgroup -g 11211 memcache && adduser -D -u 11211 -G memcache memcache
RUN apk add --no-cache libsasl
ENV MEMCACHED_VERSION=1.6.31 MEMCACHED_SHA1=be64c11d34f04bd1855100b8b5ad9ae8b45e0ab0
RUN set -x && apk add --no-cache --virtual .build-deps ca-certificates cyrus-sasl-dev gcc libc-dev libevent-dev make openssl openssl-dev perl tar wget \
	&& wget -O memcached.tar.gz "https://memcached.org/files/memcached-$MEMCACHED_VERSION.tar.gz" && echo "$MEMCACHED_SHA1  memcached.tar.gz" | sha1sum -c - \
	&& mkdir -p /usr/src/memcached && tar -xzf memcached.tar.gz -C /usr/src/memcached --strip-components=1 && rm memcached.tar.gz && cd /usr/src/memcached \
	&& ./configure --build="$(gcc -dumpmachine)" --enable-extstore --enable-sasl --enable-sasl-pwdb --enable-tls && make -j "$(nproc)" && make install && cd / && rm -rf /usr/src/memcached && apk del --no-network .build-deps
COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
USER memcache
EXPOSE 11211
CMD ["memcached"]
