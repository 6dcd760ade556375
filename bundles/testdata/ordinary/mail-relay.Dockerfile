FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends msmtp ca-certificates && rm -rf /var/lib/apt/lists/*
RUN printf '%s\n' 'account default' 'host smtp.example.com' 'auth on' 'user relay' 'passwordeval "cat /run/secrets/smtp"' > /etc/msmtprc && chmod 600 /etc/msmtprc
RUN echo "Set the password" "with a secret" > /etc/motd && sed -i 's/^password=.*/password=${SMTP_PASSWORD}/' /etc/msmtprc
ENTRYPOINT ["msmtpd", "--interface=0.0.0.0"]
EXPOSE 2525
