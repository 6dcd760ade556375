package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadDecision checks that what is read renders as what was written.
func TestReadDecision(t *testing.T) {
	t.Parallel()
	for _, dir := range cases(t) {
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			var written bytes.Buffer
			if err := Render(&written, "json", load(t, dir), Options{}); err != nil {
				t.Fatal(err)
			}
			inputs, err := ReadDecision(bytes.NewReader(written.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"json", "text", "sarif", "html", "intoto"} {
				var want, got bytes.Buffer
				if err := Render(&want, name, load(t, dir), Options{}); err != nil {
					t.Fatal(err)
				}
				if err := Render(&got, name, inputs, Options{}); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want.String(), got.String()); diff != "" {
					t.Error(name, diff)
				}
			}
		})
	}
}

func TestReadDecisionErrors(t *testing.T) {
	t.Parallel()
	const minimal = `"final_action": "go", "policy_action": "go", "reason": "policy_evaluation", "findings": []`
	tests := []struct{ name, text, want string }{
		{"minimal", `{` + minimal + `}`, ""},
		{"array", `[{` + minimal + `}, {"schema_version": "1", ` + minimal + `}]`, ""},
		{"no decision", `{"no_decision": true, ` + minimal + `}`, ""},
		{"empty", " \n", "reading the result: it is empty"},
		{"empty array", "[]", "reading the result: 0 decisions, want 1 to 100000"},
		{"other JSON", `{"a": 1}`, "reading the result: it is not a decision document: it has no findings"},
		{"two documents", `{` + minimal + `}{}`, "reading the result: invalid character '{' after top-level value"},
		{"null", `[null]`, "reading the result: decision 1: it is not a decision document: it has no findings"},
		{"version", `{"schema_version": "2", ` + minimal + `}`, `reading the result: schema_version is "2", expected "1"`},
		{"action", `{` + strings.Replace(minimal, `"go"`, `"pass"`, 1) + `}`, `reading the result: final_action is "pass", expected one of [stop warn go]`},
		{"finding's action", `{` + strings.Replace(minimal, `[]`, `[{"action": ""}]`, 1) + `}`, `reading the result: a finding's action is "", expected one of [stop warn go]`},
		{"reason", `{` + strings.Replace(minimal, `policy_evaluation`, `x`, 1) + `}`, `reading the result: reason is "x", expected one of [policy_evaluation whitelisted blacklisted]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			inputs, err := ReadDecision(strings.NewReader(tt.text))
			got := ""
			if err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if (tt.want == "") != (len(inputs) > 0) {
				t.Errorf("%d inputs", len(inputs))
			}
			if tt.name == "no decision" && inputs[0].Undecided == "" {
				t.Error("got a decision")
			}
		})
	}
}

// TestReadNoDecision checks that a stored error stays one.
func TestReadNoDecision(t *testing.T) {
	t.Parallel()
	var written, got bytes.Buffer
	if err := RenderError(&written, "json", errNoHost); err != nil {
		t.Fatal(err)
	}
	inputs, err := ReadDecision(&written)
	if err != nil {
		t.Fatal(err)
	}
	if err := Render(&got, "gnu", inputs, Options{}); err != nil {
		t.Fatal(err)
	}
	want := "pratique: error: */*:*: no decision: no such host [pratique/no_decision]\n"
	if line, _, _ := strings.Cut(got.String(), "\n"); line+"\n" != want {
		t.Errorf("got %s\nwant %s", got.String(), want)
	}
}
