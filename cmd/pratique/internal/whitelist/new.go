// Package whitelist proposes whitelist items for findings, and finds the items
// that no finding needs.
package whitelist

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/bundlefile"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/explanation"
)

// Wanted are the findings that get an exception, and what it says.
type Wanted struct {
	// Gate, Trigger and TriggerID choose findings; "" chooses all.
	Gate, Trigger, TriggerID string
	// Expires is when the exceptions end, nil for never.
	Expires *time.Time
	// Reason is the items' comment; "" makes the finding's message the comment.
	Reason string
}

// maxComment bounds a message in a comment, in characters.
const maxComment = 300

// New proposes an item for each finding that stops or warns and that nothing
// suppresses, each gate and trigger id once, in the order of the findings. An
// item matches exactly this trigger id.
func New(d *explanation.Document, w Wanted) []bundlefile.Item {
	var items []bundlefile.Item
	seen := map[[2]string]bool{}
	for _, r := range d.Rules {
		for _, f := range r.Findings {
			key := [2]string{f.Gate, f.TriggerID}
			if seen[key] || !w.wants(f) {
				continue
			}
			seen[key] = true
			items = append(items, w.item(f))
		}
	}
	return items
}

func (w Wanted) wants(f explanation.Finding) bool {
	chosen := func(want, got string) bool { return want == "" || strings.EqualFold(want, got) }
	return f.Whitelisted == nil && f.Action != decision.Go &&
		chosen(w.Gate, f.Gate) && chosen(w.Trigger, f.Trigger) && (w.TriggerID == "" || w.TriggerID == f.TriggerID)
}

func (w Wanted) item(f explanation.Finding) bundlefile.Item {
	// The same finding gets the same id whenever and wherever it is found.
	digest := sha256.Sum256([]byte(f.Gate + "\x00" + f.TriggerID))
	i := bundlefile.Item{
		ID:        "exception-" + hex.EncodeToString(digest[:6]),
		Comment:   w.Reason,
		Gate:      f.Gate,
		TriggerID: bundlefile.Literal(f.TriggerID),
	}
	if i.Comment == "" {
		i.Comment = f.Message
		if runes := []rune(f.Message); len(runes) > maxComment {
			i.Comment = string(runes[:maxComment]) + "…"
		}
	}
	if w.Expires != nil {
		i.ExpiresOn = w.Expires.UTC().Format("2006-01-02T15:04:05Z")
	}
	return i
}

// maxYear is the last year that expires_on can name.
const maxYear = 9999

// ParseExpiry reads when exceptions end: a date (2030-12-31, whose midnight in
// UTC it is), a time (RFC 3339), or a span from now on (30d, 12h, 8w).
func ParseExpiry(text string, now time.Time) (time.Time, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t, err = time.Parse(time.RFC3339, text)
	}
	if err != nil {
		var span time.Duration
		if span, err = ParseSpan(text); err == nil {
			t = now.Add(span)
		}
	}
	t = t.UTC()
	switch {
	case err != nil:
		return t, fmt.Errorf("invalid time %q: expected a date such as 2030-12-31, a time such as 2030-12-31T12:00:00Z, or a duration such as 30d", text)
	case !t.After(now):
		return t, fmt.Errorf("%s is not after now, %s", t.Format(time.RFC3339), now.Format(time.RFC3339))
	case t.Year() > maxYear:
		return t, fmt.Errorf("%q is after the year %d", text, maxYear)
	}
	return t, nil
}

// ParseSpan reads a span of whole hours, days or weeks: 12h, 30d, 8w.
func ParseSpan(text string) (time.Duration, error) {
	const most = 100_000 // hours, days or weeks; far from the bound of time.Duration for two of them
	units := map[byte]time.Duration{'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
	n, digits := 0, strings.TrimRight(text, "hdw")
	for _, r := range digits {
		if r < '0' || r > '9' || n > most {
			n = -1
			break
		}
		n = 10*n + int(r-'0')
	}
	unit := time.Duration(0)
	if len(text) == len(digits)+1 {
		unit = units[text[len(text)-1]]
	}
	if digits == "" || n < 0 || unit == 0 || time.Duration(n) > (1<<63-1)/unit {
		return 0, fmt.Errorf("invalid duration %q: expected hours, days or weeks such as 12h, 30d or 8w", text)
	}
	return time.Duration(n) * unit, nil
}
