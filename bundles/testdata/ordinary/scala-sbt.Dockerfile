FROM sbtscala/scala-sbt:eclipse-temurin-jammy-21.0.2_13_1.10.2_3.5.1 AS build
WORKDIR /app
COPY . .
RUN sbt stage
FROM eclipse-temurin:21-jre-jammy
COPY --from=build /app/target/universal/stage /opt/app
USER 1001
ENTRYPOINT ["/opt/app/bin/app"]
