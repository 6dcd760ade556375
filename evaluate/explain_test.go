package evaluate

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/translate"
)

func TestJudging(t *testing.T) {
	t.Parallel()
	module := func(path, source string) translate.Module {
		return translate.Module{Path: path, Source: []byte(source)}
	}
	explains := []translate.Module{
		module("pratique/explain.rego", "package pratique.explain\nimport data.pratique.lib.near_miss"),
		module("pratique/lib/near_miss.rego", "package pratique.lib.near_miss"),
		module("pratique/selectors.rego", "package pratique.selectors"),
		module("pratique/workings.rego", "package pratique"),
	}
	decides := module("pratique/decision.rego", "package pratique")
	tests := []struct {
		name    string
		modules []translate.Module
		want    int
	}{
		{"all", append(explains[:4:4], decides), 1},
		{"none", []translate.Module{decides}, 1},
		{"somebody's own", append(explains[:4:4], decides, module("own.rego", "package own\nx := data.pratique.explain.document")), 6},
	}
	for _, tt := range tests {
		if got := judging(tt.modules); len(got) != tt.want {
			t.Errorf("%s: got %d modules, want %d", tt.name, len(got), tt.want)
		}
	}
}

// TestExplainsTheDecision compares what an explanation says of findings, errors
// and rules with the decision that it explains.
func TestExplainsTheDecision(t *testing.T) {
	t.Parallel()
	request := Request{
		Extract: extract.Options{Dockerfile: &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte("FROM alpine:latest\nUSER root\nADD x /y\n")}},
		Now:     time.Unix(1710504000, 0).UTC(), NowSet: true,
	}
	judge, err := LoadNamed(t.Context(), "default", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	explain, err := LoadNamed(t.Context(), "default", LoadOptions{Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	facts, err := FactsFor(t.Context(), request, judge, explain)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // facts can be judged again
		r, err := judge.Judge(t.Context(), facts, Settings{})
		if err != nil {
			t.Fatal(err)
		}
		e, err := explain.Explain(t.Context(), facts, Settings{})
		if err != nil {
			t.Fatal(err)
		}
		var messages []string
		silent := 0
		for _, rule := range e.Document.Rules {
			for _, f := range rule.Findings {
				messages = append(messages, f.Message)
			}
			if rule.State == "not_evaluated" {
				silent++
			}
		}
		var want []string
		for _, f := range r.Decision.Findings {
			want = append(want, f.Message)
		}
		if diff := cmp.Diff(want, messages); diff != "" || len(want) == 0 {
			t.Errorf("%d findings: %s", len(want), diff)
		}
		if silent != len(r.Decision.NotEvaluated) || e.Document.FinalAction != r.Decision.FinalAction || e.Document.EvaluatedAt != "2024-03-15T12:00:00Z" {
			t.Errorf("got %+v of %+v", e.Document, r.Decision)
		}
	}
}

func TestFactsGiven(t *testing.T) {
	t.Parallel()
	judge, err := LoadNamed(t.Context(), "default", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	request := func(image, stdin string) Request {
		return Request{Extract: extract.Options{Source: source.MustParse(image), Stdin: strings.NewReader(stdin)}, Now: time.Unix(0, 0)}
	}
	facts, err := judge.Facts(t.Context(), request("-", `{"schema_version": "1", "image": {"registry": null, "repository": null, "tag": "1", "digest": null, "id": null}}`))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := judge.Judge(t.Context(), facts, Settings{}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := judge.Facts(t.Context(), request("-", "")); err == nil {
		t.Error("nothing on standard input: want an error")
	}
	if _, err := judge.Facts(t.Context(), request("input:nope.json", "")); err == nil {
		t.Error("no such document: want an error")
	}
}
