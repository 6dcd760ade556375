package anchore_test

import (
	"slices"
	"testing"

	"github.com/pratique-dev/pratique/translate/anchore"
)

func TestDeciding(t *testing.T) {
	t.Parallel()
	_, duplicates, err := anchore.Decode([]byte(`{"comment": 1, "comment": 2, "policies": [{"rules": [{"action": "GO", "action": "STOP", "description": "a", "description": "b"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"/policies/0/rules/0/action"}
	if got := anchore.Deciding(duplicates); len(duplicates) != 3 || !slices.Equal(got, want) {
		t.Errorf("got %q of %q, want %q", got, duplicates, want)
	}
}
