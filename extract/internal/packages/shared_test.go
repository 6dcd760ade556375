package packages

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/klauspost/compress/gzip"

	"github.com/pratique-dev/pratique/extract/document"
)

// shared opens one of the images that PRATIQUE_SHARED has.
func shared(t *testing.T, name string, options Options) *image {
	t.Helper()
	root := os.Getenv("PRATIQUE_SHARED")
	if root == "" {
		t.Skip("PRATIQUE_SHARED names no directory with images")
	}
	m := newImage(t, options, "packages", "packages.files")
	layers, err := open(t, filepath.Join(root, "images", name)).Layers()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layers {
		content, err := l.Uncompressed()
		if err != nil {
			t.Fatal(err)
		}
		m.layer(t, content)
		if err := content.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

func open(t *testing.T, file string) v1.Image {
	t.Helper()
	if strings.HasSuffix(file, ".oci") {
		index, err := layout.ImageIndexFromPath(file)
		if err != nil {
			t.Fatal(err)
		}
		manifest, err := index.IndexManifest()
		if err != nil {
			t.Fatal(err)
		}
		img, err := index.Image(manifest.Manifests[0].Digest)
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	img, err := tarball.Image(func() (io.ReadCloser, error) {
		f, err := os.Open(file)
		if err != nil || !strings.HasSuffix(file, ".gz") {
			return f, err
		}
		return gzip.NewReader(f)
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// nameVersionArch is what package managers print, one line a package.
func nameVersionArch(packages []document.Package) []string {
	var list []string
	for _, p := range packages {
		list = append(list, strings.Join([]string{p.Name, p.FullVersion, text(p.Arch)}, " "))
	}
	return list
}

// TestSharedLists compares with what dpkg-query -W and apk info -v say of the
// images' databases.
func TestSharedLists(t *testing.T) {
	t.Parallel()
	tests := []struct {
		image   string
		entries int // of all manifests: lines of md5sums and conffiles, Z lines of apk
		want    []string
	}{
		{"debian-small.oci", 577, []string{
			"base-files 12.4+deb12u15 amd64", "base-passwd 3.6.1 amd64", "busybox-static 1:1.35.0-4+deb12u1+b1 amd64", "cron 3.0pl1-162 amd64",
			"gzip 1.12-1 amd64", "libcommons-lang3-java 3.12.0-2+deb12u1 all", "libjsr305-java 0.1~+svn49-11 all", "libzstd1 1.5.4+dfsg2-5 amd64",
			"netbase 6.4 all", "node-ms 2.1.3+~cs0.7.31-3 all", "node-semver 7.3.5+~7.3.9-2 all", "php-psr-log 1.1.4-2 all",
			"python3-certifi 2022.9.24-1 all", "python3-six 1.16.0-4 all", "python3-yaml 6.0-3+b2 amd64", "ruby-mustermann 3.0.0-2 all",
			"ruby-rack 2.2.22-0+deb12u2 all", "sudo 1.9.13p3-1+deb12u4 amd64", "tini 0.19.0-1+b3 amd64",
		}},
		{"distroless-small.docker.tar", 0, []string{"base-files 12.4+deb12u15 amd64", "netbase 6.4 all", "tini 0.19.0-1+b3 amd64"}},
		{"alpine-311.tar.gz", 81, []string{
			"alpine-baselayout 3.2.0-r3 x86_64", "alpine-keys 2.1-r2 x86_64", "apk-tools 2.10.4-r3 x86_64", "busybox 1.31.1-r9 x86_64",
			"ca-certificates-cacert 20191127-r1 x86_64", "libc-utils 0.7.2-r0 x86_64", "libcrypto1.1 1.1.1d-r3 x86_64", "libssl1.1 1.1.1d-r3 x86_64",
			"libtls-standalone 2.9.1-r0 x86_64", "musl 1.1.24-r2 x86_64", "musl-utils 1.1.24-r2 x86_64", "scanelf 1.2.4-r0 x86_64",
			"ssl_client 1.31.1-r9 x86_64", "zlib 1.2.11-r3 x86_64",
		}},
		{"planted.oci", 0, nil},
	}
	for _, test := range tests {
		t.Run(test.image, func(t *testing.T) {
			t.Parallel()
			got := shared(t, test.image, Options{}).catalogue()
			if diff := cmp.Diff(test.want, nameVersionArch(got.Packages)); diff != "" {
				t.Error(diff)
			}
			entries := 0
			for _, p := range got.Packages {
				entries += len(p.Files)
			}
			if entries != test.entries {
				t.Errorf("got %d manifest entries, want %d", entries, test.entries)
			}
			for _, p := range got.Problems {
				if !p.Minor {
					t.Errorf("got the problem %+v", p)
				}
			}
		})
	}
}

// TestSharedOwned lists what Debian's own packages contain of other languages.
func TestSharedOwned(t *testing.T) {
	t.Parallel()
	got := shared(t, "debian-small.oci", Options{KeepOwned: true}).catalogue()
	var list []string
	for _, p := range got.Packages {
		if p.Type != document.PackageDpkg {
			list = append(list, strings.Join([]string{p.Type, p.Name, p.Version, text(p.Path), text(p.License)}, " "))
		}
	}
	want := []string{
		"npm @types/ms 0.7.31 /usr/share/nodejs/@types/ms/package.json MIT",
		"npm @types/semver 7.3.9 /usr/share/nodejs/@types/semver/package.json MIT",
		"python PyYAML 6.0 /usr/lib/python3/dist-packages/yaml MIT",
		"python certifi 2022.9.24 /usr/lib/python3/dist-packages/certifi MPL-2.0",
		"java commons-lang3 3.12.0 /usr/share/java/commons-lang3.jar N/A",
		"java jsr305 0.1-SNAPSHOT /usr/share/maven-repo/org/jsr-305/jsr305/0.1-SNAPSHOT/jsr305-0.1-SNAPSHOT.jar N/A",
		"java jsr305 0.1~+svn49 /usr/share/java/jsr305-0.1~+svn49.jar N/A",
		"npm ms 2.1.3 /usr/share/nodejs/ms/package.json MIT",
		"gem mustermann 3.0.0 /usr/share/rubygems-integration/all/specifications/mustermann-3.0.0.gemspec MIT",
		"gem rack 2.2.22 /usr/share/rubygems-integration/all/specifications/rack-2.2.22.gemspec MIT",
		"npm semver 7.3.5 /usr/share/nodejs/semver/package.json ISC",
		"python six 1.16.0 /usr/lib/python3/dist-packages/six MIT",
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
}

// TestSharedChanged compares the contents of files with the manifests.
func TestSharedChanged(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"debian-small.oci":  nil,
		"alpine-311.tar.gz": {"/etc/shadow"}, // which the makers of the image changed
		"rpm-sqlite.oci":    {"/etc/tool/tool.conf", "/usr/bin/tool"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := shared(t, name, Options{APKDigests: true})
			var got []string
			for _, p := range m.catalogue().Packages {
				for _, f := range p.Files {
					if sums, ok := m.sums[f.Path]; ok && f.Digest != nil && *f.Digest != sums[*f.DigestAlgorithm] {
						got = append(got, f.Path)
					}
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSharedRPM compares with the recorded output of rpm -qa.
func TestSharedRPM(t *testing.T) {
	t.Parallel()
	m := shared(t, "rpm-sqlite.oci", Options{})
	recorded, err := os.ReadFile(filepath.Join(os.Getenv("PRATIQUE_SHARED"), "images", "rpm.expected.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for line := range strings.Lines(string(recorded)) {
		want = append(want, strings.Join(strings.Fields(line), " "))
	}
	packages := m.catalogue().Packages
	slices.SortFunc(packages, func(a, b document.Package) int { // as recorded
		order := []string{"basefs", "tool", "libthing"}
		return slices.Index(order, a.Name) - slices.Index(order, b.Name)
	})
	var got []string
	for _, p := range packages {
		epoch, version, ok := strings.Cut(p.Version, ":")
		if !ok {
			epoch, version = "(none)", p.Version
		}
		got = append(got, fmt.Sprintf("%s %s %s %s %s %s %d %s", p.Name, epoch, version, *p.Release, *p.Arch, *p.License, *p.Size, *p.Source))
		for _, f := range p.Files {
			fields := []string{strconv.FormatUint(uint64(*f.Mode), 8), text(f.User) + ":" + text(f.Group), strconv.FormatInt(*f.Size, 10), text(f.Digest), f.Path}
			got = append(got, strings.Join(strings.Fields(strings.Join(fields, " ")), " "))
			if *f.Config != strings.Contains(strings.Join(want, "\n"), fields[1]+" cn "+fields[2]+" "+fields[3]+" "+f.Path) {
				t.Errorf("%s: configuration file: %v", f.Path, *f.Config)
			}
		}
	}
	for i, line := range want { // flags have no field but that for configuration files
		if words := strings.Fields(line); len(words) > 3 && len(words[2]) <= 2 && strings.Trim(words[2], "cnlg") == "" {
			want[i] = strings.Join(slices.Delete(words, 2, 3), " ")
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
