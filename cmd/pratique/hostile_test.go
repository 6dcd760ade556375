//go:build unix

package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// bundle is one of a single rule, whose parameters are NAME VALUE….
func bundle(gate, trigger string, params ...string) string {
	list := []map[string]string{}
	for pair := range slices.Chunk(params, 2) {
		list = append(list, map[string]string{"name": pair[0], "value": pair[1]})
	}
	data, err := json.Marshal(map[string]any{
		"id": "b", "version": "1_0",
		"mappings": []any{map[string]any{
			"registry": "*", "repository": "*", "image": map[string]string{"type": "tag", "value": "*"}, "policy_ids": []string{"p"}, "whitelist_ids": []string{},
		}},
		"policies": []any{map[string]any{"id": "p", "version": "1_0", "rules": []any{
			map[string]any{"id": "r", "gate": gate, "trigger": trigger, "action": "STOP", "params": list},
		}}},
	})
	if err != nil {
		panic(err)
	}
	return string(data)
}

// fate is how a process ended.
type fate struct {
	code           int
	stderr         string
	errors, warned []string
}

// judge runs eval on an image, with a minute before it counts as hanging, and so many
// MiB of memory: where the system counts all of a process's own as data, as Linux does,
// it dies of more.
func judge(t *testing.T, memory int, bundle, image string, more ...string) fate {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "bundle.json"), []byte(bundle), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"eval", "--tag", "acme/hostile:1", "-b", "bundle.json", "-o", "json=out.json"}
	if !slices.Contains(more, "--timeout") {
		args = append(args, "--timeout", "1m")
	}
	command := exec.CommandContext(t.Context(), "sh", slices.Concat([]string{
		"-c", fmt.Sprintf(`ulimit -d %d && exec "$0" "$@"`, memory<<10), e2e.Binary(t, "pratique"),
	}, args, more, []string{image})...)
	command.Dir = dir
	command.Env = append(os.Environ(), "TMPDIR="+dir)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	command.Stdout = io.Discard
	var exit *exec.ExitError
	if err := command.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	f := fate{code: command.ProcessState.ExitCode(), stderr: stderr.String()}
	if strings.Contains(f.stderr, "goroutine ") {
		t.Errorf("it crashed:\n%s", f.stderr)
	}
	data, err := os.ReadFile(filepath.Join(dir, "out.json"))
	if err != nil {
		t.Fatal(err)
	}
	var d decision.Decision
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	for _, e := range d.Errors {
		f.errors = append(f.errors, e.Message)
	}
	for _, w := range d.Warnings {
		f.warned = append(f.warned, w.Message)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(left) != 2 {
		t.Errorf("files were left behind: %q", left)
	}
	return f
}

// archive is a docker-archive of an image, as a source.
func archive(t *testing.T, image *testimage.Builder) string {
	t.Helper()
	var out bytes.Buffer
	if err := image.Archive(&out); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "image.tar")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return "archive:" + path
}

// jar is a zip archive of one member of n zero bytes behind what it begins with, as
// small as compression makes it, and of n more that it stores.
func jar(t *testing.T, member string, begins []byte, n, padding int64) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, part := range []struct {
		name   string
		method uint16
		body   io.Reader
	}{
		{"padding", zip.Store, io.LimitReader(zeros{}, padding)},
		{member, zip.Deflate, io.MultiReader(bytes.NewReader(begins), io.LimitReader(zeros{}, n))},
	} {
		f, err := w.CreateHeader(&zip.FileHeader{Name: part.name, Method: part.method})
		if err == nil {
			_, err = io.Copy(f, part.body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

const debian = "Package: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n\nPackage: b\nStatus: install ok installed\nVersion: 2\n\n"

// TestHostilePackages: what cannot be read is named, there is no decision where a rule
// needs it, and there is one where none does.
func TestHostilePackages(t *testing.T) {
	t.Parallel()
	const mib = 1 << 20
	deep := []byte("x")
	for range 9 {
		deep = jar(t, "x.jar", deep, 0, 10)
	}
	heavy := []byte("x")
	for range 5 { // each has 120 MiB more than what is in it
		heavy = jar(t, "x.jar", heavy, 0, 120*mib)
	}
	heavy = jar(t, "x.jar", heavy, 0, 0)
	sound := testimage.Zip(map[string]string{"META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n"})
	garbage := strings.Repeat("\xa5", 8192)
	file := testimage.File
	readsPackages := bundle("packages", "blacklist", "name", "no-such-package")
	readsDockerfile := bundle("dockerfile", "instruction", "instruction", "ONBUILD", "check", "exists")
	tests := []struct {
		name  string
		files []testimage.Entry
		want  []string // "PATH: message", the beginnings
		warns bool     // where Anchore says nothing either
	}{
		{"jars in jars", []testimage.Entry{file("/a.jar", string(deep))},
			[]string{"packages:java: /a.jar: reading x.jar:x.jar:x.jar:x.jar:x.jar:x.jar:x.jar:x.jar: it is nested more than 8 deep"}, false},
		{"jars in jars, each of which fills the memory", []testimage.Entry{file("/a.jar", string(heavy))},
			[]string{"packages:java: /a.jar: reading x.jar:x.jar: it has more than "}, false},
		{"a jar that grows a thousandfold", []testimage.Entry{file("/a.jar", string(jar(t, "x.jar", nil, 192*mib, 0)))},
			[]string{"packages:java: /a.jar: reading x.jar: it has more than 134217728 bytes"}, false},
		{"properties that grow a thousandfold", []testimage.Entry{file("/a.jar", string(jar(t, "META-INF/maven/g/a/pom.properties", nil, 192*mib, 0)))},
			[]string{"packages:java: /a.jar: reading META-INF/maven/g/a/pom.properties: it has more than 1048576 bytes"}, false},
		{"a truncated jar", []testimage.Entry{file("/a.jar", sound[:len(sound)-30]), file("/b.jar", sound)}, []string{"packages:java: /a.jar: reading the archive's end: "}, false},
		{"dpkg: garbage", []testimage.Entry{file("/var/lib/dpkg/status", "\x7fELF\nno field\n")}, []string{"packages:dpkg: /var/lib/dpkg/status: 2 of its lines are not fields"}, false},
		{"dpkg: truncated", []testimage.Entry{file("/var/lib/dpkg/status", debian[:len(debian)-4])}, []string{"packages:dpkg: /var/lib/dpkg/status: 1 installed packages have no version; it ends in the middle of a line"}, false},
		{"dpkg: one of several files", []testimage.Entry{file("/var/lib/dpkg/status.d/a", debian), file("/var/lib/dpkg/status.d/b", "garbage")},
			[]string{"packages:dpkg: /var/lib/dpkg/status.d/b: 1 of its lines are not fields"}, false},
		{"apk: garbage", []testimage.Entry{file("/lib/apk/db/installed", "\x7fELF\n\n")}, []string{"packages:apkg: /lib/apk/db/installed: 1 of its lines are not fields"}, false},
		{"apk: truncated", []testimage.Entry{file("/lib/apk/db/installed", "P:a\nV:1-r0\n\nP:b\nV:")}, []string{"packages:apkg: /lib/apk/db/installed: it ends in the middle of a line"}, false},
		{"apk: a line without end", []testimage.Entry{file("/lib/apk/db/installed", "P:"+strings.Repeat("x", 5*mib))}, []string{"packages:apkg: /lib/apk/db/installed: reading a line: "}, false},
		{"rpm: Berkeley DB", []testimage.Entry{file("/var/lib/rpm/Packages", strings.Repeat("\x00", 12)+"\x61\x15\x06\x00"+garbage)},
			[]string{"packages:rpm: /var/lib/rpm/Packages: reading the metadata page: "}, false},
		{"rpm: NDB", []testimage.Entry{file("/var/lib/rpm/Packages.db", "RpmP"+garbage)}, []string{"packages:rpm: /var/lib/rpm/Packages.db: reading the database's header: "}, false},
		{"rpm: SQLite", []testimage.Entry{file("/var/lib/rpm/rpmdb.sqlite", "SQLite format 3\x00"+garbage)},
			[]string{"packages:rpm: /var/lib/rpm/rpmdb.sqlite: reading the database's header: "}, false},
		{"rpm: none of them", []testimage.Entry{file("/usr/share/rpm/Packages", garbage)}, []string{"packages:rpm: /usr/share/rpm/Packages: reading the database: it is of no known form"}, false},
		{"a broken package.json", []testimage.Entry{file("/app/package.json", `{"name": "a", "version": `)}, []string{"packages:npm: /app/package.json: reading JSON: "}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			image := archive(t, testimage.New().Layer(testimage.WithParents(test.files...)...))
			f := judge(t, 512, readsPackages, image)
			code, got := 2, f.errors
			if test.warns {
				code, got = 0, f.warned
			}
			for i := range got {
				if i < len(test.want) && strings.HasPrefix(got[i], test.want[i]) {
					got[i] = test.want[i]
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("what was not read (-want +got):\n%s", diff)
			}
			if f.code != code {
				t.Errorf("exit code %d, want %d: %s", f.code, code, f.stderr)
			}
			if f := judge(t, 256, readsDockerfile, image); f.code != 0 || f.errors != nil {
				t.Errorf("without a rule that needs it: exit code %d, errors %q", f.code, f.errors)
			}
		})
	}
}

// TestHostileLayers are layers that no limit of a single file concerns.
func TestHostileLayers(t *testing.T) {
	t.Parallel()
	const mib, gib, tib = 1 << 20, 1 << 30, 1 << 40
	readsContent := bundle("files", "attribute_match", "filename", "/a", "checksum", strings.Repeat("0", 64))
	plain := tarHeader(t, tar.Header{Name: "a"})
	tests := []struct {
		name   string
		head   []byte
		zeros  int64 // behind head, in pieces of 64 MiB
		more   []string
		code   int
		stderr string
	}{
		{"a gibibyte of zeros", tarHeader(t, tar.Header{Name: "a", Size: gib}), gib, nil, 0, ""},
		{"zeros without end", tarHeader(t, tar.Header{Name: "a", Size: tib, Format: tar.FormatGNU}), 32 * gib, []string{"--timeout", "2s"}, 2, "not judged within 2s (--timeout)"},
		{"a hole of a tebibyte", slices.Concat(
			paxHeader(t, "GNU.sparse.major", "1", "GNU.sparse.minor", "0", "GNU.sparse.name", "a", "GNU.sparse.realsize", strconv.Itoa(tib)),
			tarHeader(t, tar.Header{Name: "a", Size: 512}), []byte("0\n"), make([]byte, 510)), 0, nil, 2, "more than 137438953472 bytes uncompressed, which is the limit"},
		{"records before an entry", append(paxHeader(t, "comment", strings.Repeat("x", 512<<10)), plain...), 0, nil, 0, ""},
		{"too many records before an entry", append(paxHeader(t, "comment", strings.Repeat("x", 8*mib)), plain...), 0, nil, 2, "header field too long"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := judge(t, 256, readsContent, "oci:"+zipLayer(t, test.head, test.zeros), test.more...)
			if f.code != test.code || !strings.Contains(f.stderr, test.stderr) {
				t.Errorf("exit code %d, want %d with %q: %s", f.code, test.code, test.stderr, f.stderr)
			}
		})
	}
}

// tarHeader is the block of an entry.
func tarHeader(t *testing.T, h tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	h.Mode = 0o644
	if err := tar.NewWriter(&out).WriteHeader(&h); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// paxHeader is what stands before an entry with records, KEY VALUE…; archive/tar writes
// neither long ones nor those of sparse files.
func paxHeader(t *testing.T, pairs ...string) []byte {
	t.Helper()
	var records []byte
	for pair := range slices.Chunk(pairs, 2) {
		rest := len(pair[0]) + len(pair[1]) + len(" =\n")
		n := rest
		for n != rest+len(strconv.Itoa(n)) { // the length counts its own digits
			n = rest + len(strconv.Itoa(n))
		}
		records = fmt.Appendf(records, "%d %s=%s\n", n, pair[0], pair[1])
	}
	block := tarHeader(t, tar.Header{Typeflag: tar.TypeReg, Name: "PaxHeaders.0/a", Size: int64(len(records))})
	block[156] = tar.TypeXHeader
	copy(block[148:156], "        ")
	sum := 0
	for _, b := range block {
		sum += int(b)
	}
	copy(block[148:156], fmt.Sprintf("%06o\x00 ", sum))
	return slices.Concat(block, records, make([]byte, -len(records)&511))
}

// zipLayer is the directory of an OCI layout of one layer: head, zeros and an archive's end,
// in members of gzip, of which the one of zeros is repeated.
func zipLayer(t *testing.T, head []byte, zeros int64) string {
	t.Helper()
	const piece = 64 << 20
	none := make([]byte, piece)
	stored := testimage.Compress(t, testimage.Gzip, head)
	member := testimage.Compress(t, testimage.Gzip, none)
	diffID := sha256.New()
	diffID.Write(head)
	for range zeros / piece {
		stored = append(stored, member...)
		if zeros <= 1<<30 { // beyond nobody comes to the end
			diffID.Write(none)
		}
	}
	stored = append(stored, testimage.Compress(t, testimage.Gzip, none[:1024])...)
	diffID.Write(none[:1024])

	blobs := testimage.Blobs{}
	const oci = "application/vnd.oci.image."
	config := blobs.Add(oci+"config.v1+json", testimage.JSON(t, map[string]any{"os": "linux", "architecture": "amd64", "rootfs": map[string]any{
		"type": "layers", "diff_ids": []string{"sha256:" + hex.EncodeToString(diffID.Sum(nil))},
	}}))
	return testimage.Unpack(t, blobs.Layout(t, blobs.Add(oci+"manifest.v1+json", testimage.JSON(t, map[string]any{
		"schemaVersion": 2, "config": config, "layers": []any{blobs.Add(oci+"layer.v1.tar+gzip", stored)},
	}))))
}
