package lint

import (
	"regexp"
	"slices"
)

// placeholder is a text that stands where somebody was to write their own.
var placeholder = regexp.MustCompile(`(?i)\A(?:<[^<>]+>|\{\{.*\}\}|\$\{[a-z_]+\}|\.\.\.|…|tbd|todo|fixme|xxx+|foo|bar|foobar|placeholder|value|string)\z` +
	`|change[-_ ]?me|replace[-_ ]?me|\byour[-_ ](?:own|registry|org|company|name|value|team|image|repo|project)|\bmy[-_]?(?:registry|company|org)\b` +
	`|\bexample\.(?:com|org|net)\b|lorem ipsum`)

// placeholders finds examples that were left in a rule's parameters.
func (p *problems) placeholders(r rule) {
	var names []string
	for name := range r.params {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if text := r.params[name]; placeholder.MatchString(text) {
			p.add(Warning, "placeholder", r.at(name), "the parameter %s looks like an example that was left in: %q", name, text)
		}
	}
}
