package benchmark_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/benchmark"
)

const base = `
benchmark: {id: b-2, title: B, version: "2"}
sections: [{id: "1", title: One}]
controls:
  - {id: "1.1", title: First, section: "1", scored: true, level: 2, kind: automated, rules: [{rule: a}], aliases: ["b-1:1.7", "c:1"]}
`

const edition = `
bundle: rules
benchmark: {id: b-1, title: B, version: "1"}
sections: [{id: "1", title: One}]
controls:
  - {id: "1.7", section: "1", same: "1.1", scored: false}
  - {id: "1.8", section: "1", title: Own, scored: true, level: 1, kind: manual}
`

// TestEdition has a control that another edition has under another number.
func TestEdition(t *testing.T) {
	t.Parallel()
	lookup := func(name string) ([]byte, bool) { return []byte(base), name == "rules" }
	got, err := benchmark.ReadDefinition(strings.NewReader(edition), lookup)
	if err != nil {
		t.Fatal(err)
	}
	want := []benchmark.Control{
		{ID: "1.7", Same: "1.1", Title: "First", Section: "1", Level: 2, Kind: benchmark.Automated, Rules: []benchmark.Reference{{Rule: "a"}}, Aliases: []string{"b-2:1.1", "c:1"}},
		{ID: "1.8", Title: "Own", Section: "1", Scored: true, Level: 1, Kind: benchmark.Manual},
	}
	if diff := cmp.Diff(want, got.Controls); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	images := strings.Replace(edition, "bundle: rules", "bundle: none\nimages: rules", 1)
	got, err = benchmark.ReadDefinition(strings.NewReader(images), func(name string) ([]byte, bool) {
		if name == "none" {
			return []byte(strings.Replace(base, `"1.1"`, `"1.2"`, 1)), true
		}
		return lookup(name)
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.Controls); diff != "" {
		t.Errorf("with a control of the bundle for images (-want +got):\n%s", diff)
	}
	for text, want := range map[string]string{
		strings.Replace(edition, "bundle: rules", "bundle: rules\nimages: others", 1): `reading controls: a control is the same as one of the bundle "others", which does not ship with pratique or has no controls`,
		strings.Replace(edition, "bundle: rules", "bundle: others", 1):                `reading controls: a control is the same as one of the bundle "others", which does not ship with pratique or has no controls`,
		strings.Replace(edition, `same: "1.1"`, `same: "9.9"`, 1):                     `reading controls: control "1.7": rules has no control "9.9"`,
		strings.Replace(edition, `section: "1", same`, `section: "2", same`, 1):       `reading controls: control 1.7: there is no section "2"`,
	} {
		if _, err := benchmark.ReadDefinition(strings.NewReader(text), lookup); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
