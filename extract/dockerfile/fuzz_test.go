package dockerfile

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/pratique-dev/pratique/extract/document"
)

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*/Dockerfile")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	valid := schema(f)
	f.Fuzz(func(t *testing.T, contents []byte) {
		for _, reading := range []string{document.ReadingInstructions, document.ReadingAnchore} {
			d, err := Parse(contents, Options{Reading: reading})
			if err != nil {
				if d != nil {
					t.Error("a document beside an error")
				}
				continue
			}
			text, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			validate(t, valid, text)
			if reading == document.ReadingInstructions {
				sameAsDocker(t, *d.Contents)
			}
		}
	})
}

// sameAsDocker compares the joined text with BuildKit's own, white space aside.
func sameAsDocker(t *testing.T, text string) {
	t.Helper()
	entries, _, err := split(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if got, want := squeeze(e.text), squeeze(e.node.Original); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func FuzzGuess(f *testing.F) {
	f.Add("/bin/sh -c #(nop)  CMD [\"a\"]", "RUN /bin/sh -c a\nb # buildkit")
	f.Add("ENV A=b c", "COPY <<EOF /x # buildkit")
	f.Add("FROM", "RUN [\"a\"]\n\\")
	f.Add("SHELL [powershell]", "RUN <<EOF\r\nEOF\r\n")
	valid := schema(f)
	f.Fuzz(func(t *testing.T, one, two string) {
		h := []document.History{{CreatedBy: one}, {CreatedBy: two}}
		for _, reading := range []string{document.ReadingInstructions, document.ReadingAnchore} {
			d := Guess(h, reading)
			text, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			validate(t, valid, text)
			if !strings.HasPrefix(*d.Contents, "FROM scratch\n") {
				t.Errorf("got %q", *d.Contents)
			}
			n := strings.Count(*d.Contents, "\n")
			for _, in := range d.Instructions {
				if in.StartLine < 1 || in.EndLine < in.StartLine || in.EndLine > n {
					t.Errorf("lines %d to %d of %d", in.StartLine, in.EndLine, n)
				}
			}
		}
	})
}
