package report

import (
	"strings"

	columns "github.com/jedib0t/go-pretty/v6/text"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// Widths of a terminal for which lines are wrapped; a narrower or wider one is taken for the nearest.
const (
	MinWidth = 40
	MaxWidth = 200
)

// paragraph writes a text behind first, and, where Width says how long a line may be, goes on in further
// lines behind hang. Words are not broken: what is longer than a line, such as a path, can be copied as a whole.
func (p page) paragraph(first, hang, content string, paint func(string) string) {
	room := p.width() - columns.StringWidthWithoutEscSequences(hang)
	if p.Width == 0 || columns.StringWidthWithoutEscSequences(first+content) <= p.width() {
		p.line("%s%s", first, paint(content))
		return
	}
	prefix, line := first, ""
	left := p.width() - columns.StringWidthWithoutEscSequences(first)
	for word := range strings.SplitSeq(content, " ") {
		if line != "" && columns.StringWidthWithoutEscSequences(line)+1+columns.StringWidthWithoutEscSequences(word) > left {
			p.line("%s%s", prefix, paint(line))
			prefix, line, left = hang, "", room
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	p.line("%s%s", prefix, paint(line))
}

func (p page) width() int { return max(MinWidth, min(MaxWidth, p.Width)) }

// clip cuts a line of an excerpt, whose columns say something, at the end of the line.
func (p page) clip(line string) string {
	if p.Width == 0 || columns.StringWidthWithoutEscSequences(line) <= p.width() {
		return line
	}
	return columns.Trim(line, p.width()-1) + "…"
}

func plainText(text string) string { return text }

func (p page) bold(text string) string { return p.style("1", text) }

func (p page) dim(text string) string { return p.style("2", text) }

func (p page) style(code, text string) string {
	if !p.Color || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// paint colours a text for an action: stop red, warn yellow, go green.
func (p page) paint(action, text string) string {
	code := map[string]string{decision.Stop: "1;31", decision.Warn: "1;33", decision.Go: "1;32"}[action]
	if code == "" {
		return text
	}
	return p.style(code, text)
}

// severity colours a severity by itself.
func (p page) severity(name string) string {
	code := map[string]string{"critical": "1;35", "high": "31", "medium": "33", "low": "36", "info": "2"}[name]
	if code == "" {
		return name
	}
	return p.style(code, name)
}
