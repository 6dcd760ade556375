FROM hugomods/hugo:exts-0.135.0 AS build
COPY . /src
RUN hugo --minify --gc
FROM nginxinc/nginx-unprivileged:1.27-alpine
COPY --from=build /src/public /usr/share/nginx/html
