package evaluate_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
	"github.com/pratique-dev/pratique/internal/testimage/webshop"
)

// verify is what packages/verify says of an image, as "STATUS PACKAGE PATH".
func verify(t *testing.T, o extract.Options) []string {
	t.Helper()
	bundle, err := evaluate.LoadNamed(t.Context(), bundleOf(t, fired{gate: "packages", trigger: "verify"}), evaluate.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	o.Tag = "acme/verified:1"
	result, err := bundle.Evaluate(t.Context(), o.Source, evaluate.Options{Request: evaluate.Request{Extract: o, Now: time.Unix(0, 0)}})
	if err != nil {
		t.Fatal(err)
	}
	d := result.Decision
	if len(d.Errors) > 0 || len(d.NotEvaluated) > 0 {
		t.Fatalf("errors: %+v, not evaluated: %+v", d.Errors, d.NotEvaluated)
	}
	message := regexp.MustCompile(`^VERIFY check against package db for package '(.*)' failed on entry '(.*)' with status: '(.*)'$`)
	lines := []string{}
	for _, f := range d.Findings {
		m := message.FindStringSubmatch(f.Message)
		if m == nil {
			t.Fatalf("got %q", f.Message)
		}
		lines = append(lines, m[3]+" "+m[1]+" "+m[2])
	}
	slices.Sort(lines)
	return lines
}

// TestVerify changes an installation in a layer above it.
func TestVerify(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		layer []testimage.Entry
		want  []string
	}{
		{"untouched", nil, nil},
		{"replaced", []testimage.Entry{testimage.File("/usr/bin/curl", "evil").Mode(0o755)}, []string{"changed curl /usr/bin/curl"}},
		{"replaced by another that is a link to it", []testimage.Entry{testimage.File("/opt/curl", "evil"), testimage.Hardlink("/usr/bin/curl", "/opt/curl")}, []string{"changed curl /usr/bin/curl"}},
		{"through a directory's link", []testimage.Entry{testimage.File("/bin/curl", "evil")}, []string{"changed curl /usr/bin/curl"}},
		{"removed", []testimage.Entry{testimage.Whiteout("/usr/bin/curl")}, []string{"missing curl /usr/bin/curl"}},
		{"removed with its directory", []testimage.Entry{testimage.Opaque("/usr/share/ca-certificates/")}, []string{
			"missing ca-certificates /usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt",
		}},
		{"another mode, which dpkg does not record", []testimage.Entry{testimage.Whiteout("/usr/bin/nothing")}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			image := webshop.Image()
			if test.layer != nil {
				image.Layer(test.layer...)
			}
			want := append([]string{}, test.want...)
			if diff := cmp.Diff(want, verify(t, extract.Options{Source: imageRef(archive(t, image))})); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestVerifyAPK has modes in the manifest, and digests where they are asked for.
func TestVerifyAPK(t *testing.T) {
	t.Parallel()
	const installed = "P:musl\nV:1.2.4-r2\nA:x86_64\nF:lib\nR:libc.so\na:0:0:755\nZ:Q1qZk+NkcGgWq6PiVxeFDCbJzQ2J0=\nR:plain\nZ:Q1qZk+NkcGgWq6PiVxeFDCbJzQ2J0=\n\n" // of "abc"
	image := func(body string, mode int64) string {
		return archive(t, testimage.New().Layer(testimage.WithParents(
			testimage.File("/etc/os-release", "ID=alpine\nVERSION_ID=3.19.1\n"), testimage.File("/lib/apk/db/installed", installed),
			testimage.File("/lib/libc.so", body).Mode(mode), testimage.File("/lib/plain", "abc"),
		)...))
	}
	changed := []string{"changed musl /lib/libc.so"}
	for _, test := range []struct {
		name, body string
		mode       int64
		digests    bool
		want       []string
	}{
		{"untouched", "abc", 0o755, false, []string{}},
		{"untouched, with digests", "abc", 0o755, true, []string{}},
		{"another mode", "abc", 0o700, false, changed},
		{"another content, as Anchore sees it", "abd", 0o755, false, []string{}},
		{"another content, with digests", "abd", 0o755, true, changed},
	} {
		got := verify(t, extract.Options{Source: imageRef(image(test.body, test.mode)), APKDigests: test.digests})
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: findings (-want +got):\n%s", test.name, diff)
		}
	}
}

// sharedImage is one of the images that PRATIQUE_SHARED has.
func sharedImage(t *testing.T, name string) (source, listing string) {
	t.Helper()
	shared := os.Getenv("PRATIQUE_SHARED")
	if shared == "" {
		t.Skip("PRATIQUE_SHARED is not set")
	}
	scheme, path, _ := strings.Cut(name, ":")
	base, _, _ := strings.Cut(path, ".")
	return scheme + ":" + filepath.Join(shared, "images", path), filepath.Join(shared, "images", base+".files.tsv")
}

// TestSharedVerify compares with what is known of real images: every file of a
// manifest that the listing of another program does not have is missing, and the
// changes that were planted are found.
func TestSharedVerify(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		image   string
		digests bool
		changed []string
	}{
		{"oci:debian-small.oci", false, nil}, // the changed zgrep is not in /bin, where the manifest has it
		{"oci:rpm-sqlite.oci", false, []string{"changed libthing /usr/lib/libthing.so.1", "changed tool /usr/bin/tool"}},
		{"archive:alpine-311.tar.gz", false, nil},
		{"archive:alpine-311.tar.gz", true, []string{"changed alpine-baselayout /etc/shadow"}}, // by the makers of the image
		{"archive:distroless-small.docker.tar", false, nil},
		{"oci:planted.oci", false, nil},
	} {
		t.Run(fmt.Sprint(test.image, " ", test.digests), func(t *testing.T) {
			t.Parallel()
			source, listing := sharedImage(t, test.image)
			o := extract.Options{Source: imageRef(source), APKDigests: test.digests}
			got := verify(t, o)
			text, err := os.ReadFile(listing)
			if err != nil {
				t.Fatal(err)
			}
			there := map[string]bool{}
			for line := range strings.Lines(string(text)) {
				path, _, _ := strings.Cut(line, "\t")
				there[path] = true
			}
			o.Needs = []document.Need{"packages.files"}
			doc, err := extract.Extract(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]bool{}
			for _, p := range doc.Packages {
				for _, f := range p.Files {
					if !there[f.Path] {
						want["missing "+p.Name+" "+f.Path] = true
					}
				}
			}
			for _, line := range test.changed {
				want[line] = true
			}
			if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), got); diff != "" && len(want)+len(got) > 0 {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
