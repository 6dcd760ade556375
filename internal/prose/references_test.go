package prose

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/conformance"
	"github.com/pratique-dev/pratique/internal/e2e"
)

const page = "docs/compatibility.md"

var (
	anchor = regexp.MustCompile(`<a id="([^"]*)"></a>\n`)
	// entry is what an anchor stands before: a heading and a paragraph that says whether we do as Anchore does.
	entry     = regexp.MustCompile(`^### [^\n]+\n\n\*\*(Same|Kept|Different)\b`)
	reference = regexp.MustCompile(`compatibility\.md#([A-Za-z0-9_-]*)`)
	// within are the links of the page to its own entries.
	within = regexp.MustCompile(`\]\(#([^)]*)\)`)
	// dangling are the forms that references had, which lead nowhere for a reader.
	dangling = regexp.MustCompile(`(?i)\bquirks? \d|\b(?:extraction|bundle|gates|regex|result|quirks)\.md[ ,]|\b(?:vulnerability-matching|enterprise-v2|signatures-and-distribution|fleet-and-admission)\.md|\bcompliance\.md,? [A-Z0-9]|\((?:spec: )?(?:extraction|bundle|gates|regex|result|spec:?) \d`)
)

// entries maps each anchor of the page to its status.
func entries(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(e2e.Root(t), filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	found := map[string]string{}
	for _, m := range anchor.FindAllStringSubmatchIndex(text, -1) {
		id := text[m[2]:m[3]]
		status := entry.FindStringSubmatch(text[m[1]:])
		switch {
		case found[id] != "":
			t.Errorf("%s:%d: the anchor %q occurs twice", page, line(text, m[0]), id)
		case status == nil:
			t.Errorf("%s:%d: the anchor %q is not followed by a heading and a paragraph that starts with Same, Kept or Different", page, line(text, m[0]), id)
		default:
			found[id] = status[1]
		}
	}
	if len(found) == 0 {
		t.Fatalf("%s has no entries", page)
	}
	if got, want := len(found), strings.Count(text, "\n### "); got != want {
		t.Errorf("%s: %d headings of entries, %d anchors", page, want, got)
	}
	return found
}

func TestReferences(t *testing.T) {
	t.Parallel()
	known := entries(t)
	for _, f := range texts(t, ".go", ".rego", ".md", ".json", ".yaml", ".yml", ".txtar", ".1", "Makefile") {
		if strings.HasPrefix(f.path, "internal/prose/") {
			continue
		}
		expressions := []*regexp.Regexp{reference}
		if f.path == page {
			expressions = append(expressions, within)
		}
		for _, expression := range expressions {
			for _, m := range expression.FindAllStringSubmatchIndex(f.text, -1) {
				if id := f.text[m[2]:m[3]]; known[id] == "" {
					t.Errorf("%s:%d: %s has no entry %q", f.path, line(f.text, m[0]), page, id)
				}
			}
		}
		for _, m := range dangling.FindAllStringIndex(f.text, -1) {
			t.Errorf("%s:%d: %q leads nowhere; refer to an entry of %s", f.path, line(f.text, m[0]), f.text[m[0]:m[1]], page)
		}
	}
}

// TestDeviations holds that each recorded case that differs from Anchore is explained by an
// entry that says so.
func TestDeviations(t *testing.T) {
	t.Parallel()
	known := entries(t)
	data, err := os.ReadFile(filepath.Join(e2e.Root(t), filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range conformance.Deviations {
		// An entry may keep one part and change another.
		text := paragraph(string(data), id)
		if known[id] == "" || !strings.Contains(text, "**Different**") && !strings.Contains(text, "**Different.**") {
			t.Errorf("%s differs by %q, which is no entry of %s that says Different", name, id, page)
		}
	}
}

// paragraph is the text of an entry.
func paragraph(text, id string) string {
	_, after, _ := strings.Cut(text, `<a id="`+id+`"></a>`)
	body, _, _ := strings.Cut(after, "<a id=")
	return body
}

func TestPatterns(t *testing.T) {
	t.Parallel()
	for _, old := range []string{
		"quirk 36", "Quirks 37 and 38", "(extraction.md 4.2)", "bundle.md 7.4:", "(gates.md, 13)", "(spec: result 1.2)", "(extraction 5.2)", "(compliance.md, B.4)", "(vulnerability-matching.md 4)",
	} {
		if !dangling.MatchString(old) {
			t.Errorf("%q is not recognized", old)
		}
	}
	for _, ours := range []string{"docs/compatibility.md#rpm-tilde", "-o compliance=compliance.md -o json", "a quirk of the shell", "bundle.md"} {
		if dangling.MatchString(ours) {
			t.Errorf("%q is taken for a reference of the old form", ours)
		}
	}
	if !slices.Equal(reference.FindStringSubmatch("docs/compatibility.md#rpm-tilde)"), []string{"compatibility.md#rpm-tilde", "rpm-tilde"}) {
		t.Error("a reference is not recognized")
	}
}
