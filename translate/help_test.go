package translate

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

// headings are those of a page in Markdown, named the anchors that it writes itself.
var (
	headings = regexp.MustCompile(`(?m)^#+ (.*)$`)
	named    = regexp.MustCompile(`(?m)^<a id="(.*)"></a>$`)
)

// TestHelpIsThere looks for the heading that the help of each trigger leads to.
func TestHelpIsThere(t *testing.T) {
	t.Parallel()
	library, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	all := []*rule{{endOfLife: "It is over."}} // one of no trigger
	for _, gate := range library.Gates() {
		for _, name := range library.Triggers(gate) {
			found, err := library.Trigger(gate, name)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, &rule{gate: gate, trigger: name, found: found})
		}
	}
	pages := map[string][]string{}
	for _, r := range all {
		help := (&translator{catalog: library}).library(r).help
		page, anchor, _ := strings.Cut(strings.TrimPrefix(help, docsURL), "#")
		if pages[page] == nil {
			pages[page] = anchors(t, page)
		}
		if !slices.Contains(pages[page], anchor) {
			t.Errorf("help of %s/%s: docs/%s has no heading for #%s", r.gate, r.trigger, page, anchor)
		}
	}
}

// anchors are those of a page of docs/, its own and those that GitHub makes of its headings.
func anchors(t *testing.T, page string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "docs", filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, m := range named.FindAllStringSubmatch(string(text), -1) {
		names = append(names, m[1])
	}
	for _, m := range headings.FindAllStringSubmatch(string(text), -1) {
		names = append(names, strings.Map(func(c rune) rune {
			switch {
			case c == ' ':
				return '-'
			case c == '-' || c == '_' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
				return c
			}
			return -1 // punctuation
		}, strings.ToLower(m[1])))
	}
	return names
}
