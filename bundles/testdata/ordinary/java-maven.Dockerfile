FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /build
COPY pom.xml .
RUN --mount=type=cache,target=/root/.m2 --mount=type=secret,id=settings,target=/root/.m2/settings.xml mvn -B -q dependency:go-offline
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -B -q package -DskipTests
FROM eclipse-temurin:21-jre
RUN groupadd -r spring && useradd -r -g spring spring
USER spring
COPY --from=build /build/target/*.jar app.jar
ENV JAVA_OPTS="-XX:MaxRAMPercentage=75" KEYSTORE_PASSWORD_FILE=/run/secrets/keystore
EXPOSE 8080
ENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTS -jar /app.jar"]
