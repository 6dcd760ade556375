package benchmark

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/internal/printable"
)

// text writes a line a control, its evidence, and a table of the sections.
func text(w io.Writer, inputs []Input) error {
	for i, in := range inputs {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if in.Report == nil {
			fmt.Fprintf(w, "no report  %s\n%s\n", printable.Text(in.Image), printable.Text(in.Missing))
			continue
		}
		r := in.Report
		fmt.Fprintf(w, "%s  %s\n", head(r), printable.Text(in.Image))
		fmt.Fprintln(w, subtitle(r))
		for _, c := range r.Controls {
			fmt.Fprintln(w, line(c))
			for _, detail := range details(c) {
				fmt.Fprintln(w, "            "+detail)
			}
		}
		fmt.Fprintln(w)
		table(w, r)
		if len(r.Warnings) > 0 {
			fmt.Fprintln(w, "\nwarnings")
		}
		for _, warning := range warnings(r) {
			fmt.Fprintln(w, "  "+warning)
		}
	}
	return nil
}

// warnings are the decision's warnings, each as a line.
func warnings(r *controls.Report) []string {
	var lines []string
	for _, w := range r.Warnings {
		line := printable.Text(strings.ReplaceAll(w.Kind, "_", " ") + ": " + w.Message)
		if w.Pointer != nil {
			line += "  [" + printable.Text(*w.Pointer) + "]"
		}
		lines = append(lines, line)
	}
	return lines
}

// stateNames are the states as they stand in a column.
func stateName(state string) string {
	if state == controls.NotApplicable {
		return "n/a"
	}
	return state
}

// head is the score. A share of nothing is no result: 0 % would read as a total failure.
func head(r *controls.Report) string {
	if r.Total.Max == 0 {
		return "no scored control could be decided"
	}
	return fmt.Sprintf("%s of %s (%s %%)", number(r.Total.Score), number(r.Total.Max), number(r.Total.Percent))
}

func subtitle(r *controls.Report) string {
	s := printable.Text(r.Benchmark.Title + " " + r.Benchmark.Version)
	if r.Profile != nil {
		s += ", profile " + printable.Text(r.Profile.ID)
	}
	return s + "; the bundle's decision is " + r.FinalAction + "\n"
}

func line(c controls.Outcome) string {
	s := fmt.Sprintf("%-7s %-5s %s", stateName(c.State), printable.Text(c.ID), printable.Text(c.Title))
	if !c.Scored {
		s += " (not scored)"
	}
	if c.Attested != nil {
		s += " (attested by " + printable.Text(c.Attested.By) + ")"
	}
	if c.Exceptions > 0 {
		s += fmt.Sprintf(" (%d whitelisted)", c.Exceptions)
	}
	return s
}

// maxDetails is how many findings of one control a text for people lists.
const maxDetails = 12

// details are which containers it is, and a control's reasons and findings, but not those
// of whitelists, each once.
func details(c controls.Outcome) []string { return atMost(maxDetails, c) }

func atMost(most int, c controls.Outcome) []string {
	var list []string
	seen := map[string]bool{}
	left := 0
	add := func(s string) {
		switch {
		case seen[s]:
		case len(list) >= most:
			left++
		default:
			list = append(list, s)
		}
		seen[s] = true
	}
	if containers := byContainer(c); containers != "" {
		add(containers)
	}
	for _, contradiction := range c.Contradictions {
		add("contradiction: " + printable.Text(contradiction))
	}
	for _, reason := range c.Reasons {
		add(printable.Text(reason))
	}
	for _, told := range c.Told {
		if decisive(c, told) {
			add(toldText(told))
		}
	}
	for _, e := range c.Evidence {
		if !e.Whitelisted {
			add(printable.Text(e.Message) + place(e))
		}
	}
	if left > 0 {
		list = append(list, fmt.Sprintf("and %d more", left))
	}
	return list
}

// decisive says whether what a tool says is why the control has its state.
func decisive(c controls.Outcome, told controls.Told) bool {
	return c.DecidedBy != nil && *c.DecidedBy == "evidence" && told.Status == c.State
}

func toldText(told controls.Told) string {
	s := fmt.Sprintf("%s: %s: %s", printable.Text(told.Tool), printable.Text(told.ID), stateName(told.Status))
	if told.Title != nil {
		s += ": " + printable.Text(*told.Title)
	}
	if told.Reason != nil {
		s += ": " + printable.Text(*told.Reason)
	}
	return s + " (" + printable.Text(told.File) + ")"
}

func place(e controls.Evidence) string {
	if e.Location == nil || e.Location.File == "" {
		return ""
	}
	at := printable.Text(e.Location.File)
	if e.Location.StartLine > 0 {
		at += ":" + strconv.Itoa(e.Location.StartLine)
	}
	if e.Location.EndLine > e.Location.StartLine {
		at += "-" + strconv.Itoa(e.Location.EndLine)
	}
	return "  [" + at + "]"
}

// columns are the heads of the table of sections.
func columns() []string {
	return []string{"Pass", "Fail", "Err", "Unk", "N/A", "Man", "Score", "Max", "%"}
}

func cells(t controls.Tally) []string {
	return []string{
		strconv.Itoa(t.Pass), strconv.Itoa(t.Fail), strconv.Itoa(t.Error), strconv.Itoa(t.Unknown),
		strconv.Itoa(t.NotApplicable), strconv.Itoa(t.Manual), decimal(t.Score), decimal(t.Max), percent(t),
	}
}

// table is CIS-CAT's table, and Docker Bench's score.
func table(w io.Writer, r *controls.Report) {
	width := len("Section")
	for _, s := range r.Sections {
		width = max(width, len([]rune(sectionName(s))))
	}
	row := func(name string, cells []string) {
		fmt.Fprintf(w, "%s%s", name, strings.Repeat(" ", width-len([]rune(name))))
		for i, cell := range cells {
			fmt.Fprintf(w, " %*s", max(4, len(columns()[i])), cell)
		}
		fmt.Fprintln(w)
	}
	row("Section", columns())
	for _, s := range r.Sections {
		row(sectionName(s), cells(s))
	}
	row("Total", cells(r.Total))
	fmt.Fprintf(w, "Docker Bench: checks %d, score %d\n", r.DockerBench.Checks, r.DockerBench.Score)
}

func sectionName(t controls.Tally) string { return printable.Text(t.ID + " " + t.Title) }

// percent is a dash where no scored control could be decided.
func percent(t controls.Tally) string {
	if t.Max == 0 {
		return "-"
	}
	return number(t.Percent)
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
