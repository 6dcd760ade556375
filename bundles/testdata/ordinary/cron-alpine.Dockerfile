FROM alpine:3.20
RUN apk add --no-cache postgresql16-client tzdata
COPY backup.sh /usr/local/bin/backup
RUN chmod 755 /usr/local/bin/backup && echo '0 3 * * * PGPASSWORD="$(cat /run/secrets/db)" /usr/local/bin/backup' > /etc/crontabs/root
CMD ["crond", "-f", "-l", "8"]
