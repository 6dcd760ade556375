package conformance_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/pratique-dev/pratique/internal/conformance"
)

// TestConformance runs the recorded cases below $PRATIQUE_SHARED. A case that
// differs must stand in deviations.go with an entry of docs/compatibility.md, and a case
// that stands there must differ.
func TestConformance(t *testing.T) {
	dir := os.Getenv("PRATIQUE_SHARED")
	if dir == "" {
		t.Skip("PRATIQUE_SHARED does not name the shared corpus")
	}
	cases, err := conformance.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	var runner conformance.Runner
	tallies := map[string]*conformance.Tally{}
	for _, c := range cases {
		tally := tallies[c.Area]
		if tally == nil {
			tally = &conformance.Tally{Area: c.Area}
			tallies[c.Area] = tally
		}
		got, err := runner.Run(t.Context(), c)
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
			tally.Failed++
			continue
		}
		differences := conformance.Compare(c, got)
		entry, deviates := conformance.Deviations[c.Name]
		switch {
		case len(differences) == 0 && deviates:
			t.Errorf("%s: no difference, but listed under %q", c.Name, entry)
			tally.Failed++
		case len(differences) == 0:
			tally.Passed++
		case deviates:
			tally.Passed++
			tally.Deviations++
		default:
			tally.Failed++
			for _, d := range differences {
				t.Errorf("%s: %s", c.Name, d)
			}
		}
	}
	for name := range conformance.Deviations {
		if !slices.ContainsFunc(cases, func(c conformance.Case) bool { return c.Name == name }) {
			t.Errorf("deviation %s names no case", name)
		}
	}
	for _, area := range slices.Sorted(maps.Keys(tallies)) {
		fmt.Println(tallies[area])
	}
}
