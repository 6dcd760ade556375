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

// deviations are the rejections that we do not share, with the number of the quirk.
var deviations = map[string]string{
	"mappings/whitelist-ids-missing": "1",
	"mappings/whitelist-ids-null":    "1",
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
	if deviations[c.Name] != "" {
		if rejected {
			t.Errorf("%s: rejected, though the deviation of quirk %s says not to: %v", c.Name, deviations[c.Name], got)
		}
		return 1
	}
	if !c.Expected.Rejected || c.Expected.Stage != "build" {
		// Problems of patterns are met at evaluation, values that cannot be converted
		// are refused at once (quirks 7 and 29): both are in the decision.
		if rejected && !onlyEarly(got) {
			t.Errorf("%s: rejected, Anchore builds it: %v", c.Name, got)
		}
		return 1
	}
	if !rejected && !reached(c.Name) {
		t.Errorf("%s: accepted, Anchore rejects it: %v", c.Name, c.Expected.Errors)
		return 1
	}
	var gotLines, want []string
	for _, e := range got {
		gotLines = appendComparable(gotLines, e.Kind, e.Gate, e.Trigger, e.RuleID)
	}
	for _, e := range c.Expected.Errors {
		want = appendComparable(want, e.Kind, e.Gate, e.Trigger, e.RuleID)
	}
	slices.Sort(gotLines)
	slices.Sort(want)
	if diff := cmp.Diff(want, gotLines); diff != "" {
		t.Errorf("%s: %s", c.Name, diff)
	}
	return 1
}

// reached names the rejections of mappings that Anchore finds only for some
// tags: they are conditions in the module.
func reached(name string) bool {
	return strings.HasPrefix(name, "mappings/id-rule") || strings.HasPrefix(name, "mappings/digest-rule") // quirk 11
}

// onlyEarly says whether all errors are values that Anchore cannot convert.
func onlyEarly(errs Errors) bool {
	for _, e := range errs {
		if e.Kind != parameterInvalid && e.Kind != KindPattern && e.Kind != KindRegexSyntax && e.Kind != "AttributeError" {
			return false
		}
	}
	return true
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
