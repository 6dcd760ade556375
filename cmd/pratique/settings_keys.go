package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/settings"
)

// accepts tries the values on the flag alone, so that an error can say where a
// value comes from.
func accepts(v value) error {
	if takesValue(v.flag) && !repeatable(v.flag) && len(v.texts) != 1 {
		return fmt.Errorf("expected one value, got a list of %d", len(v.texts))
	}
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	if err := v.flag.Apply(flags); err != nil {
		return err
	}
	for _, text := range v.texts {
		if err := flags.Set(v.flag.Names()[0], text); err != nil {
			return fmt.Errorf("invalid value %q for --%s: %w", text, v.flag.Names()[0], err)
		}
	}
	return nil
}

// checkKeys finds the keys of a file that no verb knows.
func checkKeys(root *cli.App, file *settings.File) error {
	verbs := allVerbs(root.Commands)
	var all []string
	for _, w := range verbs {
		all = append(all, settable(w.flags)...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	var problems []error
	problem := func(line int, format string, args ...any) {
		problems = append(problems, &settings.Error{Path: file.Path, Line: line, Message: fmt.Sprintf(format, args...)})
	}
	for _, s := range file.Global {
		if !slices.Contains(all, s.Key) {
			problem(s.Line, "unknown key %q%s", s.Key, didYouMean(s.Key, all))
		}
	}
	for _, section := range file.Verbs {
		i := slices.IndexFunc(verbs, func(w word) bool { return w.name == section.Name })
		if i < 0 {
			var names []string
			for _, w := range verbs {
				names = append(names, w.name)
			}
			problem(section.Line, "unknown command %q%s", section.Name, didYouMean(section.Name, names))
			continue
		}
		known := settable(verbs[i].flags)
		for _, s := range section.Settings {
			if !slices.Contains(known, s.Key) {
				problem(s.Line, "%s has no key %q%s", section.Name, s.Key, didYouMean(s.Key, known))
			}
		}
	}
	return errors.Join(problems...)
}

// allVerbs are the verbs that do something.
func allVerbs(commands []*cli.Command) []word {
	return slices.DeleteFunc(words("", commands), func(w word) bool { return len(w.verbs) > 0 })
}

// settable are the keys that a file may have for the flags.
func settable(flags []cli.Flag) []string {
	var names []string
	for _, f := range flags {
		if name := f.Names()[0]; name != "config" && name != "no-config" {
			names = append(names, longNames(f)...)
		}
	}
	return names
}
