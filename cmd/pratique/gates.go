package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

func (a *app) gatesCommand() *cli.Command {
	return &cli.Command{
		Name:      "gates",
		Usage:     "describe gates, triggers and parameters",
		ArgsUsage: "[GATE[/TRIGGER]]",
		Flags: []cli.Flag{
			textOrJSON(),
		},
		Action: func(c *cli.Context) error {
			if c.NArg() > 1 {
				return usage(c, "unexpected argument %q", c.Args().Get(1))
			}
			output, err := chooseOutput(c)
			if err != nil {
				return err
			}
			gates, err := selectGates(c, c.Args().First())
			if err != nil {
				return err
			}
			if output == "json" {
				return writeJSON(a.stdout, gates)
			}
			return describe(a.stdout, gates, c.Args().Present())
		},
	}
}

// selectGates loads the gates that GATE[/TRIGGER] names, all where it is "".
func selectGates(c *cli.Context, name string) ([]*catalog.Gate, error) {
	library, err := catalog.Load(rego.FS)
	if err != nil {
		return nil, err
	}
	if name == "" {
		var gates []*catalog.Gate
		for _, gate := range library.Gates() {
			g, err := library.Gate(gate)
			if err != nil {
				return nil, err
			}
			gates = append(gates, g)
		}
		return gates, nil
	}
	gate, trigger, hasTrigger := strings.Cut(strings.ToLower(name), "/")
	if gates := library.Gates(); !slices.Contains(gates, gate) {
		return nil, usage(c, "unknown gate %q (%s)%s", gate, strings.Join(gates, ", "), didYouMean(gate, gates))
	}
	if !hasTrigger {
		g, err := library.Gate(gate)
		return []*catalog.Gate{g}, err
	}
	if triggers := library.Triggers(gate); !slices.Contains(triggers, trigger) {
		return nil, usage(c, "gate %s has no trigger %q (%s)%s", gate, trigger, strings.Join(triggers, ", "), didYouMean(trigger, triggers))
	}
	// The gate's description stands in one of its triggers, not always in this one.
	g, err := library.Gate(gate)
	if err != nil {
		return nil, err
	}
	t, err := library.Trigger(gate, trigger)
	return []*catalog.Gate{{Name: gate, Description: g.Description, Triggers: []*catalog.Trigger{t}}}, err
}

// describe writes one line a trigger, or the whole of what was asked for.
func describe(w io.Writer, gates []*catalog.Gate, whole bool) error {
	if whole {
		for _, g := range gates {
			describeGate(w, g)
		}
		return nil
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, g := range gates {
		for _, t := range g.Triggers {
			fmt.Fprintf(table, "%s/%s\t%s\n", g.Name, t.Name, firstSentence(t.Description))
		}
	}
	return table.Flush()
}

func describeGate(w io.Writer, g *catalog.Gate) {
	fmt.Fprintf(w, "%s: %s\n", g.Name, strings.TrimSpace(g.Description))
	for _, t := range g.Triggers {
		fmt.Fprintf(w, "\n%s/%s\n    %s\n", g.Name, t.Name, indent(t.Description, 4))
		for _, p := range t.Parameters {
			fmt.Fprintf(w, "\n    %s\n        %s\n", strings.Join(parameterTraits(p), ", "), indent(p.Description, 8))
		}
		for _, m := range t.Messages {
			fmt.Fprintf(w, "\n    message: %s\n", m)
		}
		for _, example := range t.Examples {
			text, err := json.Marshal(example)
			if err == nil {
				fmt.Fprintf(w, "\n    example: %s\n", text)
			}
		}
	}
}

func parameterTraits(p catalog.Parameter) []string {
	traits := []string{p.Name}
	if p.Required {
		traits[0] += " (required)"
	}
	switch {
	case len(p.Values) > 0:
		traits = append(traits, "one of "+strings.Join(p.Values, " "))
	case p.Validator != "":
		traits = append(traits, string(p.Validator))
	}
	if p.Default != nil {
		traits = append(traits, "default "+*p.Default)
	}
	if len(p.Aliases) > 0 {
		traits = append(traits, "also "+strings.Join(p.Aliases, " "))
	}
	if p.Regex != nil {
		traits = append(traits, "Python regular expression"+when(p.Regex))
	}
	if p.Applies != nil {
		traits = append(traits, "only"+when(p.Applies))
	}
	if p.Example != "" {
		traits = append(traits, "such as "+p.Example)
	}
	return traits
}

// when says for which values of another parameter a condition holds.
func when(c *catalog.Condition) string {
	if c.Parameter == "" {
		return ""
	}
	return " with " + c.Parameter + " " + strings.Join(c.Values, ", ")
}

func firstSentence(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if i := strings.Index(s, ". "); i >= 0 {
		return s[:i+1]
	}
	return s
}

// indent keeps the lines of a text below its first one.
func indent(s string, by int) string {
	return strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n"+strings.Repeat(" ", by))
}
