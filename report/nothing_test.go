package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// TestNoDecision renders an image without a decision beside one that is let in.
func TestNoDecision(t *testing.T) {
	t.Parallel()
	at := time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC)
	inputs := []Input{
		{Image: "acme/good:1", Decision: &decision.Decision{FinalAction: decision.Go, PolicyAction: decision.Go, Reason: "policy_evaluation", Findings: []decision.Finding{}}},
		NoDecision("acme/broken:1", errors.New("reading layer sha256:12: unexpected EOF"), at),
	}
	for _, name := range FormatNames() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got bytes.Buffer
			if err := Render(&got, name, inputs, Options{}); err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{"unexpected EOF", "acme/broken"} {
				if !strings.Contains(got.String(), want) {
					t.Errorf("%q is not in\n%s", want, got.String())
				}
			}
		})
	}
	var text bytes.Buffer
	if err := Render(&text, "text", inputs, Options{}); err != nil {
		t.Fatal(err)
	}
	want := `GO    acme/good:1
      no mapping of the bundle matches, so no policy was evaluated

NO DECISION  acme/broken:1
      reading layer sha256:12: unexpected EOF

2 images: 1 no decision, 1 go
`
	if diff := cmp.Diff(want, text.String()); diff != "" {
		t.Error(diff)
	}
	var stored bytes.Buffer
	if err := Render(&stored, "json", inputs, Options{}); err != nil {
		t.Fatal(err)
	}
	got, err := ReadDecision(&stored)
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := Render(&again, "text", got, Options{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, again.String()); diff != "" {
		t.Errorf("stored and read again:\n%s", diff)
	}
}
