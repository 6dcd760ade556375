FROM rust:1.82-bookworm AS build
WORKDIR /usr/src/app
COPY Cargo.toml Cargo.lock ./
COPY src src
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/usr/src/app/target cargo build --release && cp target/release/app /usr/local/bin/app
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libssl3 && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/app /usr/local/bin/app
USER 65534:65534
ENTRYPOINT ["app"]
