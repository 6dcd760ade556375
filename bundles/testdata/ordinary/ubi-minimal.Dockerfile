FROM registry.access.redhat.com/ubi9/ubi-minimal:9.4
LABEL name="shop" vendor="Example" version="1.0" release="1" summary="Shop" description="The shop's API"
RUN microdnf -y install --nodocs --setopt=install_weak_deps=0 java-21-openjdk-headless shadow-utils && microdnf clean all && useradd -u 1001 -r -g 0 shop
COPY --chown=1001:0 target/quarkus-app/ /deployments/
USER 1001
ENV JAVA_OPTS_APPEND="-Dquarkus.http.host=0.0.0.0"
ENTRYPOINT [ "java", "-jar", "/deployments/quarkus-run.jar" ]
