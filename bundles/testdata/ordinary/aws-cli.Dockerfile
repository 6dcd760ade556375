FROM public.ecr.aws/amazonlinux/amazonlinux:2023
RUN dnf install -y unzip less groff && dnf clean all && rm -rf /var/cache/dnf
ARG AWSCLI=2.18.5
RUN curl -sSf "https://awscli.amazonaws.com/awscli-exe-linux-x86_64-${AWSCLI}.zip" -o awscli.zip && unzip -q awscli.zip && ./aws/install && rm -rf aws awscli.zip
ENV AWS_DEFAULT_REGION=eu-central-1 AWS_CREDENTIAL_EXPIRATION=3600 AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token
USER 1000
ENTRYPOINT ["aws"]
