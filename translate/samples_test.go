package translate

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate/internal/sample"
)

// TestSamples demands of each trigger's samples that its examples fire on one of
// them, and do not on another.
func TestSamples(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, gate := range c.Gates() {
		for _, name := range c.Triggers(gate) {
			if gate == ownGate { // the author's rule has its own samples
				continue
			}
			t.Run(gate+"/"+name, func(t *testing.T) {
				t.Parallel()
				trigger, err := c.Trigger(gate, name)
				if err != nil {
					t.Fatal(err)
				}
				checkPlaceholders(t, c, trigger)
				rules, err := json.Marshal(trigger.Examples)
				if err != nil {
					t.Fatal(err)
				}
				r, err := WithTests(t.Context(), must(t, edit(t, edits{policy0 + "/rules": string(rules)}), Options{}))
				if err != nil {
					t.Fatal(err)
				}
				text := ""
				for _, m := range r.Tests {
					if strings.HasPrefix(m.Path, "pratique/policies/") {
						text = string(m.Source)
					}
				}
				for _, missing := range []string{"It fires on none", "_cannot_be_evaluated", "It says nothing"} {
					if strings.Contains(text, missing) {
						t.Errorf("its samples show too little:\n%s", text)
						break
					}
				}
				if always := strings.Contains(text, "It fires on every document"); always != (gate == "always") {
					t.Errorf("got fires always %v:\n%s", always, text)
				}
			})
		}
	}
}

func checkPlaceholders(t *testing.T, c *catalog.Catalog, trigger *catalog.Trigger) {
	t.Helper()
	samples, err := c.Samples(trigger.Gate, trigger.Name)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		names, unknown := sample.Placeholders(s.Document)
		if unknown != "" {
			t.Errorf("a placeholder ends in .%s", unknown)
		}
		for _, name := range names {
			if trigger.Parameter(name) == nil {
				t.Errorf("a placeholder names the parameter %s, which there is not", name)
			}
		}
	}
}
