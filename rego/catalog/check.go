package catalog

import (
	"errors"
	"io/fs"
	"path"
	"sync"
)

// Check is one check of a trigger that has several: a module beside the trigger's.
type Check struct{ Title, Description, Remediation string }

// checks are those that were asked for, by file.
type checks struct {
	mu   sync.Mutex
	read map[string]*Check
}

// Check is what one check of a trigger, GATE/TRIGGER/NAME.rego, says of itself; nil, nil where
// the library has no such module.
func (c *Catalog) Check(gate, trigger, name string) (*Check, error) {
	file := path.Join(gatesDir, gate, trigger, name+".rego")
	if !fs.ValidPath(file) {
		return nil, nil
	}
	c.checks.mu.Lock()
	defer c.checks.mu.Unlock()
	if found, ok := c.checks.read[file]; ok {
		return found, nil
	}
	found, err := readCheck(c.fsys, file)
	if err != nil {
		return nil, err
	}
	if c.checks.read == nil {
		c.checks.read = map[string]*Check{}
	}
	c.checks.read[file] = found
	return found, nil
}

func readCheck(fsys fs.FS, file string) (*Check, error) {
	if _, err := fs.Stat(fsys, file); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	a, err := annotations(fsys, file)
	if err != nil {
		return nil, err
	}
	r := &reader{file: file}
	check := &Check{Title: flat(a.Title), Description: flat(a.Description), Remediation: flat(r.text("custom.remediation", a.Custom["remediation"]))}
	return check, r.err
}
