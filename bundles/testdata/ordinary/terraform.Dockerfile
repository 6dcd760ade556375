FROM alpine:3.20
ARG TERRAFORM_VERSION=1.9.7
RUN apk add --no-cache bash git openssh-client && wget -q https://releases.hashicorp.com/terraform/${TERRAFORM_VERSION}/terraform_${TERRAFORM_VERSION}_linux_amd64.zip && wget -q https://releases.hashicorp.com/terraform/${TERRAFORM_VERSION}/terraform_${TERRAFORM_VERSION}_SHA256SUMS && sed -n "/linux_amd64.zip/p" terraform_${TERRAFORM_VERSION}_SHA256SUMS | sha256sum -c && unzip terraform_${TERRAFORM_VERSION}_linux_amd64.zip -d /usr/local/bin && rm terraform_*
ENV GOOGLE_APPLICATION_CREDENTIALS=/var/run/keys/service.json AWS_SHARED_CREDENTIALS_FILE=/run/secrets/aws
RUN --mount=type=ssh mkdir -p -m 0700 ~/.ssh && ssh-keyscan github.com >> ~/.ssh/known_hosts && git clone git@github.com:example/modules.git /modules
WORKDIR /work
ENTRYPOINT ["terraform"]
