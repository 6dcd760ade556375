FROM eclipse-temurin:17-jdk-jammy
ARG VERSION=3261.v9c670a_4748a_9
ARG user=jenkins
ARG uid=1000
RUN groupadd -g ${uid} ${user} && useradd -c "Jenkins user" -d /home/${user} -u ${uid} -g ${uid} -m ${user}
RUN curl --create-dirs -fsSLo /usr/share/jenkins/agent.jar https://repo.jenkins-ci.org/public/org/jenkins-ci/main/remoting/${VERSION}/remoting-${VERSION}.jar && chmod 755 /usr/share/jenkins && chmod 644 /usr/share/jenkins/agent.jar
USER ${user}
ENV AGENT_WORKDIR=/home/${user}/agent
RUN mkdir -p /home/${user}/.jenkins
# JENKINS_SECRET comes from the controller: -secret "$JENKINS_SECRET"
ENTRYPOINT ["/usr/local/bin/jenkins-agent"]
