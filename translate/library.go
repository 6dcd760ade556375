package translate

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// libraryModules are the modules of the library that a bundle needs: the
// decision, conftest's entry points, the given files and, transitively, what
// they and the author's modules refer to. Tests are left out.
func libraryModules(lib fs.FS, files []string, others []Module) ([]Module, error) {
	c := &closure{lib: lib, seen: map[string]bool{}}
	for _, m := range others {
		c.referAll(m.Source)
	}
	for _, dir := range []string{"pratique", "main"} {
		c.addDir(dir)
	}
	for _, file := range files {
		c.add(file)
	}
	return c.modules, c.err
}

// Library lists the modules of one directory of a library and, transitively, what they
// refer to. Tests are left out.
func Library(lib fs.FS, dir string) ([]Module, error) {
	c := &closure{lib: lib, seen: map[string]bool{}}
	c.addDir(dir)
	return c.modules, c.err
}

// closure collects modules. The order of modules does not matter.
type closure struct {
	lib     fs.FS
	seen    map[string]bool
	modules []Module
	err     error
}

func (c *closure) addDir(dir string) {
	entries, err := fs.ReadDir(c.lib, dir)
	if err != nil {
		c.fail(err)
		return
	}
	for _, e := range entries {
		name := e.Name()
		if !e.IsDir() && strings.HasSuffix(name, ".rego") && !strings.HasSuffix(name, "_test.rego") {
			c.add(path.Join(dir, name))
		}
	}
}

func (c *closure) add(file string) {
	if c.seen[file] || c.err != nil {
		return
	}
	c.seen[file] = true
	text, err := fs.ReadFile(c.lib, file)
	if err != nil {
		c.fail(err)
		return
	}
	pkg := packageOf(text)
	if pkg == "" {
		c.fail(fmt.Errorf("%s: no package statement", file))
		return
	}
	c.modules = append(c.modules, Module{Path: file, Package: pkg, Source: text})
	c.referAll(text)
}

// referAll adds what a module's text refers to.
func (c *closure) referAll(text []byte) {
	for _, m := range reference.FindAllSubmatch(text, -1) {
		c.refer(string(m[1]))
	}
}

// reference finds what a module may need of the library. It looks at the text,
// not at the imports: so a reference within an expression counts too, and one
// in a comment does no harm. It begins with plain text, so that the search for
// it is one of bytes.
var reference = regexp.MustCompile(`data\.pratique(\.(?:lib|gates)(?:\.[a-z0-9_]+)+)`)

// refer adds the modules that the parts of a reference may name: a package may
// lie in the folder of another, as a check in that of its trigger.
func (c *closure) refer(names string) {
	file := "pratique"
	for name := range strings.SplitSeq(names[1:], ".") {
		file += "/" + name
		if _, err := fs.Stat(c.lib, file+".rego"); err == nil {
			c.add(file + ".rego")
		}
	}
}

func (c *closure) fail(err error) {
	if c.err == nil {
		c.err = fmt.Errorf("reading the library: %w", err)
	}
}

// packageOf is the name in the package statement, "" without one.
func packageOf(text []byte) string {
	for line := range bytes.Lines(text) {
		if rest, ok := bytes.CutPrefix(line, []byte("package ")); ok {
			name, _, _ := bytes.Cut(rest, []byte("#"))
			return string(bytes.TrimSpace(name))
		}
	}
	return ""
}
