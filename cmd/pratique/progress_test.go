package main

import (
	"bytes"
	"errors"
	"testing"

	"github.com/vbauerster/mpb/v8/decor"

	"github.com/pratique-dev/pratique/extract"
)

func TestWatchState(t *testing.T) {
	t.Parallel()
	w := (&app{stderr: &bytes.Buffer{}}).newWatch(1)
	w.begin(0, "acme/shop:1")
	image := w.images[0]
	if got, want := image.state(decor.Statistics{}), "reading"; got != want {
		t.Errorf("at first: got %q, want %q", got, want)
	}
	layers := w.layers(0)
	for _, p := range []extract.Progress{
		{Layer: "sha256:1", Layers: 2, Done: 0, Size: 1_500_000},
		{Layer: "sha256:1", Layers: 2, Done: 1, Size: 1_500_000},
		{Layer: "sha256:2", Layers: 2, Done: 1, Size: -1},
		{Layer: "sha256:2", Layers: 2, Done: 2, Size: -1},
	} {
		layers(p)
	}
	if got, want := image.state(decor.Statistics{Current: 2, Total: 3}), "2 of 2 layers, 1.5 MB"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	w.end(0, judgement{image: "acme/shop:1", err: errors.New("no")})
	w.close()
	if len(w.images) != 0 {
		t.Errorf("%d images are still watched", len(w.images))
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"short", "a", "a                                        "},
		{"long", "registry.example.com/team/project/service/shop:1.4", "…ample.com/team/project/service/shop:1.4 "},
		{"hostile", "a\x1b[2J", `a\x1b[2J` + "                                 "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := fit(test.text)
			if n := len([]rune(got)); n != nameWidth+1 {
				t.Errorf("%d wide, want %d", n, nameWidth+1)
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
