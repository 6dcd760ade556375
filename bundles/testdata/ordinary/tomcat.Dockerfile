FROM eclipse-temurin:17-jre-jammy
ENV CATALINA_HOME=/usr/local/tomcat
ENV PATH=$CATALINA_HOME/bin:$PATH TOMCAT_MAJOR=10 TOMCAT_VERSION=10.1.31 TOMCAT_SHA512=0e3d423a843e2d9ba4f28a9f0a2f1073d5a1389557dfda041759f8df968bace63cd6948bd76df2727b5133ddb7c33e05dab43cea1d519ca0b6d519461152cce9
WORKDIR $CATALINA_HOME
RUN set -eux; apt-get update; apt-get install -y --no-install-recommends curl; \
	curl -fL -o 'tomcat.tar.gz' "https://archive.apache.org/dist/tomcat/tomcat-$TOMCAT_MAJOR/v$TOMCAT_VERSION/bin/apache-tomcat-$TOMCAT_VERSION.tar.gz"; \
	echo "$TOMCAT_SHA512 *tomcat.tar.gz" | sha512sum --strict --check -; \
	tar -xf tomcat.tar.gz --strip-components=1; rm bin/*.bat tomcat.tar.gz; \
	find ./bin/ -name '*.sh' -exec sed -ri 's|^#!/bin/sh$|#!/usr/bin/env bash|' '{}' +; \
	chmod -R +rX .; chmod 1777 logs temp work; rm -rf /var/lib/apt/lists/*
EXPOSE 8080
ENTRYPOINT []
CMD ["catalina.sh", "run"]
