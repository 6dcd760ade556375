package extract_test

import (
	"testing"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
)

// TestShown has a text without secrets beside each that has some, of a Dockerfile and of one
// from the history.
func TestShown(t *testing.T) {
	t.Parallel()
	const lines = "FROM x\nENV DB_PASSWORD hunter2\nRUN curl -H \"X-Api-Key: hunter2\" x && id\nARG TOKEN=hunter2\nLABEL a=$TOKEN\n"
	doc := mustExtract(t, extract.Options{
		Needs: []document.Need{"dockerfile"}, Dockerfile: &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte(lines)},
	})
	validate(t, doc)
	shown := func(text *string) string {
		if text == nil {
			return ""
		}
		return *text
	}
	want := []string{"", "DB_PASSWORD [redacted]", `curl -H "X-Api-Key: [redacted]" x && id`, "TOKEN=[redacted]"}
	for i, text := range want {
		if got := shown(doc.Dockerfile.Instructions[i].Shown); got != text {
			t.Errorf("%s: got %q, want %q", doc.Dockerfile.Instructions[i].Raw, got, text)
		}
	}
	run := doc.Dockerfile.Instructions[2].Commands
	if got := shown(run[0].Shown); got != "curl -H X-Api-Key: [redacted] x" || run[1].Shown != nil {
		t.Errorf("the commands of RUN: got %q and %v", got, run[1].Shown)
	}
}
