FROM debian:bookworm-slim
ENV PHPIZE_DEPS="autoconf dpkg-dev file g++ gcc libc-dev make pkg-config re2c"
RUN set -eux; apt-get update; apt-get install -y --no-install-recommends $PHPIZE_DEPS ca-certificates curl xz-utils; rm -rf /var/lib/apt/lists/*
ENV PHP_INI_DIR=/usr/local/etc/php PHP_CFLAGS="-fstack-protector-strong -fpic -fpie -O2" PHP_LDFLAGS="-Wl,-O1 -pie"
ENV GPG_KEYS="1198C0117593497A5EC5C199286AF1F9897469DC AFD8691FDAEDF03BDF6E460563F15A9B715376CA"
ENV PHP_VERSION=8.3.12 PHP_URL="https://www.php.net/distributions/php-8.3.12.tar.xz" PHP_SHA256="f774e28633e26fc8c5197f4dae58ec9e3ff87d1b4311cbc61ab05a7ad24bd131"
RUN set -eux; \
	savedAptMark="$(apt-mark showmanual)"; \
	apt-get update; \
	apt-get install -y --no-install-recommends libargon2-dev libcurl4-openssl-dev libonig-dev libreadline-dev libsodium-dev libsqlite3-dev libssl-dev libxml2-dev zlib1g-dev; \
	cd /usr/src/php; \
	./configure \
		--with-config-file-path="$PHP_INI_DIR" \
		--enable-option-checking=fatal \
# https://wiki.php.net/rfc/argon2_v2
		--with-password-argon2 \
# https://wiki.php.net/rfc/libsodium
		--with-sodium=shared \
		--with-pdo-sqlite=/usr \
		--with-curl \
		--with-openssl \
		--disable-cgi \
	; \
	make -j "$(nproc)"; \
	make install; \
	apt-mark auto '.*' > /dev/null; \
	[ -z "$savedAptMark" ] || apt-mark manual $savedAptMark; \
	apt-get purge -y --auto-remove -o APT::AutoRemove::RecommendsImportant=false; \
	rm -rf /var/lib/apt/lists/*
ENTRYPOINT ["docker-php-entrypoint"]
STOPSIGNAL SIGQUIT
EXPOSE 9000
CMD ["php-fpm"]
