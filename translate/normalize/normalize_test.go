package normalize_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/translate/normalize"
)

func TestBundle(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string // kind and pointer of the warnings
		ids        []string // of the policies
	}{
		{name: "no JSON", text: "{"},
		{name: "with mappings", text: `{"policies": [{"rules": []}], "mappings": []}`},
		{name: "a key twice", text: `{"name": "a", "name": "b", "policies": [{"rules": []}]}`},
		{name: "no policies", text: `{"id": "b", "policies": []}`},
		{
			name: "without anything", text: `{"name": "My Bundle!", "policies": [{"name": "Checks"}, {"name": "Checks"}, {}]}`,
			want: []string{"bundle-id-generated /id", "policy-id-generated /policies/0/id", "policy-id-generated /policies/1/id", "policy-id-generated /policies/2/id", "mapping-implied /mappings"},
			ids:  []string{"checks", "checks-1", "policy"},
		},
		{name: "only the mappings", text: `{"id": "b", "policies": [{"id": "p"}]}`, want: []string{"mapping-implied /mappings"}, ids: []string{"p"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text, warnings := normalize.Bundle([]byte(tt.text))
			var got []string
			for _, w := range warnings {
				got = append(got, w.Kind+" "+w.Pointer)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
			if tt.want == nil {
				if string(text) != tt.text {
					t.Errorf("got %s, want it as it was", text)
				}
				return
			}
			var b struct {
				Policies []struct {
					ID string `json:"id"`
				} `json:"policies"`
				Mappings []struct {
					PolicyIDs []string `json:"policy_ids"`
				} `json:"mappings"`
			}
			if err := json.Unmarshal(text, &b); err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, p := range b.Policies {
				ids = append(ids, p.ID)
			}
			if diff := cmp.Diff([][]string{tt.ids, tt.ids}, [][]string{ids, b.Mappings[0].PolicyIDs}); diff != "" {
				t.Errorf("ids (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRules(t *testing.T) {
	t.Parallel()
	const rule = `{"gate": "always", "trigger": "always", "action": "STOP", "params": []}`
	tests := []struct {
		name, text string
		rules      int
		err        string
	}{
		{name: "one", text: rule, rules: 1},
		{name: "an array", text: "[" + rule + "]", rules: 1},
		{name: "between commas", text: rule + ",\n" + rule + ",\n", rules: 2},
		{name: "none", text: " ", err: "there are none"},
		{name: "no rule", text: `{"a": 1}`, err: "number 1 has no gate"},
		{name: "a key twice", text: `{"gate": "a", "gate": "b"}`, err: "more than once"},
		{name: "from a web page", text: "{\n \u201cgate\u201d: 1}", err: "line 2, column 2 has a typographic quotation mark"},
		{name: "entities", text: `{&quot;gate&quot;: 1}`, err: "line 1, column 2 has an HTML entity"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text, warnings, err := normalize.Rules([]byte(tt.text))
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("got error %v, want one with %q", err, tt.err)
				}
				return
			}
			if err != nil || len(warnings) != 1 || warnings[0].Kind != normalize.Wrapped {
				t.Fatalf("got error %v and warnings %v", err, warnings)
			}
			var b struct {
				Policies []struct{ Rules []any } `json:"policies"`
			}
			if err := json.Unmarshal(text, &b); err != nil {
				t.Fatal(err)
			}
			if got := len(b.Policies[0].Rules); got != tt.rules {
				t.Errorf("got %d rules, want %d", got, tt.rules)
			}
		})
	}
}

// TestCheck lists all that is missing in the bundle that an article prints.
func TestCheck(t *testing.T) {
	t.Parallel()
	text, err := bundles.Get("anchore-blog")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range normalize.Check(text) {
		got = append(got, e.Pointer)
	}
	want := []string{"/id", "/mappings", "/policies/0/id", "/policies/1/id", "/policies/2/id", "/policies/3/id", "/policies/4/id"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := normalize.Check([]byte("[")); got != nil {
		t.Errorf("got %v of a text that is not a bundle", got)
	}
}

func FuzzRepair(f *testing.F) {
	f.Add(`{"name": "b", "policies": [{"rules": []}]}`)
	f.Add(`{"gate": "always"},`)
	f.Fuzz(func(_ *testing.T, text string) {
		normalize.Bundle([]byte(text))
		_, _, _ = normalize.Rules([]byte(text))
		normalize.Check([]byte(text))
	})
}
