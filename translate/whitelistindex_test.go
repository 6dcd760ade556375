package translate

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/literals"
	"github.com/pratique-dev/pratique/translate/internal/source"
	"github.com/pratique-dev/pratique/translate/pyre"
)

// TestLiteralsOfWildcard reads the literals off the text as off the expression that is made of it.
func TestLiteralsOfWildcard(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a*", "*a", "ab*cd*é", "*a*", "**", "a.b*", "CVE-2019-1+*"} {
		want, got := literals.Of(pyre.Wildcard(text)), literalsOfWildcard(text)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-expression +text):\n%s", text, diff)
		}
	}
}

func TestParts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ texts, want []string }{
		{[]string{"ab", "abcdef"}, []string{"abcd", "bcde", "cdef"}},
		{[]string{"ab", "x"}, []string{"ab"}},
		{nil, nil},
	} {
		if diff := cmp.Diff(tt.want, parts(tt.texts)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.texts, diff)
		}
	}
}

// unindexed cuts the lists of a long whitelist off, so that every pattern is tried.
var unindexed = regexp.MustCompile(`(?s)# METADATA\n# title: "?Those that expire.*`)

// TestIndex compares random long whitelists with the same ones without an index.
func TestIndex(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 11))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	word := func() string {
		var b strings.Builder
		for range r.IntN(6) {
			b.WriteString(pick("a", "b", "ab", "CVE-", "20", "+", "é", "\n"))
		}
		return b.String()
	}
	for round := range 6 {
		var items []string
		for range maxUnindexed + 1 + r.IntN(60) {
			text := pick(word(), word()+"*", "*"+word(), word()+"*"+word(), "*"+word()+"*", "*")
			if r.IntN(3) == 0 {
				text = "regexp:" + pick(word()+".*", "(?i)"+word(), "("+word()+"|"+word()+")"+word(), word()+"[a-c]+"+word()+"$", "(")
			}
			expires := pick("", "", `, "expires_on": "2020-01-01T00:00:00Z"`, `, "expires_on": "2023-11-20T00:00:00Z"`, `, "expires_on": "2090-01-01T00:00:00Z"`)
			items = append(items, fmt.Sprintf(`{"id": "i%d", "gate": %s, "trigger_id": %s%s}`, len(items), quote(pick("files", "vulnerabilities")), quote(text), expires))
		}
		var findings []string
		for range 60 {
			findings = append(findings, fmt.Sprintf(`{"gate": %s, "trigger": "t", "trigger_id": %s, "action": "stop", "whitelisted": null}`, source.String(pick("files", "vulnerabilities")), source.String(word())))
		}
		module := "package pratique.policies.p\n\npolicy := {\"id\": \"p\", \"name\": null}\n\nrules := [{\"pointer\": \"\", \"needs\": []}]\n\n" +
			"findings := {\"\": " + source.Array(findings) + "}\n"
		result := must(t, edit(t, edits{list0 + "/items": "[" + strings.Join(items, ",") + "]"}), Options{Lenient: true})
		indexed, plain := *result, *result
		indexed.Modules, plain.Modules = slices.Clone(result.Modules), slices.Clone(result.Modules)
		for i, m := range result.Modules {
			switch m.Path {
			case "pratique/policies/p.rego":
				indexed.Modules[i].Source, plain.Modules[i].Source = []byte(module), []byte(module)
			case "pratique/whitelists/w.rego":
				plain.Modules[i].Source = unindexed.ReplaceAll(m.Source, nil)
				if len(plain.Modules[i].Source) == len(m.Source) {
					t.Fatal("the whitelist has no index")
				}
			}
		}
		want, got := decide(t, &plain, image("docker.io", "y", "1")), decide(t, &indexed, image("docker.io", "y", "1"))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("round %d (-without +with index):\n%s", round, diff)
		}
		if round == 0 && !slices.ContainsFunc(got.Findings, func(f decision.Finding) bool { return f.Whitelisted != nil }) {
			t.Error("no finding is excepted")
		}
	}
}
