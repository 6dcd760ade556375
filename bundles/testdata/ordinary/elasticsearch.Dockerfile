FROM ubuntu:22.04 AS builder
RUN for iter in 1 2 3; do apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y curl && rm -rf /var/lib/apt/lists/* && exit_code=0 && break || exit_code=$? && sleep 10; done; exit $exit_code
RUN mkdir /usr/share/elasticsearch
WORKDIR /usr/share/elasticsearch
RUN curl --retry 10 -S -L --output /tmp/elasticsearch.tar.gz https://artifacts.elastic.co/downloads/elasticsearch/elasticsearch-8.15.2-linux-x86_64.tar.gz && curl -fsSL https://artifacts.elastic.co/downloads/elasticsearch/elasticsearch-8.15.2-linux-x86_64.tar.gz.sha512 | (cd /tmp && sha512sum -c -)
RUN tar -zxf /tmp/elasticsearch.tar.gz --strip-components=1 && chmod 0775 config data logs && find config -type f -exec chmod 0664 {} +
FROM ubuntu:22.04
RUN groupadd -g 1000 elasticsearch && adduser --uid 1000 --gid 1000 --home /usr/share/elasticsearch --disabled-password --gecos '' elasticsearch
ENV ELASTIC_CONTAINER=true ELASTIC_PASSWORD_FILE=/run/secrets/elastic
COPY --from=builder --chown=0:0 /usr/share/elasticsearch /usr/share/elasticsearch
EXPOSE 9200 9300
USER 1000:0
ENTRYPOINT ["/bin/tini", "--", "/usr/local/bin/docker-entrypoint.sh"]
CMD ["eswrapper"]
