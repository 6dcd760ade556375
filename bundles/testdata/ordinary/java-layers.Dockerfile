FROM eclipse-temurin:21-jre AS extract
WORKDIR /x
COPY target/app.jar app.jar
RUN java -Djarmode=layertools -jar app.jar extract
FROM eclipse-temurin:21-jre
WORKDIR /app
COPY --from=extract /x/dependencies/ ./
COPY --from=extract /x/application/ ./
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
