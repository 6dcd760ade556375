package prose

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/pratique-dev/pratique/internal/e2e"
)

// avoided are words that readers stumble over, and what to write instead. They hold for docs,
// help texts, messages of our own gates and error messages; not for the messages of Anchore's
// gates, which are what they are.
var avoided = []struct {
	word    *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`(?i)\bnobody (?:looked|knows|needs)\b`), "what is missing, or \"not known\""},
	{regexp.MustCompile(`(?i)\bat its word\b`), "trusted as complete"},
	{regexp.MustCompile(`(?i)\bslip of the pen\b`), "typo"},
	{regexp.MustCompile(`(?i)\benter port\b`), "checks against your policy"},
	{regexp.MustCompile(`(?i)\bnothing to judge\b`), "no image or Dockerfile given"},
	{regexp.MustCompile(`(?i)\bstands in the (?:Dockerfile|environment)\b`), "found in"},
	{regexp.MustCompile(`(?i)\bswitched off\b`), "disabled"},
	{regexp.MustCompile(`(?i)\blooks? after\b`), "manages"},
	{regexp.MustCompile(`(?i)\bhardly meant\b`), "likely mistakes"},
	{regexp.MustCompile(`(?i)\bunderstanding the need\b`), "parsing need"},
	{regexp.MustCompile(`(?i)\ba person (?:decides|has to look)\b`), "manual review required"},
	{regexp.MustCompile(`(?i)\bno rule decides it\b`), "no automated check"},
	{regexp.MustCompile(`(?i)\bRego of your own\b`), "custom Rego"},
	{regexp.MustCompile(`(?i)\bone a line\b`), "one per line"},
	{regexp.MustCompile(`(?i)(?:^|[^e\s]\s|[^r]e\s)is no (?:output format|span|string|list|object|number|date|time|mapping|JSON)\b`), "is not a …, invalid …, unknown …"},
	{regexp.MustCompile(`(?i)\bfacts were not looked for\b`), "lacks the data it needs"},
}

// pagesOfUsers are the pages that people read who use pratique.
var pagesOfUsers = []string{
	"README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/anchore.md", "docs/ci.md", "docs/cli.md", "docs/compatibility.md",
	"docs/diff.md", "docs/exit-codes.md", "docs/explain.md", "docs/settings.md", "docs/whitelist.md", "docs/man/pratique.1",
}

func TestWordsOfPages(t *testing.T) {
	t.Parallel()
	for _, f := range texts(t, pagesOfUsers...) {
		complain(t, f.path, f.text, 0)
	}
}

// literal is a text of a Go program, on one line.
var literal = regexp.MustCompile(`"(?:[^"\\\n]|\\.)*"`)

func TestWordsOfMessages(t *testing.T) {
	t.Parallel()
	for _, f := range texts(t, ".go") {
		switch {
		case strings.HasSuffix(f.path, "_test.go"), strings.HasPrefix(f.path, "internal/"), strings.HasSuffix(f.path, "old_ids.go"):
			continue
		}
		for n, text := range strings.Split(f.text, "\n") {
			if strings.HasPrefix(strings.TrimSpace(text), "//") {
				continue
			}
			for _, words := range literal.FindAllString(text, -1) {
				complain(t, f.path, words, n)
			}
		}
	}
}

func TestWordsOfGates(t *testing.T) {
	t.Parallel()
	own := regexp.MustCompile(`^rego/(?:main|pratique/(?:controls|gates/(?:hardening|practice|runtime|rego|evidence|signatures)))/`)
	for _, f := range texts(t, ".rego") {
		if !own.MatchString(f.path) || strings.HasSuffix(f.path, "_test.rego") {
			continue
		}
		for n, text := range strings.Split(f.text, "\n") {
			if strings.HasPrefix(text, "#") && !strings.HasPrefix(text, "#     - \"") {
				continue
			}
			for _, words := range literal.FindAllString(text, -1) {
				complain(t, f.path, words, n)
			}
		}
	}
}

// TestControls holds that a control's title says a duty, so that FAIL beside it can be understood.
func TestControls(t *testing.T) {
	t.Parallel()
	for _, f := range texts(t, ".controls.yaml") {
		if !strings.HasPrefix(f.path, "bundles/") {
			continue
		}
		var definition struct {
			Controls []struct{ ID, Title, Description, Remediation, Why string }
		}
		if err := yaml.Unmarshal([]byte(f.text), &definition); err != nil {
			t.Errorf("%s: %v", f.path, err)
		}
		for _, c := range definition.Controls {
			if c.Title != "" && !strings.HasPrefix(c.Title, "Ensure ") {
				t.Errorf("%s: %s: the title %q does not start with Ensure", f.path, c.ID, c.Title)
			}
			for _, text := range []string{c.Title, c.Description, c.Remediation, c.Why} {
				complain(t, f.path+" "+c.ID, text, 0)
			}
		}
	}
}

// TestHelp holds the words of the help as it is printed.
func TestHelp(t *testing.T) {
	t.Parallel()
	binary, err := filepath.Abs(e2e.Binary(t, "pratique"))
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"", "eval", "report", "explain", "extract", "bundle lint", "whitelist new", "whitelist prune", "verify"} {
		out, err := exec.Command(binary, append(strings.Fields(verb), "--help")...).CombinedOutput()
		if err != nil {
			t.Errorf("pratique %s --help: %v", verb, err)
		}
		complain(t, "pratique "+verb+" --help", string(out), 0)
	}
}

func complain(t *testing.T, where, text string, line int) {
	t.Helper()
	for _, a := range avoided {
		if found := a.word.FindStringIndex(text); found != nil {
			t.Errorf("%s:%d: %q; write: %s", where, line+strings.Count(text[:found[0]], "\n")+1, text[found[0]:found[1]], a.instead)
		}
	}
}
