package extract

import (
	"testing"

	"github.com/pratique-dev/pratique/extract/document"
)

// TestUntold has histories that are shorter than the image, which crane append and docker import write.
func TestUntold(t *testing.T) {
	t.Parallel()
	run := document.History{CreatedBy: "/bin/sh -c apt-get update", EmptyLayer: false}
	user := document.History{CreatedBy: "/bin/sh -c #(nop)  USER app", EmptyLayer: true}
	for name, test := range map[string]struct {
		history []document.History
		layers  int
		want    int // instructions that stand for what is not told
	}{
		"whole":                {[]document.History{run, user}, 1, 0},
		"a layer more":         {[]document.History{run, user}, 2, 1},
		"several layers more":  {[]document.History{run, user}, 5, 1},
		"more entries":         {[]document.History{run, run}, 1, 0},
		"an entry of nothing":  {[]document.History{run, {}}, 2, 1},
		"an empty layer":       {[]document.History{run, {EmptyLayer: true}}, 1, 0},
		"nothing is told":      {nil, 3, 0}, // of which nothing is known anyway
		"in another notation":  {[]document.History{run, {CreatedBy: "frob: add /x"}}, 2, 1},
		"of a tool that tells": {[]document.History{run, {CreatedBy: "jib-maven-plugin:3.4.0"}}, 2, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := len(test.history)
			d, err := dockerfileSection(Options{}, &document.Image{History: test.history, Layers: make([]document.Layer, test.layers)})
			if err != nil {
				t.Fatal(err)
			}
			got := 0
			for _, instruction := range d.Instructions {
				if instruction.CommandsUnparsed != "" {
					got++
				}
			}
			if got != test.want {
				t.Errorf("got %d instructions that are not told, want %d: %+v", got, test.want, d.Instructions)
			}
			if len(test.history) != before {
				t.Error("the history itself has changed")
			}
		})
	}
}
