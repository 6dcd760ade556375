FROM ubuntu:24.04
RUN set -eux; groupadd --gid 999 --system rabbitmq; useradd --uid 999 --system --home-dir /var/lib/rabbitmq --gid rabbitmq rabbitmq; mkdir -p /var/lib/rabbitmq /etc/rabbitmq; chown -fR rabbitmq:rabbitmq /var/lib/rabbitmq /etc/rabbitmq; chmod 1777 /tmp /var/lib/rabbitmq
ENV RABBITMQ_DATA_DIR=/var/lib/rabbitmq RABBITMQ_VERSION=4.0.2 RABBITMQ_PGP_KEY_ID="0x0A9AF2115F4687BD29803A206B73A36E6026DFCA" RABBITMQ_HOME=/opt/rabbitmq
ENV PATH=$RABBITMQ_HOME/sbin:$PATH RABBITMQ_LOGS=- HOME=$RABBITMQ_DATA_DIR
RUN ln -svf $RABBITMQ_DATA_DIR/.erlang.cookie /root/.erlang.cookie
RUN set -eux; if [ -n "${RABBITMQ_DEFAULT_PASS_FILE:-}" ]; then echo "default_pass comes from a file"; fi
VOLUME $RABBITMQ_DATA_DIR
COPY --chown=rabbitmq:rabbitmq 10-defaults.conf /etc/rabbitmq/conf.d/
COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 4369 5671 5672 15691 15692 25672
CMD ["rabbitmq-server"]
