package benchmark

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/internal/printable"
)

// The order of fields is that of the schema, which tools hold a file to.
type xccdfBenchmark struct {
	XMLName  xml.Name        `xml:"http://checklists.nist.gov/xccdf/1.2 Benchmark"`
	ID       string          `xml:"id,attr"`
	Resolved string          `xml:"resolved,attr"`
	Lang     string          `xml:"xml:lang,attr"`
	Status   xccdfStatusDate `xml:"status"`
	Title    string          `xml:"title"`
	Text     string          `xml:"description"`
	Version  string          `xml:"version"`
	Metadata xccdfMetadata   `xml:"metadata"`
	Profiles []xccdfProfile  `xml:"Profile"`
	Groups   []xccdfGroup    `xml:"Group"`
	Results  []xccdfRun      `xml:"TestResult"`
}

type xccdfStatusDate struct {
	Date string `xml:"date,attr"`
	Word string `xml:",chardata"`
}

type xccdfMetadata struct {
	Creator string `xml:"http://purl.org/dc/elements/1.1/ creator"`
	Source  string `xml:"http://purl.org/dc/elements/1.1/ source,omitempty"`
}

type xccdfProfile struct {
	ID    string `xml:"id,attr"`
	Title string `xml:"title"`
}

type xccdfGroup struct {
	ID    string      `xml:"id,attr"`
	Title string      `xml:"title"`
	Rules []xccdfRule `xml:"Rule"`
}

type xccdfRule struct {
	ID          string     `xml:"id,attr"`
	Selected    bool       `xml:"selected,attr"`
	Role        string     `xml:"role,attr"`
	Weight      string     `xml:"weight,attr"`
	Title       string     `xml:"title"`
	Description string     `xml:"description,omitempty"`
	Reference   []string   `xml:"reference"`
	Fix         string     `xml:"fixtext,omitempty"`
	Check       xccdfCheck `xml:"check"`
}

type xccdfRun struct {
	ID        string          `xml:"id,attr"`
	Start     string          `xml:"start-time,attr"`
	End       string          `xml:"end-time,attr"`
	System    string          `xml:"test-system,attr"`
	Version   string          `xml:"version,attr"`
	Benchmark xccdfLink       `xml:"benchmark"`
	Title     string          `xml:"title"`
	Remark    string          `xml:"remark"`
	Profile   *xccdfReference `xml:"profile"`
	Target    string          `xml:"target"`
	Rules     []xccdfResult   `xml:"rule-result"`
	Score     xccdfScore      `xml:"score"`
}

type xccdfLink struct {
	ID   string `xml:"id,attr"`
	Href string `xml:"href,attr"`
}

type xccdfReference struct {
	ID string `xml:"idref,attr"`
}

type xccdfResult struct {
	ID       string         `xml:"idref,attr"`
	Role     string         `xml:"role,attr"`
	Time     string         `xml:"time,attr"`
	Weight   string         `xml:"weight,attr"`
	Result   string         `xml:"result"`
	Messages []xccdfMessage `xml:"message"`
	Check    xccdfCheck     `xml:"check"`
}

// xccdfCheck says whose check it is.
type xccdfCheck struct {
	System string `xml:"system,attr"`
}

type xccdfMessage struct {
	Severity string `xml:"severity,attr"`
	Text     string `xml:",chardata"`
}

type xccdfScore struct {
	System  string `xml:"system,attr"`
	Maximum string `xml:"maximum,attr"`
	Value   string `xml:",chardata"`
}

// xccdfPrefix begins ids: the name of who writes them, backwards.
const xccdfPrefix = "xccdf_dev.pratique_"

// xccdf writes the results of one benchmark in XCCDF 1.2: the benchmark's controls as rules, and
// one TestResult for each image. What nobody has decided is notchecked or unknown.
func xccdf(w io.Writer, inputs []Input) error {
	var b *xccdfBenchmark
	for i, in := range inputs {
		if in.Report == nil {
			return fmt.Errorf("rendering the report: XCCDF cannot say that there is no report on %s: %s", in.Image, in.Missing)
		}
		if b == nil {
			b = newXCCDF(in.Report)
		}
		b.Results = append(b.Results, xccdfRunOf(in, b.ID, i+1))
	}
	if b == nil {
		return nil
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(b); err != nil {
		return fmt.Errorf("rendering the report: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func newXCCDF(r *controls.Report) *xccdfBenchmark {
	b := &xccdfBenchmark{
		ID: xccdfPrefix + "benchmark_" + name(r.Benchmark.ID), Resolved: "1", Lang: "en", Status: xccdfStatusDate{day(r.EvaluatedAt), "accepted"},
		Title: printable.Text(r.Benchmark.Title), Version: printable.Text(r.Benchmark.Version),
		Text:     "Controls as pratique has judged them; titles and descriptions are pratique's.",
		Metadata: xccdfMetadata{"pratique", printable.Text(r.Benchmark.Source)},
	}
	if r.Profile != nil {
		b.Profiles = []xccdfProfile{{ID: profileID(r), Title: cmp.Or(printable.Text(r.Profile.Title), printable.Text(r.Profile.ID))}}
	}
	for _, s := range r.Sections {
		group := xccdfGroup{ID: xccdfPrefix + "group_" + name(s.ID), Title: sectionName(s)}
		for _, c := range r.Controls {
			if c.Section != s.ID {
				continue
			}
			rule := xccdfRule{
				ID: ruleID(c), Selected: true, Role: role(c), Weight: decimal(c.Weight),
				Title: printable.Text(c.Title), Description: printable.Text(c.Description), Fix: printable.Text(c.Remediation), Check: checkOf(r),
			}
			for _, alias := range c.Aliases {
				rule.Reference = append(rule.Reference, printable.Text(alias))
			}
			group.Rules = append(group.Rules, rule)
		}
		if len(group.Rules) > 0 {
			b.Groups = append(b.Groups, group)
		}
	}
	return b
}

func xccdfRunOf(in Input, benchmark string, n int) xccdfRun {
	r := in.Report
	target := printable.Text(in.Image)
	if digest := identity(r); digest != "" {
		target = "docker-image://" + digest
	}
	run := xccdfRun{
		ID: xccdfPrefix + "testresult_" + strconv.Itoa(n), Start: r.EvaluatedAt, End: r.EvaluatedAt,
		System: "cpe:/a:pratique:pratique:" + name(cmp.Or(in.Version, "-")), Version: printable.Text(r.Benchmark.Version),
		Benchmark: xccdfLink{benchmark, "#" + benchmark}, Title: "Pratique: " + printable.Text(in.Image), Remark: "the bundle's decision is " + r.FinalAction,
		Target: target, Score: xccdfScore{"urn:xccdf:scoring:flat", decimal(r.Total.Max), decimal(r.Total.Score)},
	}
	if r.Profile != nil {
		run.Profile = &xccdfReference{profileID(r)}
	}
	for _, c := range r.Controls {
		result := xccdfResult{ID: ruleID(c), Role: role(c), Time: r.EvaluatedAt, Weight: decimal(c.Weight), Result: xccdfWord(c.State), Check: checkOf(r)}
		if c.Attested != nil {
			result.Messages = append(result.Messages, xccdfMessage{"info", "attested by " + printable.Text(c.Attested.By) + " on " + printable.Text(c.Attested.Date)})
		}
		for _, detail := range details(c) {
			result.Messages = append(result.Messages, xccdfMessage{"info", detail})
		}
		run.Rules = append(run.Rules, result)
	}
	return run
}

func checkOf(r *controls.Report) xccdfCheck {
	return xccdfCheck{"urn:pratique:benchmark:" + name(r.Benchmark.ID)}
}

func xccdfWord(state string) string {
	switch state {
	case controls.Pass, controls.Fail, controls.Error:
		return state
	case controls.NotApplicable:
		return "notapplicable"
	case controls.ManualState:
		return "notchecked"
	}
	return "unknown"
}

func role(c controls.Outcome) string {
	if c.Scored {
		return "full"
	}
	return "unscored"
}

func ruleID(c controls.Outcome) string { return xccdfPrefix + "rule_" + name(c.ID) }

func profileID(r *controls.Report) string { return xccdfPrefix + "profile_" + name(r.Profile.ID) }

func day(at string) string {
	date, _, _ := strings.Cut(at, "T")
	return date
}

// name is an id with what an XML name can have. Other characters are told by their numbers, so that
// ids that differ still do.
func name(id string) string {
	var b strings.Builder
	for _, c := range id {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '.', c == '-':
			b.WriteRune(c)
		default:
			fmt.Fprintf(&b, "_%x_", c)
		}
	}
	return b.String()
}
