package benchmark

import (
	"fmt"
	"io"
	"math"
	"strings"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/internal/printable"
)

// dockerBench writes the lines of Docker Bench for Security: a label, the number
// and the title, what was found below, and the score at the end.
func dockerBench(w io.Writer, inputs []Input) error {
	for i, in := range inputs {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if in.Report == nil {
			fmt.Fprintf(w, "[WARN] No report on %s: %s\n", printable.Text(in.Image), printable.Text(in.Missing))
			continue
		}
		section := ""
		for _, c := range in.Report.Controls {
			if c.Section != section {
				section = c.Section
				fmt.Fprintf(w, "[INFO] %s\n", sectionName(sectionOf(in.Report, section)))
			}
			fmt.Fprintf(w, "[%s] %-4s - %s%s\n", c.Label, printable.Text(c.ID), printable.Text(c.Title), benchReason(c))
			for _, d := range benchDetails(c) {
				fmt.Fprintf(w, "[%s]      * %s\n", c.Label, d)
			}
		}
		for _, warning := range warnings(in.Report) {
			fmt.Fprintf(w, "[NOTE] %s\n", warning)
		}
		fmt.Fprintf(w, "\n[INFO] Checks: %d\n[INFO] Score: %d\n", in.Report.DockerBench.Checks, in.Report.DockerBench.Score)
	}
	return nil
}

func sectionOf(r *controls.Report, id string) controls.Tally {
	for _, s := range r.Sections {
		if s.ID == id {
			return s
		}
	}
	return controls.Tally{ID: id}
}

// benchReason says why an INFO is no PASS: Docker Bench has no other words for it.
func benchReason(c controls.Outcome) string {
	switch c.State {
	case controls.Unknown, controls.Error, controls.NotApplicable:
		if len(c.Reasons) > 0 {
			return fmt.Sprintf(" (%s: %s)", benchState(c.State), printable.Text(c.Reasons[0]))
		}
		return fmt.Sprintf(" (%s)", benchState(c.State))
	}
	return ""
}

func benchState(state string) string {
	if state == controls.NotApplicable {
		return "not applicable"
	}
	return state
}

func benchDetails(c controls.Outcome) []string {
	if c.State == controls.Pass {
		c = controls.Outcome{Contradictions: c.Contradictions}
	}
	c.Reasons = nil
	return atMost(math.MaxInt, c) // a line a container, as many as there are
}

// batten writes the listing of Batten: numbered, PASSED or FAILED, and for what
// failed the description and what to do. Its numbers say nothing without the edition.
func batten(w io.Writer, inputs []Input) error {
	for i, in := range inputs {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if in.Report == nil {
			fmt.Fprintf(w, "ERROR %s: %s\n", printable.Text(in.Image), printable.Text(in.Missing))
			continue
		}
		benchmark := in.Report.Benchmark
		fmt.Fprintf(w, "%s, edition %s\n", printable.Text(benchmark.Title), printable.Text(benchmark.Version))
		name := strings.ReplaceAll(printable.Text(benchmark.Title), " ", "-")
		for n, c := range in.Report.Controls {
			fmt.Fprintf(w, "[%d/%d] %s [%s-%s] %s\n", n+1, len(in.Report.Controls), battenState(c.State), name, printable.Text(c.ID), printable.Text(c.Title))
			if c.State != controls.Fail {
				for _, d := range details(controls.Outcome{Contradictions: c.Contradictions}) {
					fmt.Fprintf(w, "    Found: %s\n", d)
				}
				continue
			}
			if c.Description != "" {
				fmt.Fprintf(w, "    Description: %s\n", printable.Text(c.Description))
			}
			for _, d := range details(c) {
				fmt.Fprintf(w, "    Found: %s\n", d)
			}
			if c.Remediation != "" {
				fmt.Fprintf(w, "    Remediation: %s\n", printable.Text(c.Remediation))
			}
		}
		for _, warning := range warnings(in.Report) {
			fmt.Fprintf(w, "WARNING %s\n", warning)
		}
	}
	return nil
}

// battenState has more words than Batten: what nobody has decided has not passed.
func battenState(state string) string {
	switch state {
	case controls.Pass:
		return "PASSED"
	case controls.Fail:
		return "FAILED"
	case controls.NotApplicable:
		return "NOT APPLICABLE"
	case controls.ManualState:
		return "MANUAL"
	case controls.Error:
		return "ERROR"
	}
	return "UNKNOWN"
}
