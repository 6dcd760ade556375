package packages

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
)

// row is a package as a line of a test: what package managers print, where it is,
// and its licence.
func row(p document.Package) string {
	return strings.Join([]string{p.Type, p.Name, p.FullVersion, text(p.Arch), text(p.Path), text(p.License), text(p.PURL)}, "|")
}

func rows(packages []document.Package) []string {
	var list []string
	for _, p := range packages {
		list = append(list, row(p))
	}
	return list
}

func jar(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const goProgram = "\x7fELF\x30\x77\xaf\x0c\x92\x74\x08\x02\x41\xe1\xc1\x07\xe6\xd6\x18\xe6" +
	"path\tx\ndep\tgolang.org/x/sys\tv0.1.0\th1:abc=\n" +
	"\xf9\x32\x43\x31\x86\x18\x20\x72\x00\x82\x42\x10\x41\x16\xd8\xf2"

// languages fills an image with one or more packages of every language.
func fill(t testing.TB, m *image) {
	t.Helper()
	m.add("/app/package.json", []byte(`{"name":"app","version":"1.0.0"}`))
	m.add("/app/node_modules/@types/ms/package.json", []byte(`{"name":"@types/ms","version":"0.7.31","license":"MIT"}`))
	m.add("/app/node_modules/ms/package.json", []byte(`{"name":"ms","version":"2.1.3","licenses":[{"type":"MIT"},{"type":"X"}]}`))
	m.add("/app/node_modules/ms/test/package.json", []byte(`{"private":true}`))
	m.add("/gems/specifications/rack-2.2.4.gemspec", []byte("s.name = \"rack\".freeze\ns.version = \"2.2.4\"\ns.licenses = [\"MIT\".freeze]\n"))
	m.add("/s/site-packages/PyYAML-6.0.dist-info/METADATA", []byte("Name: PyYAML\nVersion: 6.0\nLicense: MIT\n"))
	m.add("/s/site-packages/PyYAML-6.0.dist-info/top_level.txt", []byte("_yaml\nyaml\n"))
	m.add("/s/site-packages/six.egg-info", []byte("Name: six\nVersion: 1.16.0\n"))
	m.add("/srv/app.war", jar(t, map[string]string{
		"META-INF/MANIFEST.MF":   "Implementation-Version: 3\n\n",
		"WEB-INF/lib/text-1.jar": string(jar(t, map[string]string{"META-INF/MANIFEST.MF": "A: b\n\n", "META-INF/maven/g/text/pom.properties": "groupId=org.g\nartifactId=text\nversion=1\n"})),
	}))
	m.add("/srv/web.deps.json", []byte(`{"libraries":{"Serilog/2.12.0":{"type":"package"}}}`))
	m.add("/srv/php/composer.lock", []byte(`{"packages":[{"name":"a/not-installed","version":"1"}]}`))
	m.add("/srv/php/vendor/composer/installed.json", []byte(`{"packages":[{"name":"monolog/monolog","version":"2.0","license":["MIT"]}]}`))
	m.add("/srv/locked/composer.lock", []byte(`{"packages":[{"name":"psr/log","version":"1.1.4","license":["MIT"]}]}`))
	m.add("/usr/bin/beacon", append([]byte(goProgram), make([]byte, minProgram)...))
	m.add("/usr/local/go/VERSION", []byte("go1.22.3\n"))
	m.add("/usr/local/go/bin/go", []byte("\x7fELF go1.22.3\n"))
	m.add("/usr/bin/python3.11", []byte("\x7fELF 3.11.2\n"))
	m.add("/usr/lib/libpython3.11.so.1.0", []byte("\x7fELF 3.11.2\n"))
}

func languagesOfFill() []string {
	return []string{
		"npm|@types/ms|0.7.31||/app/node_modules/@types/ms/package.json|MIT|pkg:npm/%40types/ms@0.7.31",
		"python|PyYAML|6.0||/s/site-packages/yaml|MIT|pkg:pypi/pyyaml@6.0",
		"nuget|Serilog|2.12.0||/srv/web.deps.json|N/A|pkg:nuget/Serilog@2.12.0",
		"npm|app|1.0.0||/app/package.json||pkg:npm/app@1.0.0",
		"java|app|3||/srv/app.war|N/A|",
		"binary|go|1.22.3||/usr/local/go/bin/go|N/A|pkg:generic/go@1.22.3",
		"go|golang.org/x/sys|v0.1.0||/usr/bin/beacon:golang.org/x/sys@v0.1.0|N/A|pkg:golang/golang.org/x/sys@v0.1.0",
		"php|monolog/monolog|2.0||/srv/php/vendor/composer/installed.json|MIT|pkg:composer/monolog/monolog@2.0",
		"npm|ms|2.1.3||/app/node_modules/ms/package.json|MIT X|pkg:npm/ms@2.1.3",
		"php|psr/log|1.1.4||/srv/locked/composer.lock|MIT|pkg:composer/psr/log@1.1.4",
		"binary|python|3.11.2||/usr/bin/python3.11|N/A|pkg:generic/python@3.11.2",
		"gem|rack|2.2.4||/gems/specifications/rack-2.2.4.gemspec|MIT|pkg:gem/rack@2.2.4",
		"python|six|1.16.0||/s/site-packages/six||pkg:pypi/six@1.16.0",
		"java|text|1||/srv/app.war:WEB-INF/lib/text-1.jar|N/A|pkg:maven/org.g/text@1",
	}
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	m := newImage(t, Options{}, "packages", "packages.files")
	fill(t, m)
	got := m.catalogue()
	if diff := cmp.Diff(languagesOfFill(), rows(got.Packages)); diff != "" {
		t.Error(diff)
	}
	if len(got.Problems) != 0 {
		t.Errorf("got the problems %v", got.Problems)
	}
	for _, p := range got.Packages {
		if p.Licenses == nil || p.License == nil || p.Files != nil || p.Release != nil {
			t.Errorf("got %+v", p)
		}
	}
}

// TestRestricted asks for one type at a time: the packages are the same as those
// of the whole list.
func TestRestricted(t *testing.T) {
	t.Parallel()
	for _, kind := range Types() {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			m := newImage(t, Options{}, document.Need("packages:"+kind))
			fill(t, m)
			want := slices.DeleteFunc(languagesOfFill(), func(row string) bool { return !strings.HasPrefix(row, kind+"|") })
			if diff := cmp.Diff(want, append([]string{}, rows(m.catalogue().Packages)...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestOwned has the files that declare packages belong to a package of each kind
// of distribution.
func TestOwned(t *testing.T) {
	t.Parallel()
	databases := map[string]func(m *image){
		"md5sums": func(m *image) {
			m.add("/var/lib/dpkg/info/a.md5sums", []byte("0  app/node_modules/ms/package.json\n0  srv/app.war\n0  usr/local/go/VERSION\n0  usr/local/go/bin/go\n"))
		},
		"conffiles": func(m *image) {
			m.add("/var/lib/dpkg/info/a.conffiles", []byte("/app/node_modules/ms/package.json\n/srv/app.war\n/usr/local/go/VERSION\n/usr/local/go/bin/go\n"))
		},
		"distroless": func(m *image) {
			m.add("/var/lib/dpkg/status.d/a.md5sums", []byte("0  app/node_modules/ms/package.json\n0  srv/app.war\n0  usr/local/go/VERSION\n0  usr/local/go/bin/go\n"))
		},
		"apk": func(m *image) {
			m.add("/lib/apk/db/installed", []byte("P:a\nF:app/node_modules/ms\nR:package.json\nZ:Q1\nF:srv\nR:app.war\nF:usr/local/go\nR:VERSION\nZ:Q1\nF:usr/local/go/bin\nR:go\nZ:Q1\n\n"))
		},
	}
	for name, add := range databases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, keep := range []bool{false, true} {
				m := newImage(t, Options{KeepOwned: keep}, "packages:npm", "packages:java", "packages:binary")
				fill(t, m)
				add(m)
				got := rows(m.catalogue().Packages)
				for _, row := range languagesOfFill() {
					want := keep
					switch {
					case strings.HasPrefix(row, "npm|ms"), strings.HasPrefix(row, "java|"):
					case strings.HasPrefix(row, "binary|go"):
						want = false // never listed where it is owned
					default:
						continue
					}
					if slices.Contains(got, row) != want {
						t.Errorf("kept %v: got %s: %v", keep, row, !want)
					}
				}
			}
		})
	}
}

func TestDpkg(t *testing.T) {
	t.Parallel()
	m := newImage(t, Options{}, "packages", "packages.files")
	m.add("/etc/os-release", []byte("ID=debian\nVERSION_ID=\"12\"\n"))
	m.add("/var/lib/dpkg/status", []byte(`Package: libc6
Architecture: amd64
Multi-Arch: same
Version: 1:2.36-9~x
Maintainer: M <m@example.com>
Source: glibc (2.36-9)
Installed-Size: 10

Package: libc6
Architecture: i386
Multi-Arch: same
Version: 1:2.36-9~x
Conffiles:
 /etc/libc.conf 11111111111111111111111111111111
 /etc/gone.conf 22222222222222222222222222222222 obsolete

Package: libc6
Architecture: amd64
Version: 1:2.36-9~x

Package: removed
Status: deinstall ok config-files
Architecture: all
Version: 3
`))
	m.add("/var/lib/dpkg/info/libc6:amd64.md5sums", []byte("33333333333333333333333333333333  lib/a.so\n44444444444444444444444444444444  a b\n"))
	m.add("/var/lib/dpkg/info/libc6:i386.md5sums", []byte("55555555555555555555555555555555  lib//i386.so\n66666666666666666666666666666666  etc/libc.conf\n"))
	m.add("/var/lib/dpkg/info/libc6:i386.conffiles", []byte("/etc/libc.conf\n/etc/gone.conf\n/etc/unknown.conf\n"))
	m.add("/usr/share/doc/glibc/copyright", []byte("License: LGPL-2.1\nLicense: GPL-2\n"))
	m.links["/usr/share/doc/libc6"] = "glibc"
	got := m.catalogue()
	want := []string{
		"dpkg|libc6|1:2.36-9~x|amd64|pkgdb|GPL-2 LGPL-2.1|pkg:deb/debian/libc6@1:2.36-9~x?arch=amd64&distro=debian-12&source=glibc",
		"dpkg|libc6|1:2.36-9~x|i386|pkgdb|GPL-2 LGPL-2.1|pkg:deb/debian/libc6@1:2.36-9~x?arch=i386&distro=debian-12",
		"dpkg|removed|3|all|pkgdb|Unknown|pkg:deb/debian/removed@3?arch=all&distro=debian-12",
	}
	if diff := cmp.Diff(want, rows(got.Packages)); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff([]string{"/lib/a.so md5 33333333333333333333333333333333 false"}, entries(got.Packages[0])); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{
		"/lib/i386.so md5 55555555555555555555555555555555 false",
		"/etc/libc.conf md5 11111111111111111111111111111111 true",
	}, entries(got.Packages[1])); diff != "" {
		t.Error(diff)
	}
	if p := got.Packages[0]; text(p.Origin) != "M <m@example.com> (maintainer)" || text(p.Source) != "glibc" || *p.Size != 10_000 || p.Release != nil {
		t.Errorf("got %+v", p)
	}
	if p := got.Packages[2]; p.Files == nil || len(p.Files) != 0 || p.Origin != nil || *p.Size != 0 {
		t.Errorf("got %+v", p)
	}
}

// entries are a package's manifest, one line an entry.
func entries(p document.Package) []string {
	var list []string
	for _, f := range p.Files {
		list = append(list, fmt.Sprintf("%s %s %s %v", f.Path, text(f.DigestAlgorithm), text(f.Digest), *f.Config))
	}
	return list
}

const apkSample = "P:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\no:musl\nm:T\nI:4096\nF:lib\nR:ld.so\na:0:0:755\nZ:Q1gkKZ/3Ryl6Mpwxp7KJT0e5EFYnk=\nF:\nR:x\nZ:Q1gkKZ/3Ryl6Mpwxp7KJT0e5EFYnk=\n\nP:.deps\nV:0\n\n"

func TestAPK(t *testing.T) {
	t.Parallel()
	for _, digests := range []bool{false, true} {
		m := newImage(t, Options{APKDigests: digests}, "packages", "packages.files")
		m.add("/etc/os-release", []byte("ID=alpine\nVERSION_ID=3.18.0\n"))
		m.add("/lib/apk/db/installed", []byte(apkSample))
		got := m.catalogue()
		want := []string{
			"apkg|.deps|0||pkgdb|N/A|pkg:apk/alpine/.deps@0?distro=alpine-3.18.0",
			"apkg|musl|1.2.4-r2|x86_64|pkgdb|MIT|pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=alpine-3.18.0&upstream=musl",
		}
		if diff := cmp.Diff(want, rows(got.Packages)); diff != "" {
			t.Fatal(diff)
		}
		p := got.Packages[1]
		if p.Version != "1.2.4" || text(p.Release) != "r2" || *p.Size != 4096 {
			t.Errorf("got %+v", p)
		}
		digest := "" // compatibility.md#apk-digests
		if digests {
			digest = "824299ff747297a329c31a7b2894f47b91056279"
		}
		if diff := cmp.Diff([]string{"/lib/ld.so sha1 " + digest + " false", "/x sha1 " + digest + " false"}, entries(p)); diff != "" {
			t.Error(diff)
		}
		if f := p.Files[0]; *f.Mode != 0o755 || text(f.User) != "0" || text(f.Group) != "0" || p.Files[1].Mode != nil {
			t.Errorf("got %+v", p.Files)
		}
	}
}

// TestManifestsByFlavor: Anchore reads manifests only where the distribution is
// of the database's kind (compatibility.md#package-manifests); that some are left out is said.
func TestManifestsByFlavor(t *testing.T) {
	t.Parallel()
	for release, want := range map[string]bool{
		"ID=alpine": true, "ID=x\nID_LIKE=\"y alpine\"": true, "ID=wolfi": false, "ID=debian": false, "ID=busybox\nID_LIKE=alpine": false, "": false,
	} {
		m := newImage(t, Options{}, "packages", "packages.files")
		m.add("/etc/os-release", []byte(release))
		m.add("/lib/apk/db/installed", []byte(apkSample))
		got := m.catalogue()
		if (got.Packages[1].Files != nil) != want || (len(got.Problems) == 0) != want {
			t.Errorf("%q: got %v and the problems %v", release, got.Packages[1].Files, got.Problems)
		}
	}
}

func TestFlavor(t *testing.T) {
	t.Parallel()
	for names, want := range map[string]string{
		"rhel|": "rpm", "ol|": "rpm", "rocky|rhel,centos,fedora": "rpm", "amzn|fedora": "rpm", "sles|suse": "", "debian|": "dpkg",
		"linuxmint|ubuntu,debian": "dpkg", "busybox|": "", "alpine|": "apkg", "|": "", "x|debian,rhel": "rpm",
	} {
		name, like, _ := strings.Cut(names, "|")
		if got := manifestType(document.Distro{Name: &name, Like: &like}); got != want {
			t.Errorf("%s: got %q, want %q", names, got, want)
		}
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	m := newImage(t, Options{}, "packages")
	m.add("/app/test/package.json", []byte(`{`))
	m.add("/app/a.jar", []byte("no archive"))
	m.add("/var/lib/rpm/rpmdb.sqlite", []byte("no database at all"))
	m.add("/var/lib/rpm/rpmdb.sqlite-wal", []byte("log"))
	m.add("/usr/share/rpm/rpmdb.sqlite-wal", nil)
	m.add("/lib/apk/db/installed", []byte("P:a\nV:1\n\nD:"+strings.Repeat("x", 5<<20)))
	got := m.catalogue()
	if diff := cmp.Diff([]string{"apkg|a|1||pkgdb|N/A|pkg:apk/a@1"}, rows(got.Packages)); diff != "" {
		t.Error(diff)
	}
	var problems []string
	for _, p := range got.Problems {
		problems = append(problems, fmt.Sprint(p.Path, " ", p.Type, " ", p.Minor))
	}
	if diff := cmp.Diff([]string{
		"/app/a.jar java false", "/app/test/package.json npm true", "/lib/apk/db/installed apkg false",
		"/var/lib/rpm/rpmdb.sqlite rpm false", "/var/lib/rpm/rpmdb.sqlite-wal rpm false",
	}, problems); diff != "" {
		t.Error(diff)
	}
}

// TestReplaced: what a later layer replaces is neither a package nor a problem.
func TestReplaced(t *testing.T) {
	t.Parallel()
	m := newImage(t, Options{}, "packages")
	m.add("/app/a.jar", []byte("no archive"))
	m.add("/app/package.json", []byte(`{"name":"a","version":"1"}`))
	m.remove("/app/a.jar")
	m.add("/app/package.json", []byte(`{"name":"a","version":"2"}`))
	got := m.catalogue()
	if diff := cmp.Diff([]string{"npm|a|2||/app/package.json||pkg:npm/a@2"}, rows(got.Packages)); diff != "" || len(got.Problems) != 0 {
		t.Error(diff, got.Problems)
	}
}

func TestNothing(t *testing.T) {
	t.Parallel()
	got := newImage(t, Options{}, "packages").catalogue()
	if got.Packages == nil || len(got.Packages) != 0 || got.Problems != nil {
		t.Errorf("got %+v", got)
	}
}
