package translate

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/translate/sample"
	"github.com/pratique-dev/pratique/translate/source"
)

// maxItemTests is how many items of one whitelist are tested.
const maxItemTests = 200

// whitelistsTest writes pratique/whitelists_test.rego. It is one module beside
// their directory: the decision reads what is in the directory, and a test in
// there that asks for the decision would be a circle.
func (s *stage) whitelistsTest() Module {
	of := Module{Path: "pratique/whitelists.rego", Package: "pratique.whitelists"}
	var b strings.Builder
	b.WriteString(imported("pratique.decision", "decision"))
	b.WriteString(`# What becomes of a finding that stops, under one whitelist: its action, and the item that lets it pass.
_verdict(tc) := {"action": finding.action, "item": _item(finding.whitelisted)} if {
	findings := decision.findings with input as {"evaluated_at": tc.now}
		with data.pratique.bundle as _bundle(tc)
		with data.pratique.policies as _policies(tc)
	some finding in findings
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
	"findings": {"": [{"gate": tc.gate, "trigger_id": tc.trigger_id, "action": "stop", "whitelisted": null}]},
}}

`)
	t := &itemTable{stage: s, seen: map[string]bool{}}
	for _, w := range s.plan.whitelists {
		t.whitelist(w)
	}
	for _, comment := range t.comments {
		b.WriteString(comment)
	}
	b.WriteString("_cases := " + source.Lines(t.rows) + "\n\n")
	b.WriteString(`test_whitelists[name] if {
	some i, tc in _cases
	name := sprintf("%d: %s %s", [i, tc.gate, tc.trigger_id])
	_verdict(tc) == tc.want
}
`)
	return s.test(of, b.String(), "What each whitelist item lets pass, and until when.")
}

// itemTable are findings and what becomes of them.
type itemTable struct {
	stage    *stage
	rows     []string
	seen     map[string]bool
	comments []string
}

func (t *itemTable) whitelist(w *whitelist) {
	t.add(w, "always", "no item is for this", defaultNow)
	for i, item := range w.tested {
		if i == maxItemTests {
			t.comments = append(t.comments, source.Comment(item.pointer, " and what follows are not tested: there are too many."))
			return
		}
		t.item(w, item)
	}
}

// defaultNow is when an item that never expires is tried.
const defaultNow = "2020-01-01T00:00:00Z"

// item adds a finding that the item matches and one that it just does not; and
// where it expires, the moments before and at its end.
func (t *itemTable) item(w *whitelist, item testedItem) {
	texts := []string{item.match.text}
	if item.match.kind == matchRE2 {
		texts = sample.Matching(item.match.text, 1)
	} else if item.match.kind == matchAny {
		texts = []string{"anything"}
	}
	for _, text := range texts {
		for _, now := range item.moments() {
			t.add(w, item.gate, text, now)
			t.add(w, item.gate, "not "+text, now)
		}
	}
}

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

func (t *itemTable) add(w *whitelist, gate, triggerID, now string) {
	key := fmt.Sprintf("%q", []string{w.slug, gate, triggerID, now})
	if t.seen[key] {
		return
	}
	t.seen[key] = true
	verdict, ok := t.stage.verdict(w.slug, gate, triggerID, now)
	if !ok {
		return
	}
	var row source.Object
	row.Add("whitelist", source.String(w.slug))
	row.Add("gate", source.String(gate))
	row.Add("trigger_id", source.String(triggerID))
	row.Add("now", source.String(now))
	row.Add("want", termOf(verdict))
	t.rows = append(t.rows, row.Inline())
}

// verdict is what the decision makes of one finding under one whitelist.
func (s *stage) verdict(slug, gate, triggerID, now string) (any, bool) {
	answer, ok := s.ask(s.decision, map[string]any{
		"document": map[string]any{"evaluated_at": now},
		"bundle": map[string]any{
			"info":    map[string]any{"id": nil, "name": nil, "version": "1_0"},
			"mapping": map[string]any{"pointer": "", "policies": []any{"p"}, "whitelists": []any{slug}, "rule": map[string]any{}},
		},
		"policies": map[string]any{"p": map[string]any{
			"policy":   map[string]any{"id": "p", "name": nil},
			"rules":    []any{map[string]any{"pointer": "", "needs": []any{}}},
			"findings": map[string]any{"": []any{map[string]any{"gate": gate, "trigger_id": triggerID, "action": "stop", "whitelisted": nil}}},
		}},
	})
	list, _ := answer.([]any)
	if !ok || len(list) != 1 {
		return nil, false
	}
	finding, _ := list[0].(map[string]any)
	verdict := map[string]any{"action": finding["action"], "item": nil}
	if w, ok := finding["whitelisted"].(map[string]any); ok {
		verdict["item"] = w["matched_rule_id"]
	}
	return verdict, true
}
