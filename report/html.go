package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

//go:embed page/page.html.tmpl
var pageTemplate string

//go:embed page/page.css
var pageStyle string

// htmlPage is what the template shows.
type htmlPage struct {
	Title   string
	Style   template.CSS
	Policy  string // the content security policy: this style and nothing else
	Failure []string
	Images  []htmlImage
	Filter  bool // whether there are enough findings to choose from
	Version string
}

type htmlImage struct {
	ID       string
	Class    string // stop, warn, go, none
	Label    string
	Name     string
	Why      string // with the numbers, in the overview
	Summary  string
	Tiles    []htmlTile
	Facts    [][2]string
	Errors   []htmlNote
	Policies []htmlPolicy
	Missing  []htmlNote
	Warnings []htmlNote

	Exposure *htmlExposure
}

// htmlTile is a number at the head of an image.
type htmlTile struct {
	Class string
	N     int
	Text  string
}

type htmlPolicy struct {
	Name       string
	Class      string
	Action     string
	Outcome    string
	Findings   []htmlFinding
	Suppressed []htmlFinding
}

type htmlFinding struct {
	Class   string
	Action  string
	Rule    string
	Message string
	Where   string
	By      string // what suppressed it
	Details string

	Title, Description, Remediation, Help, Severity string

	Lines []htmlLine
}

// htmlLine is a line of an excerpt.
type htmlLine struct {
	Number int
	Text   string
	Marked bool
}

type htmlNote struct{ About, Text, Source string }

// html writes one page that needs nothing else: no scripts, no fonts, no pictures.
func html(w io.Writer, inputs []Input, o Options) error {
	p := htmlPage{Version: o.ToolVersion}
	findings := 0
	for i, in := range inputs {
		v := look(in)
		p.Images = append(p.Images, v.page(fmt.Sprintf("image-%d", i+1), o))
		findings += len(in.Decision.Findings)
	}
	p.Filter = findings > 8
	p.Title = fmt.Sprintf("%d images", len(inputs))
	if len(p.Images) == 1 {
		p.Title = p.Images[0].Label + " " + p.Images[0].Name
	}
	return p.write(w)
}

func htmlError(w io.Writer, cause error) error {
	p := htmlPage{Title: noDecision, Failure: causes(cause)}
	return p.write(w)
}

func (p htmlPage) write(w io.Writer) error {
	t, err := template.New("page").Parse(pageTemplate)
	if err == nil {
		t, err = t.Parse(exposureTemplate)
	}
	if err != nil {
		return fmt.Errorf("parsing the page's template: %w", err)
	}
	style := pageStyle
	if slices.ContainsFunc(p.Images, func(i htmlImage) bool { return i.Exposure != nil }) {
		style += exposureStyle
	}
	p.Style = template.CSS(style) //nolint:gosec // files of ours
	sum := sha256.Sum256([]byte(style))
	p.Policy = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return fmt.Errorf("filling in the page: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

func (v view) page(id string, o Options) htmlImage {
	d := v.Decision
	image := htmlImage{
		ID: id, Class: actionClass(d.FinalAction), Label: v.label(), Name: printable.Text(v.name), Why: printable.Text(v.why()), Summary: printable.Text(v.summary()),
		Facts:    v.facts(),
		Errors:   htmlNotes(errorLines(d.Errors)),
		Missing:  htmlNotes(missingLines(d.NotEvaluated)),
		Warnings: htmlNotes(warningLines(shown(d.Warnings, o))),
		Exposure: htmlExposureOf(v.Exposure),
	}
	if v.Undecided != "" {
		image.Class = "none"
	}
	counts := map[string]int{}
	for _, g := range groups(d) {
		counted := outcomeOf(d, g.policy)
		policy := htmlPolicy{
			Name: printable.Text(or(g.policy.Name, g.policy.ID)), Class: actionClass(g.policy.FinalAction), Action: printable.Text(g.policy.FinalAction),
			Outcome: counted.String(),
		}
		if counted.missing > 0 && counted.fired+counted.failed+counted.quiet == 0 {
			policy.Class, policy.Action = "missing", "skipped" // a go would read as a pass
		}
		for _, f := range g.findings {
			shown := v.htmlFinding(f)
			counts[shown.Class]++
			if shown.By == "" {
				policy.Findings = append(policy.Findings, shown)
			} else {
				policy.Suppressed = append(policy.Suppressed, shown)
			}
		}
		image.Policies = append(image.Policies, policy)
	}
	unread := 0
	for _, e := range d.Errors {
		if e.Kind == unreadKind {
			unread++
		}
	}
	for _, tile := range []htmlTile{
		{"stop", counts[decision.Stop], "stop"},
		{"warn", counts[decision.Warn], "warn"},
		{"go", counts[decision.Go], "go"},
		{"suppressed", counts["suppressed"], "suppressed"},
		{"stop", len(image.Errors) - unread, "in error"},
		{"stop", unread, "not read"},
		{"missing", d.RulesNotEvaluated(), "skipped"},
	} {
		if tile.N > 0 {
			image.Tiles = append(image.Tiles, tile)
		}
	}
	return image
}

// summary is why, without the numbers that the tiles have.
func (v view) summary() string {
	d := v.Decision
	if nothing(d) {
		return v.Undecided
	}
	parts := decisive(d)
	if v.Undecided != "" {
		parts = append([]string{v.Undecided}, parts...)
	}
	if len(d.Findings) == 0 && len(d.Errors) == 0 && tally(d) != "" {
		parts = append(parts, tally(d))
	}
	if name := bundleName(d.Bundle); name != "" {
		parts = append(parts, "judged under "+name)
	}
	line := strings.Join(parts, "; ")
	if line == "" {
		return ""
	}
	return strings.ToUpper(line[:1]) + line[1:] + "."
}

func (v view) htmlFinding(f decision.Finding) htmlFinding {
	shown := htmlFinding{
		Class: actionClass(f.Action), Action: printable.Text(f.Action), Rule: printable.Text(rule(f)), Message: printable.Text(f.Message),
		Where: printable.Text(place(f)), By: printable.Text(v.excuse(f)),
	}
	shown.Title, shown.Description, shown.Remediation = printable.Text(f.Title), printable.Text(f.Description), printable.Text(f.Remediation)
	if slices.Contains(severities(), f.Severity) {
		shown.Severity = f.Severity
	}
	if strings.HasPrefix(f.Help, "https://") {
		shown.Help = f.Help
	}
	if l := f.Location; l != nil && l.Excerpt != nil {
		for i, text := range l.Excerpt.Lines {
			n := l.Excerpt.FirstLine + i
			shown.Lines = append(shown.Lines, htmlLine{n, printable.Text(text), n >= l.StartLine && n <= max(l.StartLine, l.EndLine)})
		}
	}
	details := []string{"trigger id " + f.TriggerID}
	if f.RuleID != nil {
		details = append(details, "rule "+*f.RuleID)
	}
	if f.RulePointer != nil {
		details = append(details, *f.RulePointer)
	}
	if f.Location != nil && f.Location.Layer != nil {
		layer := fmt.Sprintf("layer %d", *f.Location.Layer)
		if digest := v.layerDigest(spotOf(f.Location)); digest != "" {
			layer += " " + shorten(digest)
		}
		details = append(details, layer)
	}
	if l := f.Location; l != nil {
		for _, detail := range [][2]string{{"made by ", l.Instruction}, {"mode ", l.Mode}, {"owner ", l.Owner}} {
			if detail[1] != "" {
				details = append(details, detail[0]+detail[1])
			}
		}
	}
	shown.Details = printable.Text(strings.Join(details, " · "))
	if shown.By != "" {
		shown.Class = "suppressed"
	}
	return shown
}

// facts are what was judged, under what.
func (v view) facts() [][2]string {
	d := v.Decision
	if nothing(d) {
		return nil
	}
	bundle := bundleName(d.Bundle)
	if id := or(d.Bundle.ID, ""); id != "" && id != bundle {
		bundle += " (" + id + ")"
	}
	mapping := ""
	if !isNull(d.MatchedMapping) {
		mapping = nameOf(d.MatchedMapping)
	}
	var facts [][2]string
	for _, fact := range [][2]string{
		{"Reference", v.image.Reference},
		{"Digest", or(v.image.Digest, v.Digest)},
		{"Image ID", or(v.image.ID, "")},
		{"Dockerfile", v.Dockerfile},
		{"Bundle", bundle},
		{"Bundle digest", v.bundleDigest()},
		{"Bundle file", v.BundleURI},
		{"Policy", policyOf(d.Bundle)},
		{"Mapping", mapping},
		{"Decided by", strings.ReplaceAll(d.Reason, "_", " ")},
		{"Policies say", d.PolicyAction},
		{"Evaluated at", d.EvaluatedAt},
	} {
		if fact[1] != "" {
			facts = append(facts, [2]string{fact[0], printable.Text(fact[1])})
		}
	}
	return facts
}

// actionClass is the style of an action; an unknown one looks as bad as can be.
func actionClass(action string) string {
	switch action {
	case decision.Warn, decision.Go:
		return action
	}
	return decision.Stop
}

func htmlNotes(notes []note) []htmlNote {
	var list []htmlNote
	for _, n := range notes {
		list = append(list, htmlNote{printable.Text(n.about), printable.Text(n.text), printable.Text(n.source)})
	}
	return list
}
