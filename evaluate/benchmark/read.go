package benchmark

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"time"

	"gopkg.in/yaml.v3"
)

// maxFile is the largest definition or attestation file that is read, in bytes.
const maxFile = 8 << 20

// ReadDefinition reads a definition, YAML or JSON, and lists all that is wrong with it.
// Its controls may take what they do not say from those of the bundle that it names
// (see Control.Same), whose controls are looked up by the bundle's name.
func ReadDefinition(r io.Reader, lookup func(bundle string) ([]byte, bool)) (*Definition, error) {
	var d Definition
	text, err := asJSON(r)
	if err == nil {
		text, err = resolved(text, lookup)
	}
	if err == nil {
		err = decode(text, &d)
	}
	if err != nil {
		return nil, fmt.Errorf("reading controls: %w", err)
	}
	if err := d.check(); err != nil {
		return nil, err
	}
	return &d, nil
}

// ReadAttestations reads a list of attestations, YAML or JSON.
func ReadAttestations(r io.Reader) ([]Attestation, error) {
	var file struct {
		Attestations []Attestation `json:"attestations"`
	}
	text, err := asJSON(r)
	if err == nil {
		err = decode(text, &file)
	}
	if err != nil {
		return nil, fmt.Errorf("reading attestations: %w", err)
	}
	var errs []error
	for i := range file.Attestations {
		a := &file.Attestations[i]
		if a.Control == "" || a.By == "" {
			errs = append(errs, fmt.Errorf("reading attestations: number %d names no control or no person who attests it", i+1))
		}
		if !slices.Contains([]string{Pass, Fail, NotApplicable}, a.State) {
			errs = append(errs, fmt.Errorf("reading attestations: %s: the state is %q, expected pass, fail or not_applicable", a.Control, a.State))
		}
		var err error
		if a.Expires, err = moment(a.Expires); err != nil {
			errs = append(errs, fmt.Errorf("reading attestations: %s: expires: %w", a.Control, err))
		}
		if a.Date == "" {
			errs = append(errs, fmt.Errorf("reading attestations: %s: there is no date", a.Control))
		} else if _, err = moment(a.Date); err != nil {
			errs = append(errs, fmt.Errorf("reading attestations: %s: date: %w", a.Control, err))
		}
	}
	return file.Attestations, errors.Join(errs...)
}

// moment is a time, or the end of a day, as RFC 3339.
func moment(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day.AddDate(0, 0, 1).Format(time.RFC3339), nil
	}
	if _, err := time.Parse(time.RFC3339, text); err != nil {
		return "", fmt.Errorf("%q is not a date such as 2026-03-15", text)
	}
	return text, nil
}

// asJSON takes YAML by way of JSON, so that one set of tags holds for both.
func asJSON(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxFile {
		return nil, fmt.Errorf("larger than %d MB", maxFile>>20)
	}
	var node yaml.Node
	if err := yaml.Unmarshal(text, &node); err != nil {
		return nil, err
	}
	if err := plain(&node); err != nil {
		return nil, err
	}
	var value any
	if err := node.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

// decode takes an unknown key for an error.
func decode(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}

// plain refuses aliases: a few lines of them can stand for gigabytes. Dates stay texts.
func plain(n *yaml.Node) error {
	if n.Kind == yaml.AliasNode {
		return fmt.Errorf("line %d: aliases are not taken", n.Line)
	}
	if n.Tag == "!!timestamp" {
		n.Tag = "!!str"
	}
	for _, child := range n.Content {
		if err := plain(child); err != nil {
			return err
		}
	}
	return nil
}

// check lists what is wrong with a definition beyond its form.
func (d *Definition) check() error {
	var errs []error
	fail := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("reading controls: "+format, args...))
	}
	if d.Benchmark.ID == "" || d.Benchmark.Title == "" || d.Benchmark.Version == "" {
		fail("the benchmark needs id, title and version")
	}
	for _, p := range d.Profiles {
		if p.ID == "" || len(p.Levels) == 0 {
			fail("a profile needs id and levels")
		}
	}
	sections := map[string]bool{}
	for _, s := range d.Sections {
		if sections[s.ID] {
			fail("section %s is there twice", s.ID)
		}
		sections[s.ID] = true
	}
	seen := map[string]bool{}
	for i := range d.Controls {
		c := &d.Controls[i]
		if c.ID == "" || c.Title == "" || seen[c.ID] {
			fail("control %q has no id or title, or is there twice", c.ID)
		}
		seen[c.ID] = true
		for _, problem := range c.problems(sections) {
			fail("control %s: %s", c.ID, problem)
		}
	}
	return errors.Join(errs...)
}

func (c *Control) problems(sections map[string]bool) []string {
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if !sections[c.Section] {
		add("there is no section %q", c.Section)
	}
	if c.Level < 1 {
		add("the level is %d, want 1 or more", c.Level)
	}
	if !slices.Contains([]string{Automated, Partial, Manual}, c.Kind) {
		add("the kind is %q, expected automated, partial or manual", c.Kind)
	}
	if c.Kind == Manual && len(c.Rules) > 0 {
		add("it is manual and has rules: it is partial")
	}
	for _, action := range []string{c.FailOn, c.ReviewOn} {
		if !slices.Contains([]string{"", "go", "warn", "stop"}, action) {
			add("the action %q is not known", action)
		}
	}
	if c.Weight != nil && *c.Weight < 0 {
		add("the weight is negative")
	}
	for _, e := range c.Evidence {
		if e.Tool == "" || (e.ID == "") == (e.Title == "") {
			add("evidence names a tool, and an id or a title")
		}
	}
	for _, r := range c.Rules {
		if r.Rule == "" && r.Gate == "" && r.Comment == "" && r.Policy == "" {
			add("a reference selects no rule")
		}
		for _, of := range [][2]string{{"applies_to", r.AppliesTo}, {"unless", r.Unless}} {
			if !slices.Contains([]string{"", "image", "dockerfile", "container", "daemon", "host", "scan", "registry"}, of[1]) {
				add("%s is %q, expected image, dockerfile, container, daemon, host, scan or registry", of[0], of[1])
			}
		}
		if _, err := regexp.Compile(r.Comment); err != nil {
			add("the comment %q is not a regular expression: %v", r.Comment, err)
		}
	}
	return list
}
