FROM alpine:3.20
ARG KUBECTL=v1.31.1
RUN apk add --no-cache curl && curl -fsSLO "https://dl.k8s.io/release/${KUBECTL}/bin/linux/amd64/kubectl" && curl -fsSLO "https://dl.k8s.io/${KUBECTL}/bin/linux/amd64/kubectl.sha256" && echo "$(cat kubectl.sha256)  kubectl" | sha256sum -c && install -m 0755 kubectl /usr/local/bin/kubectl && rm kubectl kubectl.sha256
COPY --from=alpine/helm:3.16.1 /usr/bin/helm /usr/local/bin/helm
ENV KUBECONFIG=/config/kubeconfig
CMD ["kubectl", "version", "--client"]
