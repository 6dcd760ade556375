package reference

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/rego/catalog"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"emphasis", "a_b *c* [d](e)", `a\_b \*c\* \[d](e)`},
		{"HTML", "a <b> & c", "a &lt;b> &amp; c"},
		{"code stays", "see `a_b <c>` and d_e", "see `a_b <c>` and d\\_e"},
		{"a lone backquote", "a ` b_c", "a \\` b\\_c"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := escape(test.text); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestRoff(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"hyphens", "--no-color", `\-\-no\-color`},
		{"a backslash", `a\d`, `a\ed`},
		{"a request", ".SH x", `\&.SH x`},
		{"quotes", "it's `so`", `it\(aqs \(gaso\(ga`},
		{"lines", "a\n.b", "a\n.br\n\\&.b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := roff(test.text); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestFlags holds what a page says of each kind of flag, and that what is hidden
// stays so.
func TestFlags(t *testing.T) {
	t.Parallel()
	got := verbs("p", []*cli.Command{
		{Name: "secret", Hidden: true},
		{Name: "bundle", Subcommands: []*cli.Command{{Name: "lint", Usage: "say what is wrong", Flags: []cli.Flag{
			&cli.StringFlag{Name: "bundle", Aliases: []string{"b"}, Value: "default", Usage: "a `FILE` of JSON"},
			&cli.StringSliceFlag{Name: "output", Usage: "`FORMAT[=FILE]`; repeatable"},
			&cli.BoolFlag{Name: "no-color", Usage: "no colours"},
			&cli.StringFlag{Name: "on-error", Value: "fail", Usage: "`fail` or warn"},
			&cli.DurationFlag{Name: "timeout", Value: time.Minute, Usage: "after `DURATION`"},
			&cli.BoolFlag{Name: "old", Hidden: true},
		}}}},
	})
	want := []verb{{name: "p bundle lint", usage: "say what is wrong", flags: []flag{
		{names: []string{"-b", "--bundle"}, word: "FILE", usage: "a FILE of JSON", standard: "default", variable: "PRATIQUE_BUNDLE"},
		{names: []string{"--output"}, word: "FORMAT[=FILE]", usage: "FORMAT[=FILE]; repeatable", repeat: true, variable: "PRATIQUE_OUTPUT"},
		{names: []string{"--no-color"}, usage: "no colours", variable: "PRATIQUE_NO_COLOR"},
		{names: []string{"--on-error"}, word: "VALUE", usage: "fail or warn", standard: "fail", variable: "PRATIQUE_ON_ERROR"},
		{names: []string{"--timeout"}, word: "DURATION", usage: "after DURATION", standard: "1m0s", variable: "PRATIQUE_TIMEOUT"},
	}}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(verb{}, flag{})); diff != "" {
		t.Error(diff)
	}
}

func TestGatePages(t *testing.T) {
	t.Parallel()
	library, err := catalog.Load(fstest.MapFS{"pratique/gates/moon/phase.rego": {Data: []byte(`# METADATA
# title: Phase
# description: Checks the phase. It is a|b.
# scope: package
# custom:
#   gate: moon
#   trigger: phase
#   remediation: Wait for a_week.
#   gate_description: Checks of the moon.
#   parameters:
#     - {name: check, attribute: check, description: Which., validator: enum, values: [rise, set]}
#     - {name: is, attribute: is, description: "full_or_new", required: true, validator: enum, values: [full, new]}
#     - {name: name, attribute: name, description: Its name., validator: string, regex: {is: [full]}, default: Luna}
#   needs: [{need: "files.sha256:{name}", given: [name]}]
#   messages: ["The moon is {is}"]
#   examples: [{"gate": "moon"}]
package pratique.gates.moon.phase
`)}, "pratique/gates/moon/phase/rise.rego": {Data: []byte(`# METADATA
# title: It rises
# scope: package
# custom: {remediation: Look a|way.}
package pratique.gates.moon.phase.rise
`)}})
	if err != nil {
		t.Fatal(err)
	}
	files, err := gatePages(library)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range files {
		got[f.Path] = strings.TrimPrefix(string(f.Text), gateNotice)
	}
	want := map[string]string{
		"docs/gates/README.md": `
# Gates

What the rules of a bundle can check. ` + "`pratique gates`" + ` prints the same.

| gate | trigger | |
|---|---|---|
| [moon](moon.md) | [phase](moon.md#phase) | Checks the phase. |
`,
		"docs/gates/moon.md": `
# moon

Checks of the moon.

## phase

Checks the phase. It is a|b.

What to do: Wait for a\_week.

| check | what it finds | what to do |
|---|---|---|
| ` + "`rise`" + ` | It rises | Look a\|way. |

| parameter | value | default | |
|---|---|---|---|
| ` + "`check`" + ` | one of ` + "`rise set`" + ` |  | Which. |
| ` + "`is`" + ` (required) | one of ` + "`full new`" + ` |  | full\_or\_new |
| ` + "`name`" + ` | string, a Python regular expression where ` + "`is`" + ` is ` + "`full`" + ` | ` + "`Luna`" + ` | Its name. |

Facts that it reads:

- ` + "`files.sha256:{name}`" + ` where ` + "`name`" + ` is given

Messages:

` + "```text" + `
The moon is {is}
` + "```" + `

Rules such as:

` + "```json" + `
{
  "gate": "moon"
}
` + "```" + `
`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
