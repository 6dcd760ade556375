package report

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// many is a decision with n findings, half of them stops.
func many(n int) Input {
	name := "Files"
	d := &decision.Decision{FinalAction: decision.Stop, PolicyAction: decision.Stop, Reason: "policy_evaluation",
		MatchedMapping: []byte(`{}`), Policies: []decision.Policy{{ID: "p", Name: &name, FinalAction: decision.Stop, Rules: 3}}}
	for i := range n {
		d.Findings = append(d.Findings, decision.Finding{
			PolicyID: "p", Gate: "files", Trigger: "name_match", TriggerID: strconv.Itoa(i),
			Message: fmt.Sprintf("Application of regex matched file /srv/app/some/where/file-%d", i), Action: []string{decision.Warn, decision.Stop}[i%2],
		})
	}
	return Input{Decision: d, Image: "app"}
}

// TestManyFindings checks that the verdict of a long text is at its end, too.
func TestManyFindings(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	if err := Render(&got, "text", []Input{many(200)}, Options{}); err != nil {
		t.Fatal(err)
	}
	const verdict = "STOP  app\n      100 stop, 100 warn\n"
	if text := got.String(); !strings.HasPrefix(text, verdict) || !strings.HasSuffix(text, "\n\n"+verdict) {
		t.Errorf("got %s", text)
	}
}

// TestMarkdownLimit checks that a comment fits its host, says what it leaves out, and has the
// worst.
func TestMarkdownLimit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		n    int
		want string
	}{
		{200, ""},
		{2000, "lines left out**"},
	}
	for _, tt := range tests {
		t.Run(strconv.Itoa(tt.n), func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			if err := Render(&b, "markdown", []Input{many(tt.n)}, Options{}); err != nil {
				t.Fatal(err)
			}
			got := b.String()
			if len(got) > 65_536 {
				t.Errorf("%d bytes", len(got))
			}
			if !strings.Contains(got, tt.want) || (tt.want == "") == strings.Contains(got, "left out") {
				t.Errorf("want %q in %s", tt.want, got[max(0, len(got)-300):])
			}
			if !strings.HasPrefix(got, fmt.Sprintf("## 🛑 STOP <code>app</code>\n\n%d stop, %d warn", tt.n/2, tt.n/2)) {
				t.Errorf("got %s", got[:100])
			}
		})
	}
}

// TestFailOnWarn checks that a warn fails where the caller says so.
func TestFailOnWarn(t *testing.T) {
	t.Parallel()
	in := many(1)
	in.Decision.FinalAction = decision.Warn
	tests := []struct {
		format     string
		failOnWarn bool
		want       string
	}{
		{"junit", false, `failures="0"`},
		{"junit", true, `failures="1"`},
		{"intoto", false, `"verificationResult":"PASSED"`},
		{"intoto", true, `"verificationResult":"FAILED"`},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.format, tt.failOnWarn), func(t *testing.T) {
			t.Parallel()
			var got bytes.Buffer
			if err := Render(&got, tt.format, []Input{in}, Options{FailOnWarn: tt.failOnWarn}); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(got.String(), tt.want) {
				t.Errorf("got %s, want %s", got.String(), tt.want)
			}
		})
	}
}

// TestSuppressionReason checks that a bundle's own words on a whitelist item are passed on.
func TestSuppressionReason(t *testing.T) {
	t.Parallel()
	item := "su-1"
	in := many(1)
	in.Bundle = []byte(`{"whitelists": [{"id": "w", "items": [{"id": "x", "reason": 3}, {"id": "su-1", "comment": "accepted until the next base image"}]}]}`)
	in.Decision.Findings[0].Whitelisted = &decision.Whitelisted{WhitelistID: "w", MatchedRuleID: &item}
	for _, format := range []string{"sarif", "junit", "html"} {
		var got bytes.Buffer
		if err := Render(&got, format, []Input{in}, Options{ShowSuppressed: true}); err != nil {
			t.Fatal(err)
		}
		if want := "whitelist w, item su-1: accepted until the next base image"; !strings.Contains(got.String(), want) {
			t.Errorf("%s: got %s, want %s", format, got.String(), want)
		}
	}
}

func TestNoInput(t *testing.T) {
	t.Parallel()
	if err := Render(&bytes.Buffer{}, "sarif", []Input{{}}, Options{}); err == nil {
		t.Error("no error")
	}
}
