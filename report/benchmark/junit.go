package benchmark

import (
	"encoding/xml"
	"io"
	"strings"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
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
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
	Output   string      `xml:"system-out,omitempty"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
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

// junit writes a test suite for each image and a test case for each control. What nobody has decided, and
// what does not apply, is skipped; an image without a report is an error.
func junit(w io.Writer, inputs []Input) error {
	document := junitSuites{Name: "pratique report"}
	for _, in := range inputs {
		suite := junitImage(in)
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
		document.Tests, document.Failures, document.Errors = document.Tests+suite.Tests, document.Failures+suite.Failures, document.Errors+suite.Errors
		document.Suites = append(document.Suites, suite)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(document); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func junitImage(in Input) junitSuite {
	if in.Report == nil {
		missing := &junitOutcome{"NoReport", "no report: " + printable.Text(in.Missing), ""}
		return junitSuite{Name: printable.Text(in.Image), Cases: []junitCase{{Class: "pratique.report", Name: "report", Error: missing}}}
	}
	r := in.Report
	suite := junitSuite{Name: printable.Text(in.Image + ": " + r.Benchmark.Title + " " + r.Benchmark.Version), Output: strings.Join(warnings(r), "\n")}
	for _, c := range r.Controls {
		made := junitCase{Class: printable.Text(r.Benchmark.ID), Name: printable.Text(c.ID + " " + c.Title)}
		said := details(c)
		message := stateName(c.State)
		if len(said) > 0 {
			message = said[0]
		}
		text := strings.Join(said, "\n")
		if c.Remediation != "" && c.State == controls.Fail {
			text += "\nFix: " + printable.Text(c.Remediation)
		}
		switch c.State {
		case controls.Pass:
			made.Output = text
		case controls.Fail:
			made.Failure = &junitOutcome{c.State, message, text}
		case controls.Unknown, controls.ManualState, controls.NotApplicable:
			made.Skipped = &junitOutcome{c.State, message, ""}
			made.Output = text
		default: // an error, or a state that this version does not know
			made.Error = &junitOutcome{c.State, message, text}
		}
		suite.Cases = append(suite.Cases, made)
	}
	return suite
}
