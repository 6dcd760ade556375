FROM eclipse-temurin:17-jre-jammy
RUN groupadd -r cassandra --gid=999; useradd -r -g cassandra --uid=999 cassandra
RUN apt-get update; apt-get install -y --no-install-recommends libjemalloc2 procps python3 iproute2 numactl; rm -rf /var/lib/apt/lists/*
ENV CASSANDRA_HOME=/opt/cassandra CASSANDRA_CONF=/etc/cassandra CASSANDRA_VERSION=5.0.1
RUN set -eux; mkdir -p "$CASSANDRA_CONF" /var/lib/cassandra; chown -R cassandra:cassandra "$CASSANDRA_CONF" /var/lib/cassandra; chmod 1777 /var/lib/cassandra; sed -ri 's/^(authenticator:).*/\1 PasswordAuthenticator/' "$CASSANDRA_CONF/cassandra.yaml"
VOLUME /var/lib/cassandra
COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 7000 7001 7199 9042 9160
CMD ["cassandra", "-f"]
