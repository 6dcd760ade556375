FROM buildpack-deps:jammy-curl
ENV GOSU_VER=1.16 INFLUXDB_VERSION=2.7.10
RUN gpg --batch --keyserver hkps://keys.openpgp.org --recv-keys 9D539D90D3328DC7D6C8D3B9D8FF8E1F7DF8B07E || true
RUN curl -fLsS "https://dl.influxdata.com/influxdb/releases/influxdb2-${INFLUXDB_VERSION}_linux_amd64.tar.gz" -o i.tgz && curl -fLsS "https://dl.influxdata.com/influxdb/releases/influxdb2-${INFLUXDB_VERSION}_linux_amd64.tar.gz.asc" -o i.tgz.asc && gpg --batch --verify i.tgz.asc i.tgz && tar xzf i.tgz && rm i.tgz*
EXPOSE 8086
ENV INFLUX_CONFIGS_PATH=/etc/influxdb2/influx-configs INFLUXD_INIT_PORT=9999 DOCKER_INFLUXDB_INIT_ADMIN_TOKEN_FILE=/run/secrets/token
ENTRYPOINT ["/entrypoint.sh"]
CMD ["influxd"]
