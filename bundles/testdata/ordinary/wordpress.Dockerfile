FROM php:8.2-apache
RUN set -eux; apt-get update; apt-get install -y --no-install-recommends ghostscript; rm -rf /var/lib/apt/lists/*
RUN set -eux; docker-php-ext-enable opcache; { echo 'opcache.memory_consumption=128'; echo 'opcache.interned_strings_buffer=8'; } > /usr/local/etc/php/conf.d/opcache-recommended.ini
RUN set -eux; a2enmod rewrite expires; a2enmod remoteip; find /etc/apache2 -type f -name '*.conf' -exec sed -ri 's/([[:space:]]*LogFormat[[:space:]]+"[^"]*)%h([^"]*")/\1%a\2/g' '{}' +
RUN set -eux; version='6.6.2'; sha1='7acbf69d5fdaf804e3db322bad23b08d2e2e42ec'; \
	curl -o wordpress.tar.gz -fL "https://wordpress.org/wordpress-$version.tar.gz"; echo "$sha1 *wordpress.tar.gz" | sha1sum -c -; \
	tar -xzf wordpress.tar.gz -C /usr/src/; rm wordpress.tar.gz; \
	[ ! -e /usr/src/wordpress/.htaccess ]; chown -R www-data:www-data /usr/src/wordpress; \
	mkdir wp-content; chown -R www-data:www-data wp-content; chmod -R 1777 wp-content
VOLUME /var/www/html
COPY --chown=www-data:www-data wp-config-docker.php /usr/src/wordpress/
COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["apache2-foreground"]
