package pyre

import (
	"regexp"
	"strings"

	"github.com/pratique-dev/pratique/internal/limits"
)

// maxPattern is the limit of bytes of a pattern.
var maxPattern = limits.Count("expression-bytes", 64<<10)

// Limits against hostile patterns. Python's own parser gives up at about 300
// nested groups.
const (
	maxDepth    = 200       // nested groups
	maxClasses  = 1024      // bracket expressions
	maxOutput   = 256 << 10 // bytes of a translation
	maxProgram  = 100_000   // estimated instructions of the RE2 program
	maxResolved = 2000      // nodes of a pattern that resolve works on
	maxSteps    = 20_000    // steps of resolve
)

// Pattern is a parsed pattern.
type Pattern struct {
	source string
	root   *node
}

// Parse reads a text pattern as Python 3.8 does. The error is a *SyntaxError or
// an *UnsupportedError (too long, nested too deeply, an unknown character name).
func Parse(pattern string) (*Pattern, error) {
	tree, err := parse(pattern)
	if err != nil {
		return nil, err
	}
	p := &Pattern{source: pattern}
	if tree.flags&flagT != 0 {
		return nil, p.unsupported(-1, "the flag t")
	}
	l := lowerer{refs: tree.refs}
	p.root = l.lower(tree.root, tree.flags)
	if l.beyond {
		return nil, p.unsupported(-1, "a capital letter beyond U+FFFF with the flag i")
	}
	if l.classes > maxClasses {
		return nil, p.unsupported(-1, "more than 1024 bracket expressions")
	}
	return p, nil
}

// Match translates a pattern so that an unanchored RE2 search answers as
// Python's re.match does, on any subject. The error is a *SyntaxError or an
// *UnsupportedError.
func Match(pattern string) (string, error) {
	p, err := Parse(pattern)
	if err != nil {
		return "", err
	}
	return p.Match()
}

// Search translates a pattern so that an unanchored RE2 search answers as
// Python's re.search does, on any subject. Errors are those of Match.
func Search(pattern string) (string, error) {
	p, err := Parse(pattern)
	if err != nil {
		return "", err
	}
	return p.Search()
}

// Regexp2 translates a pattern to .NET's syntax, for the backtracking engine
// dlclark/regexp2 without options: a search answers as Python's re.match does.
// It takes every pattern that Parse takes.
func Regexp2(pattern string) (string, error) {
	p, err := Parse(pattern)
	if err != nil {
		return "", err
	}
	return p.Regexp2()
}

// Wildcard translates a pattern of Anchore's in which * stands for any run of
// characters without newlines and all else for itself. It matches the whole
// text, give or take one newline at its end (Python's $).
func Wildcard(pattern string) string {
	pieces := strings.Split(pattern, "*")
	for i, piece := range pieces {
		pieces[i] = regexp.QuoteMeta(piece)
	}
	return `\A` + strings.Join(pieces, `.*`) + `\n?\z`
}

// Match is the function Match on a parsed pattern.
func (p *Pattern) Match() (string, error) { return p.re2(true) }

// Search is the function Search on a parsed pattern.
func (p *Pattern) Search() (string, error) { return p.re2(false) }

func (p *Pattern) re2(anchored bool) (string, error) {
	root := p.root
	if needsResolving(root, true) {
		var err error
		if root, err = p.resolve(root, anchored); err != nil {
			return "", err
		}
	}
	return p.print(root, anchored)
}

// print writes the RE2 and makes sure that Go's engine takes it.
func (p *Pattern) print(root *node, anchored bool) (string, error) {
	if size(root) > maxProgram {
		return "", p.unsupported(-1, "more repetitions than RE2 takes")
	}
	var w re2Printer
	if anchored {
		w.WriteString(`\A`)
		w.node(root, levelCat)
	} else {
		w.node(root, levelAlt)
	}
	if w.Len() > maxOutput {
		return "", p.unsupported(-1, "a pattern that becomes too long for RE2")
	}
	text := w.String()
	if _, err := regexp.Compile(text); err != nil {
		return "", p.unsupported(-1, err.Error())
	}
	return text, nil
}

func (p *Pattern) unsupported(pos int, construct string) error {
	return &UnsupportedError{Pattern: p.source, Pos: pos, Construct: construct}
}
