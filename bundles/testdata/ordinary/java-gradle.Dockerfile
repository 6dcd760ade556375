FROM gradle:8.10-jdk17 AS build
COPY --chown=gradle:gradle . /home/gradle/src
WORKDIR /home/gradle/src
RUN gradle build --no-daemon -x test
FROM eclipse-temurin:17-jre-alpine
RUN addgroup -S app && adduser -S app -G app
COPY --from=build /home/gradle/src/build/libs/*.jar /app/app.jar
USER app
HEALTHCHECK --start-period=20s CMD wget -q --spider http://localhost:8080/actuator/health
ENTRYPOINT ["java", "-jar", "/app/app.jar"]
