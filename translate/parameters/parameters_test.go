package parameters_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/translate/parameters"
)

const bundle = `{"id": "b", "parameters": {"x.ports": {"description": "Ports."}, "x.bases": {"description": "Bases."}},
 "policies": [{"rules": [
  {"params": [{"name": "allowed", "value": "80", "parameter": "x.ports"}, {"name": "other", "value": "1"}]},
  {"params": [{"name": "trusted", "value": "", "parameter": "x.bases"}]}]}]}`

func TestOf(t *testing.T) {
	t.Parallel()
	want := []parameters.Parameter{{Name: "x.bases", Description: "Bases."}, {Name: "x.ports", Description: "Ports.", Default: "80"}}
	if diff := cmp.Diff(want, parameters.Of([]byte(bundle))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := parameters.Of([]byte("[")); got != nil {
		t.Errorf("got %v of a text that is not a bundle", got)
	}
}

func TestApply(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		bundle string
		values parameters.Values
		want   []string // texts that the result has
		same   bool
		err    string
	}{
		{name: "none", bundle: bundle, same: true},
		{name: "one", bundle: bundle, values: parameters.Values{"x.ports": "443,80"}, want: []string{`"value": "443,80"`, `"value": "1"`, `"value": ""`}},
		{name: "no bundle", bundle: "[", values: parameters.Values{"a": "b"}, err: "the bundle has no parameters"},
		{name: "a key twice", bundle: strings.Replace(bundle, `"id": "b"`, `"id": "b", "id": "c"`, 1), values: parameters.Values{"x.ports": "1"}, same: true},
		{name: "misspelt", bundle: bundle, values: parameters.Values{"x.port": "1"}, err: `did you mean "x.ports"?`},
		{name: "another", bundle: bundle, values: parameters.Values{"colour": "1"}, err: "the bundle has only x.bases, x.ports"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.values.Apply([]byte(tt.bundle))
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Fatalf("got error %v, want one with %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if tt.same && string(got) != tt.bundle {
				t.Errorf("got %s, want it as it was", got)
			}
			for _, want := range tt.want {
				if !strings.Contains(string(got), want) {
					t.Errorf("got %s, want %s in it", got, want)
				}
			}
		})
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       parameters.Values
		err        string
	}{
		{name: "texts and lists", text: "a: x\nb: [80, 443/tcp]\nc: 010\nd:\n", want: parameters.Values{"a": "x", "b": "80,443/tcp", "c": "010", "d": ""}},
		{name: "empty", want: parameters.Values{}},
		{name: "no map", text: "- a", err: "reading parameters"},
		{name: "too deep", text: "a: {b: c}", err: "a: line 1: want a text or a list of texts"},
		{name: "a comma in a list", text: "a: ['b,c']", err: "without commas"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := parameters.Values{}
			err := got.Read(strings.NewReader(tt.text))
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("got error %v, want one with %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSet(t *testing.T) {
	t.Parallel()
	got := parameters.Values{}
	if err := got.Set("a=b=c"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(parameters.Values{"a": "b=c"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := got.Set("a"); err == nil {
		t.Error("got no error for a text without =")
	}
}

func FuzzApply(f *testing.F) {
	f.Add(bundle, "x.ports", "80")
	f.Fuzz(func(t *testing.T, text, name, value string) {
		_, _ = parameters.Values{name: value}.Apply([]byte(text))
	})
}
