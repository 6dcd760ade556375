package translate

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/decision"
	engine "github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/rego"
)

// decide evaluates a result over an input document.
func decide(t testing.TB, r *Result, input any) *decision.Decision {
	t.Helper()
	modules := map[string][]byte{}
	for _, m := range r.Modules {
		modules[m.Path] = m.Source
	}
	compiled, err := engine.Compile(t.Context(), modules, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := ast.InterfaceToValue(input)
	if err != nil {
		t.Fatal(err)
	}
	d, err := compiled.Decide(t.Context(), v, engine.Settings{}, time.Unix(1_700_000_000, 0))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// image is an input document that says only which image it is about.
func image(registry, repository, tag string) map[string]any {
	return map[string]any{"schema_version": "1", "image": map[string]any{
		"registry": registry, "repository": repository, "tag": tag, "digest": "sha256:aa", "id": "bb",
	}}
}

const alwaysRules = `[{"id": "1", "gate": "always", "trigger": "always", "action": "STOP", "params": []}]`

// matched is the pointer-like name of the mapping that matched.
func matched(t *testing.T, rule json.RawMessage) string {
	t.Helper()
	var m struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal(rule, &m); err != nil {
		t.Fatal(err)
	}
	return m.Name
}

func TestMappings(t *testing.T) {
	t.Parallel()
	const mappings = `[
		{"name": "exact", "registry": "docker.io", "repository": "library/app", "image": {"type": "tag", "value": "1"}, "policy_ids": ["p"]},
		{"name": "wildcard", "registry": "*.example.com", "repository": "a*b", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"]},
		{"name": "expression", "registry": "quay.io", "repository": "*", "image": {"type": "tag", "value": "regexp:v1"}, "policy_ids": ["p"]},
		{"name": "id", "registry": "*", "repository": "by/id", "image": {"type": "id", "value": "bb"}, "policy_ids": ["p"]},
		{"name": "digest", "registry": "*", "repository": "by/digest", "image": {"type": "digest", "value": "sha256:aa"}, "policy_ids": ["p"]},
		{"name": "star is no id", "registry": "*", "repository": "*", "image": {"type": "id", "value": "*"}, "policy_ids": ["p"]},
		{"name": "localhost", "registry": "localhost", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"]}
	]`
	r := must(t, edit(t, edits{"/mappings": mappings, policy0 + "/rules": alwaysRules}), Options{})
	tests := []struct{ registry, repository, tag, want string }{
		{"docker.io", "library/app", "1", "exact"},
		{"docker.io", "library/app", "2", ""},
		{"docker.io", "Library/app", "1", ""},
		{"r.example.com", "a/b", "1", "wildcard"},
		{"example.com", "ab", "1", ""},
		{"r.example.com", "ab/c", "1", ""},
		{"quay.io", "x", "v1.2", "expression"},
		{"quay.io", "x", "xv1", ""},
		{"quay.io", "by/id", "1", "id"},
		{"quay.io", "by/digest", "1", "digest"},
		{"localhost", "x", "1", "localhost"},
	}
	for _, tt := range tests {
		t.Run(tt.registry+"/"+tt.repository+":"+tt.tag, func(t *testing.T) {
			t.Parallel()
			d := decide(t, r, image(tt.registry, tt.repository, tt.tag))
			if got := matched(t, d.MatchedMapping); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestChoices compares chains of else with the data that they are where they are long: random
// mappings, alone and behind others that match nothing.
func TestChoices(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 5))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	for round := range 4 {
		var mappings []string
		add := func(registry, repository, kind, value string) {
			mappings = append(mappings, fmt.Sprintf(`{"name": "m%d", "registry": %s, "repository": %s, "image": {"type": %s, "value": %s}, "policy_ids": ["p"]}`,
				len(mappings), quote(registry), quote(repository), quote(kind), quote(value)))
		}
		for range 20 {
			kind := pick("tag", "tag", "tag", "id", "digest")
			value := map[string]string{"tag": pick("*", "1", "1*", "regexp:[0-9]"), "id": "bb", "digest": "sha256:aa"}[kind]
			add(pick("*", "docker.io", "quay.io", "*.io", "regexp:(quay|docker)"), pick("*", "a", "a*", "*b", "regexp:a|c", "regexp:("), kind, value)
		}
		short := mappings
		mappings = nil
		for i := range maxChain {
			add("never.example.com", pick("x", "y*")+strconv.Itoa(i), "tag", pick("0", "0*"))
		}
		mappings = append(mappings, short...)
		var results []*Result
		for _, list := range [][]string{short, mappings} {
			results = append(results, must(t, edit(t, edits{"/mappings": "[" + strings.Join(list, ",") + "]", policy0 + "/rules": alwaysRules}), Options{Lenient: true}))
		}
		if text := results[1].module(t, "pratique/bundle.rego"); !strings.Contains(text, "_mapping_places") {
			t.Fatal("the long list is no data")
		}
		for range 3 {
			input := image(pick("docker.io", "quay.io", "r.com"), pick("a", "ab", "b", "c"), pick("1", "10", "x", "1@sha256:aa"))
			want, got := decide(t, results[0], input), decide(t, results[1], input)
			if diff := cmp.Diff(string(want.MatchedMapping), string(got.MatchedMapping)); diff != "" {
				t.Errorf("round %d: %v: mapping (-chain +data):\n%s", round, input, diff)
			}
			if diff := cmp.Diff(want.Errors, got.Errors, cmpopts.IgnoreFields(decision.Error{}, "Pointer")); diff != "" {
				t.Errorf("round %d: %v: errors (-chain +data):\n%s", round, input, diff)
			}
		}
	}
}

// TestLongChains compares long lists with what they stand for.
func TestLongChains(t *testing.T) {
	t.Parallel()
	var mappings []string
	for i := range 2*maxChain + 7 {
		mappings = append(mappings, fmt.Sprintf(`{"name": "m%d", "registry": "docker.io", "repository": "r%d", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"]}`, i, i/2))
	}
	mappings = append(mappings, `{"name": "rest", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"]}`)
	r := must(t, edit(t, edits{"/mappings": "[" + strings.Join(mappings, ",") + "]", policy0 + "/rules": alwaysRules}), Options{})
	checkModules(t, r)
	for _, n := range []int{0, 1, maxChain/2 - 1, maxChain / 2, maxChain, maxChain + 3} {
		d := decide(t, r, image("docker.io", "r"+strconv.Itoa(n), "1"))
		if got, want := matched(t, d.MatchedMapping), "m"+strconv.Itoa(2*n); got != want {
			t.Errorf("r%d: got %q, want %q", n, got, want)
		}
	}
	if got := matched(t, decide(t, r, image("quay.io", "x", "1")).MatchedMapping); got != "rest" {
		t.Errorf("got %q, want rest", got)
	}
}

// TestLongWhitelist compares a whitelist that is JSON text with one that is Rego.
func TestLongWhitelist(t *testing.T) {
	t.Parallel()
	items := []string{`{"id": "a", "gate": "always", "trigger_id": "alwa*"}`, `{"id": "b", "gate": "always", "trigger_id": "always", "expires_on": "2020-01-01T00:00:00Z"}`}
	for i := range maxLiteralItems + 1 {
		items = append(items, fmt.Sprintf("{\"gate\": \"files\", \"trigger_id\": %s}", quote("`"+strconv.Itoa(i)+"\n\",}")))
	}
	for _, n := range []int{2, len(items)} {
		r := must(t, edit(t, edits{list0 + "/items": "[" + strings.Join(items[:n], ",") + "]", policy0 + "/rules": alwaysRules}), Options{})
		checkModules(t, r)
		text := r.module(t, "pratique/whitelists/w.rego")
		if got, want := strings.Contains(text, "json.unmarshal"), n > 2; got != want {
			t.Errorf("%d items: got JSON text %v, want %v", n, got, want)
		}
		d := decide(t, r, image("docker.io", "y", "1"))
		want := []string{"a"}
		var got []string
		for _, f := range d.Findings {
			if f.Whitelisted != nil {
				got = append(got, *f.Whitelisted.MatchedRuleID)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d items: %s", n, diff)
		}
		if len(d.Errors) > 0 {
			t.Errorf("%d items: got errors %v", n, d.Errors)
		}
	}
}

// TestLenient evaluates what Anchore only rejects when it is used.
func TestLenient(t *testing.T) {
	t.Parallel()
	const like = `[{"id": "1", "gate": "dockerfile", "trigger": "instruction", "action": "STOP", "params": [{"name": "instruction", "value": "FROM"}, {"name": "check", "value": "like"}, {"name": "value", "value": "("}]}]`
	const two = `[
		{"name": "bad", "registry": "docker.io", "repository": "bad", "image": {"type": "tag", "value": "*"}, "policy_ids": ["x"]},
		{"name": "good", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"]}
	]`
	const raises = `[
		{"name": "good", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"]},
		{"name": "bad", "registry": "docker.io", "repository": "bad", "image": {"type": "tag", "value": "regexp:("}, "policy_ids": ["p"]}
	]`
	tests := []struct {
		name, repository string
		edits            edits
		want             []string // kinds of errors
	}{
		{"nothing", "good", edits{}, nil},
		{"a mapping that does not match", "good", edits{"/mappings": two}, nil},
		{"a mapping that matches", "bad", edits{"/mappings": two}, []string{"ReferencedObjectNotFoundError"}},
		{"a pattern that is not reached", "good", edits{"/mappings": raises}, nil},
		{"a pattern behind the match", "bad", edits{"/mappings": raises}, []string{KindRegexSyntax}},
		{"an image rule", "good", edits{"/whitelisted_images/0/registry": ``}, []string{"AttributeError"}},
		{"a parameter that is not a regular expression", "good", edits{policy0 + "/rules": like}, []string{"TriggerEvaluationError"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := edits{policy0 + "/rules": alwaysRules}
			maps.Copy(e, tt.edits)
			r := must(t, edit(t, e), Options{Lenient: true})
			checkModules(t, r)
			input := image("docker.io", tt.repository, "1")
			input["dockerfile"] = map[string]any{"mode": "actual", "path": nil, "contents": "FROM a", "reading": "instructions", "lines": map[string]any{"FROM": []any{"FROM a"}}, "stages": []any{}, "instructions": []any{}}
			d := decide(t, r, input)
			var got []string
			for _, e := range d.Errors {
				got = append(got, e.Kind)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s\n%+v", diff, d.Errors)
			}
			if len(tt.want) > 0 && d.FinalAction != decision.Stop {
				t.Errorf("got %s, want stop", d.FinalAction)
			}
		})
	}
}

// FuzzInjection puts hostile text wherever a bundle has text. The output must
// compile, and the decision must say what the text says, no more.
func FuzzInjection(f *testing.F) {
	for _, s := range []string{
		"x", "", `"`, "`", "\\", "\n}\npackage evil", "\u2028# METADATA\n# title: x", `"] := [] { true } #`, "${x}", `$"{input}"`,
		"*/ //", "\x00\x1b[2J", "\u202e", "😀\U0010ffff", "a\r\nb", "}\n\nfindings := {}", "1e999", ", ref.registry)", "ref.x == 1", "test",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 10_000 {
			return
		}
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		line, err := json.Marshal("x" + s) // never empty, never a pattern
		if err != nil {
			t.Fatal(err)
		}
		bundle := hostile(string(text), string(line))
		r, err := Translate(s, []byte(bundle), rego.FS, Options{Lenient: true})
		if err != nil {
			t.Fatalf("%v\n%s", err, bundle)
		}
		checkModules(t, r)
		input := image("docker.io", "y", "1")
		input["dockerfile"] = map[string]any{
			"mode": "actual", "path": nil, "contents": "", "reading": "anchore", "stages": []any{}, "instructions": []any{},
			"lines": map[string]any{"LABEL": []any{"LABEL x" + s + "."}},
		}
		d := decide(t, r, input)
		if len(d.Errors) > 0 || len(d.Findings) != 1 || d.FinalAction != decision.Warn {
			t.Fatalf("got %+v", d)
		}
		finding := d.Findings[0]
		want := fmt.Sprintf("Dockerfile directive 'LABEL' check '!=' matched against 'x%s' for line '%s'", s, strip("x"+s+"."))
		if diff := cmp.Diff([]string{"x" + s, s, want}, []string{finding.PolicyID, *finding.RuleID, finding.Message}); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]*string{&s, &s}, []*string{d.Bundle.ID, d.Bundle.Name}); diff != "" {
			t.Error(diff)
		}
		var mapping struct {
			Name  string            `json:"name"`
			Extra map[string]string `json:"extra"`
		}
		if err := json.Unmarshal(d.MatchedMapping, &mapping); err != nil {
			t.Fatal(err)
		}
		if mapping.Name != s || mapping.Extra[s] != s {
			t.Errorf("got mapping %s, want name %q", d.MatchedMapping, s)
		}
	})
}

// hostile is a bundle with the JSON string text wherever any text is allowed,
// and line where it must not be empty.
func hostile(text, line string) string {
	return strings.NewReplacer("TEXT", text, "LINE", line).Replace(`{
		"id": TEXT, "name": TEXT, "version": "1_0", "comment": TEXT,
		"policies": [{"id": LINE, "name": TEXT, "version": "1_0", "comment": TEXT, "rules": [
			{"id": TEXT, "gate": "dockerfile", "trigger": "instruction", "action": "WARN", "comment": TEXT, "params": [
				{"name": "instruction", "value": "LABEL"}, {"name": "check", "value": "!="}, {"name": "value", "value": LINE}]}
		]}],
		"whitelists": [{"id": LINE, "name": TEXT, "version": "1_0", "comment": TEXT, "items": [
			{"id": TEXT, "gate": TEXT, "trigger_id": LINE}, {"id": TEXT, "gate": "files", "trigger_id": LINE}
		]}],
		"mappings": [
			{"name": TEXT, "registry": LINE, "repository": LINE, "image": {"type": "tag", "value": LINE}, "policy_ids": [LINE], "whitelist_ids": [LINE]},
			{"name": TEXT, "registry": LINE, "repository": LINE, "image": {"type": "id", "value": LINE}, "policy_ids": [LINE], "whitelist_ids": [LINE]},
			{"name": TEXT, "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": [LINE], "whitelist_ids": [LINE], "extra": {TEXT: TEXT}}
		],
		"whitelisted_images": [{"name": TEXT, "registry": LINE, "repository": LINE, "image": {"type": "tag", "value": LINE}}]
	}`)
}
