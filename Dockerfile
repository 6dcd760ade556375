# syntax=docker/dockerfile:1
# The tool alone: one static binary, the certificates of registries, and a place for temporary files.
FROM golang:1.26.8-alpine3.23 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /out/usr/bin/pratique ./cmd/pratique
RUN mkdir -p -m 1777 /out/tmp

FROM scratch
LABEL org.opencontainers.image.title=pratique org.opencontainers.image.licenses=Apache-2.0
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/ /
USER 65532:65532
# A command that ends, not a service that could be asked for its health.
HEALTHCHECK NONE
ENTRYPOINT ["/usr/bin/pratique"]
