package evidence

import (
	"strings"
	"time"
)

// instant is a time as RFC 3339 in UTC, nil where the text is none. Without a zone it is taken as
// UTC, and noted.
func (b *builder) instant(text string) *string {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", time.UnixDate, "Mon Jan 2 15:04:05 MST 2006", "Mon Jan _2 15:04:05 MST 2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return stamp(t)
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05", time.ANSIC, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			b.problem("times have no zone and are taken as UTC")
			return stamp(t)
		}
	}
	b.problem("a time that is not understood: %q", text)
	return nil
}

// stamp is a time, nil for the zero time and what tools write for one that they do not know.
func stamp(t time.Time) *string {
	if t.Year() <= 1970 {
		return nil
	}
	text := t.UTC().Format(time.RFC3339)
	return &text
}

// latest is the later of two times.
func latest(a, b *string) *string {
	if a == nil || b != nil && *b > *a {
		return b
	}
	return a
}

func earliest(a, b *string) *string {
	if a == nil || b != nil && *b < *a {
		return b
	}
	return a
}
