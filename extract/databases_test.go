package extract_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
)

func stanza(name string) string {
	return "Package: " + name + "\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n"
}

func osRelease(id string) testimage.Entry { return testimage.File("etc/os-release", "ID="+id+"\n") }

func zstdOf(text string) string {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	return string(w.EncodeAll([]byte(text), nil))
}

// TestDatabases are places and forms in which packages are recorded.
func TestDatabases(t *testing.T) {
	t.Parallel()
	file, sym, link, dir := testimage.File, testimage.Symlink, testimage.Hardlink, testimage.Dir
	const (
		apk      = "P:musl\nV:1.2-r3\nA:x86_64\n\n"
		manifest = "openssl\t1.1-2.cm2\t1\t2\tMicrosoft\t1\t3000\tx86_64\t0\topenssl-1.1-2.cm2.src.rpm\n"
	)
	spdx, err := json.Marshal(map[string]any{"spdxVersion": "SPDX-2.3", "packages": []map[string]any{
		{"name": "postgresql", "versionInfo": "16.1.0-1", "licenseDeclared": "PostgreSQL", "externalRefs": []map[string]string{{"referenceType": "purl", "referenceLocator": "pkg:bitnami/postgresql@16.1.0-1"}}},
		{"name": "left-pad", "versionInfo": "1", "externalRefs": []map[string]string{{"referenceType": "purl", "referenceLocator": "pkg:npm/left-pad@1"}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	noDatabase := func(distro, kind string) string {
		return "packages:" + kind + `: the distribution "` + distro + `" records its packages in a database (` + kind + "), which is not there: which packages are installed is not known (absent)"
	}
	tests := []struct {
		name     string
		files    []testimage.Entry
		want     []string // packages
		problems []string
	}{
		{name: "dpkg", files: []testimage.Entry{osRelease("debian"), file("var/lib/dpkg/status", stanza("a"))}, want: []string{"dpkg a 1 pkgdb"}},
		{name: "dpkg, linked directory", files: []testimage.Entry{osRelease("debian"), file("data/dpkg/status", stanza("a")), sym("var/lib/dpkg", "../../data/dpkg")}, want: []string{"dpkg a 1 pkgdb"}},
		{name: "dpkg, linked by its root", files: []testimage.Entry{osRelease("debian"), file("data/dpkg/status", stanza("a")), sym("var/lib/dpkg", "/data/dpkg")}, want: []string{"dpkg a 1 pkgdb"}},
		{name: "dpkg, parent linked", files: []testimage.Entry{osRelease("debian"), file("data/dpkg/status", stanza("a")), sym("var/lib", "/data")}, want: []string{"dpkg a 1 pkgdb"}},
		{name: "dpkg, link to a link", files: []testimage.Entry{osRelease("debian"), file("d/status", stanza("a")), sym("e", "d"), sym("var/lib/dpkg", "../../e")}, want: []string{"dpkg a 1 pkgdb"}},
		{name: "dpkg, linked file in a linked directory", files: []testimage.Entry{osRelease("debian"), file("d/x", stanza("a")), sym("d/status", "x"), sym("var/lib/dpkg", "/d")}, want: []string{"dpkg a 1 pkgdb"}},
		{name: "dpkg, hard link in a linked directory", files: []testimage.Entry{osRelease("debian"), file("d/x", stanza("a")), link("d/status", "d/x"), sym("var/lib/dpkg", "/d")}, want: []string{"dpkg a 1 pkgdb"}},
		{name: "dpkg, linked status.d", files: []testimage.Entry{osRelease("debian"), file("d/a", stanza("a")), sym("var/lib/dpkg/status.d", "/d")}, want: []string{"dpkg a 1 pkgdb"}},
		{name: "dpkg, the root", files: []testimage.Entry{osRelease("debian"), file("status", stanza("a")), sym("var/lib/dpkg", "/")}, want: []string{"dpkg a 1 pkgdb"}},
		{name: "apk, linked", files: []testimage.Entry{osRelease("alpine"), file("x/installed", apk), sym("lib/apk/db", "/x")}, want: []string{"apkg musl 1.2-r3 pkgdb"}},
		{name: "apk, merged usr", files: []testimage.Entry{osRelease("alpine"), file("usr/lib/apk/db/installed", apk), sym("lib", "usr/lib")}, want: []string{"apkg musl 1.2-r3 pkgdb"}},
		{name: "rpm manifest", files: []testimage.Entry{osRelease("azurelinux"), file("var/lib/rpmmanifest/container-manifest-2", manifest), file("var/lib/rpmmanifest/container-manifest-1", "x-1-2.x86_64\n")}, want: []string{"rpm openssl 1:1.1-2.cm2 pkgdb"}},
		{name: "short rpm manifest", files: []testimage.Entry{osRelease("mariner"), file("var/lib/rpmmanifest/container-manifest-1", "openssl-libs-1.1-2.cm2.x86_64\n")}, want: []string{"rpm openssl-libs 1.1-2.cm2 pkgdb"}},
		{name: "chisel", files: []testimage.Entry{osRelease("ubuntu"), file("var/lib/chisel/manifest.wall", zstdOf(`{"jsonwall":"1.0","schema":"1.0","count":3}`+"\n"+`{"kind":"package","name":"libc6","version":"2.39","arch":"amd64"}`+"\n"+`{"kind":"slice","name":"libc6_libs"}`+"\n"))}, want: []string{"dpkg libc6 2.39 pkgdb"}},
		{name: "a chisel manifest that is none", files: []testimage.Entry{osRelease("x"), file("var/lib/chisel/manifest.wall", zstdOf(`{"a":1}`+"\n"))}, problems: []string{"packages:dpkg: /var/lib/chisel/manifest.wall: it is not a chisel manifest: it has no header"}},
		{name: "pacman", files: []testimage.Entry{osRelease("arch"), file("var/lib/pacman/local/curl-8.5.0-1/desc", "%NAME%\ncurl\n\n%VERSION%\n8.5.0-1\n\n%ARCH%\nx86_64\n\n%DESC%\n%NAME%\n")}, want: []string{"alpm curl 8.5.0-1 pkgdb"}},
		{name: "opkg", files: []testimage.Entry{osRelease("openwrt"), file("usr/lib/opkg/status", stanza("busybox"))}, want: []string{"opkg busybox 1 pkgdb"}},
		{name: "conda", files: []testimage.Entry{file("opt/conda/conda-meta/numpy-1.26-py3.json", `{"name":"numpy","version":"1.26","build":"py3","NAME":"x"}`)}, want: []string{"conda numpy 1.26 /opt/conda/conda-meta/numpy-1.26-py3.json"}},
		{name: "bitnami", files: []testimage.Entry{file("opt/bitnami/postgresql/.spdx-postgresql.spdx", string(spdx))}, want: []string{"bitnami postgresql 16.1.0-1 /opt/bitnami/postgresql/.spdx-postgresql.spdx"}},
		{name: "an egg in a file", files: []testimage.Entry{file("usr/lib/python3/site-packages/six-1.16.0-py3.9.EGG", testimage.Zip(map[string]string{"EGG-INFO/PKG-INFO": "Name: six\nVersion: 1.16.0\n"}))}, want: []string{"python six 1.16.0 /usr/lib/python3/site-packages/six"}},
		{name: "METADATA before PKG-INFO", files: []testimage.Entry{file("s/a-1.egg-info/PKG-INFO", "Name: a\nVersion: 1\n"), file("s/a-1.egg-info/METADATA", "Name: a\nVersion: 2\n")}, want: []string{"python a 2 /s/a"}},
		{name: "a directory's name", files: []testimage.Entry{file("s/A_b-1.0.DIST-INFO/METADATA", "Metadata-Version: 2.1\n")}, want: []string{"python A_b 1.0 /s/A_b"}},
		{name: "a gemspec that is code", files: []testimage.Entry{
			file("g/specifications/rake-13.0.gemspec", "Gem::Specification.new do |s|\n  s.name = name\nend\n"),
			file("g/specifications/x.gemspec", "# -*- encoding: utf-8 -*-\n# stub: json 2.6 ruby lib\n"),
		}, want: []string{"gem json 2.6 /g/specifications/x.gemspec", "gem rake 13.0 /g/specifications/rake-13.0.gemspec"}},
		{name: "runtime packs", files: []testimage.Entry{file("app/a.deps.json", `{"libraries":{"a/1":{"type":"project"},"runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1":{"type":"runtimepack"},"B/2":{"type":"package"},"C/3":{"TYPE":"package"}}}`)},
			want: []string{"nuget B 2 /app/a.deps.json", "nuget Microsoft.NETCore.App.Runtime.linux-x64 8.0.1 /app/a.deps.json"}},
		{name: "keys of npm", files: []testimage.Entry{file("a/package.json", `{"name":"a","version":"1","Version":"2","NAME":"b"}`), file("b/package.json", `{"Name":"b","version":"1"}`)}, want: []string{"npm a 1 /a/package.json"}},
		{name: "keys of composer", files: []testimage.Entry{file("v/composer/installed.json", `{"packages":[{"name":"x/a","version":"1","Version":"2"}],"Packages":[{"name":"x/b","version":"1"}]}`)}, want: []string{"php x/a 1 /v/composer/installed.json"}},
		{name: "a jar of another format", files: []testimage.Entry{file("a/b.nar", "no zip"), file("a/c-1.0.nar", testimage.Zip(map[string]string{"META-INF/MANIFEST.MF": "A: b\n"}))}, want: []string{"java c 1.0 /a/c-1.0.nar"}},

		{name: "no database", files: []testimage.Entry{osRelease("debian")}, problems: []string{noDatabase("debian", "dpkg")}},
		{name: "no database, alike", files: []testimage.Entry{file("etc/os-release", "ID=foo\nID_LIKE=\"rhel fedora\"\n")}, problems: []string{noDatabase("foo", "rpm")}},
		{name: "no database, in quotes and with a comment", files: []testimage.Entry{file("etc/os-release", "ID='debian' # bookworm\n")}, problems: []string{noDatabase("'debian' # bookworm", "dpkg")}},
		{name: "a store of nix", files: []testimage.Entry{file("nix/store/abc-openssl-3.0/bin/openssl", "x"), file("nix/store/abd-zlib-1.3/lib/libz.so", "x")}, problems: []string{
			"packages:nix: /nix/store/abc-openssl-3.0: the packages that nix has installed are not read (absent)",
		}},
		{name: "no database of pacman", files: []testimage.Entry{osRelease("arch")}, problems: []string{noDatabase("arch", "alpm")}},
		{name: "none is known", files: []testimage.Entry{osRelease("foo")}},
		{name: "an empty database", files: []testimage.Entry{osRelease("debian"), file("var/lib/dpkg/status", "")}},
		{name: "an empty database behind a link", files: []testimage.Entry{osRelease("debian"), file("d/status", ""), sym("var/lib/dpkg", "/d")}},
		{name: "a pipe", files: []testimage.Entry{osRelease("x"), testimage.Fifo("var/lib/dpkg/status")}, problems: []string{"packages:dpkg: /var/lib/dpkg/status: it should be a package database, and is a named pipe"}},
		{name: "a directory", files: []testimage.Entry{osRelease("x"), dir("lib/apk/db/installed")}, problems: []string{"packages:apkg: /lib/apk/db/installed: it should be a package database, and is a directory"}},
		{name: "a loop", files: []testimage.Entry{osRelease("x"), sym("var/lib/dpkg/status", "status")}, problems: []string{"packages:dpkg: /var/lib/dpkg/status: it should be a package database, and is a symbolic link to status, which leads nowhere"}},
		{name: "a dangling directory", files: []testimage.Entry{osRelease("x"), sym("var/lib/rpm", "/no/such")}, problems: []string{"packages:rpm: /var/lib/rpm: it should be the directory of a package database, and is a symbolic link to /no/such, which leads nowhere"}},
		{name: "a link to a pipe", files: []testimage.Entry{osRelease("x"), testimage.Fifo("p"), sym("usr/lib/opkg/status", "/p")}, problems: []string{"packages:opkg: /usr/lib/opkg/status: it should be a package database, and is a symbolic link to /p, which is a named pipe"}},
		{name: "foreign records", files: []testimage.Entry{osRelease("x"), file("var/db/pkg/sys-apps/a-1/PF", "a-1\n"), file("var/lib/snapd/snaps/x_1.snap", "")}, problems: []string{
			"packages:portage: /var/db/pkg/sys-apps/a-1/PF: the packages that portage has installed are not read (absent)",
			"packages:snap: /var/lib/snapd/snaps/x_1.snap: the packages that snap has installed are not read (absent)",
		}},
		{name: "a field twice", files: []testimage.Entry{osRelease("debian"), file("var/lib/dpkg/status", "Package: a\nVersion: 1\nPackage: b\nVersion: 2\n")}, want: []string{"dpkg a 1 pkgdb"},
			problems: []string{"packages:dpkg: /var/lib/dpkg/status: 1 of its stanzas have a field twice, so that they may be of several packages"}},
		{name: "an entry of apk twice", files: []testimage.Entry{osRelease("alpine"), file("lib/apk/db/installed", "P:a\nV:1-r0\nP:b\nV:2-r0\n\n")}, want: []string{"apkg b 2-r0 pkgdb"},
			problems: []string{"packages:apkg: /lib/apk/db/installed: 2 of its entries have a name or a version twice, so that they may be of several packages"}},
		{name: "a name twice in metadata", files: []testimage.Entry{file("s/a.dist-info/METADATA", "Name: a\nVersion: 1\nName: b\nVersion: 2\n")}, want: []string{"python a 1 /s/a"}},
		{name: "a manifest that is too long to be read", files: []testimage.Entry{file("a/package.json", `{"name":"a","version":"1"}`+strings.Repeat(" ", 16<<20))},
			problems: []string{"packages:npm: /a/package.json: it has 16777242 bytes, more than the limit of 16777216"}},
		{name: "a line of blanks", files: []testimage.Entry{osRelease("debian"), file("var/lib/dpkg/status", "Package: a\nVersion: 1\n \t \nPackage: b\nVersion: 2\n")}, want: []string{"dpkg a 1 pkgdb", "dpkg b 2 pkgdb"}},
		{name: "fields in another case", files: []testimage.Entry{osRelease("debian"), file("var/lib/dpkg/status", "package: a\nVERSION: 1\n")}, want: []string{"dpkg a 1 pkgdb"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			doc := mustExtract(t, extract.Options{Source: imageRef(archiveOf(t, layers{test.files})), Needs: []document.Need{"packages"}})
			validate(t, doc)
			if diff := cmp.Diff(test.want, listed(doc.Packages)); diff != "" {
				t.Errorf("packages (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.problems, problems(doc)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLinksWhereFilesAreRead are files that somebody asks for and that are no files.
func TestLinksWhereFilesAreRead(t *testing.T) {
	t.Parallel()
	files := []testimage.Entry{
		testimage.File("opt/app.conf", "secret"), testimage.Symlink("etc/app.conf", "../opt/app.conf"), testimage.Symlink("etc/passwd", "/opt/passwd"),
		testimage.File("opt/passwd", "root:x:0:0::/:\n"), testimage.Symlink("loop", "loop"), testimage.Fifo("pipe"), testimage.Dir("dir"), testimage.Symlink("etc/group", "group"),
	}
	source := imageRef(archiveOf(t, layers{files}))
	doc := mustExtract(t, extract.Options{Source: source, Needs: []document.Need{"retrieved_files:/etc/passwd", "retrieved_files:/loop"}, Retrieve: []string{"/etc/app.conf", "/pipe", "/dir"}})
	if got := doc.RetrievedFiles["/etc/app.conf"].Content; got != "secret" || len(doc.RetrievedFiles) != 1 {
		t.Errorf("got %q of %v", got, doc.RetrievedFiles)
	}
	want := []string{
		"retrieved_files:/dir: /dir: it is a directory, and was not read (minor)",
		"retrieved_files:/etc/passwd: /etc/passwd: it is a symbolic link to /opt/passwd, and only regular files are retrieved, as in Anchore (--retrieve /etc/passwd follows links) (minor)",
		"retrieved_files:/loop: /loop: it is a symbolic link to loop, which leads nowhere, and was not read (minor)",
		"retrieved_files:/pipe: /pipe: it is a named pipe, and was not read (minor)",
	}
	if diff := cmp.Diff(want, problems(doc)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	doc = mustExtract(t, extract.Options{Source: source, Needs: []document.Need{"accounts"}})
	if got := strings.Join(problems(doc), "\n"); got != "accounts: /etc/group: it is a symbolic link to group, which leads nowhere, and was not read" || len(doc.Accounts.Users) != 1 {
		t.Errorf("accounts: got %s, %v", got, doc.Accounts.Users)
	}
}
