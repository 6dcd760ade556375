FROM composer:2 AS vendor
WORKDIR /app
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-interaction --no-scripts --prefer-dist --ignore-platform-reqs
FROM php:8.3-fpm-alpine
RUN apk add --no-cache libpng-dev libzip-dev && docker-php-ext-install gd pdo_mysql zip opcache
WORKDIR /var/www/html
COPY --from=vendor /app/vendor vendor
COPY --chown=www-data:www-data . .
ENV APP_ENV=production LOG_CHANNEL=stderr SESSION_LIFETIME=120
USER www-data
CMD ["php-fpm"]
