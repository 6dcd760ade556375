FROM alpine:3.20
ARG VAULT_VERSION=1.17.6
RUN addgroup vault && adduser -S -G vault vault
RUN set -eux; apk add --no-cache ca-certificates gnupg openssl libcap su-exec dumb-init tzdata && wget https://releases.hashicorp.com/vault/${VAULT_VERSION}/vault_${VAULT_VERSION}_linux_amd64.zip && wget https://releases.hashicorp.com/vault/${VAULT_VERSION}/vault_${VAULT_VERSION}_SHA256SUMS && grep linux_amd64.zip vault_${VAULT_VERSION}_SHA256SUMS | sha256sum -c && unzip -d /bin vault_${VAULT_VERSION}_linux_amd64.zip && rm vault_*
RUN mkdir -p /vault/logs /vault/file /vault/config && chown -R vault:vault /vault
# The root token is printed at the start in -dev mode only.
ENV VAULT_ADDR=https://127.0.0.1:8200 VAULT_TOKEN_PATH=/vault/token
VOLUME /vault/logs
VOLUME /vault/file
EXPOSE 8200
COPY docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["server", "-dev"]
