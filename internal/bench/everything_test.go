package main

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

// TestEverything holds everything.json to its name, for the gates of Anchore.
func TestEverything(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("everything.json")
	if err != nil {
		t.Fatal(err)
	}
	var bundle struct {
		Policies []struct {
			Rules []struct{ Gate, Trigger string }
		}
	}
	if err := json.Unmarshal(text, &bundle); err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, r := range bundle.Policies[0].Rules {
		used[r.Gate+"/"+r.Trigger] = true
	}
	all, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, gate := range all.Gates() {
		// What Anchore's bundles ask for; our own gates read no other facts of images.
		if slices.Contains([]string{"rego", "hardening", "practice", "runtime", "evidence", "signatures"}, gate) {
			continue
		}
		for _, trigger := range all.Triggers(gate) {
			if !used[gate+"/"+trigger] {
				t.Errorf("there is no rule of %s/%s", gate, trigger)
			}
		}
	}
}
