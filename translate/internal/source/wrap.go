package source

import "strings"

// width is how long a line of generated Rego may be, in characters.
const width = 120

// Wrap breaks lines of a module that are too long at its brackets, one member a
// line, as opa fmt has it. A text is never broken, nor is a module with a raw
// string of several lines.
func Wrap(module string) string {
	if strings.Contains(module, "(`\n") || strings.Contains(module, "(`{\n") || strings.Contains(module, "(`[\n") {
		return module
	}
	var b strings.Builder
	for line := range strings.Lines(module) {
		wrapLine(&b, strings.TrimSuffix(line, "\n"))
	}
	return b.String()
}

func wrapLine(b *strings.Builder, line string) {
	parts := []string{line}
	if tooLong(line) {
		parts = split(line)
	}
	if len(parts) == 1 {
		b.WriteString(line + "\n")
		return
	}
	for _, part := range parts {
		wrapLine(b, part)
	}
}

func tooLong(line string) bool { return len(line) > width && len([]rune(line)) > width }

// split is a line in parts: what stands before the members of its longest
// bracket, the members and the rest. It is the line alone where there is none.
func split(line string) []string {
	if strings.HasPrefix(strings.TrimLeft(line, "\t"), "#") {
		return []string{line}
	}
	tabs := line[:len(line)-len(strings.TrimLeft(line, "\t"))]
	s := scan(line)
	open, end := s.longest()
	if end <= open+1 {
		return []string{line}
	}
	// The only argument of a call is opened in its line: f([ or f({.
	for line[open] == '(' {
		inner := open + 1
		if !strings.ContainsRune("[{", rune(line[inner])) || s.partner[inner] != end-1 {
			break
		}
		open, end = inner, end-1
	}
	parts := []string{line[:open+1]}
	start := open + 1
	for i := open + 1; i <= end; i++ {
		if i == end || line[i] == ',' && s.depth[i] == s.depth[open]+1 {
			if member := strings.TrimSpace(line[start:i]); member != "" {
				parts = append(parts, tabs+"\t"+member+",")
			}
			start = i + 1
		}
	}
	return append(parts, tabs+line[end:])
}

// scanned is what is known of a line: how deep each byte stands in brackets, -1
// within a string, and where the bracket ends that begins at a byte.
type scanned struct {
	line    string
	depth   []int
	partner map[int]int
}

func scan(line string) *scanned {
	s := &scanned{line: line, depth: make([]int, len(line)), partner: map[int]int{}}
	var open []int
	for i := 0; i < len(line); i++ {
		switch c := line[i]; c {
		case '"', '`':
			end := stringEnd(line, i)
			for ; i < end; i++ {
				s.depth[i] = -1
			}
			if i < len(line) {
				s.depth[i] = -1
			}
		case '(', '[', '{':
			s.depth[i] = len(open)
			open = append(open, i)
		case ')', ']', '}':
			if len(open) > 0 {
				s.partner[open[len(open)-1]] = i
				open = open[:len(open)-1]
			}
			s.depth[i] = len(open)
		default:
			s.depth[i] = len(open)
		}
	}
	return s
}

// stringEnd is where the string ends that begins at i.
func stringEnd(line string, i int) int {
	quote := line[i]
	for i++; i < len(line) && line[i] != quote; i++ {
		if line[i] == '\\' && quote == '"' {
			i++
		}
	}
	return min(i, len(line))
}

// longest is the longest of the outermost brackets that have members; 0, 0 where
// a bracket is open at the end of the line, or the longest is a comprehension.
func (s *scanned) longest() (open, end int) {
	for i, j := range s.partner {
		if s.depth[i] == 0 && (j-i > end-open || j-i == end-open && i < open) {
			open, end = i, j
		}
	}
	for i := open + 1; i < end; i++ {
		if s.line[i] == '|' && s.depth[i] == 1 {
			return 0, 0
		}
	}
	return open, end
}
