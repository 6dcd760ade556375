package lsp

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tailscale/hujson"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate/lint"
)

// lintBundle is what bundle lint says, at the places that it means.
func lintBundle(path string, t *text) []diagnostic {
	root, err := hujson.Parse([]byte(t.s))
	if err != nil {
		return []diagnostic{{Range: t.rows(lineOf(err), lineOf(err)), Severity: severityError, Code: "json", Source: sourceName, Message: err.Error()}}
	}
	stored := &evaluate.Stored{Name: path, Text: []byte(t.s)}
	problems, err := stored.Lint(evaluate.LoadOptions{AllowDeprecated: true})
	if err != nil {
		return []diagnostic{{Severity: severityError, Source: sourceName, Message: err.Error()}}
	}
	list := []diagnostic{}
	for _, p := range problems {
		d := diagnostic{Severity: severityInformation, Code: p.Kind, Source: sourceName, Message: p.Message, Range: t.place(&root, p.Pointer)}
		switch p.Severity {
		case lint.Error:
			d.Severity = severityError
		case lint.Warning:
			d.Severity = severityWarning
		}
		list = append(list, d)
	}
	return list
}

var lineNumber = regexp.MustCompile(`line (\d+)`)

func lineOf(err error) int {
	line := 1
	if m := lineNumber.FindStringSubmatch(err.Error()); m != nil {
		_, _ = fmt.Sscan(m[1], &line)
	}
	return line
}

// place is where the value of a pointer stands, or the nearest one around it that is there. Of an object
// or array it is the first line: all of a policy in red says nothing.
func (t *text) place(root *hujson.Value, pointer string) span {
	value := root.Find(pointer)
	for value == nil && pointer != "" {
		pointer = pointer[:strings.LastIndex(pointer, "/")]
		value = root.Find(pointer)
	}
	if value == nil {
		return t.rows(1, 1)
	}
	start, end := value.StartOffset, value.EndOffset
	if line := strings.IndexByte(t.s[start:end], '\n'); line >= 0 {
		end = start + line
	}
	return t.span(start, end)
}

// isBundle says whether a JSON document is meant to be a bundle: any other is not ours to speak of.
func isBundle(t *text) bool { return bundleKey.MatchString(t.s) }

var bundleKey = regexp.MustCompile(`"(?:policies|mappings|whitelists|blacklisted_images|policy_ids)"\s*:`)

// spot is what stands around an offset in a bundle, as far as it is written: it need not be JSON yet.
type spot struct {
	key     string // whose value is written
	gate    string // of the rule around
	trigger string
	param   string // name of the parameter around
}

var (
	keyBefore  = regexp.MustCompile(`"(\w+)"\s*:\s*"[^"\n]*$`)
	inArray    = regexp.MustCompile(`"(\w+)"\s*:\s*\[[^\]{}]*"[^"\n]*$`)
	gateOf     = regexp.MustCompile(`"gate"\s*:\s*"(\w+)"`)
	triggerOf  = regexp.MustCompile(`"trigger"\s*:\s*"([\w.]+)"`)
	parameter  = regexp.MustCompile(`"name"\s*:\s*"(\w+)"`)
	identifier = regexp.MustCompile(`"id"\s*:\s*"([^"\n]+)"`)
)

// nearby is how far around an offset a rule is looked for, in bytes.
const nearby = 64 << 10

func spotAt(s string, offset int) spot {
	var p spot
	before := s[max(0, offset-nearby):offset]
	if m := keyBefore.FindStringSubmatch(before); m != nil {
		p.key = m[1]
	} else if m := inArray.FindStringSubmatch(before); m != nil {
		p.key = m[1]
	}
	inner := around(s, offset, 0)
	if m := parameter.FindStringSubmatch(inner); m != nil {
		p.param = m[1]
	}
	for level := range 4 {
		object := around(s, offset, level)
		if m := gateOf.FindStringSubmatch(object); m != nil {
			p.gate = m[1]
			if m := triggerOf.FindStringSubmatch(object); m != nil {
				p.trigger = m[1]
			}
			break
		}
	}
	return p
}

// around is the text of the object around an offset, or so many levels further out.
func around(s string, offset, level int) string {
	start := offset
	depth := 0
	for i := offset - 1; i >= max(0, offset-nearby); i-- {
		switch s[i] {
		case '}':
			depth++
		case '{':
			depth--
		}
		if depth < -level {
			start = i
			break
		}
	}
	end := offset
	depth = 0
	for i := offset; i < min(len(s), offset+nearby); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth < -level {
			end = i + 1
			break
		}
	}
	return s[start:max(start, end)]
}

// complete lists what can stand at an offset.
func complete(library *catalog.Catalog, s string, offset int) []completion {
	p := spotAt(s, offset)
	switch p.key {
	case "gate":
		return gateNames(library)
	case "trigger":
		if !slices.Contains(library.Gates(), p.gate) {
			return nil
		}
		var list []completion
		for _, name := range library.Triggers(p.gate) {
			c := completion{Label: name, Kind: kindValue}
			if t, err := library.Trigger(p.gate, name); err == nil {
				c.Detail, c.Documentation = t.Title, &markup{"markdown", t.Description}
			}
			list = append(list, c)
		}
		return list
	case "name":
		return parameterNames(library, p)
	case "value":
		return parameterValues(library, p)
	case "action":
		return values("STOP", "WARN", "GO")
	case "policy_ids", "policy_id", "whitelist_ids":
		section := map[bool]string{true: "whitelists", false: "policies"}[p.key == "whitelist_ids"]
		return values(idsOf(s, section)...)
	}
	return nil
}

func values(list ...string) []completion {
	var all []completion
	for _, v := range list {
		all = append(all, completion{Label: v, Kind: kindValue})
	}
	return all
}

func gateNames(library *catalog.Catalog) []completion {
	var list []completion
	for _, name := range library.Gates() {
		c := completion{Label: name, Kind: kindValue}
		if g, err := library.Gate(name); err == nil {
			c.Documentation = &markup{"markdown", g.Description}
		}
		list = append(list, c)
	}
	return list
}

func parameterNames(library *catalog.Catalog, p spot) []completion {
	t := triggerAt(library, p)
	if t == nil {
		return nil
	}
	var list []completion
	for _, parameter := range t.Parameters {
		detail := string(parameter.Validator)
		if parameter.Required {
			detail += ", required"
		}
		list = append(list, completion{Label: parameter.Name, Kind: kindValue, Detail: detail, Documentation: &markup{"markdown", parameter.Description}})
	}
	return list
}

func parameterValues(library *catalog.Catalog, p spot) []completion {
	parameter := parameterAt(library, p)
	switch {
	case parameter == nil:
		return nil
	case len(parameter.Values) > 0:
		return values(parameter.Values...)
	case parameter.Validator == "bool":
		return values("true", "false")
	case parameter.Example != "":
		return values(parameter.Example)
	}
	return nil
}

func triggerAt(library *catalog.Catalog, p spot) *catalog.Trigger {
	if !slices.Contains(library.Gates(), p.gate) || !slices.Contains(library.Triggers(p.gate), p.trigger) {
		return nil
	}
	t, err := library.Trigger(p.gate, p.trigger)
	if err != nil {
		return nil
	}
	return t
}

func parameterAt(library *catalog.Catalog, p spot) *catalog.Parameter {
	t := triggerAt(library, p)
	if t == nil {
		return nil
	}
	i := slices.IndexFunc(t.Parameters, func(q catalog.Parameter) bool { return q.Name == p.param || slices.Contains(q.Aliases, p.param) })
	if i < 0 {
		return nil
	}
	return &t.Parameters[i]
}

// idsOf are the ids of a list of the bundle. Where it is no JSON yet, all ids are offered.
func idsOf(s, section string) []string {
	var ids []string
	if root, err := hujson.Parse([]byte(s)); err == nil {
		for i := 0; ; i++ {
			if root.Find(fmt.Sprintf("/%s/%d", section, i)) == nil {
				return ids
			}
			if value := root.Find(fmt.Sprintf("/%s/%d/id", section, i)); value != nil {
				if literal, ok := value.Value.(hujson.Literal); ok && literal.Kind() == '"' {
					ids = append(ids, literal.String())
				}
			}
		}
	}
	for _, m := range identifier.FindAllStringSubmatch(s, -1) {
		ids = append(ids, m[1])
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// describe is the documentation of what stands at an offset, "" for none.
func describe(library *catalog.Catalog, s string, offset int) string {
	// As if one wrote the value that the offset is in.
	at := offset
	for at > 0 && s[at-1] != '"' && s[at-1] != '\n' {
		at--
	}
	p := spotAt(s, at)
	switch p.key {
	case "gate":
		if slices.Contains(library.Gates(), p.gate) {
			if g, err := library.Gate(p.gate); err == nil {
				return fmt.Sprintf("**%s**\n\n%s", g.Name, g.Description)
			}
		}
	case "trigger":
		if t := triggerAt(library, p); t != nil {
			return triggerText(t)
		}
	case "name", "value":
		if parameter := parameterAt(library, p); parameter != nil {
			return parameterText(parameter)
		}
	}
	return ""
}

func triggerText(t *catalog.Trigger) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s/%s**: %s\n\n%s\n", t.Gate, t.Name, t.Title, t.Description)
	for _, p := range t.Parameters {
		required := ""
		if p.Required {
			required = " (required)"
		}
		fmt.Fprintf(&b, "\n- `%s`%s: %s", p.Name, required, strings.TrimSpace(p.Description))
	}
	return b.String()
}

func parameterText(p *catalog.Parameter) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**: %s", p.Name, p.Validator)
	if p.Required {
		b.WriteString(", required")
	}
	fmt.Fprintf(&b, "\n\n%s", p.Description)
	if len(p.Values) > 0 {
		fmt.Fprintf(&b, "\n\nOne of `%s`.", strings.Join(p.Values, "`, `"))
	}
	if p.Regex != nil {
		b.WriteString("\n\nA Python regular expression.")
	}
	return b.String()
}
