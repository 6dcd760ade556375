FROM eclipse-temurin:21-jre-alpine
ENV kafka_url=https://archive.apache.org/dist/kafka/3.8.0/kafka_2.13-3.8.0.tgz
RUN set -eux; apk update; apk upgrade; apk add --no-cache wget gcompat gpg gpg-agent procps bash; \
    mkdir opt/kafka; wget -nv -O kafka.tgz "$kafka_url"; wget -nv -O kafka.tgz.asc "$kafka_url.asc"; tar xfz kafka.tgz -C /opt/kafka --strip-components 1; wget -nv -O KEYS https://downloads.apache.org/kafka/KEYS; gpg --import KEYS; gpg --batch --verify kafka.tgz.asc kafka.tgz; \
    rm kafka.tgz kafka.tgz.asc KEYS; apk del wget gpg gpg-agent; apk cache clean
RUN addgroup -S appuser && adduser -h /home/appuser -D --shell /bin/bash appuser -G appuser
EXPOSE 9092
USER appuser
VOLUME ["/etc/kafka/secrets", "/var/lib/kafka/data", "/mnt/shared/config"]
CMD ["/etc/kafka/docker/run"]
