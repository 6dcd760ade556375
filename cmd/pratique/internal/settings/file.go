// Package settings finds and reads the file of settings: values for the flags of
// the command line.
package settings

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"
)

// maxFile is the largest file that is read, in bytes.
const maxFile = 1 << 20

// File is a file of settings.
type File struct {
	Path   string
	Global []Setting
	Verbs  []Verb
}

// Verb is the section of a verb, such as "eval" or "bundle lint".
type Verb struct {
	Name     string
	Line     int
	Settings []Setting
}

// Setting is one key with its values, one unless it is a list.
type Setting struct {
	Key    string
	Values []string
	List   bool
	Line   int
}

// Error is what is wrong in a file of settings, and where.
type Error struct {
	Path    string
	Line    int
	Message string
}

func (e *Error) Error() string {
	return fmt.Sprintf("reading settings: %s:%d: %s", e.Path, e.Line, e.Message)
}

// Dir is the directory that relative paths in the file start from.
func (f *File) Dir() string { return filepath.Dir(f.Path) }

// Read reads a file of settings. Which keys there are is for the caller to judge.
func Read(path string) (*File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading settings: %w", err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("reading settings: %w", err)
	}
	if len(text) > maxFile {
		return nil, fmt.Errorf("reading settings: %s is larger than %d KB", path, maxFile>>10)
	}
	return Parse(path, text)
}

// Parse reads the text of a file of settings: a YAML mapping of keys to scalars and
// lists of scalars, and of verbs to such mappings. Aliases, tags of other types, keys
// that are there twice and more than one document are errors.
func Parse(path string, text []byte) (*File, error) {
	f := &File{Path: path}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		return f, nil // nothing, or comments alone
	case err != nil:
		return nil, fmt.Errorf("reading settings: %s: %w", path, err)
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading settings: %s: more than one document", path)
	}
	root := document.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
		return f, nil
	}
	return f, f.read(root)
}

func (f *File) read(root *yaml.Node) error {
	return f.pairs(root, func(key, value *yaml.Node) error {
		if value.Kind != yaml.MappingNode {
			s, err := f.setting(key, value)
			f.Global = append(f.Global, s)
			return err
		}
		verb := Verb{Name: key.Value, Line: key.Line}
		err := f.pairs(value, func(key, value *yaml.Node) error {
			s, err := f.setting(key, value)
			verb.Settings = append(verb.Settings, s)
			return err
		})
		f.Verbs = append(f.Verbs, verb)
		return err
	})
}

// pairs calls visit for each key of a mapping.
func (f *File) pairs(node *yaml.Node, visit func(key, value *yaml.Node) error) error {
	if node.Kind != yaml.MappingNode {
		return f.wrong(node, "expected a mapping of keys to values")
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.Tag != "!!str" {
			return f.wrong(key, "a key is not text")
		}
		if line, again := seen[key.Value]; again {
			return f.wrong(key, "%s is on line %d already", key.Value, line)
		}
		seen[key.Value] = key.Line
		if err := visit(key, value); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) setting(key, value *yaml.Node) (Setting, error) {
	s := Setting{Key: key.Value, Line: key.Line}
	nodes := []*yaml.Node{value}
	if value.Kind == yaml.SequenceNode {
		nodes, s.List = value.Content, true
	}
	for _, n := range nodes {
		switch {
		case n.Kind != yaml.ScalarNode:
			return s, f.wrong(n, "%s: want a text, a number, true, false, or a list of them", key.Value)
		case n.Tag == "!!null":
			return s, f.wrong(n, "%s has no value", key.Value)
		}
		s.Values = append(s.Values, n.Value)
	}
	return s, nil
}

func (f *File) wrong(node *yaml.Node, format string, args ...any) error {
	return &Error{f.Path, node.Line, fmt.Sprintf(format, args...)}
}
