package vulnerabilities

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// severity is Anchore's name for a severity; ok is false for a word that no
// scanner is known to use.
func severity(word string) (name string, ok bool) {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "critical":
		return document.SeverityCritical, true
	case "high", "important": // Red Hat
		return document.SeverityHigh, true
	case "medium", "moderate": // GitHub, Red Hat
		return document.SeverityMedium, true
	case "low", "minor":
		return document.SeverityLow, true
	case "negligible", "unimportant", "none", "info", "informational": // Debian, CycloneDX
		return document.SeverityNegligible, true
	case "", "unknown", "unspecified", "not yet assigned", "untriaged", "undefined":
		return document.SeverityUnknown, true
	}
	return document.SeverityUnknown, false
}

// severity is the name for a word of the report, with a warning for a new one.
func (r *Report) severity(word string) string {
	name, ok := severity(word)
	if !ok {
		r.warn("severity %q is taken as %s", word, name)
	}
	return name
}

// rated is the severity of a CVSS base score (version 3, 5).
func rated(score float64) string {
	switch {
	case score >= 9:
		return document.SeverityCritical
	case score >= 7:
		return document.SeverityHigh
	case score >= 4:
		return document.SeverityMedium
	case score > 0:
		return document.SeverityLow
	}
	return document.SeverityNegligible
}

// highest is the severity of the highest base score, Unknown without any.
func highest(scores []document.CVSS) string {
	best := -1.0
	for _, score := range scores {
		if score.BaseScore != nil {
			best = max(best, *score.BaseScore)
		}
	}
	if best < 0 {
		return document.SeverityUnknown
	}
	return rated(best)
}

// Severity is Anchore's name for a scanner's or database's word for a severity; ok is false for a word
// that is not known, and the name is then Unknown.
func Severity(word string) (name string, ok bool) { return severity(word) }

// Highest is the severity of the highest base score, Unknown without any.
func Highest(scores []document.CVSS) string { return highest(scores) }
