package main

import (
	"io"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"
)

// TestFlags holds what the file of settings, completions and help rely on: every
// flag of a verb has a text, and no two have a name in common.
func TestFlags(t *testing.T) {
	t.Parallel()
	a := &app{stdout: io.Discard, stderr: io.Discard}
	for _, w := range allVerbs(a.root().Commands) {
		seen := map[string]bool{}
		for _, f := range w.flags {
			if flagUsage(f) == "" {
				t.Errorf("%s: --%s has no usage", w.name, f.Names()[0])
			}
			for _, name := range f.Names() {
				if seen[name] {
					t.Errorf("%s: two flags have the name %s", w.name, name)
				}
				seen[name] = true
			}
		}
	}
}

func TestFromDir(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	eval := find((&app{}).root().Commands, "eval")
	tests := []struct{ flag, text, want string }{
		{"bundle", "default", "default"},
		{"bundle", "b.json", filepath.Join(dir, "b.json")},
		{"bundle", "sub/b", filepath.Join(dir, "sub/b")},
		{"bundle", "oci://registry/b:1", "oci://registry/b:1"},
		{"bundle", "/abs/b.json", "/abs/b.json"},
		{"dockerfile", "Dockerfile", filepath.Join(dir, "Dockerfile")},
		{"output", "json=out.json", "json=" + filepath.Join(dir, "out.json")},
		{"output", "json=-", "json=-"},
		{"output", "text", "text"},
		{"feed", "npm=feed.json", "npm=" + filepath.Join(dir, "feed.json")},
		{"images-from", "-", "-"},
		{"retrieve", "/etc/passwd", "/etc/passwd"},
		{"fail-on", "warn", "warn"},
	}
	for _, test := range tests {
		t.Run(test.flag+" "+test.text, func(t *testing.T) {
			t.Parallel()
			if got := fromDir(findFlag(eval.Flags, test.flag), dir, test.text); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestArrange(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		args []string
		want []string
	}{
		{"flags after arguments", []string{"eval", "img", "--fail-on", "warn"}, []string{"eval", "--fail-on", "warn", "--", "img"}},
		{"short flags as one", []string{"eval", "-vv", "-j4", "img"}, []string{"eval", "-v", "-v", "-j", "4", "--", "img"}},
		{"a verb of a verb", []string{"bundle", "lint", "b.json", "-W"}, []string{"bundle", "lint", "-W", "--", "b.json"}},
		{"after --", []string{"eval", "--", "-o"}, []string{"eval", "--", "-o"}},
		{"standard input", []string{"eval", "-", "-q"}, []string{"eval", "-q", "--", "-"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c, err := arrange((&app{}).root(), test.args)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, c.words()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzArrange holds that no argument of a command line is lost or taken for another.
func FuzzArrange(f *testing.F) {
	f.Add("img", "--fail-on", "-vv")
	f.Add("-j4", "--", "-o")
	root := (&app{}).root()
	f.Fuzz(func(t *testing.T, a, b, c string) {
		args := []string{a, b, c}
		call, err := arrange(&cli.App{Commands: root.Commands}, append([]string{"eval"}, args...))
		if err != nil {
			return
		}
		for _, argument := range call.arguments {
			if !slices.Contains(args, argument) {
				t.Errorf("%q was never given", argument)
			}
		}
		if taken := len(call.options) + len(call.arguments); taken < 2 && !slices.Contains(args, "--") {
			t.Errorf("%d of 3 are left of %q", taken, args)
		}
	})
}
