package evaluate_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
)

// TestFactsOnDemand is the property that extracting only what a bundle reads rests
// on: the decision is the one that all facts would give.
func TestFactsOnDemand(t *testing.T) {
	t.Parallel()
	source, id := shop(t)
	paths := files(t, scan, trivyReport(id), npm, gem)
	given := supplies(t, extract.SuppliedFiles{Malware: paths[0], Vulnerabilities: paths[1], ForceReport: true, Feeds: []string{"npm=" + paths[2], "gem=" + paths[3]}})
	config, _, err := extract.ReadAnalyzerConfig(strings.NewReader("content_search: {regexp_match: ['LISTEN=.*listening on [0-9]+', 'HOST=.*host']}"))
	if err != nil {
		t.Fatal(err)
	}
	dockerfile, err := os.ReadFile("../testdata/demo/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	decide := func(t *testing.T, bundle *evaluate.Bundle, o extract.Options) any {
		t.Helper()
		o.Analyzer = &config
		o.Supplied = given
		result, err := bundle.Evaluate(t.Context(), o.Source, evaluate.Options{Request: evaluate.Request{
			Extract: o, Now: time.Date(2024, 3, 20, 12, 0, 0, 0, time.UTC), NowSet: true,
		}})
		if err != nil {
			t.Fatal(err)
		}
		return result.Decision
	}
	load := func(t *testing.T, rules []fired) *evaluate.Bundle {
		t.Helper()
		bundle, err := evaluate.LoadNamed(t.Context(), bundleOf(t, rules...), evaluate.LoadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return bundle
	}
	// judge decides on a document that has all facts, of which the needs say what is read.
	judge := func(t *testing.T, bundle *evaluate.Bundle, document string, needs []document.Need) any {
		t.Helper()
		result, err := bundle.Evaluate(t.Context(), imageRef("input:"+document), evaluate.Options{Request: evaluate.Request{
			Extract: extract.Options{Needs: needs}, Now: time.Date(2024, 3, 20, 12, 0, 0, 0, time.UTC), NowSet: true,
		}})
		if err != nil {
			t.Fatal(err)
		}
		return result.Decision
	}
	all := load(t, firings()).Needs
	sources := []string{source, archive(t, gems())}
	random := rand.New(rand.NewPCG(3, 5))
	for i := range 24 {
		rules := firings()
		random.Shuffle(len(rules), func(i, j int) { rules[i], rules[j] = rules[j], rules[i] })
		rules = rules[:1+random.IntN(5)]
		o := extract.Options{Source: imageRef(sources[i%2])}
		if random.IntN(2) == 0 {
			o.Dockerfile = &extract.DockerfileOptions{Path: "Dockerfile", Contents: dockerfile}
		}
		var names []string
		for _, f := range rules {
			names = append(names, f.gate+"/"+f.trigger)
		}
		t.Run(fmt.Sprint(i, " ", strings.Join(names, " ")), func(t *testing.T) {
			t.Parallel()
			bundle := load(t, rules)
			got := decide(t, bundle, o)
			o.Needs = append([]document.Need{"secrets", "accounts"}, all...)
			// In which layer a file lies is said where the files are at hand.
			place := cmpopts.IgnoreFields(decision.Location{}, "Layer", "Instruction", "Mode", "Owner")
			if diff := cmp.Diff(decide(t, bundle, o), got, place); diff != "" {
				t.Errorf("decision (-all facts +facts on demand):\n%s", diff)
			}
			o.Analyzer, o.Supplied = &config, given
			facts, err := bundle.Extract(t.Context(), evaluate.Request{Extract: o})
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(facts)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "document.json")
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(judge(t, bundle, path, []document.Need{"files"}), judge(t, bundle, path, nil), place); diff != "" {
				t.Errorf("decision on a document (-all of it +what is read):\n%s", diff)
			}
		})
	}
}
