package content_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/content"
)

func searcher(t testing.TB, section content.Search) *content.Searcher {
	t.Helper()
	s, err := content.NewSearcher(section)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func items(texts ...string) content.Search {
	var section content.Search
	for _, text := range texts {
		section.Items = append(section.Items, content.ParseItem(text))
	}
	return section
}

// key makes a made-up key of n bytes, so that no file of this project holds one.
func key(n int) string { return strings.Repeat("Q7", n/2) }

func TestSearchDefaults(t *testing.T) {
	t.Parallel()
	s := searcher(t, content.Default().SecretSearch)
	for _, tc := range []struct {
		name, text string
		want       map[string][]int
	}{
		{name: "empty", text: ""},
		{name: "nothing", text: "aws\nkey = value\n"},
		{name: "access key", text: "[default]\naws_access_key_id = " + key(20) + "\n", want: map[string][]int{"AWS_ACCESS_KEY": {1}}},
		{name: "access key of the wrong length", text: "aws_access_key_id = " + key(22) + "\n"},
		{name: "secret key after a blank", text: "aws_secret_access_key = " + key(40), want: map[string][]int{"AWS_SECRET_KEY": {0}}},
		// compatibility.md#aws-secret-pattern: "=" is in the look-behind's set, so the key must
		// not follow it directly.
		{name: "secret key after =", text: "aws_secret_access_key=" + key(40)},
		{name: "private key", text: "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", want: map[string][]int{"PRIV_KEY": {0}}},
		{name: "private key not at the start", text: "key: -----BEGIN PRIVATE KEY-----\n"},
		{name: "docker", text: "{\"auths\": {\n\"x\": {\"auth\": \"eDp5\"}}}", want: map[string][]int{"DOCKER_AUTH": {1}}},
		{name: "api keys, CRLF and Latin-1", text: "\xe9api-key=" + key(20) + "\r\nAPI_KEY == '" + key(60) + "'\r\n", want: map[string][]int{"API_KEY": {0, 1}}},
		{name: "carriage returns end no line", text: "a\rb\n-BEGIN PRIVATE KEY-", want: map[string][]int{"PRIV_KEY": {1}}},
		{name: "order of first hit", text: "api_key = " + key(20) + "\n-BEGIN PRIVATE KEY-\n", want: map[string][]int{"API_KEY": {0}, "PRIV_KEY": {1}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			for _, r := range []func() ([]document.ContentMatch, error){
				func() ([]document.ContentMatch, error) { return s.Search(strings.NewReader(tc.text)) },
				func() ([]document.ContentMatch, error) {
					return s.Search(iotest.OneByteReader(strings.NewReader(tc.text)))
				},
			} {
				matches, err := r()
				if err != nil {
					t.Fatal(err)
				}
				var got map[string][]int
				for _, m := range matches {
					if got == nil {
						got = map[string][]int{}
					}
					got[*m.Name] = m.Lines
				}
				if diff := cmp.Diff(tc.want, got); diff != "" {
					t.Errorf("matches (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestSearchOrder(t *testing.T) {
	t.Parallel()
	s := searcher(t, items("B=.*b", ".*c", "A=.*a", "B=.*b"))
	got, err := s.Search(strings.NewReader("a\nx\ncab\n"))
	if err != nil {
		t.Fatal(err)
	}
	a, b := "A", "B"
	want := []document.ContentMatch{
		{Name: &a, Regex: ".*a", Lines: []int{0, 2}},
		{Name: &b, Regex: ".*b", Lines: []int{2}},
		{Regex: ".*c", Lines: []int{2}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("matches (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]document.ContentPattern{{Name: &b, Regex: ".*b"}, {Regex: ".*c"}, {Name: &a, Regex: ".*a"}}, s.Patterns()); diff != "" {
		t.Errorf("patterns (-want +got):\n%s", diff)
	}
}

// Lines lie across the parts in which a file is searched.
func TestSearchLarge(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	for i := range 40000 {
		text.WriteString(strings.Repeat("x", i%97))
		if i == 7 || i == 20011 || i == 39999 {
			text.WriteString("needle")
		}
		if i == 30000 { // longer than a part
			text.WriteString(strings.Repeat("y", 200<<10) + "needle")
		}
		text.WriteByte('\n')
	}
	for _, item := range []string{".*needle", ".*?needle(?!s)"} {
		s := searcher(t, items(item))
		got, err := s.Search(&limitedReads{r: bytes.NewReader(text.Bytes()), n: 4099})
		if err != nil {
			t.Fatal(err)
		}
		want := []document.ContentMatch{{Regex: item, Lines: []int{7, 20011, 30000, 39999}}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: matches (-want +got):\n%s", item, diff)
		}
	}
}

type limitedReads struct {
	r *bytes.Reader
	n int
}

func (l *limitedReads) Read(p []byte) (int, error) { return l.r.Read(p[:min(len(p), l.n)]) }

func TestSearchProblems(t *testing.T) {
	t.Parallel()
	s := searcher(t, items("SLOW=(?:(?=a)a|aa)*b", "LONG=.*needle", "ANY=[^n]*z", "X=x$"))
	long := strings.Repeat("n", 9<<20)
	for _, tc := range []struct {
		name, text string
		want       []string // item and lines
		err        string
	}{
		{name: "time", text: "x\n" + strings.Repeat("a", 300) + "c b\nx\n", want: []string{"X[0 2]"},
			err: `searching line 2 for SLOW: running out of time`},
		{name: "long line without literals", text: "x\n" + long + "\nx\n", want: []string{"X[0 2]"}},
		{name: "long line with a literal across parts", text: "x\n" + long + "eedle\nx\n", want: []string{"X[0 2]"},
			err: `searching line 2 for LONG: line of more than 8388608 bytes`},
		{name: "long last line", text: "x\n" + long + "z", want: []string{"X[0]"},
			err: `searching line 2 for ANY: line of more than 8388608 bytes`},
		{name: "line too long to backtrack", text: "x\n" + strings.Repeat("a", 300<<10) + "b\nx", want: []string{"X[0 2]"},
			err: `searching line 2 for SLOW: line of more than 262144 bytes`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			matches, err := s.Search(strings.NewReader(tc.text))
			if (err == nil) != (tc.err == "") || err != nil && err.Error() != tc.err {
				t.Errorf("got error %v, want %q", err, tc.err)
			}
			var got []string
			for _, m := range matches {
				got = append(got, *m.Name+fmt.Sprint(m.Lines))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("matches (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNewSearcherErrors(t *testing.T) {
	t.Parallel()
	_, err := content.NewSearcher(items("OK=x", "BAD=(?<=a*)b"))
	want := `compiling "BAD=(?<=a*)b": look-behind requires fixed-width pattern at position 7`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestWants(t *testing.T) {
	t.Parallel()
	limited, unlimited, idle := items("x"), items("x"), items()
	limited.MaxFileSize = 10
	for _, tc := range []struct {
		name    string
		section content.Search
		size    int64
		want    bool
	}{
		{name: "at the limit", section: limited, size: 10, want: true},
		{name: "over the limit", section: limited, size: 11},
		{name: "no limit", section: unlimited, size: 1 << 40, want: true},
		{name: "no items", section: idle, size: 1},
		{name: "empty file", section: unlimited},
	} {
		if got := searcher(t, tc.section).Wants(tc.size); got != tc.want {
			t.Errorf("%s: got %v, want %v", tc.name, got, tc.want)
		}
	}
}

// TestPlanted searches the files of the shared test image, layer by layer, for
// what python found in it. Later layers touch none of the files in question.
func TestPlanted(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("PRATIQUE_SHARED")
	if shared == "" {
		t.Skip("PRATIQUE_SHARED does not name the directory of shared test data")
	}
	archive, err := os.Open(filepath.Join(shared, "images", "planted.docker.tar"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	s := searcher(t, content.Default().SecretSearch)
	var got []string
	files(t, archive, func(name string, r io.Reader) {
		if strings.HasSuffix(name, ".tar.gz") {
			layer, err := gzip.NewReader(r)
			if err != nil {
				t.Fatal(err)
			}
			files(t, layer, func(name string, r io.Reader) { got = append(got, hits(t, s, name, r)...) })
		}
	})
	slices.Sort(got)
	data, err := os.ReadFile(filepath.Join(shared, "images", "planted.secrets.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(data)), "\n")
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
}

func files(t *testing.T, r io.Reader, visit func(name string, r io.Reader)) {
	t.Helper()
	for tr := tar.NewReader(r); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			visit(h.Name, tr)
		}
	}
}

func hits(t *testing.T, s *content.Searcher, name string, r io.Reader) []string {
	t.Helper()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Wants(int64(len(data))) {
		return nil
	}
	matches, err := s.Search(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, m := range matches {
		for _, line := range m.Lines {
			lines = append(lines, "/"+name+"\t"+*m.Name+"\t"+strconv.Itoa(line))
		}
	}
	return lines
}

func BenchmarkSearch(b *testing.B) {
	s := searcher(b, content.Search{Items: content.Default().SecretSearch.Items})
	text := bytes.Repeat([]byte("the quick brown fox = jumps over the lazy dog_key 0123456789\n"), 16<<10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if matches, err := s.Search(bytes.NewReader(text)); len(matches) > 0 || err != nil {
			b.Fatal(matches, err)
		}
	}
}
