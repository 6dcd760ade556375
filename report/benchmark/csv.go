package benchmark

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/internal/printable"
)

// commaSeparated writes a line a control (RFC 4180).
func commaSeparated(w io.Writer, inputs []Input) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"image", "benchmark", "control", "title", "section", "level", "scored", "state", "findings", "exceptions", "details", "containers"}}
	for _, in := range inputs {
		if in.Report == nil {
			rows = append(rows, []string{in.Image, "", "", "", "", "", "", controls.Error, "", "", printable.Text(in.Missing), ""})
			continue
		}
		for _, c := range in.Report.Controls {
			found := 0
			for _, e := range c.Evidence {
				if !e.Whitelisted {
					found++
				}
			}
			var containers []string
			for _, container := range c.Containers {
				containers = append(containers, containerName(container)+"="+container.State)
			}
			rows = append(rows, []string{
				in.Image, in.Report.Benchmark.ID, c.ID, c.Title, c.Section, strconv.Itoa(c.Level), strconv.FormatBool(c.Scored), c.State,
				strconv.Itoa(found), strconv.Itoa(c.Exceptions), strings.Join(details(c), "; "), strings.Join(containers, "; "),
			})
		}
		for _, warning := range warnings(in.Report) {
			rows = append(rows, []string{in.Image, in.Report.Benchmark.ID, "", "", "", "", "", "warning", "", "", warning, ""})
		}
	}
	for _, row := range rows {
		for i, cell := range row {
			row[i] = harmless(cell)
		}
	}
	return out.WriteAll(rows)
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
