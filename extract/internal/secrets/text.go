package secrets

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// span is a secret's value in a text.
type span struct {
	name       string
	start, end int
}

// rule finds values in free text.
type rule struct {
	pattern *regexp.Regexp
	name    string // "": the first group
	kind    kind
}

type kind int

const (
	// group: the value is the last group.
	group kind = iota
	// quoted: the value is the quoted text that follows the match.
	quoted
	// named: the value is the word or quoted text that follows; the first
	// group is a name that has to tell.
	named
	// follows: like named, with a fixed name.
	follows
	// member: like named, but quoted only: a key of JSON.
	member
)

// rules are in order of precedence, where two find overlapping values. Quoted
// texts are read by hand: as part of the patterns, each quote that is not closed
// would cost a search of all that follows.
var rules = []rule{
	{name: "PRIV_KEY", pattern: regexp.MustCompile(`(-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|\z))`)},
	{kind: quoted, pattern: regexp.MustCompile(`(?i)\b(password|passwd|passphrase|identified\s+by|pwd)\b(?:["']\s*[=:]\s*|\s*[=:]?\s*)`)},
	{kind: named, pattern: regexp.MustCompile(`(?:^|[^$\w{.-])-{0,2}([A-Za-z_][\w.-]*)[ \t]*=[ \t]*`)},
	{kind: member, pattern: regexp.MustCompile(`["']([\w.-]+)["'][ \t]*:[ \t]*`)},
	{kind: member, pattern: regexp.MustCompile(`["']--?([A-Za-z][\w-]*)["'][ \t]*,?[ \t]+`)}, // "--password" "x", "--password", "x"
	{kind: named, pattern: regexp.MustCompile(`(?:-H|--header)[ =]*["']([\w-]+):[ \t]*`)},
	{kind: named, pattern: regexp.MustCompile(`(?m)^(?:.*#\(nop\)\s+)?(?:ENV|ARG|LABEL)[ \t]+([\w.-]+)[ \t]+`)},
	{kind: named, pattern: regexp.MustCompile(`(?:^|\s)--?([a-z][\w-]*)[ \t]+`)},
	{name: "SSHPASS", kind: follows, pattern: regexp.MustCompile(`\bsshpass[ \t]+-p[ \t]*`)},
	{name: "LOGIN", kind: follows, pattern: regexp.MustCompile(`\b(?:docker|podman|buildah|skopeo|nerdctl|helm|oras|crane|az|oc|cf)\b[^\n;&|]*?[ \t]login\b[^\n;&|]*?[ \t]-p[ \t=]+`)},
	{name: "MYSQL_PASSWORD", kind: follows, pattern: regexp.MustCompile(`\b(?:mysql(?:admin|dump|import|show|check)?|mariadb(?:-[a-z]+)?)[ \t](?:[^\n;&|]*?[ \t])?-p`)},
	{name: "REDIS_PASSWORD", kind: follows, pattern: regexp.MustCompile(`\bredis-cli[ \t](?:[^\n;&|]*?[ \t])?-a[ \t]+`)},
	{name: "CURL_USER", pattern: regexp.MustCompile(`\bcurl\b[^\n;&|]*?[ \t](?:-u|--user)[ =]?["']?[^\s:"']+:([^\s"']+)`)},
	{name: "CHPASSWD", pattern: regexp.MustCompile(`["']?[\w.-]+:([^\s"'|:]+)["']?\s*\|\s*(?:sudo\s+)?(?:/usr/sbin/)?chpasswd\b`)},
	{name: "URL_CREDENTIALS", pattern: regexp.MustCompile(`\b[A-Za-z][A-Za-z0-9+.-]*://[^\s:/@'"]*:([^\s/@'"]+)@`)},
	{name: "AUTHORIZATION", pattern: regexp.MustCompile(`(?i)\bauthorization:\s*(?:bearer|basic|token)\s+([A-Za-z0-9._~+/=-]+)`)},
	{name: "DOCKER_AUTH", pattern: regexp.MustCompile(`(?i)"auth":\s*"([^"\n]+)"`)},
	{name: "AWS_ACCESS_KEY", pattern: regexp.MustCompile(`\b((?:AKIA|ASIA)[A-Z0-9]{16})\b`)},
	{name: "GITHUB_TOKEN", pattern: regexp.MustCompile(`\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})\b`)},
	{name: "GITLAB_TOKEN", pattern: regexp.MustCompile(`\b(glpat-[A-Za-z0-9_-]{20,})`)},
	{name: "SLACK_TOKEN", pattern: regexp.MustCompile(`\b(xox[abprs]-[A-Za-z0-9-]{10,})`)},
}

// noValue begins the options that set no password: adduser --disabled-password NAME.
var noValue = regexp.MustCompile(`(?i)^(?:disabled?|no|without|skip|ask|prompt|empty|lock)[_-]`)

// switches begin the options of configure scripts, whose value follows an equals sign, if
// there is any.
var switches = regexp.MustCompile(`(?i)^(?:with|without|enable|disable)[_-]`)

// spans finds the values of secrets in a text, in order, none overlapping.
func spans(text string) []span {
	var found []span
	var quotes quotes
	for _, r := range rules {
		for offset := 0; offset < len(text); {
			at := r.pattern.FindStringSubmatchIndex(text[offset:])
			if at == nil {
				break
			}
			for i := range at {
				at[i] += offset
			}
			if s, ok := r.span(text, at, &quotes); ok {
				found = append(found, s)
				offset = max(s.end, at[1])
				continue
			}
			// What follows a name that does not tell may hold another pair: -e "X=a PASSWORD=b".
			offset = max(at[1], offset+1)
			if r.kind == named || r.kind == member {
				offset = max(at[3], at[0]+1)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	end := 0
	return slices.DeleteFunc(found, func(s span) bool {
		if s.start < end {
			return true
		}
		end = s.end
		return false
	})
}

// span is the value at a match of the rule; ok is false where it is no secret.
func (r rule) span(text string, at []int, quotes *quotes) (s span, ok bool) {
	s.name = r.name
	if s.name == "" {
		s.name = text[at[2]:at[3]]
	}
	if r.kind != group {
		if at[1] = overContinuation(text, at[1]); quotes.closes(text, at[1]) {
			return s, false
		}
	}
	switch r.kind {
	case group:
		s.start, s.end = at[len(at)-2], at[len(at)-1]
	case member:
		if s.start, s.end, ok = quotedText(text, at[1]); !ok || !tells(s.name, text[s.start:s.end]) {
			return s, false
		}
	case named:
		if !tells(s.name, "") {
			return s, false
		}
		fallthrough
	case follows:
		if s.start, s.end, ok = quotedText(text, at[1]); !ok {
			s.start, s.end = at[1], wordEnd(text, at[1])
		}
	case quoted:
		s.name = strings.ToUpper(strings.Join(strings.Fields(s.name), " "))
		if s.start, s.end, ok = quotedText(text, at[1]); !ok {
			return s, false
		}
	}
	value := text[s.start:s.end]
	if r.kind == named && strings.Trim(text[at[3]:at[1]], " \t\\\r\n") == "" && (switches.MatchString(s.name) || strings.HasPrefix(value, "<") || strings.HasPrefix(value, ">")) {
		return s, false
	}
	if r.kind == named && (strings.HasPrefix(value, "-") || strings.HasPrefix(value, "=") || strings.HasPrefix(value, "id=") ||
		noValue.MatchString(s.name) || !tells(s.name, value)) {
		return s, false
	}
	return s, literal(value)
}

// overContinuation is where the text goes on that breaks off at a place with a
// continuation: behind it, and the comments and empty lines that follow.
func overContinuation(text string, at int) int {
	if at == len(text) || text[at] != '\\' {
		return at
	}
	line, rest, ok := strings.Cut(text[at+1:], "\n")
	if !ok || strings.TrimSpace(line) != "" {
		return at
	}
	for {
		trimmed := strings.TrimLeft(rest, " \t\r\n")
		if !strings.HasPrefix(trimmed, "#") {
			return len(text) - len(trimmed)
		}
		if _, rest, ok = strings.Cut(trimmed, "\n"); !ok {
			return len(text)
		}
	}
}

// quotes tells the quotation marks of a text that open from those that close. It is read
// once, when somebody asks.
type quotes struct{ closing []bool }

// closes says whether a quotation mark that closes stands at a place.
func (q *quotes) closes(text string, at int) bool {
	if at >= len(text) || text[at] != '\'' && text[at] != '"' {
		return false
	}
	if q.closing == nil {
		q.read(text)
	}
	return q.closing[at]
}

// read goes through the lines: a mark that is not closed in its line goes on in the next
// only where that continues it.
func (q *quotes) read(text string) {
	q.closing = make([]bool, len(text))
	var open byte
	start := true // of a line
	comment := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n':
			open, start, comment = 0, true, false
			continue
		case start && c == '#' && open == 0:
			comment = true
		case comment:
		case c == '\\' && open != '\'':
			i++ // what is escaped, a line break too
		case open == 0 && (c == '\'' || c == '"'):
			open = c
		case open != 0 && c == open:
			q.closing[i], open = true, 0
		}
		start = start && (text[i] == ' ' || text[i] == '\t')
	}
}

// quotedText is what stands within the quotes that begin at a position; they end in the same line.
func quotedText(text string, at int) (start, end int, ok bool) {
	if at == len(text) || text[at] != '\'' && text[at] != '"' {
		return 0, 0, false
	}
	for i := at + 1; i < len(text) && text[i] != '\n'; i++ {
		switch text[i] {
		case text[at]:
			return at + 1, i, true
		case '\\':
			if text[at] == '"' {
				i++
			}
		}
	}
	return 0, 0, false
}

// wordEnd is where an unquoted word ends: at white space, a quote, or what
// separates commands. A quote that nothing closes may begin it.
func wordEnd(text string, at int) int {
	for i := at; i < len(text); i++ {
		switch text[i] {
		case '\'', '"':
			if i > at {
				return i
			}
		case ' ', '\t', '\r', '\n', ';', '|':
			return i
		case '&':
			if strings.HasPrefix(text[i:], "&&") {
				return i
			}
		}
	}
	return len(text)
}
