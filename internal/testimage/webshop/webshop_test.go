package webshop_test

import (
	"archive/tar"
	"bytes"
	"crypto/md5" // #nosec G501 -- what dpkg uses
	"encoding/hex"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/validate"

	"github.com/pratique-dev/pratique/internal/testimage/webshop"
)

// steps lists the instructions of a Dockerfile's last stage in the words of a
// BuildKit history, without EXPOSE, VOLUME and the like, which it writes in Go's syntax.
func steps(dockerfile string) []string {
	joined := regexp.MustCompile(`\\\n`).ReplaceAllString(dockerfile, "")
	lines := strings.Split(joined, "\n")
	var out []string
	for _, line := range lines {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "FROM":
			out = nil
		case "RUN":
			out = append(out, "RUN |1 VERSION=1.4.0 /bin/sh -c "+rest+" # buildkit")
		case "COPY", "ADD":
			rest = regexp.MustCompile(`^--from=\S+ `).ReplaceAllString(rest, "")
			out = append(out, word+" "+rest+" # buildkit")
		case "LABEL":
			out = append(out, strings.ReplaceAll(line, `"`, ""))
		case "EXPOSE":
			out = append(out, "EXPOSE map["+strings.Join(strings.Fields(rest), "/tcp:{} ")+"/tcp:{}]")
		case "VOLUME":
			out = append(out, "VOLUME ["+rest+"]")
		case "":
		default:
			if !strings.HasPrefix(word, "#") {
				out = append(out, line)
			}
		}
	}
	return out
}

func TestHistoryIsTheDockerfiles(t *testing.T) {
	t.Parallel()
	dockerfile, err := os.ReadFile("../../../testdata/demo/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	image, err := webshop.Image().Image()
	if err != nil {
		t.Fatal(err)
	}
	config, err := image.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	const base = 2 // steps of the base image
	var got []string
	for _, h := range config.History[base:] {
		got = append(got, h.CreatedBy)
	}
	if diff := cmp.Diff(steps(string(dockerfile)), got); diff != "" {
		t.Errorf("(-Dockerfile +history):\n%s", diff)
	}
	if err := validate.Image(image); err != nil {
		t.Error(err)
	}
}

func TestSameBytes(t *testing.T) {
	t.Parallel()
	var first, second bytes.Buffer
	for _, w := range []io.Writer{&first, &second} {
		if err := webshop.Image().Archive(w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two archives differ")
	}
	const most = 2 << 20
	if first.Len() > most {
		t.Errorf("got an archive of %d bytes, want at most %d", first.Len(), most)
	}
}

// squashed is the content of each regular file of the image.
func squashed(t *testing.T) map[string]string {
	t.Helper()
	image, err := webshop.Image().Image()
	if err != nil {
		t.Fatal(err)
	}
	r := mutate.Extract(image)
	defer r.Close()
	files := map[string]string{}
	for in := tar.NewReader(r); ; {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			data, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			files["/"+strings.TrimPrefix(h.Name, "/")] = string(data)
		}
	}
}

func TestSquashed(t *testing.T) {
	t.Parallel()
	files := squashed(t)
	for _, gone := range []string{"/var/cache/apt/pkgcache.bin", "/srv/app/tools/requirements.txt"} {
		if _, ok := files[gone]; ok {
			t.Errorf("%s is there, want it removed", gone)
		}
	}
	var sums int
	for name, content := range files {
		if !strings.HasSuffix(name, ".md5sums") {
			continue
		}
		for line := range strings.Lines(content) {
			sum, path, _ := strings.Cut(strings.TrimSpace(line), "  ")
			got := md5.Sum([]byte(files["/"+path])) // #nosec G401 -- as above
			if hex.EncodeToString(got[:]) != sum {
				t.Errorf("%s: wrong sum of %s", name, path)
			}
			sums++
		}
	}
	if packages := strings.Count(files["/var/lib/dpkg/status"], "Package: "); packages != 30 || sums < packages {
		t.Errorf("got %d packages with %d files, want 30 with a file each", packages, sums)
	}
	if !strings.Contains(files["/etc/passwd"], "deploy:x:0:0:") {
		t.Error("the second root is missing from /etc/passwd")
	}
}
