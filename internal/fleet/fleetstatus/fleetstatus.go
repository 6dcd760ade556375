// Package fleetstatus writes the status of a fleet: for people as text or a page, for programs as
// JSON, CSV or SARIF. It decides nothing.
package fleetstatus

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/internal/fleet"
	"github.com/pratique-dev/pratique/internal/printable"
)

// Format is a format that Render writes.
type Format struct {
	Name       string
	Help       string   // what it is, in a few words
	Extensions []string // of its files, the usual one first

	write func(io.Writer, []fleet.Row, time.Time, string) error
}

// Formats is the table of formats, the default first.
func Formats() []Format {
	return []Format{
		{"text", "one line per image, for people", []string{".txt"}, text},
		{"json", "all of it, for programs", []string{".json"}, document},
		{"csv", "one line per image, for spreadsheets", []string{".csv"}, commaSeparated},
		{"html", "one page that loads nothing", []string{".html", ".htm"}, html},
		{"sarif", "SARIF 2.1.0: a result for each image that is not allowed", []string{".sarif", ".sarif.json"}, sarif},
	}
}

// states are the states, worst first.
func states() []string {
	return []string{fleet.Forbidden, fleet.Errored, fleet.Never, fleet.OtherBundle, fleet.Expired, fleet.Allowed}
}

// Render writes rows in one of Formats. version is the program's.
func Render(w io.Writer, format string, rows []fleet.Row, now time.Time, version string) error {
	var names []string
	for _, f := range Formats() {
		if f.Name == format {
			return f.write(w, rows, now, version)
		}
		names = append(names, f.Name)
	}
	return fmt.Errorf("unknown output format %q (%s)", format, strings.Join(names, ", "))
}

func document(w io.Writer, rows []fleet.Row, now time.Time, _ string) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(map[string]any{"generated_at": now.UTC().Format(time.RFC3339), "counts": counts(rows), "images": append([]fleet.Row{}, rows...)})
}

func counts(rows []fleet.Row) map[string]int {
	n := map[string]int{}
	for _, state := range states() {
		n[state] = 0
	}
	for _, row := range rows {
		n[row.State]++
	}
	return n
}

func text(w io.Writer, rows []fleet.Row, _ time.Time, _ string) error {
	var b strings.Builder
	width := 0
	for _, state := range states() {
		width = max(width, len(state))
	}
	for _, row := range rows {
		fmt.Fprintf(&b, "%-*s  %s", width, row.State, printable.Text(row.Reference))
		if row.Stop+row.Warn > 0 {
			fmt.Fprintf(&b, "  (%d stop, %d warn)", row.Stop, row.Warn)
		}
		b.WriteByte('\n')
	}
	n := counts(rows)
	var parts []string
	for _, state := range states() {
		if n[state] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[state], state))
		}
	}
	fmt.Fprintf(&b, "%d images: %s\n", len(rows), strings.Join(parts, ", "))
	_, err := io.WriteString(w, b.String())
	return err
}

func commaSeparated(w io.Writer, rows []fleet.Row, _ time.Time, _ string) error {
	out := csv.NewWriter(w)
	table := [][]string{{"reference", "digest", "state", "action", "bundle", "evaluated_at", "expires", "stop", "warn", "not_evaluated", "errors"}}
	for _, r := range rows {
		table = append(table, []string{
			r.Reference, r.Digest, r.State, r.Action, r.Bundle, r.Evaluated, r.Expires,
			strconv.Itoa(r.Stop), strconv.Itoa(r.Warn), strconv.Itoa(r.Skipped), strconv.Itoa(r.Errors),
		})
	}
	for _, row := range table {
		for i, cell := range row {
			row[i] = harmless(printable.Text(cell))
		}
	}
	return out.WriteAll(table)
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// sarif has a result for each image that is not allowed.
func sarif(w io.Writer, rows []fleet.Row, _ time.Time, version string) error {
	type object = map[string]any
	levels := map[string]string{fleet.Forbidden: "error", fleet.Errored: "error", fleet.Never: "warning", fleet.OtherBundle: "warning", fleet.Expired: "warning"}
	rules, results := []any{}, []any{}
	for _, state := range states() {
		if levels[state] != "" {
			rules = append(rules, object{
				"id": "fleet/" + strings.ReplaceAll(state, " ", "-"), "shortDescription": object{"text": "Image: " + state},
				"help": object{"text": "pratique fleet status lists what became of each image of the plan."},
			})
		}
	}
	const most = 5000 // that code scanning services show
	left := 0
	for _, state := range states() {
		for _, row := range rows {
			if row.State != state || levels[state] == "" {
				continue
			}
			if len(results) == most {
				left++
				continue
			}
			results = append(results, object{
				"ruleId": "fleet/" + strings.ReplaceAll(state, " ", "-"), "level": levels[state],
				"message": object{"text": strings.ReplaceAll(printable.Text(row.Reference)+": "+state, "](", `\](`)},
				"locations": []any{object{
					"physicalLocation": object{"artifactLocation": object{"uri": path(row.Reference)}, "region": object{"startLine": 1}},
					"logicalLocations": []any{object{"fullyQualifiedName": row.Reference + "@" + row.Digest, "kind": "image"}},
				}},
				"partialFingerprints": object{"image/v1": row.Reference + " " + state},
			})
		}
	}
	run := object{
		"tool":              object{"driver": object{"name": "Pratique", "version": version, "rules": rules}},
		"automationDetails": object{"id": "pratique/fleet/"}, "results": results,
	}
	if left > 0 {
		run["properties"] = object{"resultsLeftOut": left}
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(object{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": []any{run}})
}

// path makes a relative URI of a reference.
func path(reference string) string {
	return strings.NewReplacer(":", "/", "@", "/", " ", "%20").Replace(printable.Text(reference))
}

// policies are the names of all policies, sorted, at most as many as a table can have.
func policies(rows []fleet.Row) []string {
	const most = 12
	seen := map[string]bool{}
	for _, r := range rows {
		for name := range r.Policies {
			seen[name] = true
		}
	}
	var names []string
	for name := range seen {
		names = append(names, name)
	}
	slices.Sort(names)
	return names[:min(len(names), most)]
}
