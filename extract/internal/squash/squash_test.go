package squash_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/squash"
)

func file(path string) layer.Entry { return layer.Entry{Path: path, Kind: layer.File} }
func symlink(path, to string) layer.Entry {
	return layer.Entry{Path: path, Kind: layer.Symlink, Link: to}
}
func hardlink(path, to string) layer.Entry {
	return layer.Entry{Path: path, Kind: layer.Hardlink, Link: to}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	tree := squash.New(100)
	if err := tree.Apply(t.Context(), 0, []layer.Entry{
		file("usr/lib/os-release"), symlink("etc/os-release", "../usr/lib/os-release"), symlink("etc/abs", "/usr/lib/os-release"),
		symlink("lib", "usr/lib"), symlink("etc/chain", "abs"), symlink("etc/out", "../../../../usr/lib/os-release"),
		symlink("ring", "ring"), symlink("dir", "usr/lib/"), symlink("up", "usr/lib/.."), symlink("root", "/"), symlink("dangling", "no/such"),
		symlink("etc/slash", "abs/"),
	}); err != nil {
		t.Fatal(err)
	}
	release := "usr/lib/os-release"
	tests := []struct {
		path   string
		follow bool
		want   string // the path of the node's entry; "dir" for a directory without one
	}{
		{"/usr/lib/os-release", false, release},
		{"usr//lib/../lib/os-release", false, release},
		{"/etc/os-release", true, release},
		{"/etc/os-release", false, "etc/os-release"},
		{"/etc/abs", true, release},
		{"/etc/chain", true, release},
		{"/etc/out", true, release},
		{"/lib/os-release", false, release},
		{"/root/root/lib/os-release", false, release},
		{"/dir", true, "dir"},
		{"/up", true, "dir"},
		{"/root", true, "dir"},
		{"/", false, "dir"},
		{"/../..", false, "dir"},
		{"/ring", true, ""},
		{"/ring/x", false, ""},
		{"/dangling", true, ""},
		{"/dangling", false, "dangling"},
		{"/no/such", true, ""},
		{"/usr/lib/os-release/x", true, ""},
	}
	for _, test := range tests {
		got := ""
		if node := tree.Lookup(test.path, test.follow); node != nil && node.Entry == nil {
			got = "dir"
		} else if node != nil {
			got = node.Entry.Path
		}
		if got != test.want {
			t.Errorf("%s, following %v: got %q, want %q", test.path, test.follow, got, test.want)
		}
	}
}

// TestLinkLimit follows chains of links as far as Linux does.
func TestLinkLimit(t *testing.T) {
	t.Parallel()
	for links, want := range map[int]bool{40: true, 41: false} {
		entries := []layer.Entry{file("0")}
		for i := range links {
			entries = append(entries, symlink(strconv.Itoa(i+1), strconv.Itoa(i)))
		}
		tree := squash.New(100)
		if err := tree.Apply(t.Context(), 0, entries); err != nil {
			t.Fatal(err)
		}
		if got := tree.Lookup("/"+strconv.Itoa(links), true) != nil; got != want {
			t.Errorf("%d links: found %v, want %v", links, got, want)
		}
	}
}

func TestWalk(t *testing.T) {
	t.Parallel()
	tree := squash.New(100)
	for i, entries := range [][]layer.Entry{
		{file("a/b"), file("a-b"), hardlink("z", "a/b")},
		{hardlink("a/a", "z"), {Path: "a", Kind: layer.Dir, Mode: 0o700}},
	} {
		if err := tree.Apply(t.Context(), i, entries); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, f := range tree.Walk() {
		got = append(got, f.Path+" "+f.First)
	}
	// By bytes, where "-" stands before "/".
	want := []string{"/a /a", "/a-b /a-b", "/a/a /a/a", "/a/b /a/a", "/z /a/a"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}

func TestApplyCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := squash.New(1).Apply(ctx, 0, []layer.Entry{file("a")}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// FuzzApply applies layers written as lines "KIND PATH LINK", "-" beginning a new
// layer: the tree stays a tree, within its limit, and its paths are absolute and clean.
func FuzzApply(f *testing.F) {
	f.Add("f a/b\ns l a\nf l/c\nh x l/c\n-\nw a/b\no a\nd a")
	f.Add("s a b\ns b a\nf a/x")
	f.Add("d a\nh a/b a\nf a/b/c")
	f.Add("s a ../../..\nf a/../etc/x")
	f.Fuzz(func(t *testing.T, text string) {
		tree := squash.New(200)
		kinds := map[string]layer.Kind{
			"f": layer.File, "d": layer.Dir, "s": layer.Symlink, "h": layer.Hardlink, "w": layer.Whiteout, "o": layer.Opaque,
		}
		for number, lines := range strings.Split(text, "-") {
			var entries []layer.Entry
			for line := range strings.SplitSeq(lines, "\n") {
				fields := append(strings.Split(line, " "), "", "")
				kind, ok := kinds[fields[0]]
				if !ok {
					continue
				}
				e := layer.Entry{Path: layer.Clean(fields[1]), Kind: kind, Link: fields[2]}
				if kind == layer.Hardlink {
					e.Link = layer.Clean(e.Link)
				}
				if kind == layer.Whiteout && e.Path == "" {
					continue
				}
				entries = append(entries, e)
			}
			if tree.Apply(t.Context(), number, entries) != nil {
				break
			}
		}
		found := tree.Walk()
		if len(found) > 400 {
			t.Fatalf("%d paths", len(found))
		}
		if !slices.IsSortedFunc(found, func(a, b squash.Found) int { return strings.Compare(a.Path, b.Path) }) {
			t.Error("the paths are not sorted")
		}
		for _, f := range found {
			if f.Path != "/"+layer.Clean(f.Path) {
				t.Errorf("path %q", f.Path)
			}
			if tree.Lookup(f.Path, false) != f.Node {
				t.Errorf("%s names another node than the walk found", f.Path)
			}
		}
	})
}
