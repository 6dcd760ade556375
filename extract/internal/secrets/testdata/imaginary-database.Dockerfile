FROM ubuntu
MAINTAINER someone@example.com

ENV FAKE_DB_VERSION 1.0.2

# Install webserver package
RUN apt-get update && apt-get install -y my-fake-db-$FAKE_DB_VERSION

USER fakedb

# Start database and set admin password
RUN /etc/init.d/myfakedb start &&\
    fakedb --cmd "CREATE USER dbuser WITH PASSWORD 'Password123';" &&\
    createdb

# Open port for myfakedb
EXPOSE 1234

VOLUME ["/var/myfakedb", "/etc/fakedb-config"]

# Default container start command
CMD ["/usr/sbin/start_myfakedb"]
