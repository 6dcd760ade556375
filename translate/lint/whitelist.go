package lint

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/anchore"
)

// WhitelistOptions are what whitelists are judged by.
type WhitelistOptions struct {
	// Gates are those that find something, Ended those at their end of life.
	Gates, Ended []string
	Now          time.Time
	// Within is how long before its end an item is said to expire soon.
	Within time.Duration
}

// Whitelists lints the whitelists of a bundle, whether a mapping names them or not.
func Whitelists(root *anchore.Value, o WhitelistOptions) []Problem {
	p := &problems{}
	named := namedWhitelists(root)
	for _, w := range elements(root, "whitelists") {
		if !named[w.Get("id").String()] {
			p.add(Info, "unused-whitelist", w.Pointer, "no mapping names the whitelist %q", w.Get("id").String())
		}
		p.sameIDs(w, "items", "item")
		var items []item
		for _, v := range elements(w, "items") {
			if i, ok := readItem(v, o.Now); ok {
				items = append(items, i)
			}
		}
		for _, i := range items {
			p.expiry(i, o)
			p.breadth(i)
			p.reach(i, o)
		}
		p.shadowed(items)
	}
	return p.list
}

func namedWhitelists(root *anchore.Value) map[string]bool {
	named := map[string]bool{}
	for _, m := range elements(root, "mappings") {
		for _, id := range elements(m, "whitelist_ids") {
			named[id.String()] = true
		}
	}
	return named
}

// item is a whitelist item.
type item struct {
	pointer, gate, triggerID string
	expires                  *time.Time
	badExpiry                string
	reason                   bool
	expired                  bool
	compiled                 *regexp.Regexp // of a pattern, nil for an exact id
}

func readItem(v *anchore.Value, now time.Time) (item, bool) {
	i := item{pointer: v.Pointer, gate: anchore.Lower(v.Get("gate").String()), triggerID: v.Get("trigger_id").String()}
	for _, key := range []string{"comment", "description", "reason"} {
		i.reason = i.reason || anchore.Strip(v.Get(key).String()) != ""
	}
	if text := v.Get("expires_on"); text.Truthy() {
		if t, ok := translate.ExpiresAt(text.String()); ok {
			i.expires, i.expired = &t, !now.Before(t)
		} else {
			i.badExpiry = text.Repr()
		}
	}
	if isExpression(i.triggerID) || strings.Contains(i.triggerID, "*") {
		i.compiled = compilePattern(i.triggerID)
	}
	return i, v.Get("gate").IsString() && v.Get("trigger_id").IsString()
}

func (p *problems) expiry(i item, o WhitelistOptions) {
	switch {
	case i.badExpiry != "":
		p.add(Error, "bad-expiry", i.pointer+"/expires_on", "%s is not a time that Anchore reads; expected one such as 2030-12-31T23:59:59Z", i.badExpiry)
	case i.expires == nil:
		p.add(Info, "no-expiry", i.pointer, "it never expires")
	case i.expired:
		p.add(Warning, "expired", i.pointer, "it expired at %s and matches nothing", i.expires.Format(time.RFC3339))
	case i.expires.Before(o.Now.Add(o.Within)):
		p.add(Warning, "expires-soon", i.pointer, "it expires at %s", i.expires.Format(time.RFC3339))
	}
	if !i.reason {
		p.add(Info, "no-reason", i.pointer, "nothing says why it is there: it has no comment")
	}
}

// probes are trigger ids of all kinds that have nothing in common. Whatever
// matches all that a gate can produce is no exception but a switch.
var (
	hashes          = []string{"0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210", "41cb7cdf04850e33a11f80c42bf660b3"}
	vulnerabilities = []string{"CVE-2019-5021+alpine-baselayout", "RHSA-2021:1206+gnutls", "GHSA-jfh8-c2jp-5v3q+log4j", "ELSA-2020-1+kernel"}
	contents        = []string{"None+file:///etc/passwd", "rule-7+file:///srv/app/config.yaml", "a+file:///x"}
	scans           = []string{"clamav+Unix.Trojan.Mirai+0123456789abcdef0123456789abcdef", "x+Eicar-Test-Signature+fedcba9876543210fedcba9876543210"}
)

// kinds are the forms that a gate's trigger ids can have, with ids that stand
// for all of that form. Gates that are not here have hashes alone.
func forms(gate string) (ids [][]string, exact *regexp.Regexp) {
	switch gate {
	case "always":
		return [][]string{{"always"}}, regexp.MustCompile(`\Aalways\z`)
	case "vulnerabilities":
		return [][]string{vulnerabilities, hashes}, regexp.MustCompile(`\A(?:[0-9a-f]{32}|.+\+.+)\z`)
	case "retrieved_files":
		return [][]string{contents, hashes}, regexp.MustCompile(`\A(?:[0-9a-f]{32}|.*\+file://.*)\z`)
	case "malware":
		return [][]string{scans, hashes}, regexp.MustCompile(`\A(?:[0-9a-f]{32}|.+\+.+\+[0-9a-f]{32})\z`)
	case "rego":
		return nil, regexp.MustCompile(``) // an author's own rules have ids of any form
	}
	return [][]string{hashes}, regexp.MustCompile(`\A[0-9a-f]{32}\z`)
}

func (p *problems) breadth(i item) {
	if i.compiled == nil {
		return
	}
	groups, _ := forms(i.gate)
	if groups == nil {
		groups = [][]string{slices.Concat(hashes, vulnerabilities, contents, scans)}
	}
	for _, ids := range groups {
		if i.gate != "always" && !slices.ContainsFunc(ids, func(id string) bool { return !i.compiled.MatchString(id) }) {
			p.add(Warning, "over-broad", i.pointer+"/trigger_id", "the pattern %q matches whatever the gate %s finds", i.triggerID, i.gate)
			return
		}
	}
}

// reach finds items that can match no finding.
func (p *problems) reach(i item, o WhitelistOptions) {
	switch {
	case slices.Contains(o.Ended, i.gate):
		p.add(Warning, "never-matches", i.pointer+"/gate", "the gate %s is at its end of life and finds nothing", i.gate)
	case !slices.Contains(o.Gates, i.gate) && i.gate != "rego":
		p.add(Warning, "never-matches", i.pointer+"/gate", "there is no gate %q", i.gate)
	case (isExpression(i.triggerID) || strings.Contains(i.triggerID, "*")) && i.compiled == nil:
		p.add(Error, "bad-pattern", i.pointer+"/trigger_id", "the pattern %q cannot be compared with trigger ids", i.triggerID)
	case i.compiled != nil:
	default:
		if _, exact := forms(i.gate); !exact.MatchString(i.triggerID) {
			p.add(Warning, "never-matches", i.pointer+"/trigger_id", "no trigger id of the gate %s looks like %q%s", i.gate, i.triggerID, hint(i.gate, i.triggerID, exact))
		}
		if message, old := oldMessage(i.gate, i.triggerID); old {
			p.add(Warning, "old-trigger-id", i.pointer+"/trigger_id", "the id is made of a message of an earlier release, %q, and matches nothing now; "+
				"pratique whitelist new writes the item again", message)
		}
	}
}

// hint says what an id may have been meant to be.
func hint(gate, id string, exact *regexp.Regexp) string {
	meant := strings.ToLower(strings.TrimSpace(id))
	switch {
	case meant != id && exact.MatchString(meant):
		return ": blanks and upper case count"
	case gate == "always":
		return ": it is always"
	case strings.Contains(id, "/"):
		return ": it is the id of a finding, which eval and explain show"
	}
	return ""
}

// shadowed finds items to which no finding ever comes, since an earlier one of
// the same whitelist matches it: an equal one, or a pattern.
func (p *problems) shadowed(items []item) {
	first := map[[2]string]item{}
	patterns := map[string][]item{}
	for _, i := range items {
		if i.expired {
			continue
		}
		key := [2]string{i.gate, i.triggerID}
		if earlier, again := first[key]; again && earlier.outlives(i) {
			p.add(Warning, "duplicate-item", i.pointer, "%s has the same gate and trigger id", earlier.pointer)
			continue
		}
		first[key] = i
		if i.compiled != nil {
			// Patterns beyond this number are not compared: time must not grow with their square.
			const most = 200
			if len(patterns[i.gate]) < most {
				patterns[i.gate] = append(patterns[i.gate], i)
			}
			continue
		}
		for _, earlier := range patterns[i.gate] {
			if earlier.compiled.MatchString(i.triggerID) && earlier.outlives(i) {
				p.add(Warning, "shadowed-item", i.pointer, "the pattern %q of %s matches first", earlier.triggerID, earlier.pointer)
				break
			}
		}
	}
}

// outlives says whether i is there for as long as the other item.
func (i item) outlives(other item) bool {
	return i.expires == nil || other.expires != nil && !i.expires.Before(*other.expires)
}
