package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/settings"
)

// alternatives are flags that say the same thing in different words. A choice on
// the command line must not lose to another wording of it in a file.
var alternatives = [][]string{
	{"fail-on", "fail-on-warn", "no-fail"},
	{"color", "no-color"},
	{"output", "format"},
}

// values are the flags that the environment and the file set, in the order of the flags.
func values(root *cli.App, c *call, file *settings.File) []value {
	taken := map[string]bool{"config": true, "no-config": true}
	claim := func(name string) {
		taken[name] = true
		for _, group := range alternatives {
			if slices.Contains(group, name) {
				for _, other := range group {
					taken[other] = true
				}
			}
		}
	}
	for _, g := range c.given {
		claim(g.name)
	}
	var list []value
	for _, lookUp := range []func(cli.Flag) (value, bool){
		func(f cli.Flag) (value, bool) { return fromEnvironment(root, f) },
		func(f cli.Flag) (value, bool) { return fromFile(root, c.path, file, f) },
	} {
		var level []value
		for _, f := range c.flags {
			if v, ok := lookUp(f); ok && !taken[f.Names()[0]] {
				level = append(level, v)
			}
		}
		for _, v := range level {
			claim(v.flag.Names()[0])
		}
		list = append(list, level...)
	}
	return list
}

// fromEnvironment reads PRATIQUE_FLAG_NAME: a line a value, for a flag that may be
// repeated. An empty variable is none, since templates of pipelines make such.
func fromEnvironment(root *cli.App, f cli.Flag) (value, bool) {
	for _, name := range longNames(f) {
		variable := envPrefix + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		text := os.Getenv(variable)
		if text == "" || !general(root, f) {
			continue
		}
		texts := []string{text}
		if repeatable(f) {
			texts = strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
		}
		return value{f, counted(f, texts), "$" + variable}, true
	}
	return value{}, false
}

// unknownVariables are those of the environment that look like settings of a flag
// that no verb has, sorted.
func unknownVariables(root *cli.App) []string {
	var names []string
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		key, ours := strings.CutPrefix(name, envPrefix)
		if !ours {
			continue
		}
		key = strings.ToLower(strings.ReplaceAll(key, "_", "-"))
		if !slices.ContainsFunc(allVerbs(root.Commands), func(w word) bool { return findFlag(w.flags, key) != nil }) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// fromFile reads the verb's section before the keys for all verbs.
func fromFile(root *cli.App, path string, file *settings.File, f cli.Flag) (value, bool) {
	if file == nil {
		return value{}, false
	}
	var sections [][]settings.Setting
	for _, verb := range file.Verbs {
		if "pratique "+verb.Name == path {
			sections = append(sections, verb.Settings)
		}
	}
	if general(root, f) {
		sections = append(sections, file.Global)
	}
	for _, section := range sections {
		for _, s := range section {
			if slices.Contains(longNames(f), s.Key) {
				texts := slices.Clone(s.Values)
				for i := range texts {
					texts[i] = fromDir(f, file.Dir(), texts[i])
				}
				return value{f, counted(f, texts), fmt.Sprintf("%s:%d", file.Path, s.Line)}, true
			}
		}
	}
	return value{}, false
}

// general says whether a key for all verbs, or a variable, is for this flag too:
// where eval has a flag of the name, only for those of its kind. So output,
// which is a list of reports for eval, does not reach the file name of extract.
func general(root *cli.App, f cli.Flag) bool {
	eval := find(root.Commands, "eval")
	other := findFlag(eval.Flags, f.Names()[0])
	return other == nil || fmt.Sprintf("%T", other) == fmt.Sprintf("%T", f)
}

// counted repeats -v as often as a number says.
func counted(f cli.Flag, texts []string) []string {
	if f.Names()[0] != "verbose" || len(texts) != 1 {
		return texts
	}
	switch texts[0] {
	case "0":
		return []string{"false"}
	case "2":
		return []string{"true", "true"}
	}
	return texts
}

func repeatable(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationSliceFlag)
	return ok && d.IsSliceFlag()
}

func longNames(f cli.Flag) []string {
	return slices.DeleteFunc(slices.Clone(f.Names()), func(name string) bool { return len(name) < 2 })
}
