package report

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// TestSARIFLimits has more of everything than code-scanning services take: what is worst stays, and the log
// says what is left out, and that it is no full answer.
func TestSARIFLimits(t *testing.T) {
	t.Parallel()
	noise := rand.NewChaCha8([32]byte{})
	random := func(n int) string {
		b := make([]byte, n/2)
		_, _ = noise.Read(b) // never fails
		return hex.EncodeToString(b)
	}
	of := func(n, size int) *decision.Decision {
		d := &decision.Decision{FinalAction: decision.Stop, Reason: "policy_evaluation"}
		for i := range n {
			f := decision.Finding{Gate: "g", Trigger: "t", TriggerID: fmt.Sprint(i), Message: random(size), Action: decision.Warn, Rule: decision.Rule{Severity: "low"}}
			if i == n-1 {
				f.Action, f.Message = decision.Stop, "the worst"
			}
			d.Findings = append(d.Findings, f)
		}
		return d
	}
	images := make([]Input, 30)
	for i := range images {
		images[i] = Input{Image: fmt.Sprint("image-", i), Decision: &decision.Decision{FinalAction: decision.Go, Reason: "policy_evaluation"}}
	}
	images[29].Decision = of(1, 2)
	for _, tc := range []struct {
		name      string
		inputs    []Input
		runs, max int
		said      string
	}{
		{"images", images, 20, 1, "10 images left out"},
		{"results", []Input{{Image: "i", Decision: of(25_003, 2)}}, 1, 25_000, "3 results left out"},
		{"bytes", []Input{{Image: "i", Decision: of(1200, 20_000)}}, 1, 600, "600 results left out"},
		{"nothing", images[:2], 2, 0, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var text bytes.Buffer
			if err := Render(&text, "sarif", tc.inputs, Options{}); err != nil {
				t.Fatal(err)
			}
			var log sarifLog
			if err := json.Unmarshal(text.Bytes(), &log); err != nil {
				t.Fatal(err)
			}
			if len(log.Runs) != tc.runs {
				t.Fatalf("got %d runs, want %d", len(log.Runs), tc.runs)
			}
			last := log.Runs[len(log.Runs)-1]
			if len(last.Results) != tc.max {
				t.Errorf("got %d results, want %d", len(last.Results), tc.max)
			}
			if tc.max > 0 && last.Results[0].Message.Text != "the worst" {
				t.Errorf("the first result is %.40s", last.Results[0].Message.Text)
			}
			said := ""
			for _, n := range log.Runs[0].Invocations[0].Notifications {
				said += n.Message.Text
			}
			if !strings.Contains(said, tc.said) || tc.said == "" && said != "" || log.Runs[0].Invocations[0].ExecutionSuccessful != (tc.said == "") {
				t.Errorf("got %q, want it to say %q", said, tc.said)
			}
			if size, err := gzipped(text.Bytes()); err != nil || size > maxGzipped {
				t.Errorf("%d bytes compressed, %v", size, err)
			}
		})
	}
}
