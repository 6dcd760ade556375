package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/open-policy-agent/opa/v1/ast"
)

// annotations are the package METADATA of one file. Only the text up to the
// package statement is parsed: it is all that says something of the trigger,
// and start-up time counts.
func annotations(fsys fs.FS, file string) (*ast.Annotations, error) {
	source, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("reading the library: %w", err)
	}
	return parseAnnotations(file, withoutSamples(header(source)))
}

func parseAnnotations(file string, header []byte) (*ast.Annotations, error) {
	m, err := ast.ParseModuleWithOpts(file, string(header), ast.ParserOptions{
		ProcessAnnotation: true,
		RegoVersion:       ast.RegoV1,
	})
	if err != nil {
		return nil, fmt.Errorf("parsing %s: %w", file, err)
	}
	for _, a := range m.Annotations {
		if a.Scope == "package" {
			return a, nil
		}
	}
	return nil, fmt.Errorf("reading %s: %w", file, errNoMetadata)
}

var errNoMetadata = errors.New("no METADATA of scope package")

// header is source up to and including the line of its package statement.
func header(source []byte) []byte {
	at := 0
	for at < len(source) {
		end := bytes.IndexByte(source[at:], '\n')
		if end < 0 {
			break
		}
		line := source[at : at+end]
		at += end + 1
		if bytes.HasPrefix(line, []byte("package ")) {
			return source[:at]
		}
	}
	return source
}

func readTrigger(fsys fs.FS, gate, name string) (*Trigger, error) {
	file := path.Join(gatesDir, gate, name+".rego")
	a, err := annotations(fsys, file)
	if err != nil {
		return nil, err
	}
	t := &Trigger{Gate: gate, Name: name, Title: a.Title, Description: a.Description, File: file}
	r := &reader{file: file}
	r.trigger(t, a.Custom)
	if r.err != nil {
		return nil, r.err
	}
	return t, nil
}

func (c *Catalog) readEndOfLife() ([]EndOfLifeGate, error) {
	const file = gatesDir + "/end_of_life.rego"
	if _, err := fs.Stat(c.fsys, file); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	a, err := annotations(c.fsys, file)
	if err != nil {
		return nil, err
	}
	r := &reader{file: file}
	var gates []EndOfLifeGate
	list := r.list("custom.end_of_life", a.Custom["end_of_life"])
	for i, item := range list {
		key := fmt.Sprintf("custom.end_of_life[%d]", i)
		m := r.object(key, item, "gate", "successor", "triggers")
		gates = append(gates, EndOfLifeGate{
			Gate:      r.required(key+".gate", m["gate"]),
			Successor: r.text(key+".successor", m["successor"]),
			Triggers:  r.texts(key+".triggers", m["triggers"]),
		})
	}
	if len(list) == 0 {
		r.fail("custom.end_of_life", "is empty")
	}
	return gates, r.err
}
