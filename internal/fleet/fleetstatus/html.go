package fleetstatus

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/pratique-dev/pratique/internal/fleet"
	"github.com/pratique-dev/pratique/internal/printable"
)

//go:embed page.html.tmpl
var pageTemplate string

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

type page struct {
	Style    template.CSS
	Script   template.JS
	Policy   string
	At       string
	Total    int
	Bars     []bar
	Policies []string
	Rows     []row
	Trend    []day
}

// First and Last are the days at the ends of the trend.
func (p page) First() string { return p.Trend[0].Date }
func (p page) Last() string  { return p.Trend[len(p.Trend)-1].Date }

// bar is a part of the bar of states; X and Width are in percent.
type bar struct {
	Class, State string
	N            int
	X, Width     float64
}

type row struct {
	Reference, Digest, State, Class, Evaluated, Expires, Bundle string
	Stop, Warn                                                  int
	Cells                                                       []cell
}

// cell is the action of one policy, "" for one that did not run.
type cell struct{ Class, Action string }

// day is how many of the images were allowed and forbidden at the end of a day.
type day struct {
	Date                        string
	Allowed, Forbidden          int
	X, Width, Height, Y, Bottom float64
}

func class(state string) string {
	switch state {
	case fleet.Allowed:
		return "go"
	case fleet.Forbidden:
		return "stop"
	case fleet.Errored:
		return "error"
	case fleet.OtherBundle:
		return "other"
	case fleet.Never:
		return "unknown"
	}
	return "warn"
}

// html writes one page that needs nothing else: it can be read without scripts, which only sort and
// filter.
func html(w io.Writer, rows []fleet.Row, now time.Time, _ string) error {
	t, err := template.New("page").Parse(pageTemplate)
	if err != nil {
		return fmt.Errorf("parsing the page's template: %w", err)
	}
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	p := page{
		Style: template.CSS(pageStyle), Script: template.JS(pageScript),
		Policy: "default-src 'none'; style-src " + hash(pageStyle) + "; script-src " + hash(pageScript),
		At:     now.UTC().Format(time.RFC3339), Total: len(rows), Policies: policies(rows), Trend: trend(rows),
	}
	n, x := counts(rows), 0.0
	for _, state := range states() {
		if n[state] > 0 {
			width := 100 * float64(n[state]) / float64(len(rows))
			p.Bars = append(p.Bars, bar{class(state), state, n[state], x, width})
			x += width
		}
	}
	for _, r := range rows {
		one := row{
			Reference: printable.Text(r.Reference), Digest: r.Digest, State: r.State, Class: class(r.State), Evaluated: r.Evaluated,
			Expires: r.Expires, Bundle: printable.Text(r.Bundle), Stop: r.Stop, Warn: r.Warn,
		}
		for _, name := range p.Policies {
			action := r.Policies[name]
			one.Cells = append(one.Cells, cell{cmp.Or(action, "none"), action})
		}
		p.Rows = append(p.Rows, one)
	}
	for i, name := range p.Policies {
		p.Policies[i] = printable.Text(name)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return fmt.Errorf("filling in the page: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// trend is what the stored decisions tell of earlier days, at most the last thirty that have any.
func trend(rows []fleet.Row) []day {
	const most = 30
	byDay := map[string]bool{}
	for _, r := range rows {
		for _, p := range points(r) {
			if len(p.Evaluated) >= len(time.DateOnly) {
				byDay[p.Evaluated[:len(time.DateOnly)]] = true
			}
		}
	}
	dates := slices.Sorted(maps.Keys(byDay))
	if len(dates) < 2 {
		return nil // one day is no trend
	}
	dates = dates[max(0, len(dates)-most):]
	width := 100 / float64(len(dates))
	var days []day
	for i, date := range dates {
		d := day{Date: date, X: float64(i) * width, Width: width * 0.8}
		for _, r := range rows {
			switch actionOn(r, date) {
			case "":
			case "stop", fleet.None:
				d.Forbidden++
			default:
				d.Allowed++
			}
		}
		if all := d.Allowed + d.Forbidden; all > 0 {
			d.Height = 40 * float64(d.Forbidden) / float64(len(rows))
			d.Bottom = 40 * float64(d.Allowed) / float64(len(rows))
			d.Y = 40 - d.Bottom
		}
		days = append(days, d)
	}
	return days
}

func points(r fleet.Row) []fleet.Point {
	if r.Evaluated == "" {
		return nil
	}
	return append([]fleet.Point{{Evaluated: r.Evaluated, Action: r.Action}}, r.History...)
}

// actionOn is the newest action up to the end of a day, "" for none.
func actionOn(r fleet.Row, date string) string {
	for _, p := range points(r) { // the newest first
		if p.Evaluated[:min(len(p.Evaluated), len(date))] <= date {
			return p.Action
		}
	}
	return ""
}
