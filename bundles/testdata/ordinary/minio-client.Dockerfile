FROM golang:1.23-alpine AS build
ENV GOPATH=/go CGO_ENABLED=0
RUN apk add -U --no-cache ca-certificates curl && go install -v -ldflags "-s -w" github.com/minio/mc@v0.0.0-20241002223930-b5a1ba3d5e3a
FROM scratch
COPY --from=build /go/bin/mc /usr/bin/mc
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
ENTRYPOINT ["mc"]
