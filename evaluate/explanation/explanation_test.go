package explanation

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

var update = flag.Bool("update", false, "write the expected text")

func document(t *testing.T) *Document {
	t.Helper()
	text, err := os.ReadFile("testdata/document.json")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestText(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	if err := Text(&got, "image\x07", document(t)); err != nil {
		t.Fatal(err)
	}
	const file = "testdata/document.txt"
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Error(diff)
	}
}

func TestVerdicts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		document Document
		want     string
	}{
		{Document{Reason: "blacklisted"}, "the image is on the bundle's blacklist, whatever the policies say"},
		{Document{Reason: "whitelisted", FinalAction: "stop", Errors: []decision.Error{{}}}, "something could not be evaluated, see the errors"},
		{Document{Reason: "whitelisted", FinalAction: "go", PolicyAction: "stop", Errors: []decision.Error{{}}}, "the image is on the bundle's whitelist, though the policies say stop"},
		{Document{Reason: "whitelisted", PolicyAction: "stop"}, "the image is on the bundle's whitelist, though the policies say stop"},
		{Document{Reason: "policy_evaluation"}, "no mapping matches, so no rule was evaluated"},
		{Document{Reason: "policy_evaluation", Mappings: []Selector{{State: Won}}}, "the worst action of its findings"},
	}
	for _, tt := range tests {
		if got := reason(&tt.document); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

// TestManySelectors has lists that a reader can bear, and never without what matters.
func TestManySelectors(t *testing.T) {
	t.Parallel()
	d := &Document{}
	for i := range 100 {
		d.Mappings = append(d.Mappings, Selector{Pointer: fmt.Sprintf("/mappings/%d", i), State: Failed})
	}
	d.Mappings[70].State, d.Mappings[80].State = Won, Broken
	var got bytes.Buffer
	if err := Text(&got, "i", d); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"won       /mappings/70", "broken    /mappings/80", "failed    /mappings/19", "and 78 more that did not win"} {
		if !bytes.Contains(got.Bytes(), []byte(want)) {
			t.Errorf("%s has no %s", got.String(), want)
		}
	}
}

func TestSelect(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		want []string // pointers of rules, and how many findings they have
	}{
		{"lines", []string{"/policies/0/rules/0 1"}},
		{"/policies/0/rules/1", []string{"/policies/0/rules/1 2"}},
		{"Files/name_match", []string{"/policies/0/rules/1 2", "/policies/1/rules/2 0"}},
		{"bb", []string{"/policies/0/rules/1 1"}},
		{"/whitelists/0/items/7", []string{"/policies/0/rules/1 1"}},
		{"nothing", nil},
		{"", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := document(t)
			ok := d.Select(tt.name)
			var got []string
			for _, r := range d.Rules {
				got = append(got, fmt.Sprintf("%s %d", r.Pointer, len(r.Findings)))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || ok != (tt.want != nil) {
				t.Errorf("%t %s", ok, diff)
			}
		})
	}
	names := document(t).Names()
	if want := []string{"/policies/0/rules/0", "/policies/0/rules/1"}; !cmp.Equal(want, names[:2]) {
		t.Errorf("got %v, want first %v", names, want)
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	if _, err := Read(json.RawMessage(`[]`)); err == nil {
		t.Error("no object: want an error")
	}
	if m := document(t).Mapping(); m == nil || m.Pointer != "/mappings/3" {
		t.Errorf("got mapping %+v", m)
	}
}
