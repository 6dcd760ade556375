FROM alpine:3.20
RUN apk --no-cache add bash ca-certificates curl gettext git linux-pam openssh-client s6 sqlite su-exec gnupg
RUN addgroup -S -g 1000 git && adduser -S -H -D -h /data/git -s /bin/bash -u 1000 -G git git && echo "git:*" | chpasswd -e
ENV USER=git GITEA_CUSTOM=/data/gitea
VOLUME ["/data"]
EXPOSE 3000
ENTRYPOINT ["/usr/bin/entrypoint"]
CMD ["/bin/s6-svscan", "/etc/s6"]
