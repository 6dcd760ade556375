FROM gcc:14 AS build
RUN apt-get update && apt-get install -y --no-install-recommends cmake ninja-build && rm -rf /var/lib/apt/lists/*
COPY . /src
RUN cmake -S /src -B /build -G Ninja -DCMAKE_BUILD_TYPE=Release && cmake --build /build && ctest --test-dir /build
FROM gcr.io/distroless/cc-debian12
COPY --from=build /build/server /server
CMD ["/server"]
