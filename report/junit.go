package report

import (
	"bytes"
	"encoding/xml"
	"io"

	"github.com/pratique-dev/pratique/internal/printable"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name       string          `xml:"name,attr"`
	Tests      int             `xml:"tests,attr"`
	Failures   int             `xml:"failures,attr"`
	Errors     int             `xml:"errors,attr"`
	Skipped    int             `xml:"skipped,attr"`
	Timestamp  string          `xml:"timestamp,attr,omitempty"`
	Properties []junitProperty `xml:"properties>property,omitempty"`
	Cases      []junitCase     `xml:"testcase"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"` // GATE.TRIGGER: Jenkins takes it for a package and a class
	Name    string        `xml:"name,attr"`
	Skipped *junitOutcome `xml:"skipped"`
	Error   *junitOutcome `xml:"error"`
	Failure *junitOutcome `xml:"failure"`
	Output  string        `xml:"system-out,omitempty"`
}

type junitOutcome struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// junit writes a test suite for each policy of each image, and in it a test case for each rule, so that
// a trend over several runs compares the same cases: its name is the rule's id, whatever became of it.
// A stop is a failure; a warn passes, but under Options.FailOnWarn; a rule that lacks data, or whose
// findings are all suppressed, is skipped. Where the bundle is not known, one case stands for the rules
// that found nothing. A suite "decision" has what is of no policy, and an unmade or forbidding decision
// that no test case shows.
func junit(w io.Writer, inputs []Input, o Options) error {
	document := junitSuites{Name: "pratique"}
	for _, in := range inputs {
		document.add(junitImage(look(in), o)...)
	}
	return document.write(w)
}

func junitError(w io.Writer, cause error) error {
	document := junitSuites{Name: "pratique"}
	document.add(junitSuite{Name: "decision", Cases: []junitCase{{
		Class: "pratique.decision", Name: "decision",
		Error: &junitOutcome{"NoDecision", "no decision: " + printable.Text(cause.Error()), ""},
	}}})
	return document.write(w)
}

// add counts the suites' cases.
func (s *junitSuites) add(suites ...junitSuite) {
	for _, suite := range suites {
		for _, c := range suite.Cases {
			suite.Tests++
			switch {
			case c.Error != nil:
				suite.Errors++
			case c.Failure != nil:
				suite.Failures++
			case c.Skipped != nil:
				suite.Skipped++
			}
		}
		s.Tests, s.Failures, s.Errors = s.Tests+suite.Tests, s.Failures+suite.Failures, s.Errors+suite.Errors
		s.Suites = append(s.Suites, suite)
	}
}

func (s *junitSuites) write(w io.Writer) error {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", "  ")
	if err := e.Encode(s); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

func junitImage(v view, o Options) []junitSuite {
	var suites []junitSuite
	for _, g := range groups(v.Decision) {
		suites = append(suites, v.suite(or(g.policy.Name, g.policy.ID), v.junitPolicy(g, o)))
	}
	if cases := v.junitDecision(shows(suites), o); len(cases) > 0 {
		suites = append(suites, v.suite("decision", cases))
	}
	return suites
}

func (v view) suite(name string, cases []junitCase) junitSuite {
	s := junitSuite{Name: printable.Text(v.name + ": " + name), Cases: cases}
	if at := evaluatedAt(v.Decision); at.Unix() != 0 {
		s.Timestamp = at.Format("2006-01-02T15:04:05")
	}
	for _, p := range [][2]string{
		{"image", v.name},
		{"image_digest", or(v.image.Digest, "")},
		{"bundle", bundleName(v.Decision.Bundle)},
		{"final_action", v.Decision.FinalAction},
		{"reason", v.Decision.Reason},
	} {
		if p[1] != "" {
			s.Properties = append(s.Properties, junitProperty{p[0], printable.Text(p[1])})
		}
	}
	return s
}

// junitDecision has what the policies' suites do not show. accounted says whether they show
// that the decision fails.
func (v view) junitDecision(accounted bool, o Options) []junitCase {
	d := v.Decision
	known := map[string]bool{}
	for _, g := range groups(d) {
		known[g.policy.ID] = true
	}
	var cases []junitCase
	for _, e := range v.errors() {
		if e.PolicyID == nil || !known[*e.PolicyID] {
			cases = append(cases, junitCase{Class: "pratique.decision", Name: printable.Text(or(e.RuleID, or(e.Pointer, e.Kind))), Error: junitProblem(e)})
			accounted = true
		}
	}
	for _, w := range d.Warnings {
		if warningLevel(w) == levelWarning && w.Kind != "no_mapping" { // that is the decision's own case
			cases = append(cases, junitCase{Class: "pratique.decision", Name: printable.Text(w.Message), Skipped: &junitOutcome{printable.Text(w.Kind), printable.Text(at(w.Message, w.Pointer)), ""}})
		}
	}
	c := junitCase{Class: "pratique.decision", Name: "decision"}
	message := printable.Text(v.headline())
	switch {
	case v.Undecided != "":
		c.Error = &junitOutcome{"NoDecision", message, ""}
	case v.fails(o) && !accounted, d.Reason == "blacklisted":
		c.Failure = &junitOutcome{printable.Text(d.FinalAction), message, ""}
	case len(known) == 0 && !v.fails(o):
		c.Skipped = &junitOutcome{printable.Text(d.FinalAction), message, ""}
	default:
		return cases
	}
	return append(cases, c)
}

// shows says whether a suite has a failure or an error.
func shows(suites []junitSuite) bool {
	for _, s := range suites {
		for _, c := range s.Cases {
			if c.Failure != nil || c.Error != nil {
				return true
			}
		}
	}
	return false
}
