package controlstest_test

import (
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/testimage"
)

const cis = "cis-docker-1.13"

// alpine is a small image of one user, app, whose packages and files are as they should be.
func alpine(entries ...testimage.Entry) *testimage.Builder {
	return testimage.New().Layer(testimage.WithParents(append([]testimage.Entry{
		testimage.File("/etc/os-release", "ID=alpine\nVERSION_ID=3.19.1\n"),
		testimage.File("/etc/passwd", "root:x:0:0:root:/root:/bin/ash\napp:x:10001:10001::/:/sbin/nologin\ntoor:x:0:0::/:/bin/ash\n"),
		testimage.File("/lib/apk/db/installed", "P:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\n\n"),
	}, entries...)...)...)
}

// set is alpine with changes of the configuration.
func set(change func(*v1.Config)) *testimage.Builder { return alpine().Config(change) }

func scanned(t *testing.T, matches string) extract.SuppliedFiles {
	t.Helper()
	return extract.SuppliedFiles{Vulnerabilities: file(t, "grype.json", `{"matches": [`+matches+`], "distro": {"name": "alpine", "version": "3.19.1"},
		"descriptor": {"name": "grype", "version": "0.74.0", "db": {"built": "`+now().Add(-1).Format("2006-01-02T15:04:05Z07:00")+`"}},
		"source": {"type": "image", "target": {}}}`), ForceReport: true}
}

func TestCISDocker(t *testing.T) {
	t.Parallel()
	run := func(lines string) subject { return subject{dockerfile: "FROM debian:12\n" + lines + "\n"} }
	of := func(b *testimage.Builder) subject { return subject{image: b} }
	with := func(s subject, params ...string) subject { s.params = params; return s }
	trusted := "cis.trusted_bases=registry.example.com/base/*,debian"
	const digest = "sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb"
	signed := func(verified bool) subject {
		return subject{document: text(t, map[string]any{
			"schema_version": "1", "dockerfile": map[string]any{"mode": "unknown"},
			"image":      map[string]any{"registry": "docker.io", "repository": "x", "tag": "1", "digest": digest, "id": "1"},
			"signatures": []any{map[string]any{"type": "notary", "digest": digest, "verified": verified}},
			"searched":   map[string]any{"sections": []string{"dockerfile", "image", "signatures"}},
		})}
	}
	fixable := `{"vulnerability": {"id": "CVE-2023-1", "severity": "High", "fix": {"versions": ["2"], "state": "fixed"}, "dataSource": "https://x"},
		"artifact": {"name": "musl", "version": "1.2.4-r2", "type": "apk"}}`
	negligible := `{"vulnerability": {"id": "CVE-2023-2", "severity": "Negligible", "namespace": "alpine:distro:alpine:3.19", "fix": {"versions": [], "state": "unknown"}},
		"artifact": {"name": "musl", "version": "1.2.4-r2", "type": "apk"}}`
	cases := []controlCase{
		{"4.1", "a user", run("USER app"), "pass"},
		{"4.1", "of the image", of(set(func(c *v1.Config) { c.User = "app" })), "pass"},
		{"4.1", "none", run("CMD [\"sh\"]"), "fail"},
		{"4.1", "root in lower case", run("USER app\nuser root"), "fail"},
		{"4.1", "number and group", run("USER 0:0"), "fail"},
		{"4.1", "of a build stage", subject{dockerfile: "FROM a AS b\nUSER app\nFROM debian\nCOPY --from=b /x /x\n"}, "fail"},
		{"4.1", "another name of root", of(set(func(c *v1.Config) { c.User = "toor" })), "fail"},
		{"4.1", "the base image's", subject{image: set(func(c *v1.Config) { c.User = "app" }), dockerfile: "FROM x\nCOPY a b\n"}, "pass"},
		{"4.1", "variable", run("USER $APP"), "unknown"},

		{"4.2", "official", with(run("RUN true"), trusted), "pass"},
		{"4.2", "pinned", with(subject{dockerfile: "FROM registry.example.com/base/debian:12-slim@" + digest + "\n"}, trusted, "cis.base_digest=true"), "pass"},
		{"4.2", "not pinned", with(run("RUN true"), trusted, "cis.base_digest=true"), "fail"},
		{"4.2", "another's", with(subject{dockerfile: "FROM someuser/ubuntu\n"}, trusted), "fail"},
		{"4.2", "in a stage", with(subject{dockerfile: "FROM someuser/go AS b\nFROM debian\nCOPY --from=b /x /x\n"}, trusted), "fail"},
		{"4.2", "without a list", run("RUN true"), "manual"},
		{"4.2", "a variable", with(subject{dockerfile: "ARG BASE\nFROM $BASE\n"}, trusted), "unknown"},
		{"4.2", "another's, mounted", with(run("RUN --mount=type=bind,from=someuser/tools,target=/t /t/x"), trusted), "fail"},
		{"4.2", "from the history", with(of(alpine()), trusted), "unknown"},

		{"4.3", "wanted", with(of(alpine()), "cis.wanted_packages=musl,busybox"), "pass"},
		{"4.3", "not wanted", with(of(alpine()), "cis.wanted_packages=busybox"), "fail"},
		{"4.3", "compiler", of(alpine(testimage.File("/lib/apk/db/installed", "P:gcc\nV:12\nA:x86_64\n\n"))), "fail"},
		{"4.3", "without a list", of(alpine()), "manual"},
		{"4.3", "of a Dockerfile", run("RUN true"), "unknown"},

		{"4.4", "clean", subject{image: alpine(), supplies: scanned(t, negligible)}, "pass"},
		{"4.4", "fixable", subject{image: alpine(), supplies: scanned(t, fixable)}, "fail"},
		{"4.4", "old", with(subject{image: alpine(), supplies: scanned(t, "")}, "cis.max_image_days=5"), "fail"},
		{"4.4", "not scanned", of(alpine()), "unknown"},

		{"4.5", "on", trusting(t, of(alpine()), "1"), "pass"},
		{"4.5", "off", trusting(t, of(alpine()), "0"), "fail"},
		{"4.5", "signed", signed(true), "pass"},
		{"4.5", "not verified", signed(false), "fail"},
		{"4.5", "nobody looked", of(alpine()), "unknown"},

		{"4.6", "there", run("HEALTHCHECK CMD wget -q --spider http://localhost/ || exit 1"), "pass"},
		{"4.6", "of the image", of(set(func(c *v1.Config) { c.Healthcheck = &v1.HealthConfig{Test: []string{"CMD", "true"}} })), "pass"},
		{"4.6", "missing", run("RUN true"), "fail"},
		{"4.6", "switched off", run("healthcheck none"), "fail"},
		{"4.6", "of a container", running(t), "unknown"},

		{"4.7", "together", run("RUN apt-get update && apt-get install -y curl"), "pass"},
		{"4.7", "over lines", run("RUN apt-get update && \\\n  apt-get install -y curl"), "pass"},
		{"4.7", "alone", run("RUN apt-get update\nRUN apt-get install -y curl"), "fail"},
		{"4.7", "-y", run("RUN apt-get update -y"), "fail"},
		{"4.7", "-qq and clean", run("RUN apt-get -qq update && rm -rf /var/lib/apt/lists/*"), "fail"},
		{"4.7", "environment", run("RUN DEBIAN_FRONTEND=noninteractive apt-get update;"), "fail"},
		{"4.7", "dnf", run("RUN dnf makecache"), "fail"},
		{"4.7", "zypper", run("RUN zypper refresh"), "fail"},
		{"4.7", "after the installation", run("RUN apt-get install -y curl && apt-get update"), "fail"},
		{"4.7", "BuildKit's history", of(alpine().Step("RUN |1 A=b /bin/sh -c apt-get update # buildkit")), "fail"},
		{"4.7", "yum upgrades", run("RUN yum -y update"), "pass"},
		{"4.7", "a cache that is mounted", run("RUN --mount=type=cache,target=/var/cache/apt apt-get update"), "fail"},
		{"4.7", "no shell reads it", unreadable(), "unknown"},
		{"4.7", "without a history", of(forgotten()), "unknown"},

		{"4.8", "none", of(alpine()), "pass"},
		{"4.8", "allowed", with(of(alpine(testimage.File("/bin/su", "").Mode(0o4755))), "cis.setid_allowed=/bin/su"), "pass"},
		{"4.8", "a directory", of(alpine(testimage.Dir("/usr/local").Mode(0o2775))), "pass"},
		{"4.8", "capabilities are only told", of(alpine(capable("/bin/ping"))), "pass"},
		{"4.8", "another is allowed", with(of(alpine(testimage.File("/bin/su", "").Mode(0o4755), testimage.File("/bin/wall", "").Mode(0o2755))), "cis.setid_allowed=/bin/su"), "fail"},
		{"4.8", "chsh", of(alpine(testimage.File("/usr/bin/chsh", "").Mode(0o4755))), "fail"},
		{"4.8", "of a Dockerfile", run("RUN true"), "unknown"},

		{"4.9", "copied", run("COPY app.tar.gz /app/"), "pass"},
		{"4.9", "added", run("add https://example.com/app.tgz /app/"), "fail"},
		{"4.9", "without a history", of(forgotten()), "unknown"},
		{"4.9", "the base's", of(alpine().Step("/bin/sh -c #(nop) ADD file:0a0a in / ")), "pass"},

		{"4.10", "mounted", run("RUN --mount=type=secret,id=db ./setup"), "pass"},
		{"4.10", "ENV", run("ENV DB_PASSWORD=hunter2"), "fail"},
		{"4.10", "env", run("env DB_PASSWORD hunter2"), "fail"},
		{"4.10", "key file", of(alpine(testimage.File("/root/.ssh/id_rsa", "x"))), "fail"},
		{"4.10", "key in a file", of(alpine(testimage.File("/srv/x", "-----BEGIN RSA PRIVATE KEY-----\n"))), "fail"},
		{"4.10", "key in a file that is gone", of(removed()), "fail"},
		{"4.10", "none in the image", of(alpine()), "pass"},
		{"4.10", "in a label", of(set(func(c *v1.Config) { c.Labels = map[string]string{"api.token": "abcdefgh"} })), "fail"},
		{"4.10", "of a daemon", subject{supplies: extract.SuppliedFiles{Runtime: extract.RuntimeFiles{Daemon: []string{file(t, "daemon.json", "{}")}}}}, "unknown"},

		{"4.11", "verified", run("RUN apt-get update && apt-get install -y curl=7.88.1-10"), "pass"},
		{"4.11", "switched off", run("RUN apt-get install -y --allow-unauthenticated foo"), "fail"},
		{"4.11", "curl into sh", run("RUN curl -fsSL https://x.example | sh"), "fail"},
		{"4.11", "a package by hand", run("RUN wget https://x.example/y.deb && dpkg -i y.deb"), "fail"},
		{"4.11", "trusted source", of(alpine(testimage.File("/etc/apt/sources.list", "deb [trusted=yes] http://x y z\n"))), "fail"},
		{"4.11", "one trusted source of several", of(alpine(testimage.File("/etc/apt/sources.list.d/x.sources", "Types: deb\nTrusted: yes\n"))), "fail"},
		{"4.11", "gpgcheck on", of(alpine(testimage.File("/etc/yum.repos.d/x.repo", "[x]\ngpgcheck=1\n"))), "pass"},
		{"4.11", "gpgcheck off", of(alpine(testimage.File("/etc/yum.repos.d/x.repo", "[x]\ngpgcheck=0\n"))), "fail"},
		{"4.11", "gpgcheck off everywhere", of(alpine(testimage.File("/etc/dnf/dnf.conf", "[main]\ngpgcheck=False\n"))), "fail"},
		{"4.11", "a package of another name", run("RUN curl -fsSLo app.rpm https://x.example/latest && rpm -i app.rpm"), "fail"},
		{"4.11", "with a checksum", run("RUN curl -fsSLo app.rpm https://x.example/latest && sha256sum -c sums && rpm -i app.rpm"), "pass"},
		{"4.11", "ADD of a package", run("ADD https://x.example/y.apk /"), "fail"},
		{"4.11", "ADD with a checksum", run("ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://x.example/y.apk /"), "pass"},
		{"4.11", "allowed", with(run("RUN apt-get update && apt-get install -y curl=7.88.1-10 libssl3"), "cis.install_allowed=curl,lib*"), "pass"},
		{"4.11", "not allowed", with(run("RUN apt-get update && apt-get install -y curl nmap"), "cis.install_allowed=curl,lib*"), "fail"},
		{"4.11", "whatever a variable says", with(run("RUN apt-get install -y $MORE"), "cis.install_allowed=curl,lib*"), "unknown"},
		{"4.11", "no shell reads it", unreadable(), "unknown"},
		{"4.11", "without a history", of(forgotten()), "unknown"},

		{"5.6", "another port", run("EXPOSE 8080"), "pass"},
		{"5.6", "port", run("Expose 20-25/TCP"), "fail"},
		{"5.6", "server", run("CMD [\"/usr/sbin/sshd\",\"-D\"]"), "fail"},
		{"5.6", "installed", of(alpine(testimage.File("/usr/sbin/sshd", "x"))), "fail"},
		{"5.6", "the image's port", of(set(func(c *v1.Config) { c.ExposedPorts = map[string]struct{}{"22/tcp": {}} })), "fail"},
		{"5.6", "variable", run("EXPOSE ${PORT}"), "unknown"},

		{"5.7", "high", run("EXPOSE 8080"), "pass"},
		{"5.7", "low", run("EXPOSE 80"), "manual"},
		{"5.7", "variable", run("EXPOSE ${PORT}"), "unknown"},

		{"5.8", "allowed", with(run("EXPOSE 8080/tcp"), "cis.allowed_ports=8080,8443"), "pass"},
		{"5.8", "another", with(run("EXPOSE 8080 9229"), "cis.allowed_ports=8080,8443"), "fail"},
		{"5.8", "missing", with(run("EXPOSE 8443"), "cis.allowed_ports=8080,8443", "cis.required_ports=8080"), "fail"},
		{"5.8", "of the image", with(of(exposing("8080/tcp", "53/udp")), "cis.allowed_ports=8080,53/udp"), "pass"},
		{"5.8", "of the image, another", with(of(exposing("8080/tcp", "53/udp")), "cis.allowed_ports=8080,53/tcp"), "fail"},
		{"5.8", "variable", with(run("EXPOSE ${PORT}"), "cis.allowed_ports=8080"), "unknown"},
		{"5.8", "without a list", run("EXPOSE 8080"), "manual"},
	}
	// A container decides whether 5.7 fails; an image only says that somebody has to look.
	cases = append(cases, controlCase{"5.7", "of no container", run("EXPOSE 443"), "manual"})
	checkWitnesses(t, cis, each(cases...), []lacks{
		{"5.7", "fail", "an image exposes ports and maps none; cis-docker-1.13-runtime decides it by the container"},
	})
	told := with(of(alpine(capable("/bin/ping"), capable("/bin/arping"))), "cis.capabilities_allowed=/bin/arping")
	tells(t, cis, told, "4.8", "go Program has file capabilities: /bin/ping: cap_net_raw=ep")
}
