package controlstest_test

import (
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/internal/testimage"
)

func TestBestPractices(t *testing.T) {
	t.Parallel()
	run := func(lines string) subject { return subject{dockerfile: "FROM debian:12\n" + lines + "\n"} }
	from := func(base string) subject { return subject{dockerfile: "FROM " + base + "\n"} }
	env := func(v ...string) subject { return subject{image: set(func(c *v1.Config) { c.Env = v })} }
	file := func(path string) subject { return subject{image: alpine(testimage.File(path, "x"))} }
	passwd := func(text string) subject {
		return subject{image: testimage.New().Layer(testimage.WithParents(testimage.File("/etc/passwd", text), testimage.File("/etc/shadow", "root::19000:0:99999:7:::\n"))...)}
	}
	alone := run("RUN true")
	container := running(t)
	nameless := subject{image: alpine().Reference("")}
	none := subject{image: forgotten()}
	broken := unreadable()
	base := subject{dockerfile: "ARG BASE\nFROM $BASE\n"}
	labels := `LABEL org.opencontainers.image.source=x org.opencontainers.image.revision=y org.opencontainers.image.licenses=z`
	checkWitnesses(t, "best-practices", each([]controlCase{
		{"1", "", env("PATH=/bin", "GPG_KEY=A", "DB_PASSWORD_FILE=/run/secrets/x"), "pass"},
		{"1", "", env("DB_PASSWORD=x"), "fail"},
		{"1", "of a Dockerfile", run("ENV AWS_SECRET_ACCESS_KEY=x"), "fail"},
		{"1", "of a container", container, "unknown"},
		{"2", "", file("/srv/app.js"), "pass"},
		{"2", "", file("/srv/store.jks"), "fail"},
		{"2", "of a Dockerfile alone", alone, "unknown"},
		{"3", "", run("RUN make install"), "pass"},
		{"3", "", run("RUN cd /x && sudo make install"), "fail"},
		{"3", "no shell reads it", broken, "unknown"},
		{"4", "", run("VOLUME /data"), "pass"},
		{"4", "", run("VOLUME /proc/x"), "fail"},
		{"4", "of an image", subject{image: set(func(c *v1.Config) { c.Volumes = map[string]struct{}{"/sys": {}} })}, "fail"},
		{"4", "of a container", container, "unknown"},
		{"5", "", run("RUN apk add --no-cache curl"), "pass"},
		{"5", "", run("RUN apk add curl"), "fail"},
		{"5", "mounted", run("RUN --mount=type=cache,target=/var/cache/apk apk add curl"), "pass"},
		{"5", "no shell reads it", broken, "unknown"},
		{"6", "", run("RUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*"), "pass"},
		{"6", "", run("RUN apt-get update && apt-get install -y x"), "fail"},
		{"6", "no shell reads it", broken, "unknown"},
		{"7", "", subject{image: alpine().Reference("acme/shop:1.4")}, "pass"},
		{"7", "", subject{image: alpine().Reference("acme/shop:latest")}, "fail"},
		{"7", "of no name", nameless, "unknown"},
		{"8", "", subject{image: alpine()}, "pass"},
		{"8", "", passwd("root:x:0:0:::\n"), "fail"},
		{"8", "of a Dockerfile alone", alone, "unknown"},
		{"9", "", passwd("root:x:0:0:::\napp:x:1:1:::\n"), "pass"},
		{"9", "", passwd("root:x:0:0:::\ntoor:x:0:0:::\n"), "fail"},
		{"9", "of a Dockerfile alone", alone, "unknown"},
		{"10", "", file("/srv/app.js"), "pass"},
		{"10", "", file("/srv/.vimrc"), "fail"},
		{"10", "of a Dockerfile alone", alone, "unknown"},
		{"11", "", from("debian:12"), "pass"},
		{"11", "", from("debian:latest"), "fail"},
		{"11", "a variable", base, "unknown"},
		{"12", "", run("EXPOSE 65535"), "pass"},
		{"12", "", run("EXPOSE 8080 70000/udp"), "fail"},
		{"12", "without a history", none, "unknown"},
		{"13", "", run("WORKDIR /srv"), "pass"},
		{"13", "", run("WORKDIR srv"), "fail"},
		{"13", "without a history", none, "unknown"},
		{"14", "", run(labels), "pass"},
		{"14", "", run("MAINTAINER someone"), "fail"},
		{"14", "without a history", none, "unknown"},
		{"15", "", run("HEALTHCHECK CMD true"), "pass"},
		{"15", "", run("HEALTHCHECK CMD true\nHEALTHCHECK CMD false"), "fail"},
		{"15", "without a history", none, "unknown"},
		{"16", "", run("RUN apt-get upgrade -y"), "pass"},
		{"16", "", run("RUN apt-get -y dist-upgrade"), "fail"},
		{"16", "no shell reads it", broken, "unknown"},
		{"17", "", run("RUN apt-get install -y --no-install-recommends x"), "pass"},
		{"17", "", run("RUN apt-get install -y x"), "fail"},
		{"17", "no shell reads it", broken, "unknown"},
		{"18", "", run("WORKDIR /usr/src/app"), "pass"},
		{"18", "", run("WORKDIR /etc/app"), "fail"},
		{"18", "without a history", none, "unknown"},
		{"19", "", run("ARG API_KEY\nENV A=b"), "pass"},
		{"19", "", run("ARG API_KEY=x"), "fail"},
		{"19", "without a history", none, "unknown"},
		{"20", "", run("RUN echo x"), "pass"},
		{"20", "", run("RUN service nginx start"), "fail"},
		{"20", "no shell reads it", broken, "unknown"},
		{"21", "", from("debian:12"), "pass"},
		{"21", "", from("debian"), "fail"},
		{"21", "a variable", base, "unknown"},
		{"22", "", run("RUN apt-get install -y curl=7.88.1-10 ./x.deb"), "pass"},
		{"22", "", run("RUN apt-get install -y my-fake-db-$FAKE_DB_VERSION"), "fail"},
		{"22", "no shell reads it", broken, "unknown"},
		{"23", "", run("RUN pip install -r requirements.txt flask==2.0"), "pass"},
		{"23", "", run("RUN python3 -m pip install --no-cache-dir flask"), "fail"},
		{"23", "no shell reads it", broken, "unknown"},
		{"24", "", run("RUN npm install -g @acme/x@1.0.0 && npm ci"), "pass"},
		{"24", "", run("RUN npm install -g typescript"), "fail"},
		{"24", "no shell reads it", broken, "unknown"},
		{"25", "", run("RUN apk add --no-cache curl=8.5.0-r0"), "pass"},
		{"25", "", run("RUN apk add --no-cache curl"), "fail"},
		{"25", "no shell reads it", broken, "unknown"},
		{"26", "", run(`CMD ["app", "-v"]`), "pass"},
		{"26", "", run("ENTRYPOINT app -v"), "fail"},
		{"26", "without a history", none, "unknown"},
		{"27", "", subject{dockerfile: "FROM r.example.com/x:1\n", params: []string{"bp.registries=r.example.com/*"}}, "pass"},
		{"27", "", subject{dockerfile: "FROM debian\n", params: []string{"bp.registries=r.example.com/*"}}, "fail"},
		{"27", "without a list", from("debian"), "manual"},
		{"27", "a variable", subject{dockerfile: base.dockerfile, params: []string{"bp.registries=r.example.com/*"}}, "unknown"},
		{"28", "", run(labels), "pass"},
		{"28", "", run("LABEL a=b"), "fail"},
		{"28", "of an image", subject{image: alpine(), params: []string{"bp.labels=team"}}, "fail"},
		{"28", "of a container", container, "unknown"},
		{"29", "", run("USER 10001:10001"), "pass"},
		{"29", "", run("USER app"), "fail"},
		{"29", "of a container", container, "unknown"},
		{"30", "", run("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN curl x | tar x"), "pass"},
		{"30", "set", run("RUN set -eo pipefail; curl x | tar x"), "pass"},
		{"30", "", run("RUN curl x | tar x"), "fail"},
		{"30", "no shell reads it", broken, "unknown"},
	}...), nil)
}
