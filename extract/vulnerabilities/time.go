package vulnerabilities

import "time"

// instant is a time as RFC 3339 in UTC, nil where the text is none. Scanners write
// the year 1 for a time that they do not know.
func instant(text string) *string {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999 -0700 MST", "2006-01-02T15:04:05", "2006-01-02T15:04:05-0700", time.DateOnly} {
		t, err := time.Parse(layout, text)
		if err == nil && t.Year() > 1 {
			at := t.UTC().Format(time.RFC3339)
			return &at
		}
	}
	return nil
}
