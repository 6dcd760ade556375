FROM node:20-bookworm-slim
ENV GOSU_VERSION=1.17 NODE_ENV=production GHOST_CLI_VERSION=1.26.1
RUN set -eux; npm install -g "ghost-cli@$GHOST_CLI_VERSION"; npm cache clean --force
ENV GHOST_INSTALL=/var/lib/ghost GHOST_CONTENT=/var/lib/ghost/content GHOST_VERSION=5.96.0
RUN set -eux; mkdir -p "$GHOST_INSTALL"; chown node:node "$GHOST_INSTALL"; gosu node ghost install "$GHOST_VERSION" --db mysql --dbhost mysql --no-prompt --no-stack --no-setup --dir "$GHOST_INSTALL"; cd "$GHOST_INSTALL"; gosu node ghost config --no-prompt --ip '::' --port 2368 --url 'http://localhost:2368'; mkdir -p "$GHOST_CONTENT"; chown node:node "$GHOST_CONTENT"; chmod 1777 "$GHOST_CONTENT"
WORKDIR $GHOST_INSTALL
VOLUME $GHOST_CONTENT
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 2368
CMD ["node", "current/index.js"]
