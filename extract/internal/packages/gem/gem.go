// Package gem reads the gemspecs that RubyGems writes beside installed gems
// (compatibility.md#language-packages). They are Ruby programs, but generated ones: assignments
// of literals, one a line.
package gem

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path"
	"strings"
)

// Package is what a gemspec declares.
type Package struct {
	Name, Version string
	Licenses      []string
}

// Read reads the gemspec of a path. Where it computes its name or version instead of assigning
// literals, the stub line that RubyGems writes at its head has them, and so has its own name,
// NAME-VERSION.gemspec. Read returns nil where nothing says them.
func Read(file string, r io.Reader) (*Package, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), 4<<20)
	var p Package
	stub := named(file)
	for lines.Scan() {
		if fields := strings.Fields(lines.Text()); len(fields) >= 4 && fields[0] == "#" && fields[1] == "stub:" {
			stub = Package{Name: fields[2], Version: fields[3]}
		}
		attribute, value, ok := assignment(lines.Bytes())
		if !ok {
			continue
		}
		switch attribute {
		case "name":
			p.Name = first(p.Name, value)
		case "version":
			p.Version = first(p.Version, value)
		case "licenses", "license":
			if p.Licenses == nil {
				p.Licenses = literals(value)
			}
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading a line: %w", err)
	}
	p.Name, p.Version = cmp.Or(p.Name, stub.Name), cmp.Or(p.Version, stub.Version)
	if p.Name == "" || p.Version == "" {
		return nil, nil
	}
	return &p, nil
}

// named takes name and version from the name of a gemspec. A name may have dashes, and the version
// begins with a digit; a platform may follow it.
func named(file string) Package {
	stem := strings.TrimSuffix(path.Base(file), ".gemspec")
	for i := range stem {
		if stem[i] == '-' && i > 0 && i+1 < len(stem) && '0' <= stem[i+1] && stem[i+1] <= '9' {
			version, _, _ := strings.Cut(stem[i+1:], "-")
			return Package{Name: stem[:i], Version: version}
		}
	}
	return Package{}
}

// first keeps the earlier literal: later assignments belong to the branches for
// old versions of RubyGems.
func first(have, value string) string {
	if texts := literals(value); have == "" && len(texts) > 0 {
		return texts[0]
	}
	return have
}

// assignment splits "  s.name = …" into name and the text after "=".
func assignment(line []byte) (attribute, value string, ok bool) {
	line = bytes.TrimSpace(line)
	if len(line) == 0 || line[0] == '#' {
		return "", "", false
	}
	left, right, ok := bytes.Cut(line, []byte("="))
	_, name, dotted := bytes.Cut(bytes.TrimSpace(left), []byte("."))
	if !ok || !dotted {
		return "", "", false
	}
	switch name := string(name); name {
	case "name", "version", "licenses", "license":
		return name, string(right), true
	}
	return "", "", false
}

// literals returns the string literals of an expression: "a", 'a' and %q{a},
// alone, frozen, in a list or as the argument of Gem::Version.new.
func literals(expression string) []string {
	var texts []string
	for expression != "" {
		i := strings.IndexAny(expression, `"'%#`)
		if i < 0 {
			break
		}
		closing := expression[i : i+1]
		rest := expression[i+1:]
		switch closing {
		case "#": // a comment
			return texts
		case "%":
			if len(rest) < 2 || rest[0] != 'q' && rest[0] != 'Q' {
				expression = rest
				continue
			}
			closing, rest = closer(rest[1]), rest[2:]
		}
		text, after, ok := strings.Cut(rest, closing)
		if !ok {
			break
		}
		if text != "" {
			texts = append(texts, text)
		}
		expression = after
	}
	return texts
}

func closer(open byte) string {
	if i := strings.IndexByte("{[(<", open); i >= 0 {
		return "}])>"[i : i+1]
	}
	return string(open)
}
