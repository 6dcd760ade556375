FROM ubuntu:noble
RUN groupadd -r mysql && useradd -r -g mysql mysql --home-dir /var/lib/mysql --uid 999
ARG REPOSITORY="http://archive.mariadb.org/mariadb-11.5.2/repo/ubuntu/ noble main main/debug"
RUN set -e; { echo 'Package: *'; echo 'Pin: release o=MariaDB'; echo 'Pin-Priority: 999'; } > /etc/apt/preferences.d/mariadb
# The "mariadb-server" postinst script asks for a password; see "docker-entrypoint.sh"
RUN set -ex; { echo "mariadb-server" mysql-server/root_password password 'unused'; echo "mariadb-server" mysql-server/root_password_again password 'unused'; } | debconf-set-selections > /dev/null || true; \
	apt-get update; apt-get install -y --no-install-recommends mariadb-server mariadb-backup socat; rm -rf /var/lib/apt/lists/*; rm -rf /var/lib/mysql
VOLUME /var/lib/mysql
COPY healthcheck.sh docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 3306
CMD ["mariadbd"]
