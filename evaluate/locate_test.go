package evaluate_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract"
)

// TestExcerpts: a finding in a Dockerfile has at most five lines around it, at both ends of the file too, and
// no value of a secret.
func TestExcerpts(t *testing.T) {
	t.Parallel()
	const bundle = `{"id": "b", "version": "1_0", "policies": [{"id": "p", "version": "1_0", "rules": [
		{"id": "r", "gate": "dockerfile", "trigger": "instruction", "action": "STOP", "params": [{"name": "instruction", "value": "LABEL"}, {"name": "check", "value": "exists"}]}]}],
		"whitelists": [], "mappings": [{"name": "m", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": []}]}`
	b, err := evaluate.Load(t.Context(), []byte(bundle), evaluate.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, dockerfile string
		want             decision.Excerpt
	}{
		{"in the middle", "FROM x\nUSER 1\nENV A_PASSWORD=hunter2hunter2\nLABEL a=b\nUSER 2\nUSER 3\nUSER 4\n", decision.Excerpt{FirstLine: 2, Lines: []string{"USER 1", "ENV A_PASSWORD=[redacted]", "LABEL a=b", "USER 2", "USER 3"}}},
		{"at the end", "FROM x\nUSER 1\nUSER 2\nUSER 3\nUSER 4\nLABEL a=b", decision.Excerpt{FirstLine: 2, Lines: []string{"USER 1", "USER 2", "USER 3", "USER 4", "LABEL a=b"}}},
		{"in a short file", "FROM x\nLABEL a=b\n", decision.Excerpt{FirstLine: 1, Lines: []string{"FROM x", "LABEL a=b"}}},
		{"longer than an excerpt", "FROM x\nLABEL a=b \\\n c=d \\\n e=f \\\n g=h \\\n i=j \\\n k=l\n", decision.Excerpt{FirstLine: 2, Lines: []string{`LABEL a=b \`, ` c=d \`, ` e=f \`, ` g=h \`, ` i=j \`}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			request := evaluate.Request{Extract: extract.Options{Dockerfile: &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte(tc.dockerfile)}}, Now: time.Unix(0, 0)}
			r, err := b.Evaluate(t.Context(), request.Extract.Source, evaluate.Options{Request: request})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Decision.Findings) != 1 || r.Decision.Findings[0].Location == nil {
				t.Fatalf("got %+v", r.Decision.Findings)
			}
			if diff := cmp.Diff(&tc.want, r.Decision.Findings[0].Location.Excerpt); diff != "" {
				t.Error(diff)
			}
		})
	}
}
