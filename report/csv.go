package report

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/internal/printable"
)

// csvHeader are the columns of the table of findings.
var csvHeader = []string{
	"image", "digest", "verdict", "action", "severity", "title", "message", "gate", "trigger", "rule", "trigger_id", "policy", "file", "line", "path", "layer", "remediation", "suppressed",
}

// writeCSV writes a row for each finding. What is no finding and keeps an image from passing (no decision,
// errors, a blacklisted image, skipped rules) has a row too, so that no table is mistaken for a pass.
func writeCSV(w io.Writer, inputs []Input, o Options) error {
	out := csv.NewWriter(w)
	rows := [][]string{csvHeader}
	for _, in := range inputs {
		v := look(in)
		head := []string{v.name, or(v.image.Digest, v.Digest), strings.ToLower(v.label())}
		for _, e := range v.problems() {
			rows = append(rows, problemRow(head, e.level, e.message, e.rule))
		}
		if v.Decision.Reason == "blacklisted" {
			e := blacklisted(v.Decision)
			rows = append(rows, problemRow(head, e.level, e.message, e.rule))
		}
		for _, f := range v.Decision.Findings {
			excuse := v.excuse(f)
			if excuse != "" && !o.ShowSuppressed {
				continue
			}
			where := spotOf(f.Location)
			line, layer := "", ""
			if where.start > 0 {
				line = strconv.Itoa(where.start)
			}
			if where.layer >= 0 {
				layer = strconv.Itoa(where.layer)
			}
			rows = append(rows, append(slices.Clip(head),
				f.Action, f.Severity, f.Title, f.Message, f.Gate, f.Trigger, or(f.RuleID, or(f.RulePointer, "")), f.TriggerID, f.PolicyID,
				where.file, line, where.path, layer, f.Remediation, excuse))
		}
		for _, n := range missingLines(v.Decision.NotEvaluated) {
			rows = append(rows, problemRow(head, "skipped", n.said(" "), n.about))
		}
	}
	return writeRows(out, rows)
}

func problemRow(head []string, action, message, rule string) []string {
	gate, trigger, _ := strings.Cut(rule, "/")
	row := append(slices.Clip(head), action, "", "", message, gate, trigger)
	return append(row, make([]string, len(csvHeader)-len(row))...)
}

func csvError(w io.Writer, cause error) error {
	return writeRows(csv.NewWriter(w), [][]string{csvHeader, problemRow([]string{"", "", "no decision"}, levelError, cause.Error(), "pratique/no_decision")})
}

func writeRows(out *csv.Writer, rows [][]string) error {
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, text := range row {
			cells[i] = cell(text)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// cell is a text that no spreadsheet takes for a formula: one that begins like one has an apostrophe before it.
func cell(text string) string {
	text = printable.Text(text)
	if strings.ContainsAny(strings.TrimLeft(text, " ")[:min(1, len(strings.TrimLeft(text, " ")))], "=+-@|%") {
		return "'" + text
	}
	return text
}
