FROM quay.io/keycloak/keycloak:26.0 AS builder
ENV KC_DB=postgres KC_HEALTH_ENABLED=true KC_METRICS_ENABLED=true
WORKDIR /opt/keycloak
RUN /opt/keycloak/bin/kc.sh build
FROM quay.io/keycloak/keycloak:26.0
COPY --from=builder /opt/keycloak/ /opt/keycloak/
ENV KC_HOSTNAME=id.example.com KC_DB_PASSWORD_FILE=/run/secrets/db ACCESS_TOKEN_LIFESPAN=300
ENTRYPOINT ["/opt/keycloak/bin/kc.sh", "start", "--optimized"]
