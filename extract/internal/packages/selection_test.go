package packages

import (
	"slices"
	"testing"

	"github.com/pratique-dev/pratique/extract/document"
)

func TestWants(t *testing.T) {
	t.Parallel()
	all := []document.Need{"packages", "packages.files"}
	tests := []struct {
		name, path string
		size       int64
		needs      []document.Need
		want       Kind
	}{
		{"dpkg status", "/var/lib/dpkg/status", 1, all, dpkgStatus},
		{"dpkg status of distroless", "/var/lib/dpkg/status.d/tzdata", 1, all, dpkgStatus},
		{"sums of distroless", "/var/lib/dpkg/status.d/tzdata.md5sums", 1, all, dpkgSums},
		{"deeper in status.d", "/var/lib/dpkg/status.d/x/y", 1, all, None},
		{"old status", "/var/lib/dpkg/status-old", 1, all, None},
		{"sums", "/var/lib/dpkg/info/libc6:amd64.md5sums", 1, all, dpkgSums},
		{"conffiles", "/var/lib/dpkg/info/bash.conffiles", 1, all, dpkgConffiles},
		{"list", "/var/lib/dpkg/info/bash.list", 1, all, None},
		{"copyright", "/usr/share/doc/bash/copyright", 1, all, dpkgCopyright},
		{"copyright elsewhere", "/usr/share/doc/bash/examples/copyright", 1, all, None},
		{"rpm", "/var/lib/rpm/Packages", 1, all, rpmDatabase},
		{"rpm, write-ahead log", "/var/lib/rpm/rpmdb.sqlite-wal", 1, all, rpmLog},
		{"apk", "/lib/apk/db/installed", 1, all, apkDatabase},
		{"npm", "/app/node_modules/@types/ms/package.json", 1, all, npmManifest},
		{"npm in the root", "/package.json", 1, all, npmManifest},
		{"gem", "/var/lib/gems/3.1.0/specifications/default/json.gemspec", 1, all, gemSpecification},
		{"gemspec of a source tree", "/app/x.gemspec", 1, all, None},
		{"python wheel", "/s/a-1.dist-info/METADATA", 1, all, pythonMetadata},
		{"python egg-info", "/s/a.egg-info/PKG-INFO", 1, all, pythonMetadata},
		{"python egg-info file", "/s/a.egg-info", 1, all, pythonMetadata},
		{"python egg", "/s/a.egg/EGG-INFO/PKG-INFO", 1, all, pythonMetadata},
		{"python names", "/s/a.dist-info/top_level.txt", 1, all, pythonTopLevel},
		{"METADATA elsewhere", "/s/METADATA", 1, all, None},
		{"jar", "/a/b.jar", 1, all, javaArchive},
		{"plugin", "/a/b.hpi", 1, all, javaArchive},
		{"nuget", "/app/web.deps.json", 1, all, nugetDependencies},
		{"composer", "/app/vendor/composer/installed.json", 1, all, composerInstalled},
		{"composer.lock", "/app/composer.lock", 1, all, composerLock},
		{"program", "/usr/bin/x", minProgram, all, program},
		{"small program", "/usr/bin/x", minProgram - 1, all, None},
		{"runtime", "/bin/busybox", 1, all, program},
		{"nothing", "/etc/passwd", 1, all, None},
		{"only npm: manifest", "/a/package.json", 1, []document.Need{"packages:npm"}, npmManifest},
		{"only npm: jar", "/a/b.jar", 1, []document.Need{"packages:npm"}, None},
		{"only npm: program", "/a/b", minProgram, []document.Need{"packages:npm"}, None},
		{"only npm: who owns it", "/var/lib/dpkg/info/bash.md5sums", 1, []document.Need{"packages:npm"}, dpkgSums},
		{"only npm: status", "/var/lib/dpkg/status", 1, []document.Need{"packages:npm"}, None},
		{"only dpkg: lists", "/var/lib/dpkg/info/bash.md5sums", 1, []document.Need{"packages:dpkg"}, None},
		{"only dpkg: status", "/var/lib/dpkg/status", 1, []document.Need{"packages:dpkg"}, dpkgStatus},
		{"only manifests: lists", "/var/lib/dpkg/info/bash.md5sums", 1, []document.Need{"packages.files"}, dpkgSums},
		{"only manifests: npm", "/a/package.json", 1, []document.Need{"packages.files"}, None},
		{"only binary: other program", "/usr/bin/x", minProgram, []document.Need{"packages:binary"}, None},
		{"other needs", "/a/package.json", 1, []document.Need{"files", "image.size"}, None},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, err := Select(test.needs, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := s.Wants(File{Path: test.path, Size: test.size}); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestSelect(t *testing.T) {
	t.Parallel()
	if _, err := Select([]document.Need{"packages:cobol"}, Options{}); err == nil {
		t.Error("a type that does not exist was taken")
	}
	s, err := Select([]document.Need{"files"}, Options{})
	if err != nil || !s.Empty() {
		t.Errorf("got %v, %v", s, err)
	}
	if !slices.IsSorted(Types()) {
		t.Error("the types are not sorted")
	}
	// Whoever keeps what the distribution owns need not know what that is.
	s, err = Select([]document.Need{"packages:npm"}, Options{KeepOwned: true})
	if err != nil || s.Wants(File{Path: "/var/lib/dpkg/info/bash.md5sums", Size: 1}) != None {
		t.Errorf("got %v, %v", s, err)
	}
}

func TestFilesBeyondTheLimit(t *testing.T) {
	t.Parallel()
	m := newImage(t, Options{}, "packages")
	f := File{Path: "/a/package.json", Size: 1 << 30}
	kind := m.selection.Wants(f)
	if f.Size <= kind.Limit() {
		t.Fatalf("the limit is %d", kind.Limit())
	}
	m.facts[f.Path] = m.selection.Analyse(kind, f, nil)
	if got := m.catalogue().Problems; len(got) != 1 || got[0].Path != f.Path {
		t.Errorf("got %v", got)
	}
}

func BenchmarkWants(b *testing.B) {
	s, err := Select([]document.Need{"packages", "packages.files"}, Options{})
	if err != nil {
		b.Fatal(err)
	}
	paths := []string{"/usr/lib/python3/dist-packages/yaml/composer.py", "/usr/share/doc/bash/copyright", "/app/node_modules/a/index.js", "/bin/sh"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Wants(File{Path: paths[i%len(paths)], Size: 1000})
	}
}
