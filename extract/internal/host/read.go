package host

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
	"github.com/pratique-dev/pratique/internal/schemas"
	"github.com/pratique-dev/pratique/internal/strictjson"
)

// maxLines bounds the lines of one file.
const maxLines = 1 << 20

// section reads the lines of one of the forms that the host's tools print.
type section struct {
	name string
	// looks tells the form by its first line.
	looks *regexp.Regexp
	read  func(h *document.Host, lines []string) error
}

// sections are in the order in which their first line is tried.
func sections() []section {
	return []section{
		{"audit_log", regexp.MustCompile(`^(?:(?:node=\S+ )?type=\S+ msg=audit\(|----$|time->|<no matches>$)`), readAuditLog},
		{"audit_rules", regexp.MustCompile(`^(?:-[aAwWDbfeirc](?:\s|$)|--\w|No rules$)`), readAuditRules},
		{"listeners", regexp.MustCompile(`^(?:State\s|Netid\s|LISTEN\s|Active Internet|Proto\s|(?:tcp|udp)6?\s)`), readListeners},
		{"files", regexp.MustCompile(`^(?:\s*File: |[0-9a-f]{1,8} \d+ \d+ \S+ \S+ /|stat: )`), readFiles},
		{"groups", regexp.MustCompile(`^[^\s:=]+:[^:]*:\d+:[^:]*$`), readGroups},
		{"mounts", regexp.MustCompile(`^(?:\S+\s+(?:/\S*|none|swap)\s+\S+\s+\S+(?:\s+\d+){0,2}|\S+ on /.* type \S+ \(.*\))\s*$`), readMounts},
		{"environment", regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*=`), readEnvironment},
	}
}

// Split takes the name of a form off an argument: mounts=FILE. The name is "" where
// the argument has none.
func Split(argument string) (form, file string) {
	if name, rest, found := strings.Cut(argument, "="); found &&
		slices.ContainsFunc(sections(), func(s section) bool { return s.name == name }) {
		return name, rest
	}
	return "", argument
}

// Read reads one file and tells its form by its content; name is for errors only.
func Read(name string, r io.Reader) (*document.Host, error) { return ReadAs("", name, r) }

// ReadAs reads one file in a form that [Split] has given.
func ReadAs(form, name string, r io.Reader) (*document.Host, error) {
	h := &document.Host{}
	if err := read(h, form, r); err != nil {
		return nil, fmt.Errorf("reading host facts of %s: %w", name, err)
	}
	return h, nil
}

func read(h *document.Host, form string, r io.Reader) error {
	data, err := yamlread.Bytes(r)
	if err != nil {
		return err
	}
	if form == "" && yamlread.IsJSON(data) {
		return readJSON(h, data)
	}
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if len(lines) > maxLines {
		return fmt.Errorf("more than %d lines", maxLines)
	}
	first := slices.IndexFunc(lines, func(line string) bool {
		line = strings.TrimSpace(line)
		return line != "" && line[0] != '#'
	})
	for _, s := range sections() {
		if s.name == form || form == "" && first >= 0 && s.looks.MatchString(lines[first]) {
			return s.read(h, lines)
		}
	}
	if form != "" {
		return fmt.Errorf("the form %q is not known", form)
	}
	return readYAML(h, data)
}

func readJSON(h *document.Host, data []byte) error {
	documents, err := yamlread.JSON(data)
	if err != nil {
		return err
	}
	if len(documents) != 1 {
		return fmt.Errorf("%d documents instead of one", len(documents))
	}
	return strict(h, documents[0])
}

func readYAML(h *document.Host, data []byte) error {
	documents, err := yamlread.YAML(data)
	if err != nil {
		return err
	}
	if len(documents) != 1 {
		return fmt.Errorf("%d documents instead of one", len(documents))
	}
	if _, ok := documents[0].(map[string]any); !ok {
		return errors.New("it is none of the forms of host facts")
	}
	text, err := json.Marshal(documents[0])
	if err != nil {
		return err
	}
	return strict(h, text)
}

// strict reads the document's own shape, also under a key "host". A misspelt section
// would pass for one that nobody supplied.
func strict(h *document.Host, text json.RawMessage) error {
	schema, err := schemas.CompiledInput()
	if err != nil {
		return err
	}
	var top map[string]json.RawMessage
	if err := json.Unmarshal(text, &top); err != nil {
		return errors.New("it is not JSON object")
	}
	if outer := top["host"]; outer != nil {
		// What stands beside it is of the document's other sections.
		if err := strictjson.Check(text, schema.Section("host")); err != nil {
			return err
		}
		text, top = outer, nil
		if err := json.Unmarshal(text, &top); err != nil {
			return errors.New("/host is not JSON object")
		}
	} else if err := strictjson.Check(text, schema.Property("host")); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(top)) {
		if !slices.ContainsFunc(sections(), func(s section) bool { return s.name == key }) {
			return fmt.Errorf("the section %.60q is not known", key)
		}
	}
	if err := json.Unmarshal(text, h); err != nil {
		return err
	}
	return complete(h)
}

// complete checks what JSON's types do not, and fills in empty lists.
func complete(h *document.Host) error {
	for path, entry := range h.Files {
		if !strings.HasPrefix(path, "/") {
			return fmt.Errorf("the path %.100q is not absolute", path)
		}
		if entry != nil && entry.Type == "" {
			entry.Type = typeOf(entry.Mode)
		}
	}
	for name, group := range h.Groups {
		if group.Members == nil {
			group.Members = []string{}
			h.Groups[name] = group
		}
	}
	for i := range h.Mounts {
		if h.Mounts[i].Options == nil {
			h.Mounts[i].Options = []string{}
		}
	}
	return nil
}
