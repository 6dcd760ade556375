package vulnerabilities

import (
	"fmt"
	"math"
	"strings"

	cvss20 "github.com/pandatix/go-cvss/20"
	cvss30 "github.com/pandatix/go-cvss/30"
	cvss31 "github.com/pandatix/go-cvss/31"
	cvss40 "github.com/pandatix/go-cvss/40"

	"github.com/pratique-dev/pratique/extract/document"
)

// scores are the numbers that a report states beside a vector.
type scores struct {
	Base           *float64 `json:"baseScore"`
	Exploitability *float64 `json:"exploitabilityScore"`
	Impact         *float64 `json:"impactScore"`
}

// rating is one CVSS rating. The report's own numbers hold, as they are what
// Anchore would show; what it leaves out is computed from the vector. A vector that
// cannot be read is an error only where no number stands beside it.
func rating(version, vector string, stated scores) (document.CVSS, error) {
	c := document.CVSS{Version: version, BaseScore: stated.Base, ExploitabilityScore: stated.Exploitability, ImpactScore: stated.Impact}
	if vector == "" {
		if c.BaseScore == nil {
			return c, fmt.Errorf("CVSS %s has neither vector nor score", version)
		}
		return c, nil
	}
	c.Vector = &vector
	computed, found, err := score(vector)
	if err != nil {
		if c.BaseScore == nil {
			return c, fmt.Errorf("reading CVSS vector %q: %w", vector, err)
		}
		return c, nil
	}
	c.Version = found
	c.BaseScore = or(c.BaseScore, computed.Base)
	c.ExploitabilityScore = or(c.ExploitabilityScore, computed.Exploitability)
	c.ImpactScore = or(c.ImpactScore, computed.Impact)
	return c, nil
}

// score computes the scores of a vector, rounded to one decimal as the NVD shows
// them, and says its version. Version 4 has a base score alone.
func score(vector string) (scores, string, error) {
	switch {
	case strings.HasPrefix(vector, "CVSS:4.0/"):
		v, err := cvss40.ParseVector(vector)
		if err != nil {
			return scores{}, "", err
		}
		base := v.Score()
		return scores{Base: &base}, "4.0", nil
	case strings.HasPrefix(vector, "CVSS:3.1/"):
		v, err := cvss31.ParseVector(vector)
		if err != nil {
			return scores{}, "", err
		}
		return rounded(v.BaseScore(), v.Exploitability(), v.Impact()), "3.1", nil
	case strings.HasPrefix(vector, "CVSS:3.0/"):
		v, err := cvss30.ParseVector(vector)
		if err != nil {
			return scores{}, "", err
		}
		return rounded(v.BaseScore(), v.Exploitability(), v.Impact()), "3.0", nil
	}
	v, err := cvss20.ParseVector(strings.Trim(vector, "()"))
	if err != nil {
		return scores{}, "", err
	}
	return rounded(v.BaseScore(), v.Exploitability(), v.Impact()), "2.0", nil
}

// rounded has no impact below 0, which the formula of version 3 can give.
func rounded(base, exploitability, impact float64) scores {
	exploitability = math.Round(exploitability*10) / 10
	impact = math.Round(max(impact, 0)*10) / 10
	return scores{Base: &base, Exploitability: &exploitability, Impact: &impact}
}

func or[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}

// rate adds a rating to a list, or a warning where it cannot be read.
func (r *Report) rate(list []document.CVSS, id, version, vector string, stated scores) []document.CVSS {
	c, err := rating(version, vector, stated)
	if err != nil {
		r.warn("%s: %v", id, err)
		return list
	}
	return append(list, c)
}

// Rating is the rating of a CVSS vector, of version 2.0, 3.0, 3.1 or 4.0.
func Rating(vector string) (document.CVSS, error) { return rating("", vector, scores{}) }
