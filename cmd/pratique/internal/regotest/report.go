package regotest

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/tester"
)

// Failed says that a test failed, or is to be skipped: as stock opa test does,
// whose exit code is not 0 then.
func (r *Report) Failed() bool {
	return slices.ContainsFunc(r.Tests, func(t *tester.Result) bool { return t.Fail || t.Skip })
}

// Broken are the errors of tests that could not be run to their end.
func (r *Report) Broken() []error {
	var errs []error
	for _, t := range r.Tests {
		if t.Error != nil {
			errs = append(errs, fmt.Errorf("%s.%s: %w", t.Package, t.Name, t.Error))
		}
	}
	return errs
}

// Text writes the report for people: what opa test prints, then the files that
// are not covered whole and what in them is not. verbose has every test, and
// what those that failed did.
func (r *Report) Text(w io.Writer, verbose bool) error {
	results := make(chan *tester.Result, len(r.Tests))
	for _, t := range r.Tests {
		results <- t
	}
	close(results)
	reporter := tester.PrettyReporter{Output: w, Verbose: verbose, BenchmarkResults: r.Bench, BenchMarkShowAllocations: true}
	if err := reporter.Report(results); err != nil {
		return err
	}
	if r.Coverage == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(r.Coverage.Files)) {
		file := r.Coverage.Files[name]
		last := ""
		for _, part := range file.NotCovered {
			line := fmt.Sprintf("%s:%s: not covered\n", name, rows(part))
			if line == last { // head and body
				continue
			}
			last = line
			if _, err := io.WriteString(w, line); err != nil {
				return err
			}
		}
	}
	_, err := fmt.Fprintf(w, "COVERAGE: %.1f %%\n", r.Coverage.Coverage)
	return err
}

func rows(r cover.Range) string {
	if r.Start.Row == r.End.Row {
		return strconv.Itoa(r.Start.Row)
	}
	return fmt.Sprintf("%d-%d", r.Start.Row, r.End.Row)
}

// JSON writes {"tests": […], "coverage": {…}}, each in the shape that opa test
// gives it with --format json and with --coverage.
func (r *Report) JSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		Tests    []*tester.Result `json:"tests"`
		Coverage *cover.Report    `json:"coverage,omitempty"`
	}{r.Tests, r.Coverage})
}
