// Package catalog reads what the triggers of a Rego library say of themselves:
// the METADATA of pratique/gates/GATE/TRIGGER.rego.
package catalog

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// gatesDir is where a library keeps its gates.
const gatesDir = "pratique/gates"

// Catalog knows the gates and triggers of one library. The names come from the
// directory listing; a trigger's METADATA is parsed when it is first asked for.
// It is safe for concurrent use.
type Catalog struct {
	fsys  fs.FS
	names []string // gates, sorted
	gates map[string][]*entry
	eol   func() ([]EndOfLifeGate, error)

	checks checks
}

type entry struct {
	name string
	load func() (*Trigger, error)
}

// Load lists the gates of the library fsys, whose paths are like those of
// rego.FS ("pratique/gates/GATE/TRIGGER.rego").
func Load(fsys fs.FS) (*Catalog, error) {
	c := &Catalog{fsys: fsys, gates: map[string][]*entry{}}
	c.eol = sync.OnceValues(c.readEndOfLife)
	dirs, err := fs.ReadDir(fsys, gatesDir)
	if err != nil {
		return nil, fmt.Errorf("listing the library's gates: %w", err)
	}
	for _, dir := range dirs {
		if !dir.IsDir() {
			continue
		}
		if err := c.list(dir.Name()); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *Catalog) list(gate string) error {
	files, err := fs.ReadDir(c.fsys, path.Join(gatesDir, gate))
	if err != nil {
		return fmt.Errorf("listing gate %s of the library: %w", gate, err)
	}
	for _, file := range files {
		trigger, isRego := strings.CutSuffix(file.Name(), ".rego")
		if !isRego || strings.HasSuffix(trigger, "_test") {
			continue
		}
		load := sync.OnceValues(func() (*Trigger, error) { return readTrigger(c.fsys, gate, trigger) })
		c.gates[gate] = append(c.gates[gate], &entry{trigger, load})
	}
	if len(c.gates[gate]) > 0 {
		c.names = append(c.names, gate)
	}
	return nil
}

// Gates are the names of the gates, sorted.
func (c *Catalog) Gates() []string { return slices.Clone(c.names) }

// Triggers are the names of a gate's triggers, sorted; none where the library
// has no such gate.
func (c *Catalog) Triggers(gate string) []string {
	var names []string
	for _, e := range c.gates[gate] {
		names = append(names, e.name)
	}
	return names
}

// Trigger is what one trigger says of itself; nil, nil where the library has no
// such trigger. An error is a fault of the library and names file and key.
func (c *Catalog) Trigger(gate, trigger string) (*Trigger, error) {
	for _, e := range c.gates[gate] {
		if e.name == trigger {
			return e.load()
		}
	}
	return nil, nil
}

// Gate is a gate with all of its triggers, sorted by name; nil, nil where the
// library has no such gate.
func (c *Catalog) Gate(name string) (*Gate, error) {
	entries := c.gates[name]
	if entries == nil {
		return nil, nil
	}
	g := &Gate{Name: name}
	for _, e := range entries {
		t, err := e.load()
		if err != nil {
			return nil, err
		}
		g.Triggers = append(g.Triggers, t)
		g.Description = max(g.Description, t.GateDescription)
	}
	return g, nil
}

// EndOfLife are the gates that Anchore once had, in the library's order, from
// the METADATA of pratique/gates/end_of_life.rego; none where there is no such
// file.
func (c *Catalog) EndOfLife() ([]EndOfLifeGate, error) { return c.eol() }
