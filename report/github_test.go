package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// TestGithubSaysWhatIsNotShown checks the command on the limits of GitHub.
func TestGithubSaysWhatIsNotShown(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name        string
		stops, warn int
		want        string
	}{
		{"as many as are shown", 9, 10, ""}, // the verdict is the tenth error
		{"more errors", 10, 10, "::notice title=pratique::11 errors: GitHub shows 10 of a kind in a step; all are in the log of the step"},
		{"more of both", 12, 11, "::notice title=pratique::13 errors, 11 warnings: GitHub shows 10 of a kind in a step; all are in the log of the step"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := decision.Decision{FinalAction: decision.Stop, MatchedMapping: []byte("{}")}
			for i := range tt.stops + tt.warn {
				action := decision.Stop
				if i >= tt.stops {
					action = decision.Warn
				}
				d.Findings = append(d.Findings, decision.Finding{Gate: "g", Trigger: "t", Action: action, Message: "m"})
			}
			var b bytes.Buffer
			if err := Render(&b, "github", []Input{{Decision: &d}}, Options{}); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(b.String(), "\n")
			if !strings.HasPrefix(lines[0], "::error title=pratique::STOP") {
				t.Errorf("the first is %s, want the verdict", lines[0])
			}
			got := ""
			if strings.HasPrefix(lines[1], "::notice") {
				got = lines[1]
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
