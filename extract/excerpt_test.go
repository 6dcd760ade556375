package extract_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
)

// TestShownLines has secrets in every form that lines can break: what an excerpt shows has none.
func TestShownLines(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, want string }{
		{"nothing", "FROM x\n\n# a comment\nRUN id\n", "FROM x\n\n# a comment\nRUN id"},
		{"a variable", "FROM x\nENV DB_PASSWORD=hunter2hunter2 A=b\n", "FROM x\nENV DB_PASSWORD=[redacted] A=b"},
		{"the old form", "FROM x\nENV DB_PASSWORD \\\n  hunter2hunter2\nRUN id\n", "FROM x\nENV DB_PASSWORD [redacted]\n  [redacted]\nRUN id"},
		{"a value over two lines", "FROM x\nENV DB_PASSWORD=hunter\\\ntwotwotwo\n", "FROM x\nENV DB_PASSWORD=[redacted]\n[redacted]"},
		{"words of JSON", "FROM x\nCMD [\"mysql\", \"--password\", \"hunter2hunter2\"]\n", "FROM x\nCMD [\"mysql\", \"--password\", \"[redacted]\"]"},
		{"a comment", "FROM x\n# DB_PASSWORD=hunter2hunter2\n", "FROM x\n# DB_PASSWORD=[redacted]"},
		{"a comment within", "FROM x\nRUN a && \\\n# DB_PASSWORD=hunter2hunter2\n  b\n", "FROM x\nRUN a && \\\n# DB_PASSWORD=[redacted]\n  b"},
		{"carriage returns", "FROM x\r\nENV DB_PASSWORD=hunter2hunter2\r\n", "FROM x\nENV DB_PASSWORD=[redacted]"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			d := mustExtract(t, extract.Options{
				Needs: []document.Need{"dockerfile"}, Dockerfile: &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte(tc.text)},
			})
			if diff := cmp.Diff(tc.want, strings.Join(extract.ShownLines(d.Dockerfile), "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := extract.ShownLines(nil); got != nil {
		t.Errorf("of no Dockerfile: got %q", got)
	}
}
