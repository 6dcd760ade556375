package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io"
	"slices"
	"strings"
	texttemplate "text/template"
	"text/template/parse"
	"time"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

const (
	// MaxTemplate is how many bytes a template has at most, and maxTemplated how many it writes.
	MaxTemplate  = 1 << 20
	maxTemplated = 256 << 20
	// maxTemplateValue is how many bytes a function of a template gives back at most.
	maxTemplateValue = 16 << 20
	// maxTemplateTime is how long a template runs.
	maxTemplateTime = 30 * time.Second
)

// Template is what the format template writes: the user's own text.
type Template struct {
	name, text string
	html       bool // of HTML by its name, so that what images say is escaped for where it stands
	timeout    time.Duration
}

// ParseTemplate reads a Go template. Of a file whose name ends in .html or .htm, before .tmpl, .tpl or
// .gotmpl if there is one, it is of package html/template, of others of text/template.
func ParseTemplate(name, text string) (*Template, error) {
	t := &Template{name: name, text: text, timeout: maxTemplateTime}
	stem := strings.ToLower(name)
	for _, ending := range []string{".tmpl", ".tpl", ".gotmpl"} {
		stem = strings.TrimSuffix(stem, ending)
	}
	t.html = strings.HasSuffix(stem, ".html") || strings.HasSuffix(stem, ".htm")
	if len(text) > MaxTemplate {
		return nil, fmt.Errorf("reading template %s: it has more than %d bytes", name, MaxTemplate)
	}
	_, err := t.parse(time.Time{})
	return t, err
}

// defaultTemplate is what Options without a template write.
const defaultTemplate = `{{range .}}{{upper .Verdict}} {{.Image}}: {{.Why}}
{{range .Findings}}{{.Action}}: {{.Message}}
{{end}}{{range .Problems}}{{.}}
{{end}}{{end}}`

// executor is a template of either package.
type executor interface {
	Execute(w io.Writer, data any) error
}

// parse makes the template that may run until a time.
func (t *Template) parse(until time.Time) (executor, error) {
	functions := templateFunctions(until)
	if t.html {
		parsed, err := htmltemplate.New(t.name).Funcs(functions).Parse(t.text)
		if err != nil {
			return nil, fmt.Errorf("reading %w", err)
		}
		for _, part := range parsed.Templates() {
			bound(part.Tree)
		}
		return parsed, nil
	}
	parsed, err := texttemplate.New(t.name).Funcs(functions).Parse(t.text)
	if err != nil {
		return nil, fmt.Errorf("reading %w", err)
	}
	for _, part := range parsed.Templates() {
		bound(part.Tree)
	}
	return parsed, nil
}

// ticks is the name of the function that ends a template which runs for too long.
const ticks = "pratique_in_time"

// bound has each turn of a loop, and each call of a template, look at the time: a template that writes
// nothing could not be stopped otherwise.
func bound(tree *parse.Tree) {
	if tree == nil || tree.Root == nil {
		return
	}
	check := func() parse.Node {
		name := parse.NewIdentifier(ticks).SetTree(tree)
		pipe := &parse.PipeNode{NodeType: parse.NodePipe, Cmds: []*parse.CommandNode{{NodeType: parse.NodeCommand, Args: []parse.Node{name}}}}
		branch := parse.BranchNode{NodeType: parse.NodeIf, Pipe: pipe, List: &parse.ListNode{NodeType: parse.NodeList}}
		return &parse.IfNode{BranchNode: branch}
	}
	var walk func(list *parse.ListNode)
	walk = func(list *parse.ListNode) {
		if list == nil {
			return
		}
		for _, node := range list.Nodes {
			switch n := node.(type) {
			case *parse.RangeNode:
				walk(n.List)
				walk(n.ElseList)
				n.List.Nodes = append([]parse.Node{check()}, n.List.Nodes...)
			case *parse.IfNode:
				walk(n.List)
				walk(n.ElseList)
			case *parse.WithNode:
				walk(n.List)
				walk(n.ElseList)
			}
		}
	}
	walk(tree.Root)
	tree.Root.Nodes = append([]parse.Node{check()}, tree.Root.Nodes...)
}

// templateFunctions are what a template has beside Go's own, of which those that make texts are bounded.
func templateFunctions(until time.Time) map[string]any {
	return map[string]any{
		ticks: func() (bool, error) {
			if !until.IsZero() && time.Now().After(until) {
				return false, errors.New("the template runs for too long")
			}
			return false, nil
		},
		"json":    func(value any) (string, error) { return inJSON(value) },
		"csv":     func(cells ...any) (string, error) { return inCSV(cells) },
		"upper":   func(text string) (string, error) { return notTooLong(strings.ToUpper(text)) },
		"lower":   func(text string) (string, error) { return notTooLong(strings.ToLower(text)) },
		"join":    joined,
		"atLeast": atLeast,
		"print":   func(values ...any) (string, error) { return notTooLong(fmt.Sprint(values...)) },
		"println": func(values ...any) (string, error) { return notTooLong(fmt.Sprintln(values...)) },
		"printf":  func(format string, values ...any) (string, error) { return notTooLong(fmt.Sprintf(format, values...)) },
		"js":      func(values ...any) (string, error) { return notTooLong(texttemplate.JSEscaper(values...)) },
	}
}

func notTooLong(text string) (string, error) {
	if len(text) > maxTemplateValue {
		return "", fmt.Errorf("a text of more than %d bytes", maxTemplateValue)
	}
	return text, nil
}

func inJSON(value any) (string, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(printable.JSONWriter(&b))
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return "", err
	}
	return notTooLong(strings.TrimSuffix(b.String(), "\n"))
}

// inCSV is a row, without the end of the line, in which no cell is a formula.
func inCSV(cells []any) (string, error) {
	row := make([]string, len(cells))
	for i, value := range cells {
		text := cell(fmt.Sprint(value))
		if strings.ContainsAny(text, "\",\n\r") || strings.HasPrefix(text, " ") {
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		row[i] = text
	}
	return notTooLong(strings.Join(row, ","))
}

func joined(separator string, values []string) (string, error) {
	return notTooLong(strings.Join(values, separator))
}

// atLeast says whether a severity is as bad as another, or worse. One that is not known is not.
func atLeast(least, name string) (bool, error) {
	if !slices.Contains(severities(), least) {
		return false, fmt.Errorf("%q is no severity: %s", least, strings.Join(severities(), ", "))
	}
	return severityRank(name) <= severityRank(least), nil
}

// templateImage is what a template has of one image. Its texts are printable.
type templateImage struct {
	Image, Digest, Verdict, Why, Bundle, BundleDigest, EvaluatedAt, Version string

	Findings   []templateFinding // the worst first
	Suppressed int               // how many findings are not among them
	Problems   []string          // what was not evaluated, and why
	Decision   any               // the document of -o json
}

type templateFinding struct {
	Action, Severity, Title, Message, Description, Remediation, Help string
	Gate, Trigger, Rule, TriggerID, Policy, File, Path, Suppressed   string
	Line                                                             int
}

// writeTemplate writes Options.Template of all images.
func writeTemplate(w io.Writer, inputs []Input, o Options) error {
	t := o.Template
	if t == nil {
		t = &Template{name: "template", text: defaultTemplate, timeout: maxTemplateTime}
	}
	parsed, err := t.parse(time.Now().Add(t.timeout))
	if err != nil {
		return err
	}
	var images []templateImage
	for _, in := range inputs {
		image, err := look(in).forTemplate(o)
		if err != nil {
			return fmt.Errorf("rendering as template: %w", err)
		}
		images = append(images, image)
	}
	if err := parsed.Execute(&boundedWriter{w: w, left: maxTemplated}, images); err != nil {
		return fmt.Errorf("rendering %w", err)
	}
	return nil
}

func (v view) forTemplate(o Options) (templateImage, error) {
	d := v.Decision
	image := templateImage{
		Image: printable.Text(v.name), Digest: printable.Text(or(v.image.Digest, v.Digest)), Verdict: strings.ToLower(v.label()), Why: printable.Text(v.why()),
		Bundle: printable.Text(bundleName(d.Bundle)), BundleDigest: v.bundleDigest(), EvaluatedAt: printable.Text(d.EvaluatedAt), Version: o.ToolVersion,
	}
	for _, e := range v.problems() {
		image.Problems = append(image.Problems, printable.Text(e.rule+": "+e.message))
	}
	if d.Reason == "blacklisted" {
		image.Problems = append(image.Problems, printable.Text(blacklisted(d).message))
	}
	for _, n := range missingLines(d.NotEvaluated) {
		image.Problems = append(image.Problems, printable.Text(n.about+": skipped: "+n.said(" ")))
	}
	findings := slices.Clone(d.Findings)
	slices.SortStableFunc(findings, func(a, b decision.Finding) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(severityRank(a.Severity), severityRank(b.Severity)))
	})
	for _, f := range findings {
		excuse := v.excuse(f)
		if excuse != "" && !o.ShowSuppressed {
			image.Suppressed++
			continue
		}
		where := spotOf(f.Location)
		made := templateFinding{
			Action: f.Action, Severity: f.Severity, Title: f.Title, Message: f.Message, Description: f.Description, Remediation: f.Remediation, Help: f.Help,
			Gate: f.Gate, Trigger: f.Trigger, Rule: or(f.RuleID, or(f.RulePointer, "")), TriggerID: f.TriggerID, Policy: f.PolicyID,
			File: where.file, Path: where.path, Suppressed: excuse, Line: where.start,
		}
		for _, text := range made.texts() {
			*text = printable.Text(*text)
		}
		image.Findings = append(image.Findings, made)
	}
	text, err := json.Marshal(d)
	if err == nil {
		err = json.Unmarshal(text, &image.Decision)
	}
	image.Decision = printableValue(image.Decision)
	return image, err
}

func (f *templateFinding) texts() []*string {
	return []*string{
		&f.Action, &f.Severity, &f.Title, &f.Message, &f.Description, &f.Remediation, &f.Help,
		&f.Gate, &f.Trigger, &f.Rule, &f.TriggerID, &f.Policy, &f.File, &f.Path, &f.Suppressed,
	}
}

// printableValue makes all texts of a JSON value printable.
func printableValue(value any) any {
	switch v := value.(type) {
	case string:
		return printable.Text(v)
	case []any:
		for i := range v {
			v[i] = printableValue(v[i])
		}
	case map[string]any:
		made := make(map[string]any, len(v))
		for key, item := range v {
			made[printable.Text(key)] = printableValue(item)
		}
		return made
	}
	return value
}

// boundedWriter is an error once too much is written.
type boundedWriter struct {
	w    io.Writer
	left int
}

func (b *boundedWriter) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, fmt.Errorf("the template writes more than %d bytes", maxTemplated)
	}
	return b.w.Write(p)
}
