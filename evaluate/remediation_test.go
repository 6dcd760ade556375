package evaluate_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/evaluate"
	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/extract"
)

// TestRemediationOfControls: a finding says what its control says to do where the control rests on its rule
// alone and the rule says nothing itself.
func TestRemediationOfControls(t *testing.T) {
	t.Parallel()
	const always = `"gate": "always", "trigger": "always", "action": "WARN", "params": []}`
	const bundle = `{"id": "b", "version": "1_0", "policies": [{"id": "p", "version": "1_0", "rules": [
		{"id": "alone", ` + always + `,
		{"id": "own", "recommendation": "The rule's.", ` + always + `,
		{"id": "one", ` + always + `, {"id": "two", ` + always + `,
		{"id": "shared", ` + always + `,
		{"id": "narrow", ` + always + `,
		{"id": "silent", ` + always + `]}],
		"whitelists": [], "mappings": [{"name": "m", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": []}]}`
	const definition = `
benchmark: {id: x, title: X, version: "1", source: "https://example.com/"}
profiles: [{id: all, title: All, levels: [1]}]
sections: [{id: "1", title: One}]
controls:
  - {id: "1.1", title: A, section: "1", scored: true, level: 1, kind: automated, rules: [{rule: alone}], remediation: The control's.}
  - {id: "1.2", title: B, section: "1", scored: true, level: 1, kind: automated, rules: [{rule: own}], remediation: Not this.}
  - {id: "1.3", title: C, section: "1", scored: true, level: 1, kind: automated, rules: [{rule: one}, {rule: two}], remediation: Not this.}
  - {id: "1.4", title: D, section: "1", scored: true, level: 1, kind: automated, rules: [{rule: shared}], remediation: Not this.}
  - {id: "1.5", title: E, section: "1", scored: true, level: 1, kind: automated, rules: [{rule: shared}], remediation: Not this.}
  - {id: "1.6", title: F, section: "1", scored: true, level: 1, kind: automated, rules: [{rule: narrow, policy: p}], remediation: Not this.}
  - {id: "1.7", title: G, section: "1", scored: true, level: 1, kind: automated, rules: [{rule: silent}]}
`
	d, err := controls.ReadDefinition(strings.NewReader(definition), bundles.Controls)
	if err != nil {
		t.Fatal(err)
	}
	request := evaluate.Request{Extract: extract.Options{Dockerfile: &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte("FROM x\n")}}, Now: time.Unix(0, 0)}
	const library = "The bundle denies this image whatever is in it. Use another image, or change the rule or the mapping that selects its policy."
	for _, tc := range []struct {
		name      string
		benchmark *evaluate.Benchmark
		alone     string
	}{
		{"without a benchmark", nil, library},
		{"with one", &evaluate.Benchmark{Definition: d}, "The control's."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			b, err := evaluate.Load(t.Context(), []byte(bundle), evaluate.LoadOptions{Benchmark: tc.benchmark})
			if err != nil {
				t.Fatal(err)
			}
			r, err := b.Evaluate(t.Context(), request.Extract.Source, evaluate.Options{Request: request})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, f := range r.Decision.Findings {
				got[*f.RuleID] = f.Remediation
			}
			want := map[string]string{
				"alone": tc.alone, "own": "The rule's.", "one": library, "two": library, "shared": library, "narrow": library, "silent": library,
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
