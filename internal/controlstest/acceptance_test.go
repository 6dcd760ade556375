package controlstest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/evaluate"
	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
	"github.com/pratique-dev/pratique/report"
	pages "github.com/pratique-dev/pratique/report/benchmark"
)

// want compares some controls of a report.
func want(t *testing.T, bundle string, s subject, want map[string]string) {
	t.Helper()
	all := states(judge(t, bundle, s).Controls)
	got := map[string]string{}
	for id := range want {
		got[id] = all[id]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", bundle, diff)
	}
}

// imaginaryDatabase is a Dockerfile that the audit paper prints (B-5.3).
const imaginaryDatabase = `FROM ubuntu
MAINTAINER lyssanr@yahoo.com

ENV FAKE_DB_VERSION 1.0.2

# Install webserver package
RUN apt-get update && apt-get install -y my-fake-db-$FAKE_DB_VERSION

USER fakedb

# Start database and set admin password
RUN /etc/init.d/myfakedb start &&\
    fakedb --cmd "CREATE USER dbuser WITH PASSWORD 'Password123';" &&\
    createdb

# Open port for myfakedb
EXPOSE 1234

# Add a volume for db data
VOLUME ["/var/myfakedb", "/etc/fakedb-config"]

# Default container start command
CMD ["/usr/sbin/start_myfakdeb"]
`

func TestImaginaryDatabase(t *testing.T) {
	t.Parallel()
	s := subject{dockerfile: imaginaryDatabase, params: []string{"cis.allowed_ports=8080"}}
	want(t, cis, s, map[string]string{"4.1": "pass", "4.6": "fail", "4.7": "pass", "4.9": "pass", "4.10": "fail", "5.6": "pass", "5.7": "pass", "5.8": "fail"})
	allowed := subject{dockerfile: imaginaryDatabase, params: []string{"cis.allowed_ports=1234"}}
	want(t, cis, allowed, map[string]string{"5.8": "pass"})
	s.params = nil
	want(t, "sans-docker-audit", s, map[string]string{"4.1": "pass", "5.1": "fail", "6.1": "fail"})
	want(t, "best-practices", s, map[string]string{"6": "fail", "14": "fail", "17": "fail", "21": "fail", "22": "fail", "29": "fail"})
	tells(t, cis, allowed, "4.1", "go Container runs as fakedb [9]")
	tells(t, cis, allowed, "4.10", "stop Secret found in the Dockerfile: PASSWORD [12-14]")
	tells(t, "sans-docker-audit", s, "5.1", "stop Secret found in the Dockerfile: PASSWORD [12-14]")
	tells(t, cis, allowed, "5.8", "go Port is exposed: 1234/tcp [17]")
	tells(t, "best-practices", s, "14", "warn MAINTAINER is deprecated, use a label: lyssanr@yahoo.com [2]")
	tells(t, "best-practices", s, "21", "warn Base image has no tag: ubuntu [1]")
	tells(t, "best-practices", s, "22", "warn Package is not pinned: my-fake-db-$FAKE_DB_VERSION [7]")
	tells(t, "best-practices", s, "29", "warn User is not a number: fakedb [9]")
	aliases(t, s, map[string][]string{"DS-0022": {"14"}, "DL3006": {"21"}, "DL3015": {"17"}, "DL3009": {"6"}, "DL3008": {"22"}, "DL3066": {"29"}})
	if got := facts(t, s).Secrets; len(got) != 1 {
		t.Errorf("got the secrets %+v, want one: FAKE_DB_VERSION is none", got)
	}
	for _, bundle := range bundles.Names() {
		hidden(t, bundle, s, "Password123")
	}
}

// tells compares what a control tells: action, message and lines of its evidence.
func tells(t *testing.T, bundle string, s subject, control string, want ...string) {
	t.Helper()
	var got []string
	for _, e := range outcome(t, judge(t, bundle, s).Controls, control).Evidence {
		at := ""
		if e.Location != nil && e.Location.StartLine > 0 {
			at = fmt.Sprintf(" [%d]", e.Location.StartLine)
			if e.Location.EndLine > e.Location.StartLine {
				at = fmt.Sprintf(" [%d-%d]", e.Location.StartLine, e.Location.EndLine)
			}
		}
		got = append(got, e.Action+" "+e.Message+at)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s %s (-want +got):\n%s", bundle, control, diff)
	}
}

// aliases finds failed best practices by the names that other tools have for them.
func aliases(t *testing.T, s subject, want map[string][]string) {
	t.Helper()
	got := map[string][]string{}
	for _, c := range judge(t, "best-practices", s).Controls.Controls {
		for _, alias := range c.Aliases {
			if _, asked := want[alias]; asked && c.State == controls.Fail {
				got[alias] = append(got[alias], c.ID)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("best practices by their names elsewhere (-want +got):\n%s", diff)
	}
}

// TestSecretsInCommands has each finding of our own gates that quotes a line, over lines with
// secrets.
func TestSecretsInCommands(t *testing.T) {
	t.Parallel()
	const value = "Tr0ub4dor"
	s := subject{dockerfile: `FROM debian
MAINTAINER someone PASSWORD '` + value + `'
ADD https://ci:` + value + `@x.example/a.deb /
RUN curl -k -H "X-Api-Key: ` + value + `" -o b.deb https://x.example/b && dpkg -i b.deb
RUN sudo mysql -e "CREATE USER a IDENTIFIED BY '` + value + `'"
RUN apt-key adv --password ` + value + ` && curl https://ci:` + value + `@x.example/c.sh | sh
RUN service start --token=` + value + `
RUN apt-get install nmap --password=` + value + `
WORKDIR /etc/token=` + value + `
HEALTHCHECK CMD curl -u ci:` + value + ` http://localhost
HEALTHCHECK CMD true
ENTRYPOINT sshd --password=` + value + `
CMD app --password=` + value + `
`, params: []string{"cis.install_allowed=curl"}}
	for _, id := range []string{"4.9", "4.10", "4.11", "5.6"} {
		if got := outcome(t, judge(t, cis, s).Controls, id); got.State != controls.Fail {
			t.Errorf("%s: got %s", id, got.State)
		}
	}
	hidden(t, cis, s, value)
	s.params = nil
	want(t, "best-practices", s, map[string]string{"3": "fail", "14": "fail", "15": "fail", "18": "fail", "20": "fail", "26": "fail"})
	for _, bundle := range []string{"best-practices", "sans-docker-audit", "cis-docker-1.13-runtime"} {
		hidden(t, bundle, s, value)
	}
	s.params = []string{"nist.trusted_bases=debian", "nist.install_allowed=curl"}
	hidden(t, "nist-800-190", s, value)
}

// facts are all those that a subject has.
func facts(t *testing.T, s subject) *document.Document {
	t.Helper()
	doc, err := extract.Extract(t.Context(), request(t, s).Extract)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// hidden renders what a bundle says of a subject in all formats, and looks for a value.
func hidden(t *testing.T, bundle string, s subject, value string) {
	t.Helper()
	result := judge(t, bundle, s)
	for _, format := range report.FormatNames() {
		var out strings.Builder
		if err := report.Render(&out, format, []report.Input{report.FromResult(result)}, report.Options{ShowSuppressed: true, ShowPassed: true}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), value) {
			t.Errorf("%s as %s shows the value", bundle, format)
		}
	}
	if result.Controls == nil {
		return
	}
	for _, format := range pages.FormatNames() {
		var out strings.Builder
		if err := pages.Render(&out, format, []pages.Input{{Report: result.Controls, Image: result.Image}}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), value) {
			t.Errorf("the report by %s as %s shows the value", bundle, format)
		}
	}
}

// printed is the history that the audit paper prints, oldest first, with
// /bin/sh before what its awk has left, broken lines joined and the sizes as layers: what a step
// wrote is there where the step says it.
var printed = []struct {
	createdBy string
	wrote     []testimage.Entry // nil for 0 B
}{
	{`/bin/sh -c #(nop) ADD file:b1cd0e54ba28cb1d6db4b93f98d5e02f5e2bcd96c55cb91731ba499861001e30 in / `, testimage.WithParents(
		testimage.File("/etc/os-release", "ID=ubuntu\nVERSION_ID=\"16.04\"\n"),
		testimage.File("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\npostgres:x:102:105::/var/lib/postgresql:/bin/bash\n"),
		testimage.File("/etc/apt/sources.list", "deb https://archive.ubuntu.com/ubuntu/ xenial main\n"),
		testimage.File("/var/lib/dpkg/status", ""),
	)},
	{`/bin/sh -c set -xe && echo '#!/bin/sh' > /usr/sbin/policy-rc.d && echo 'exit 101' >> /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d && dpkg-divert --local --rename --add /sbin/initctl && cp -a /usr/sbin/policy-rc.d /sbin/initctl && sed -i 's/^exit.*/exit 0/' /sbin/initctl && echo 'force-unsafe-io' > /etc/dpkg/dpkg.cfg.d/docker-apt-speedup && echo 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };' > /etc/apt/apt.conf.d/docker-clean && echo 'APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };' >> /etc/apt/apt.conf.d/docker-clean && echo 'Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";' >> /etc/apt/apt.conf.d/docker-clean && echo 'Acquire::Languages "none";' > /etc/apt/apt.conf.d/docker-no-languages && echo 'Acquire::GzipIndexes "true"; Acquire::CompressionTypes::Order:: "gz";' > /etc/apt/apt.conf.d/docker-gzip-indexes && echo 'Apt::AutoRemove::SuggestsImportant "false";' > /etc/apt/apt.conf.d/docker-autoremove-suggests`,
		[]testimage.Entry{testimage.File("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n").Mode(0o755)}},
	{`/bin/sh -c rm -rf /var/lib/apt/lists/*`, nil},
	{`/bin/sh -c sed -i 's/^\s*(deb.*universe\)$/\1/g' /etc/apt/sources.list`,
		[]testimage.Entry{testimage.File("/etc/apt/sources.list", "deb https://archive.ubuntu.com/ubuntu/ xenial main universe\n")}},
	{`/bin/sh -c mkdir -p /run/systemd && echo 'docker' > /run/systemd/container`,
		testimage.WithParents(testimage.File("/run/systemd/container", "docker\n"))},
	{`/bin/sh -c #(nop)  CMD ["/bin/bash"]`, nil},
	{`/bin/sh -c #(nop)  MAINTAINER SvenDowideit@docker.com`, nil},
	{`/bin/sh -c apt-key adv --keyserver hkp://p80.pool.sks-keyservers.net:80 --recv-keys B97B0AFCAA1A47F044F244A07FCC7D46ACCC4CF8`,
		testimage.WithParents(testimage.File("/etc/apt/trusted.gpg", "keys"))},
	{`/bin/sh -c echo "deb http://apt.postgresql.org/pub/repos/apt/ precise-pgdg main" > /etc/apt/sources.list.d/pgdg.list`,
		testimage.WithParents(testimage.File("/etc/apt/sources.list.d/pgdg.list", "deb http://apt.postgresql.org/pub/repos/apt/ precise-pgdg main\n"))},
	{`/bin/sh -c apt-get update && apt-get install -y python-software-properties software-properties-common postgresql-9.3 postgresql-client-9.3 postgresql-contrib-9.3`,
		testimage.WithParents(testimage.File("/usr/lib/postgresql/9.3/bin/postgres", "postgres").Mode(0o755))},
	{`/bin/sh -c #(nop)  USER [postgres]`, nil},
	{`/bin/sh -c /etc/init.d/postgresql start && psql --command "CREATE USER docker WITH SUPERUSER PASSWORD 'docker';" && createdb -O docker docker`,
		testimage.WithParents(testimage.File("/var/lib/postgresql/9.3/main/PG_VERSION", "9.3\n"))},
	{`/bin/sh -c echo "host all all 0.0.0.0/0 md5" >> /etc/postgresql/9.3/main/pg_hba.conf`,
		testimage.WithParents(testimage.File("/etc/postgresql/9.3/main/pg_hba.conf", "host all all 0.0.0.0/0 md5\n"))},
	{`/bin/sh -c echo "listen_addresses='*'" >> /etc/postgresql/9.3/main/postgresql.conf`,
		testimage.WithParents(testimage.File("/etc/postgresql/9.3/main/postgresql.conf", "listen_addresses='*'\n"))},
	{`/bin/sh -c #(nop)  EXPOSE 5432/tcp`, nil},
	{`/bin/sh -c #(nop)  VOLUME [/etc/postgresql /var/log/postgresql /var/lib/postgresql]`, nil},
	{`/bin/sh -c #(nop)  CMD ["/usr/lib/postgresql/9.3/bin/postgres" "-D" "/var/lib/postgresql/9.3/main" "-c" "config_file=/etc/postgresql/9.3/main/postgresql.conf"]`, nil},
}

// postgresql is the image of that history.
func postgresql() *testimage.Builder {
	b := testimage.New().Reference("eg_postgresql:latest")
	for _, step := range printed {
		if step.wrote == nil {
			b.Step(step.createdBy)
		} else {
			b.Layer(step.wrote...).By(step.createdBy)
		}
		b.History(func(h *v1.History) { h.Comment = "" }) // not BuildKit's
	}
	return b.Config(func(c *v1.Config) {
		c.User = "postgres"
		c.ExposedPorts = map[string]struct{}{"5432/tcp": {}}
		c.Volumes = map[string]struct{}{"/etc/postgresql": {}, "/var/log/postgresql": {}, "/var/lib/postgresql": {}}
		c.Cmd = []string{"/usr/lib/postgresql/9.3/bin/postgres", "-D", "/var/lib/postgresql/9.3/main", "-c", "config_file=/etc/postgresql/9.3/main/postgresql.conf"}
	})
}

func TestHistory(t *testing.T) {
	t.Parallel()
	s := subject{image: postgresql(), params: []string{"cis.allowed_ports=5432"}}
	want(t, cis, s, map[string]string{"4.1": "pass", "4.6": "fail", "4.7": "pass", "4.9": "pass", "4.10": "fail", "4.11": "pass", "5.6": "pass", "5.7": "pass", "5.8": "pass"})
	tells(t, cis, s, "4.1", "go Container runs as postgres")
	tells(t, cis, s, "4.9")
	tells(t, cis, s, "4.10", "stop Secret found in the history: PASSWORD")
	tells(t, cis, s, "4.11",
		"go Outdated kind of key or package source: apt-key adv --keyserver hkp://p80.pool.sks-keyservers.net:80 --recv-keys B97B0AFCAA1A47F044F244A07FCC7D46ACCC4CF8",
		"go Outdated kind of key or package source: echo deb http://apt.postgresql.org/pub/repos/apt/ precise-pgdg main")
	tells(t, cis, s, "5.8", "go Port is exposed: 5432/tcp")
	plain := subject{image: postgresql()}
	want(t, "best-practices", plain, map[string]string{"14": "fail"})
	tells(t, "best-practices", plain, "14", "warn MAINTAINER is deprecated, use a label: SvenDowideit@docker.com")

	doc := facts(t, s)
	if len(doc.Secrets) != 1 || doc.Secrets[0].Path == nil || *doc.Secrets[0].Path != "/image/history/11" {
		t.Errorf("got the secrets %+v, want one, of CREATE USER", doc.Secrets)
	}
	var names []string
	for _, i := range doc.Dockerfile.Instructions {
		names = append(names, i.Instruction)
		if i.Instruction == "USER" && !slices.Equal(i.Arguments, []string{"postgres"}) {
			t.Errorf("got USER %q, want postgres", i.Arguments)
		}
	}
	expected := strings.Fields("FROM ADD RUN RUN RUN RUN CMD MAINTAINER RUN RUN RUN USER RUN RUN RUN EXPOSE VOLUME CMD")
	if diff := cmp.Diff(expected, names); diff != "" || doc.Dockerfile.Mode != document.ModeGuessed {
		t.Errorf("the instructions of the %s Dockerfile (-want +got):\n%s", doc.Dockerfile.Mode, diff)
	}
}

func TestPinned(t *testing.T) {
	t.Parallel()
	const digest = "sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb"
	const rest = `
ENV MY_APP_VERSION=0.734.
RUN apt-get update && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y my-app=${MY_APP_VERSION}* && \
    apt-get clean && \
    rm -rf /var/lib/apt/lists/*
WORKDIR /my_app_dir
ENTRYPOINT ["/bin/myapp"]
`
	from := func(base string, params ...string) subject {
		return subject{dockerfile: "FROM " + base + rest, params: params}
	}
	pinned := from("ubuntu:16.04@" + digest)
	base := facts(t, pinned).Dockerfile.Stages[0].Base
	if base.Repository == nil || *base.Repository != "library/ubuntu" && *base.Repository != "ubuntu" || *base.Tag != "16.04" || *base.Digest != digest {
		t.Errorf("got the base %+v, want ubuntu, its tag and its digest", base)
	}
	want(t, "sans-docker-audit", pinned, map[string]string{"6.1": "pass", "4.1": "fail"})
	want(t, cis, pinned, map[string]string{"4.1": "fail", "4.2": "manual", "4.6": "fail", "4.7": "pass"})
	want(t, cis, from("ubuntu:16.04@"+digest, "cis.trusted_bases=ubuntu", "cis.base_digest=true"), map[string]string{"4.2": "pass"})
	want(t, cis, from("ubuntu:16.04@"+digest, "cis.trusted_bases=debian"), map[string]string{"4.2": "fail"})
	want(t, "best-practices", pinned, map[string]string{"6": "pass", "11": "pass", "21": "pass", "22": "pass"})
	tells(t, "best-practices", pinned, "22", "go Version is a pattern: my-app=${MY_APP_VERSION}* [3-6]")
	for name, message := range map[string]string{
		"ubuntu":       "warn Base image is not pinned by tag and digest: ubuntu [1]",
		"ubuntu:16.04": "warn Base image is not pinned by tag and digest: ubuntu:16.04 [1]",
	} {
		want(t, "sans-docker-audit", from(name), map[string]string{"6.1": "fail"})
		tells(t, "sans-docker-audit", from(name), "6.1", message)
	}
}

// TestCleanScan: a clean report is one of data that are fresh and cover the image.
func TestCleanScan(t *testing.T) {
	t.Parallel()
	scan := func(updated, class string) subject {
		return subject{image: alpine().Reference("postgres:9.6"), supplies: extract.SuppliedFiles{ForceReport: true, Vulnerabilities: file(t, "trivy.json",
			`{"SchemaVersion": 2, "ArtifactName": "postgres:9.6", "Trivy": {"Version": "0.69.0", "VulnerabilityDB": {"UpdatedAt": "`+updated+`"}}, "Results": [{"Target": "x", "Class": "`+class+`", "Type": "alpine"}]}`)}}
	}
	fresh, old := now().AddDate(0, 0, -1).Format(time.RFC3339), now().AddDate(0, 0, -3).Format(time.RFC3339)
	const (
		stale     = "stop The vulnerability feed for this image distro is older than MAXAGE (2) days"
		uncovered = "stop Distro-specific feed data not found for distro namespace: alpine:3.19.1. Cannot perform CVE scan OS/distro packages"
	)
	tests := []struct {
		name    string
		subject subject
		want    string
		tells   []string
	}{
		{"not synchronised", scan("", "os-pkgs"), controls.Fail, []string{stale}},
		{"old", scan(old, "os-pkgs"), controls.Fail, []string{stale}},
		{"not covered", scan(fresh, "lang-pkgs"), controls.Fail, []string{uncovered}},
		{"neither", scan("", "lang-pkgs"), controls.Fail, []string{stale, uncovered}},
		{"fresh and covered", scan(fresh, "os-pkgs"), controls.Pass, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want(t, cis, tt.subject, map[string]string{"4.4": tt.want})
			tells(t, cis, tt.subject, "4.4", tt.tells...)
			want(t, "sans-docker-audit", tt.subject, map[string]string{"6.3": tt.want})
			tells(t, "sans-docker-audit", tt.subject, "6.3", tt.tells...)
			want(t, "nist-800-190", tt.subject, map[string]string{"4.1.1": tt.want})
		})
	}
	want(t, cis, subject{image: alpine()}, map[string]string{"4.4": controls.Unknown})
	want(t, "sans-docker-audit", subject{image: alpine()}, map[string]string{"6.3": controls.Unknown})
}

// node is an image of Debian's with what an article's bundle finds.
func node() *testimage.Builder {
	return testimage.New().Reference("node:stretch-slim").Layer(testimage.WithParents(
		testimage.File("/etc/os-release", "ID=debian\nVERSION_ID=\"9\"\n"),
		testimage.File("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nnode:x:1000:1000::/home/node:/bin/bash\n"),
		testimage.File("/bin/su", "").Mode(0o4755),
		testimage.File("/usr/bin/passwd", "").Mode(0o4755),
		testimage.File("/usr/share/doc/bash/copyright", "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: GPL-3+\n"),
		testimage.File("/var/lib/dpkg/status", "Package: bash\nStatus: install ok installed\nVersion: 4.4-5\nArchitecture: amd64\n\n"),
		testimage.File("/srv/app.js", strings.Repeat("x", 200_000)),
	)...)
}

// TestArticle is the acceptance test of the bundle that an article prints.
func TestArticle(t *testing.T) {
	t.Parallel()
	s := subject{image: node(), dockerfile: "FROM node:stretch-slim\nCOPY . .\nEXPOSE 22\n"}
	d := judge(t, "anchore-blog", s).Decision
	var got, warned []string
	for _, f := range d.Findings {
		got = append(got, f.Gate+"/"+f.Trigger)
	}
	for _, w := range d.Warnings {
		warned = append(warned, w.Kind)
	}
	slices.Sort(got)
	expected := []string{
		"dockerfile/exposed_ports", "files/suid_or_guid_set", "files/suid_or_guid_set", "licenses/blacklist_exact_match",
		"metadata/attribute", "passwd_file/blacklist_userids",
	}
	if diff := cmp.Diff(expected, got); diff != "" || d.FinalAction != decision.Stop {
		t.Errorf("%s, findings (-want +got):\n%s", d.FinalAction, diff)
	}
	repaired := []string{"bundle-id-generated", "policy-id-generated", "policy-id-generated", "policy-id-generated", "policy-id-generated", "policy-id-generated", "mapping-implied"}
	for i, kind := range repaired {
		if i >= len(warned) || warned[i] != kind {
			t.Fatalf("got the warnings %v, want first %v", warned, repaired)
		}
	}
	_, err := evaluate.LoadNamed(t.Context(), "anchore-blog", evaluate.LoadOptions{Strict: true})
	if err == nil || strings.Count(err.Error(), "SchemaError") != 7 {
		t.Errorf("strictly: got %v, want seven errors at once", err)
	}
	stored, err := evaluate.OpenBundle(t.Context(), "anchore-blog", evaluate.SourceOptions{})
	if err != nil {
		t.Fatal(err)
	}
	problems, err := stored.Lint(evaluate.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"path-never-in-image", "verify-package-not-installed", "size-under-1mb", "from-guessed", "uid-0-always"} {
		found := false
		for _, p := range problems {
			found = found || p.Kind == kind
		}
		if !found {
			t.Errorf("lint does not say %s", kind)
		}
	}
}

// TestArticleCorrected holds the corrected bundle to what the article means.
func TestArticleCorrected(t *testing.T) {
	t.Parallel()
	triggers := func(s subject) []string {
		var got []string
		for _, f := range judge(t, "anchore-blog-fixed", s).Decision.Findings {
			if f.Whitelisted == nil {
				got = append(got, f.Gate+"/"+f.Trigger)
			}
		}
		return got
	}
	good := subject{image: node().Config(func(c *v1.Config) { c.User = "node" }), dockerfile: "FROM node:stretch-slim\nCOPY . .\nUSER node\n"}
	if diff := cmp.Diff([]string{"licenses/blacklist_exact_match"}, triggers(good)); diff != "" {
		t.Errorf("a good image (-want +got):\n%s", diff)
	}
	bad := subject{image: node(), dockerfile: "FROM node:stretch\nADD . .\nEXPOSE 22\n"}
	expected := []string{"licenses/blacklist_exact_match", "dockerfile/instruction", "dockerfile/exposed_ports", "hardening/user", "hardening/add"}
	if diff := cmp.Diff(expected, triggers(bad)); diff != "" {
		t.Errorf("a bad image (-want +got):\n%s", diff)
	}
}

// TestAnchoresWhitelist has the 39 trigger ids of the whitelists of Anchore's own bundle of
// the CIS benchmark come out for an image that has these files.
func TestAnchoresWhitelist(t *testing.T) {
	t.Parallel()
	files := []struct {
		path string
		mode uint32
		id   string
	}{
		{"/usr/bin/chage", 0o104755, "639f6f1177735759703e928c14714a59"},
		{"/usr/bin/chfn", 0o104711, "ad4759bf9c3ce28f10d9d2f6eae51fa1"},
		{"/usr/bin/chsh", 0o104711, "c67a2c13ebe88380113e7fbcb2437714"},
		{"/usr/bin/gpasswd", 0o104755, "c2e44319ae5b3b040044d8ae116d1c2f"},
		{"/usr/bin/mount", 0o104755, "698044205a9c4a6d48b7937e66a6bf4f"},
		{"/usr/bin/newgrp", 0o104755, "463a9a24225c26f7a5bf3f38908e5cb3"},
		{"/usr/bin/passwd", 0o104755, "bcd159901fe47efddae5c095b4b0d7fd"},
		{"/usr/bin/su", 0o104755, "320a97c6816565eedf3545833df99dd0"},
		{"/usr/bin/umount", 0o104755, "e7573262736ef52353cde3bae2617782"},
		{"/usr/bin/write", 0o102755, "addbb93c22e9b0988b8b40392a4538cb"},
		{"/usr/libexec/dbus-1/dbus-daemon-launch-helper", 0o104750, "3456a263793066e9b5063ada6e47917d"},
		{"/usr/libexec/utempter/utempter", 0o102711, "3e5fad1c039f3ecfd1dcdc94d2f1f9a0"},
		{"/usr/sbin/pam_timestamp_check", 0o104755, "abb121e9621abdd452f65844954cf1c1"},
		{"/usr/sbin/unix_chkpwd", 0o104755, "34de21e516c0ca50a96e5386f163f8bf"},
		{"/bin/mount", 0o104755, "bcd2d285f87b13dd5d94b770bc7d69bb"},
		{"/bin/ping", 0o104755, "7cb64caf51d7f4215925e7ccc53ef26d"},
		{"/bin/su", 0o104755, "91192388289daa4ffb2844ac9fbd709f"},
		{"/bin/umount", 0o104755, "e0ed25fb84059281ae26ad059accb5af"},
		{"/sbin/unix_chkpwd", 0o102755, "9b810028f73e670e702c18625d3412c6"},
		{"/usr/bin/chage", 0o102755, "75d08d8c7b064bbd44f2f524c924d17b"},
		{"/usr/bin/chfn", 0o104755, "6329fe232b699ab5b4c9002b9f1b1f9e"},
		{"/usr/bin/chsh", 0o104755, "e56b64c2a7d254d4174ecaed69899327"},
		{"/usr/bin/expiry", 0o102755, "eec438eed6560f1ea7792b726009538e"},
		{"/usr/bin/gpasswd", 0o104755, "c2e44319ae5b3b040044d8ae116d1c2f"},
		{"/usr/bin/newgrp", 0o104755, "463a9a24225c26f7a5bf3f38908e5cb3"},
		{"/usr/bin/passwd", 0o104755, "bcd159901fe47efddae5c095b4b0d7fd"},
		{"/usr/bin/wall", 0o102755, "7218d80206fb8d9c1f61ca5650e4e018"},
		{"/usr/local", 0o42775, "8184a3fd4d19d4be5ce6ff8ccb7f3c0b"},
		{"/usr/local/bin", 0o42775, "efec52a9e0047a01165a9b4c66c3e309"},
		{"/usr/local/etc", 0o42775, "b594f2d6aa155f48667ccfaf5f2c3594"},
		{"/usr/local/games", 0o42775, "bba10ac5ebc153ba4e71697b3d418d65"},
		{"/usr/local/include", 0o42775, "b75e281338ee0c7cbcd832b2ddb08ee2"},
		{"/usr/local/lib", 0o42775, "7a5f4bd77193410516ff14766bc7dcf7"},
		{"/usr/local/sbin", 0o42775, "a6f6a511fa1f3e74819b16a5cfce0c64"},
		{"/usr/local/share", 0o42775, "5b885be0bf4df9242b891ed99e19f2dd"},
		{"/usr/local/share/man", 0o42775, "c8479172735f4621d6f0ee91508e8836"},
		{"/usr/local/src", 0o42775, "0a273cc51988ca03e23154ce9672b2d4"},
		{"/var/local", 0o42775, "4f9abc83a7a1c95e222b659e0fab27fa"},
		{"/var/mail", 0o42775, "da870e801836e419385f2f300713cf7f"},
	}
	// A path that both lists have, with another mode, is in an image of its own.
	images := []map[string]int{{}, {}}
	for i, f := range files {
		image := images[0]
		if _, taken := image[f.path]; taken {
			image = images[1]
		}
		image[f.path] = i
	}
	expected, got := map[string]string{}, map[string]string{}
	for _, image := range images {
		var entries []testimage.Entry
		for path, i := range image {
			expected[files[i].id] = path
			if files[i].mode&0o170000 == 0o040000 {
				entries = append(entries, testimage.Dir(path).Mode(int64(files[i].mode&0o7777)))
			} else {
				entries = append(entries, testimage.File(path, "x").Mode(int64(files[i].mode&0o7777)))
			}
		}
		slices.SortFunc(entries, func(a, b testimage.Entry) int { return strings.Compare(a.Path(), b.Path()) })
		for _, f := range judge(t, "default", subject{image: testimage.New().Layer(entries...)}).Decision.Findings {
			if f.Trigger == "suid_or_guid_set" {
				got[f.TriggerID] = f.Location.Path
			}
		}
	}
	if len(files) != 39 { // three are in both lists
		t.Errorf("got %d ids, want 39", len(files))
	}
	if diff := cmp.Diff(expected, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
