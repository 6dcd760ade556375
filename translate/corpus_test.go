package translate

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/rego"
)

// comparable are the kinds of errors that say the same in every engine; others
// are the Python program's own.
var comparable = []string{
	"GateNotFoundError", "TriggerNotFoundError", "InvalidParameterError", "ParameterValueInvalidError",
	"ReferencedObjectNotFoundError", "DuplicateIdentifierFoundError", "UnsupportedVersionError", "ValidationError",
}

// accepted are the cases that Anchore rejects and we do not, with the entry of docs/compatibility.md.
var accepted = map[string]string{
	"mappings/whitelist-ids-missing": "mapping-whitelists",
	"mappings/whitelist-ids-null":    "mapping-whitelists",
	"mappings/id-rule-bf33":          "id-and-digest-mappings",
	"mappings/id-rule-last-bf33":     "id-and-digest-mappings",
	"mappings/id-rule-0000":          "id-and-digest-mappings",
	"mappings/id-rule-last-0000":     "id-and-digest-mappings",
	"mappings/digest-rule-sha2":      "id-and-digest-mappings",
	"mappings/digest-rule-last-sha2": "id-and-digest-mappings",
}

// early are the beginnings of the names of cases that we refuse when the bundle
// is built, where Anchore only finds out when it evaluates; with the
// entry of docs/compatibility.md, or "pattern" where the module has the fault as a condition.
var early = map[string]string{
	"mappings/tag-regexp-space":     "regexp-blanks",
	"mappings/regexp-invalid-other": "pattern",
	"image_lists/broken-white":      "pattern",
	"metadata/size-fails":           "like-on-numbers",
	"metadata/layer-count-fails":    "like-on-numbers",
	"metadata/size-invalid-fails":   "unconvertible-values",

	"vulnerabilities/score-values-fails": "unconvertible-values",
}

// rejectionCase is a case of the conformance corpus.
type rejectionCase struct {
	Name     string          `json:"name"`
	Bundle   json.RawMessage `json:"bundle"`
	Expected struct {
		Rejected bool   `json:"rejected"`
		Stage    string `json:"stage"`
		Errors   []struct {
			Kind    string  `json:"kind"`
			Gate    *string `json:"gate"`
			Trigger *string `json:"trigger"`
			RuleID  *string `json:"rule_id"`
		} `json:"errors"`
	} `json:"expected"`
}

// TestCorpusRejections compares what is wrong with the bundles of the
// conformance corpus with what Anchore says is wrong. It needs the corpus.
func TestCorpusRejections(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("PRATIQUE_SHARED")
	if shared == "" {
		t.Skip("PRATIQUE_SHARED does not name the conformance corpus")
	}
	files, err := filepath.Glob(filepath.Join(shared, "conformance/cases/*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	compared := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var cases struct {
			Cases []rejectionCase `json:"cases"`
		}
		if err := json.Unmarshal(text, &cases); err != nil {
			t.Fatal(err)
		}
		for _, c := range cases.Cases {
			compared += compareRejection(t, shared, c)
		}
	}
	if compared < 300 {
		t.Errorf("compared only %d cases", compared)
	}
	t.Logf("compared %d cases", compared)
}

func compareRejection(t *testing.T, shared string, c rejectionCase) int {
	t.Helper()
	bundle := []byte(c.Bundle)
	var file struct {
		File string `json:"$file"`
	}
	if json.Unmarshal(bundle, &file) == nil && file.File != "" {
		var err error
		if bundle, err = os.ReadFile(filepath.Join(shared, "conformance", file.File)); err != nil {
			t.Fatal(err)
		}
	}
	got, rejected := lenientErrors(t, c.Name, bundle)
	for _, e := range got {
		if e.Kind == KindGateNotSupported || e.Kind == KindTriggerNotSupported {
			return 0 // not a gate of the library yet
		}
	}
	if entry := accepted[c.Name]; entry != "" {
		if rejected {
			t.Errorf("%s: rejected, though %q in docs/compatibility.md says not to: %v", c.Name, entry, got)
		}
		return 1
	}
	want := c.Expected.Rejected && c.Expected.Stage == "build"
	if !want && isEarly(c.Name) {
		want = true
		c.Expected.Errors = nil
		got = slices.DeleteFunc(got, func(e *Error) bool { return e.Kind == parameterInvalid })
	}
	if rejected != want {
		t.Errorf("%s: got rejected %v, want %v: %v, %v", c.Name, rejected, want, got, c.Expected.Errors)
		return 1
	}
	if !rejected {
		return 1
	}
	var gotLines, wantLines []string
	for _, e := range got {
		gotLines = appendComparable(gotLines, e.Kind, e.Gate, e.Trigger, e.RuleID)
	}
	for _, e := range c.Expected.Errors {
		wantLines = appendComparable(wantLines, e.Kind, e.Gate, e.Trigger, e.RuleID)
	}
	slices.Sort(gotLines)
	slices.Sort(wantLines)
	if diff := cmp.Diff(wantLines, gotLines); diff != "" {
		t.Errorf("%s: %s", c.Name, diff)
	}
	return 1
}

func isEarly(name string) bool {
	for prefix := range early {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// lenientErrors are the errors of the bundle, and the problems of its mappings.
func lenientErrors(t *testing.T, name string, bundle []byte) (errs Errors, rejected bool) {
	t.Helper()
	tr, err := newTranslator(name, bundle, rego.FS, Options{Lenient: true, AllowDeprecated: true})
	if err != nil {
		t.Fatal(err)
	}
	if tr.root, err = decodeForTest(bundle); err != nil {
		t.Fatal(err)
	}
	if tr.header() {
		b := tr.bundle()
		if tr.fault != nil {
			t.Fatal(tr.fault)
		}
		chains := tr.chains(b)
		errs = append(errs, tr.errs...)
		for _, m := range chains.mappings {
			// The cases have one mapping each, or the first one matches.
			errs = append(errs, m.problems...)
			if strings.HasSuffix(name, "-unmatched") {
				errs = errs[:len(errs)-len(m.problems)]
			}
		}
		for _, s := range b.selectors() {
			if _, fault := s.conditions(); fault != nil {
				errs = append(errs, fault)
			}
		}
	} else {
		errs = tr.errs
	}
	return errs, len(errs) > 0
}

func (b *bundle) selectors() []selector {
	var list []selector
	for _, m := range b.mappings {
		list = append(list, m.selector)
	}
	for _, r := range slices.Concat(b.whitelisted, b.blacklisted) {
		list = append(list, r.selector)
	}
	return list
}

func appendComparable(list []string, kind string, gate, trigger, rule *string) []string {
	if !slices.Contains(comparable, kind) {
		return list
	}
	show := func(s *string) string {
		if s == nil {
			return "null"
		}
		return quote(*s)
	}
	return append(list, strings.Join([]string{kind, show(gate), show(trigger), show(rule)}, " "))
}
