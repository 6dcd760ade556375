package translate

import "regexp"

// maxCompared is how many selectors are compared with all before them; of
// further ones it is only known whether one before them matches every image.
const maxCompared = 1_000

// covering is the pointer of an earlier branch that matches whatever the
// selector matches, "" where there is none that is easily seen to. A branch
// behind it can never be taken.
func (c *chains) covering(chain []branch, s selector) string {
	if n := len(chain); n > maxCompared {
		if len(chain[n-1].conditions) == 0 {
			return chain[n-1].pointer
		}
		return ""
	}
	for _, before := range chain {
		if before.selector.covers(s, c.compiled) {
			return before.pointer
		}
	}
	return ""
}

// covers says whether each of the selector's patterns matches whatever the
// other's on the same fact does.
func (s selector) covers(other selector, re expressions) bool {
	for _, p := range s.parts {
		if !p.coveredIn(other, re) {
			return false
		}
	}
	return true
}

func (p part) coveredIn(s selector, re expressions) bool {
	if p.match.kind == matchAny {
		return true
	}
	for _, q := range s.parts {
		if q.subject != p.subject {
			continue
		}
		same := p.match.kind == q.match.kind && p.match.text == q.match.text
		return same || p.match.kind == matchRE2 && q.match.kind == matchEqual && re.match(p.match.text, q.match.text)
	}
	return false
}

// expressions are compiled regular expressions by their text, nil for one that RE2 refuses.
// Each selector is compared with all before it, so that one expression meets up to maxCompared texts.
type expressions map[string]*regexp.Regexp

func (e expressions) match(expression, text string) bool {
	re, known := e[expression]
	if !known {
		re, _ = regexp.Compile(expression) // nil on an error
		e[expression] = re
	}
	return re != nil && re.MatchString(text)
}
