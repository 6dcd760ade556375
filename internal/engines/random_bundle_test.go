package engines

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate"
)

// TestRandomBundles makes bundles at random, of rules of all triggers with parameters that they accept,
// and documents at random for them: the engines have to give the same findings with the same trigger ids.
// PRATIQUE_RANDOM is how many bundles are made, 2 by default.
func TestRandomBundles(t *testing.T) {
	t.Parallel()
	rounds, err := strconv.Atoi(os.Getenv("PRATIQUE_RANDOM"))
	if err != nil {
		rounds = 2
	}
	library, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	whole := wholeDocument(t, e2e.Root(t))
	for seed := range rounds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(uint64(seed), 11))
			bundle := randomBundle(t, random, library, 40)
			p := prepare(t, translated(t, bundle))
			for range 2 {
				input := changed(t, random, whole)
				p.agree(t, input)
				p.sameIDs(t, input)
			}
			if t.Failed() {
				t.Logf("the bundle:\n%s", bundle)
			}
		})
	}
}

type (
	randomRule struct {
		ID      string        `json:"id"`
		Gate    string        `json:"gate"`
		Trigger string        `json:"trigger"`
		Action  string        `json:"action"`
		Params  []randomParam `json:"params"`
	}
	randomParam struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
)

// randomBundle has as many rules as that, each of which is accepted by itself, and a whitelist.
func randomBundle(t *testing.T, random *rand.Rand, library *catalog.Catalog, size int) []byte {
	t.Helper()
	var triggers []*catalog.Trigger
	for _, gate := range library.Gates() {
		for _, name := range library.Triggers(gate) {
			trigger, err := library.Trigger(gate, name)
			if err != nil {
				t.Fatal(err)
			}
			triggers = append(triggers, trigger)
		}
	}
	var rules []randomRule
	for tries := 0; len(rules) < size; tries++ {
		if tries > 40*size {
			t.Fatalf("of %d rules made at random %d are accepted", tries, len(rules))
		}
		rule := ruleOf(random, triggers[random.IntN(len(triggers))], fmt.Sprintf("r%d", len(rules)))
		if _, err := translate.Translate("rule.json", bundleOf(t, []randomRule{rule}, nil), rego.FS, translate.Options{}); err == nil {
			rules = append(rules, rule)
		}
	}
	var items []any
	for _, rule := range rules[:size/4] {
		items = append(items, map[string]string{"id": "i" + rule.ID, "gate": rule.Gate, "trigger_id": pick(random, []string{"*", "*passwd*", "CVE-*", "openssl+*", "é*", rule.ID})})
	}
	return bundleOf(t, rules, items)
}

// ruleOf is a rule of the trigger, which may not be accepted.
func ruleOf(random *rand.Rand, trigger *catalog.Trigger, id string) randomRule {
	rule := randomRule{ID: id, Gate: trigger.Gate, Trigger: trigger.Name, Action: pick(random, []string{"STOP", "WARN", "GO"}), Params: []randomParam{}}
	for _, parameter := range trigger.Parameters {
		if parameter.Required || random.IntN(2) == 0 {
			rule.Params = append(rule.Params, randomParam{parameter.Name, pick(random, valuesOf(parameter))})
		}
	}
	return rule
}

// valuesOf are values of a parameter, most of which it accepts.
func valuesOf(p catalog.Parameter) []string {
	var values []string
	switch p.Validator {
	case catalog.Enum:
		values = p.Values
	case catalog.Bool:
		values = []string{"true", "false", "True"}
	case catalog.Int:
		values = []string{"0", "1", "7", "1000000", "12345678901234567890"}
	case catalog.Float:
		values = []string{"0", "0.5", "9.8", "7"}
	case catalog.CSV, catalog.CSVAny:
		values = []string{"root", "a,b", "openssl,musl", "é", "22,80", "npm,gem", "/bin/sh,/bin/bash", "*"}
	case catalog.NumCSV:
		values = []string{"0", "0,1000", "1000000"}
	case catalog.Bytes:
		values = []string{"0", "10kb", "1 tb"}
	default:
		values = []string{"root", ".*", "[a-z]+", "/etc/.*", "é", "%s %d", "0", "1000000", "*", "openssl", "(?i)PASS.*", "latest"}
	}
	if p.Example != "" && p.Validator != catalog.Enum {
		values = append(slices.Clone(values), p.Example)
	}
	return values
}

func pick(random *rand.Rand, values []string) string { return values[random.IntN(len(values))] }

func bundleOf(t *testing.T, rules []randomRule, items []any) []byte {
	t.Helper()
	if items == nil {
		items = []any{}
	}
	text, err := json.Marshal(map[string]any{
		"id": "random", "name": "random", "version": "1_0",
		"policies":           []any{map[string]any{"id": "p", "name": "p", "version": "1_0", "rules": rules}},
		"whitelists":         []any{map[string]any{"id": "w", "name": "w", "version": "1_0", "items": items}},
		"whitelisted_images": []any{}, "blacklisted_images": []any{},
		"mappings": []any{map[string]any{
			"id": "m", "name": "m", "registry": "*", "repository": "*", "image": map[string]string{"type": "tag", "value": "*"},
			"policy_ids": []string{"p"}, "whitelist_ids": []string{"w"},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}
