ARG BASE_IMAGE=alpine:3.19.1
ARG GF_UID="472"
FROM node:20-alpine AS js-builder
WORKDIR /tmp/grafana
COPY package.json yarn.lock ./
RUN apk add --no-cache make build-base python3 && yarn install --immutable
FROM ${BASE_IMAGE}
ARG GF_UID
ARG GF_GID="0"
ENV PATH="/usr/share/grafana/bin:$PATH" GF_PATHS_CONFIG="/etc/grafana/grafana.ini" GF_PATHS_DATA="/var/lib/grafana" GF_SECURITY_ADMIN_PASSWORD__FILE=/run/secrets/grafana
WORKDIR /usr/share/grafana
RUN if [ ! $(getent group "$GF_GID") ]; then addgroup -S -g $GF_GID grafana; fi && mkdir -p "$GF_PATHS_DATA" && chmod -R 775 "$GF_PATHS_DATA"
EXPOSE 3000
USER "$GF_UID"
ENTRYPOINT [ "/run.sh" ]
