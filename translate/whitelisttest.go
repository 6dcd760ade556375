package translate

import (
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/translate/internal/sample"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

// maxItemTests is how many items of one whitelist are tested.
const maxItemTests = 200

// whitelistsTest writes pratique/whitelists_test.rego. It is one module beside
// their directory: the decision reads what is in the directory, and a test in
// there that asks for the decision would be a circle.
func (s *sandbox) whitelistsTest() Module {
	of := Module{Path: "pratique/whitelists.rego", Package: "pratique.whitelists"}
	var b strings.Builder
	b.WriteString(imported("pratique.decision", "decision"))
	b.WriteString(`# What becomes of findings that stop, under one whitelist: gate, trigger id, action, and the item that lets it pass.
_verdicts(tc) := [[finding.gate, finding.trigger_id, finding.action, _item(finding.whitelisted)] | some finding in findings] if {
	findings := decision.findings with input as {"evaluated_at": tc.now}
		with data.pratique.bundle as _bundle(tc)
		with data.pratique.policies as _policies(tc)
}

_item(null) := null

_item(whitelisted) := whitelisted.matched_rule_id

_bundle(tc) := {
	"info": {"id": null, "name": null, "version": "1_0"},
	"mapping": {"pointer": "", "policies": ["p"], "whitelists": [tc.whitelist], "rule": {}},
}

_policies(tc) := {"p": {
	"policy": {"id": "p", "name": null},
	"rules": [{"pointer": "", "needs": []}],
	"findings": {"": [_stop(gate, trigger_id) | some [gate, trigger_id, _, _] in tc.verdicts]},
}}

_stop(gate, trigger_id) := {"gate": gate, "trigger_id": trigger_id, "action": "stop", "whitelisted": null}

`)
	var cases []string
	for _, w := range s.plan.whitelists {
		t := s.itemTable(w)
		for _, comment := range t.comments {
			b.WriteString(comment)
		}
		for _, now := range t.moments {
			var one source.Object
			one.Add("whitelist", source.String(w.slug))
			one.Add("now", source.String(now))
			one.Add("verdicts", source.Lines(s.verdicts(w, now, t.findings[now])))
			cases = append(cases, one.Block())
		}
	}
	b.WriteString("_cases := " + source.Lines(cases) + "\n\n")
	b.WriteString(`test_whitelists[name] if {
	some tc in _cases
	name := sprintf("%s at %s", [tc.whitelist, tc.now])
	_verdicts(tc) == tc.verdicts
}
`)
	return s.test(of, b.String(), "What each whitelist item lets pass, and until when.")
}

// itemTable are findings for the items of one whitelist, by the moment at which
// they are looked at.
type itemTable struct {
	moments  []string
	findings map[string][]finding
	comments []string
}

type finding struct{ gate, triggerID string }

func (s *sandbox) itemTable(w *whitelist) *itemTable {
	t := &itemTable{findings: map[string][]finding{}}
	t.add(defaultNow, finding{"always", "no item is for this"})
	for i, item := range w.tested {
		if i == maxItemTests {
			t.comments = append(t.comments, source.Comment(item.pointer, " and what follows are not tested: there are too many."))
			break
		}
		t.item(item)
	}
	slices.Sort(t.moments)
	return t
}

// item adds a finding that the item matches and one that it just does not; and
// where it expires, at the moments before and after its end.
func (t *itemTable) item(item testedItem) {
	texts := []string{item.match.text}
	switch item.match.kind {
	case matchRE2:
		texts = sample.Matching(item.match.text, 1)
	case matchAny:
		texts = []string{"anything"}
	}
	for _, text := range texts {
		if len(text) > maxExample {
			continue
		}
		for _, now := range item.moments() {
			t.add(now, finding{item.gate, text})
			t.add(now, finding{item.gate, "not " + text})
		}
	}
}

func (t *itemTable) add(now string, f finding) {
	if t.findings[now] == nil {
		t.moments = append(t.moments, now)
	}
	if !slices.Contains(t.findings[now], f) {
		t.findings[now] = append(t.findings[now], f)
	}
}

// defaultNow is when an item that never expires is tried.
const defaultNow = "2020-01-01T00:00:00Z"

// moments are one at which the item is in force and, where it expires, the one
// from which on it is not.
func (i testedItem) moments() []string {
	end, ok := new(big.Int).SetString(i.expiresNS, 10)
	if !ok {
		return []string{defaultNow}
	}
	second := big.NewInt(int64(time.Second))
	seconds := new(big.Int).Div(end, second).Int64()
	var moments []string
	for _, s := range []int64{seconds - 1, seconds + 1} {
		if moment := time.Unix(s, 0).UTC(); moment.Year() > 1700 && moment.Year() < 2262 { // what OPA can read
			moments = append(moments, moment.Format(time.RFC3339))
		}
	}
	if moments == nil {
		return []string{defaultNow}
	}
	return moments
}

// verdicts are what the decision makes of findings under one whitelist, as rows.
func (s *sandbox) verdicts(w *whitelist, now string, findings []finding) []string {
	var stops []any
	for _, f := range findings {
		stops = append(stops, map[string]any{"gate": f.gate, "trigger_id": f.triggerID, "action": "stop", "whitelisted": nil})
	}
	answer, _ := s.ask(s.decision, map[string]any{
		"document": map[string]any{"evaluated_at": now},
		"bundle": map[string]any{
			"info":    map[string]any{"id": nil, "name": nil, "version": version},
			"mapping": map[string]any{"pointer": "", "policies": []any{"p"}, "whitelists": []any{w.slug}, "rule": map[string]any{}},
		},
		"policies": map[string]any{"p": map[string]any{
			"policy":   map[string]any{"id": "p", "name": nil},
			"rules":    []any{map[string]any{"pointer": "", "needs": []any{}}},
			"findings": map[string]any{"": stops},
		}},
	})
	list, _ := answer.([]any)
	var rows []string
	for _, item := range list {
		f, _ := item.(map[string]any)
		row := []any{f["gate"], f["trigger_id"], f["action"], nil}
		if by, ok := f["whitelisted"].(map[string]any); ok {
			row[3] = by["matched_rule_id"]
		}
		rows = append(rows, termOf(row))
	}
	return rows
}
