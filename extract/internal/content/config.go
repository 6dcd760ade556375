package content

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxConfig bounds the size of a configuration, in bytes.
const maxConfig = 1 << 20

// Config is an analyzer configuration.
type Config struct {
	RetrieveFiles Retrieve
	SecretSearch  Search
	ContentSearch Search
}

// Retrieve says which files are stored whole. MaxFileSize is in bytes; 0 is no limit.
type Retrieve struct {
	Paths       []string
	MaxFileSize int64
}

// Search is one section of searches. MaxFileSize is in bytes; 0 is no limit.
type Search struct {
	Items       []Item
	MaxFileSize int64
}

// Item is one search: a Python regular expression of bytes, and its name, nil
// where the configuration gives only the expression.
type Item struct {
	Name  *string
	Regex string
}

// String is the item as configured, which is what findings show.
func (i Item) String() string {
	if i.Name == nil {
		return i.Regex
	}
	return *i.Name + "=" + i.Regex
}

// ParseItem splits an item at its first "=", whatever it is part of
// (compatibility.md#search-name-split).
func ParseItem(text string) Item {
	name, regex, named := strings.Cut(text, "=")
	if !named {
		return Item{Regex: text}
	}
	return Item{Name: &name, Regex: regex}
}

// Default is what Anchore ships: /etc/passwd is stored, five patterns search for
// secrets in files of at most 10,000 bytes, and nothing else is searched for.
func Default() Config {
	return Config{
		RetrieveFiles: Retrieve{Paths: []string{"/etc/passwd"}, MaxFileSize: 1000 << 10},
		SecretSearch: Search{MaxFileSize: 10000, Items: []Item{
			ParseItem(`AWS_ACCESS_KEY=(?i).*aws_access_key_id( *=+ *).*(?<![A-Z0-9])[A-Z0-9]{20}(?![A-Z0-9]).*`),
			ParseItem(`AWS_SECRET_KEY=(?i).*aws_secret_access_key( *=+ *).*(?<![A-Za-z0-9/+=])[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=]).*`),
			ParseItem(`PRIV_KEY=(?i)-+BEGIN(.*)PRIVATE KEY-+`),
			ParseItem(`DOCKER_AUTH=(?i).*"auth": *".+"`),
			ParseItem(`API_KEY=(?i).*api(-|_)key( *=+ *).*(?<![A-Z0-9])[A-Z0-9]{20,60}(?![A-Z0-9]).*`),
		}},
	}
}

// ReadConfig reads an analyzer_config.yaml. A section that the file does not
// have is Anchore's default; one that it has is what the file says, without a
// limit on the size where it sets none. Warnings name the keys that have no
// meaning here; a value of the wrong type is an error that names its line.
func ReadConfig(r io.Reader) (config Config, warnings []string, err error) {
	data, err := io.ReadAll(io.LimitReader(r, maxConfig+1))
	if err != nil {
		return Config{}, nil, fmt.Errorf("reading analyzer configuration: %w", err)
	}
	if len(data) > maxConfig {
		return Config{}, nil, fmt.Errorf("reading analyzer configuration: larger than %d bytes", maxConfig)
	}
	p := configReader{config: Default()}
	if err := p.read(data); err != nil {
		return Config{}, nil, fmt.Errorf("reading analyzer configuration: %w", err)
	}
	return p.config, p.warnings, nil
}

type configReader struct {
	config   Config
	warnings []string
}

// field reads the value of one key.
type field func(value *yaml.Node) error

func (c *configReader) read(data []byte) error {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return err
	}
	if doc.Kind == 0 || isNull(doc.Content[0]) { // an empty file
		return nil
	}
	return c.mapping(doc.Content[0], "", map[string]field{
		"retrieve_files": c.retrieve,
		"secret_search":  func(v *yaml.Node) error { return c.search(v, "secret_search", &c.config.SecretSearch) },
		"content_search": func(v *yaml.Node) error { return c.search(v, "content_search", &c.config.ContentSearch) },
	})
}

func (c *configReader) retrieve(value *yaml.Node) error {
	files := Retrieve{}
	err := c.mapping(value, "retrieve_files", map[string]field{
		"file_list": func(v *yaml.Node) (err error) {
			files.Paths, err = stringList(v, "retrieve_files.file_list")
			return err
		},
		"max_file_size_kb": func(v *yaml.Node) error {
			if isNull(v) {
				return nil
			}
			kb, err := strconv.ParseInt(v.Value, 10, 64)
			if v.Tag != "!!int" || err != nil || kb < 0 || kb > math.MaxInt64>>10 {
				return at(v, "retrieve_files.max_file_size_kb is %s, not a number of kilobytes", kind(v))
			}
			files.MaxFileSize = kb << 10
			return nil
		},
	})
	c.config.RetrieveFiles = files
	return err
}

func (c *configReader) search(value *yaml.Node, name string, section *Search) error {
	read := Search{}
	err := c.mapping(value, name, map[string]field{
		"regexp_match": func(v *yaml.Node) error {
			texts, err := stringList(v, name+".regexp_match")
			for _, text := range texts {
				read.Items = append(read.Items, ParseItem(text))
			}
			return err
		},
		"match_params": func(v *yaml.Node) error {
			texts, err := stringList(v, name+".match_params")
			for i, text := range texts {
				if err := c.param(v.Content[i], name, text, &read); err != nil {
					return err
				}
			}
			return err
		},
	})
	*section = read
	return err
}

func (c *configReader) param(node *yaml.Node, section, text string, search *Search) error {
	name, value, _ := strings.Cut(text, "=")
	if name != "MAXFILESIZE" {
		c.warn(node, "%s.match_params: %q is not known and ignored", section, name)
		return nil
	}
	size, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
	if err != nil || size < 0 {
		return at(node, "%s.match_params: MAXFILESIZE is %q, not a number of bytes", section, value)
	}
	search.MaxFileSize = size
	return nil
}

// mapping hands each value of a mapping to the field of its key. Null is an empty mapping.
func (c *configReader) mapping(node *yaml.Node, name string, fields map[string]field) error {
	if isNull(node) {
		return nil
	}
	if node.Kind != yaml.MappingNode {
		return at(node, "%s is %s, not a mapping", subject(name), kind(node))
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		read, known := fields[key.Value]
		if !known {
			c.warn(key, "%s is not known and ignored", strings.TrimPrefix(name+"."+key.Value, "."))
			continue
		}
		if err := read(resolve(value)); err != nil {
			return err
		}
	}
	return nil
}

func (c *configReader) warn(node *yaml.Node, format string, args ...any) {
	c.warnings = append(c.warnings, fmt.Sprintf("line %d: ", node.Line)+fmt.Sprintf(format, args...))
}

func stringList(node *yaml.Node, name string) ([]string, error) {
	if isNull(node) {
		return nil, nil
	}
	if node.Kind != yaml.SequenceNode {
		return nil, at(node, "%s is %s, not a list", name, kind(node))
	}
	texts := make([]string, len(node.Content))
	for i, item := range node.Content {
		item = resolve(item)
		if item.Kind != yaml.ScalarNode || item.Tag != "!!str" {
			return nil, at(item, "%s[%d] is %s, not a text", name, i, kind(item))
		}
		texts[i] = item.Value
	}
	return texts, nil
}

// resolve follows an alias to what it names; the decoder has refused cycles.
func resolve(node *yaml.Node) *yaml.Node {
	for node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	return node
}

func isNull(node *yaml.Node) bool { return node.Kind == yaml.ScalarNode && node.Tag == "!!null" }

func at(node *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("line %d: %s", node.Line, fmt.Sprintf(format, args...))
}

func subject(name string) string {
	if name == "" {
		return "the file"
	}
	return name
}

func kind(node *yaml.Node) string {
	switch node.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	return strconv.Quote(node.Value)
}
