package dockerfile

import (
	"context"
	"encoding/json"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	oparego "github.com/open-policy-agent/opa/v1/rego"
)

// TestWrappers holds that the library knows the same programs that run others as the
// extractor does, and reads them in the same way.
func TestWrappers(t *testing.T) {
	t.Parallel()
	var table map[string]wrapper
	query(t, "data.pratique.lib.wrappers.table", nil, &table)
	same := cmp.Transformer("sorted", func(list []string) map[string]bool {
		set := map[string]bool{}
		for _, item := range list {
			set[item] = true
		}
		return set
	})
	if diff := cmp.Diff(wrappers, table, same); diff != "" {
		t.Errorf("the extractor's table and the library's (-extractor +library):\n%s", diff)
	}
	var commands [][]string
	for name, w := range wrappers {
		for _, text := range []string{"", "--", "x", "x y z", "-- x y", "-a b c d", "-ab c d", "--help x", "A=1 x y", "-u x A=1 y z", "1 x y", "-c x y", "run x y", "exec -- x", "-n 1 x"} {
			commands = append(commands, strings.Fields(name+" "+text))
		}
		for _, long := range w.Long {
			commands = append(commands, []string{"/usr/bin/" + name, long, "v", "1", "x"}, []string{name, long + "=v", "1", "x", "y"})
		}
		for _, letter := range w.Short {
			commands = append(commands, []string{name, "-" + string(letter), "v", "1", "x"}, []string{name, "-" + string(letter) + "v", "1", "x", "y"})
		}
		for _, asks := range append(w.Asks, w.Scripts...) {
			commands = append(commands, []string{name, asks, "x", "y"})
		}
	}
	var programs [][]string
	query(t, "[data.pratique.lib.shell.program(words) | some words in input]", commands, &programs)
	for i, list := range commands {
		// What a shell runs is listed by itself, and the library passes over who runs it.
		if _, from := scriptOf(list, program(list)); from >= 0 {
			continue
		}
		if want := list[program(list):]; !cmp.Equal(want, programs[i]) && path.Base(list[0]) != "su" {
			t.Errorf("%q: the extractor says %q, the library %q", list, want, programs[i])
		}
	}
}

func query(t *testing.T, text string, input, result any) {
	t.Helper()
	results, err := oparego.New(
		oparego.Load([]string{"../../rego/pratique"}, nil), oparego.Query(text), oparego.Input(input), oparego.StrictBuiltinErrors(true),
	).Eval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(results) != 1 {
		t.Fatalf("%s is undefined", text)
	}
	encoded, err := json.Marshal(results[0].Expressions[0].Value)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(encoded, result); err != nil {
		t.Fatal(err)
	}
}
