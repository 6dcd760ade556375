package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// TestCSVFormulas: a spreadsheet takes nothing that an image says for a formula, and each row has its columns.
func TestCSVFormulas(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`=1+1`, `+1`, `-1`, `@SUM(A1)`, `|calc`, ` =1`, "\t=1", "\r=1", "a\n=1", `"=1`, "%0A", "ordinary", ""} {
		d := &decision.Decision{FinalAction: decision.Stop, Reason: "policy_evaluation", Findings: []decision.Finding{{Gate: "g", Trigger: "t", Action: "stop", Message: text, Rule: decision.Rule{Title: text, Remediation: text}}}}
		var b bytes.Buffer
		if err := Render(&b, "csv", []Input{{Decision: d, Image: text + "x"}}, Options{}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q: %d rows, %v", text, len(rows), err)
		}
		for _, value := range rows[1] {
			if strings.HasPrefix(value, "\t") || strings.HasPrefix(value, "\r") || value != "" && strings.ContainsRune("=+-@|%", rune(strings.TrimLeft(value, " ")[0])) {
				t.Errorf("%q: the cell %q is a formula", text, value)
			}
		}
	}
	var b bytes.Buffer
	if err := RenderError(&b, "csv", errors.New("=cause")); err != nil || !strings.Contains(b.String(), "no decision,error,,,'=cause,pratique,no_decision") {
		t.Errorf("got %s, %v", b.String(), err)
	}
}
