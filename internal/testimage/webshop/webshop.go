package webshop

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/internal/testimage"
)

// Reference is the image's name.
const Reference = "acme/webshop:1.4"

//go:embed all:base all:install all:app
var files embed.FS

// Image begins with the base image's steps in the way of the classic builder;
// the shop's own are BuildKit's.
func Image() *testimage.Builder {
	run := func(command string) string { return "RUN |1 VERSION=1.4.0 /bin/sh -c " + command + " # buildkit" }
	classic := func(h *v1.History) { h.Comment = "" }
	b := testimage.New().Reference(Reference).Config(config)
	b.Layer(base()...).By("/bin/sh -c #(nop) ADD file:" + strings.Repeat("b37cafef", 8) + " in / ").History(classic)
	b.Step(`/bin/sh -c #(nop)  CMD ["bash"]`).History(classic)
	b.Step(`LABEL org.opencontainers.image.title=webshop org.opencontainers.image.vendor=Acme Inc.`)
	b.Step("ARG VERSION=1.4.0")
	b.Step("ENV NODE_ENV=production PORT=8080")
	b.Step("ENV DB_HOST=db.internal DB_PASSWORD=changeme")
	b.Layer(update()...).By(run("apt-get update"))
	b.Layer(install()...).By(run("apt-get install -y     ca-certificates curl nodejs openssh-server python3 python3-requests sudo"))
	b.Layer(agent()...).By(run("curl -fsSL https://get.example.com/agent.sh | sh"))
	b.Layer(testimage.WithParents(testimage.File("/opt/metrics/agent.jar", agentJar()).Mode(0o600))...).
		By("ADD https://downloads.example.com/metrics-agent-2.3.1.jar /opt/metrics/agent.jar # buildkit")
	b.Layer(shop()...).By("COPY /src /srv/app # buildkit")
	b.Layer(testimage.WithParents(tree("app/usr/local", "/usr/local")...)...).
		By("COPY /usr/local/lib/python3.11 /usr/local/lib/python3.11 # buildkit")
	b.Layer(deploy()...).By("COPY deploy/ / # buildkit")
	b.Layer(accounts()...).By(run("useradd -u 1000 app && useradd -o -u 0 -g 0 deploy &&     sudo chown -R app:app /srv/app && chmod 777 /srv/app/uploads"))
	b.Layer(cleanup()...).
		By(run("rm -rf /var/lib/apt/lists/* /var/cache/apt && mkdir -p /var/cache/apt/archives && rm /srv/app/tools/requirements.txt"))
	b.Layer(testimage.WithParents(testimage.Dir("/srv/app").Owner(1000, 1000))...).By("WORKDIR /srv/app")
	b.Step("VOLUME [/srv/app/uploads]")
	b.Step("EXPOSE map[22/tcp:{} 8080/tcp:{}]")
	b.Step("USER root")
	b.Step(`ENTRYPOINT ["/usr/bin/node"]`)
	return b.Step(`CMD ["src/server.js"]`)
}

func config(c *v1.Config) {
	c.User = "root"
	c.Env = []string{
		"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
		"NODE_ENV=production", "PORT=8080", "DB_HOST=db.internal", "DB_PASSWORD=changeme",
	}
	c.ExposedPorts = map[string]struct{}{"22/tcp": {}, "8080/tcp": {}}
	c.Volumes = map[string]struct{}{"/srv/app/uploads": {}}
	c.WorkingDir = "/srv/app"
	c.Entrypoint = []string{"/usr/bin/node"}
	c.Cmd = []string{"src/server.js"}
	c.Labels = map[string]string{
		"org.opencontainers.image.title":  "webshop",
		"org.opencontainers.image.vendor": "Acme Inc.",
	}
}

// tree is the files below one of the embedded directories, sorted, as they lie below root.
func tree(dir, root string) []testimage.Entry {
	var entries []testimage.Entry
	err := fs.WalkDir(files, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		entries = append(entries, testimage.File(path.Join(root, strings.TrimPrefix(name, dir)), read(name)))
		return nil
	})
	if err != nil { // the file system is part of the program
		panic(err)
	}
	return entries
}

func read(name string) string {
	data, err := files.ReadFile(name)
	if err != nil { // as above
		panic(err)
	}
	return string(data)
}

// base is the layer of Debian: the small packages, accounts and empty directories.
func base() []testimage.Entry {
	entries := []testimage.Entry{
		testimage.Symlink("/bin", "usr/bin"),
		testimage.Symlink("/lib", "usr/lib"),
		testimage.Symlink("/sbin", "usr/sbin"),
		testimage.Dir("/tmp").Mode(0o1777),
		testimage.Dir("/root").Mode(0o700),
		testimage.Dir("/var"),
		testimage.Dir("/var/local").Mode(0o2775).Owner(0, 50),
		testimage.Dir("/var/mail").Mode(0o2775).Owner(0, 8),
		testimage.Symlink("/etc/os-release", "../usr/lib/os-release"),
		testimage.File("/var/log/dpkg.log", dpkgLog(basePackages())),
		testimage.File("/var/lib/dpkg/status", status(basePackages())),
		testimage.File("/var/lib/apt/extended_states", ""),
	}
	for _, e := range tree("base", "/") {
		entries = append(entries, restricted(e))
	}
	return testimage.WithParents(append(entries, contents(basePackages())...)...)
}

// restricted gives /etc/shadow and /etc/sudoers the rights that they have.
func restricted(e testimage.Entry) testimage.Entry {
	switch {
	case strings.HasPrefix(e.Path(), "/etc/shadow"):
		return e.Mode(0o640).Owner(0, 42)
	case strings.HasPrefix(e.Path(), "/etc/sudoers"):
		return e.Mode(0o440)
	case strings.HasSuffix(e.Path(), "/id_rsa"):
		return e.Mode(0o600)
	}
	return e
}

// update is what apt-get update leaves behind.
func update() []testimage.Entry {
	const list = "/var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_"
	return testimage.WithParents(
		testimage.File(list+"InRelease", "Origin: Debian\nSuite: stable\nCodename: bookworm\n"),
		testimage.File(list+"main_binary-amd64_Packages", strings.Repeat(status(slices.Concat(basePackages(), addedPackages())), 4)),
		testimage.File("/var/cache/apt/pkgcache.bin", binary("pkgcache.bin")),
	)
}

// install is the layer of the packages that the Dockerfile adds.
func install() []testimage.Entry {
	all := slices.Concat(basePackages(), addedPackages())
	entries := []testimage.Entry{
		testimage.File("/var/lib/dpkg/status", status(all)),
		testimage.File("/var/lib/dpkg/status-old", status(basePackages())),
		testimage.File("/var/log/dpkg.log", dpkgLog(all)),
		testimage.File("/var/cache/apt/archives/lock", "").Mode(0o640),
		testimage.Symlink("/usr/bin/python3", "python3.11"),
	}
	for _, e := range tree("install", "/") {
		entries = append(entries, restricted(e))
	}
	return testimage.WithParents(append(entries, contents(addedPackages())...)...)
}

// agent is what the downloaded script installs: a set-uid helper and a program with a capability.
func agent() []testimage.Entry {
	const capNetRaw = "\x01\x00\x00\x02\x00\x20\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	return testimage.WithParents(
		testimage.File("/opt/metrics/bin/agent-helper", binary("agent-helper")).Mode(0o4755),
		testimage.File("/opt/metrics/bin/ping-probe", binary("ping-probe")).Mode(0o755).
			PAX("SCHILY.xattr.security.capability", capNetRaw),
		testimage.File("/etc/cron.d/metrics", "*/5 * * * * root /opt/metrics/bin/agent-helper\n"),
	)
}

// agentJar is a small jar with another one in it.
func agentJar() string {
	properties := func(group, artifact, version string) string {
		return fmt.Sprintf("artifactId=%s\ngroupId=%s\nversion=%s\n", artifact, group, version)
	}
	logging := testimage.Zip(map[string]string{
		"META-INF/MANIFEST.MF": "Manifest-Version: 1.0\nImplementation-Title: Apache Log4j Core\nImplementation-Version: 2.14.1\n",
		"META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties": properties("org.apache.logging.log4j", "log4j-core", "2.14.1"),
	})
	return testimage.Zip(map[string]string{
		"META-INF/MANIFEST.MF": "Manifest-Version: 1.0\nMain-Class: com.example.metrics.Agent\nImplementation-Title: metrics-agent\nImplementation-Version: 2.3.1\n",
		"META-INF/maven/com.example.metrics/metrics-agent/pom.properties": properties("com.example.metrics", "metrics-agent", "2.3.1"),
		"com/example/metrics/Agent.class":                                 "\xca\xfe\xba\xbe\x00\x00\x00\x37",
		"lib/log4j-core-2.14.1.jar":                                       logging,
	})
}

func shop() []testimage.Entry {
	var entries []testimage.Entry
	for _, e := range tree("app/srv/app", "/srv/app") {
		if !strings.HasPrefix(e.Path(), "/srv/app/logs/") {
			entries = append(entries, e)
		}
	}
	return testimage.WithParents(append(entries,
		testimage.Dir("/srv/app/uploads"),
		testimage.Symlink("/srv/app/node_modules/.bin/minimist", "../minimist/package.json"),
		testimage.File("/srv/app/src/größe.json", "{\"S\": 36}\n"),
	)...)
}

// deploy is what should never have been copied.
func deploy() []testimage.Entry {
	entries := []testimage.Entry{testimage.Dir("/root").Mode(0o700), testimage.Dir("/root/.ssh").Mode(0o700)}
	for _, dir := range []string{"app/root", "app/etc/sudoers.d", "app/srv/app/logs"} {
		for _, e := range tree(dir, strings.TrimPrefix(dir, "app")) {
			entries = append(entries, restricted(e))
		}
	}
	return testimage.WithParents(entries...)
}

// accounts is the layer of useradd and chown: the shop once more, with another owner.
func accounts() []testimage.Entry {
	var entries []testimage.Entry
	for _, name := range []string{"group", "passwd", "shadow"} {
		entries = append(entries,
			restricted(testimage.File("/etc/"+name, read("app/etc/"+name))),
			restricted(testimage.File("/etc/"+name+"-", read("install/etc/"+name))))
	}
	for _, e := range shop() {
		if strings.HasPrefix(e.Path(), "/srv/app/") && e.Path() != "/srv/app/uploads" {
			entries = append(entries, e.Owner(1000, 1000))
		}
	}
	return testimage.WithParents(append(entries, testimage.Dir("/srv/app/uploads").Mode(0o777).Owner(1000, 1000))...)
}

// cleanup takes away too late what earlier layers hold.
func cleanup() []testimage.Entry {
	const list = "/var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_"
	return testimage.WithParents(
		testimage.Whiteout(list+"InRelease"),
		testimage.Whiteout(list+"main_binary-amd64_Packages"),
		testimage.Opaque("/var/cache/apt"),
		testimage.Dir("/var/cache/apt/archives"),
		testimage.Whiteout("/srv/app/tools/requirements.txt"),
	)
}
