package evaluate

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
)

const (
	// maxExcerpt is how many lines of a Dockerfile a finding shows.
	maxExcerpt = 5
	// maxExcerptLine is how long a line is in an excerpt, in characters.
	maxExcerptLine = 200
)

// places are what the facts say of where findings are: the lines of the Dockerfile around it, the
// instruction that made the layer, the file's mode and owner. They decide nothing, so that no Rego is
// needed for them. They are read while the input is there, and each fact when the first finding needs it.
type places struct {
	found []decision.Location // by finding; zero where there is nothing to say

	input        ast.Value
	files        ast.Object
	dockerfile   *document.Dockerfile
	lines        []string
	hasRead      bool
	instructions map[int]string // layer -> what made it
}

// read reads what there is to say of an answer's findings.
func (p *places) read(answer any, input ast.Value) error {
	root, _ := answer.(map[string]any)
	if inner, ok := root["decision"].(map[string]any); ok { // with a report on a benchmark
		root = inner
	}
	p.input = input
	if v, err := input.Find(ast.Ref{ast.StringTerm("files")}); err == nil {
		p.files, _ = v.(ast.Object)
	}
	findings, _ := root["findings"].([]any)
	p.found = make([]decision.Location, len(findings))
	for i, f := range findings {
		finding, _ := f.(map[string]any)
		location, ok := finding["location"].(map[string]any)
		if !ok {
			continue
		}
		if err := p.place(location, &p.found[i]); err != nil {
			return fmt.Errorf("describing the places of findings: %w", err)
		}
	}
	p.input, p.files = nil, nil // they may be most of the memory
	return nil
}

// describe adds what was read to the findings.
func (p *places) describe(findings []decision.Finding) {
	for i := range findings {
		if l := findings[i].Location; l != nil && i < len(p.found) {
			found := p.found[i]
			l.Excerpt, l.Instruction, l.Mode, l.Owner = found.Excerpt, found.Instruction, found.Mode, found.Owner
		}
	}
}

func (p *places) place(location map[string]any, found *decision.Location) error {
	if start := number(location["start_line"]); start > 0 {
		if err := p.readDockerfile(); err != nil {
			return err
		}
		file, _ := location["file"].(string)
		if p.lines != nil && (file == "" || p.dockerfile.Path == nil && file == "Dockerfile" || p.dockerfile.Path != nil && file == *p.dockerfile.Path) {
			found.Excerpt = excerpt(p.lines, start, max(start, number(location["end_line"])))
		}
	}
	if path, ok := location["path"].(string); ok && p.files != nil {
		p.file(path, found)
	}
	if _, known := location["layer"]; known {
		if p.instructions == nil {
			p.readHistory()
		}
		found.Instruction = p.instructions[number(location["layer"])]
	}
	return nil
}

// number is what a JSON number of the answer says; 0 for what is none.
func number(v any) int {
	n, ok := v.(json.Number)
	if !ok {
		return 0
	}
	i, _ := strconv.Atoi(n.String())
	return i
}

// excerpt are at most maxExcerpt lines from start to end, with what stands around them; nil where the
// file has no such lines.
func excerpt(lines []string, start, end int) *decision.Excerpt {
	if start > len(lines) {
		return nil
	}
	end = min(end, len(lines))
	first := start
	if room := maxExcerpt - (end - start + 1); room > 0 {
		first = max(1, start-room/2)
		first = max(1, min(first, len(lines)-maxExcerpt+1))
	}
	last := min(len(lines), first+maxExcerpt-1)
	e := &decision.Excerpt{FirstLine: first}
	for _, line := range lines[first-1 : last] {
		e.Lines = append(e.Lines, clip(line))
	}
	return e
}

func clip(text string) string {
	if runes := []rune(text); len(runes) > maxExcerptLine {
		return string(runes[:maxExcerptLine]) + "…"
	}
	return text
}

func (p *places) readDockerfile() error {
	if p.hasRead {
		return nil
	}
	p.hasRead = true
	v, err := p.input.Find(ast.Ref{ast.StringTerm("dockerfile")})
	if err != nil {
		return nil // there is none
	}
	var d document.Dockerfile
	if err := into(v, &d); err != nil {
		return err
	}
	p.dockerfile, p.lines = &d, extract.ShownLines(&d)
	return nil
}

var modeKey, uidKey, gidKey = ast.StringTerm("mode"), ast.StringTerm("uid"), ast.StringTerm("gid")

// file adds mode and owner of a path.
func (p *places) file(path string, found *decision.Location) {
	term := p.files.Get(ast.StringTerm(path))
	if term == nil {
		return
	}
	entry, ok := term.Value.(ast.Object)
	if !ok {
		return
	}
	if mode, ok := integer(entry, modeKey); ok {
		found.Mode = fmt.Sprintf("%04o", mode&0o7777)
	}
	uid, hasUser := integer(entry, uidKey)
	gid, hasGroup := integer(entry, gidKey)
	if hasUser && hasGroup {
		found.Owner = strconv.Itoa(uid) + ":" + strconv.Itoa(gid)
	}
}

func integer(o ast.Object, key *ast.Term) (int, bool) {
	term := o.Get(key)
	if term == nil {
		return 0, false
	}
	n, ok := term.Value.(ast.Number)
	if !ok {
		return 0, false
	}
	return n.Int()
}

// readHistory reads which instruction made which layer.
func (p *places) readHistory() {
	p.instructions = map[int]string{}
	v, err := p.input.Find(ast.Ref{ast.StringTerm("image"), ast.StringTerm("history")})
	if err != nil {
		return
	}
	var history []document.History
	if into(v, &history) != nil {
		return // another's document; the decision does not rest on it
	}
	for _, h := range history {
		if h.Layer == nil {
			continue
		}
		text := h.CreatedBy
		if h.Instruction != nil && h.Value != nil {
			text = *h.Instruction + " " + *h.Value
		}
		p.instructions[*h.Layer] = clip(strings.Join(strings.Fields(extract.RedactText(text)), " "))
	}
}

// into reads a value of OPA as its JSON would be read.
func into(v ast.Value, to any) error {
	plain, err := ast.ValueToInterface(v, nil)
	if err != nil {
		return err
	}
	text, err := json.Marshal(plain)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, to)
}
