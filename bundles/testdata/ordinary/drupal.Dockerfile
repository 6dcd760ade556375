FROM php:8.3-apache-bookworm
RUN set -eux; if command -v a2enmod; then a2enmod expires rewrite; fi; savedAptMark="$(apt-mark showmanual)"; apt-get update; apt-get install -y --no-install-recommends libfreetype6-dev libjpeg-dev libpng-dev libpq-dev libwebp-dev libzip-dev; docker-php-ext-configure gd --with-freetype --with-jpeg=/usr --with-webp; docker-php-ext-install -j "$(nproc)" gd opcache pdo_mysql pdo_pgsql zip; apt-mark auto '.*' > /dev/null; apt-mark manual $savedAptMark; rm -rf /var/lib/apt/lists/*
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/
ENV DRUPAL_VERSION=11.0.5
WORKDIR /opt/drupal
RUN set -eux; export COMPOSER_HOME="$(mktemp -d)"; composer create-project --no-interaction "drupal/recommended-project:$DRUPAL_VERSION" ./; composer check-platform-reqs; rm -rf "$COMPOSER_HOME"
ENV PATH=${PATH}:/opt/drupal/vendor/bin
