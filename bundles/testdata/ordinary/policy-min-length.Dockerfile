FROM tomcat:10-jre17
ENV PASSWORD_MIN_LENGTH=12 PASSWORD_POLICY=strict TOKEN_TTL=15m SECRET_PROVIDER=vault CREDENTIALS_PATH=/etc/app/credentials TOKEN_HEADER=X-Auth-Token
COPY target/app.war /usr/local/tomcat/webapps/ROOT.war
HEALTHCHECK CMD curl -fsS http://localhost:8080/ || exit 1
