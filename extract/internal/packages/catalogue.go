package packages

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// Tree is the merged root filesystem, as far as packages are looked up in it.
type Tree interface {
	// Facts returns those of the file that an absolute path names, through
	// symbolic links inside the root; nil where there is no such file or nothing
	// was found in it.
	Facts(path string) *Facts
	// Exists tells whether an absolute path names a file, through symbolic links
	// inside the root.
	Exists(path string) bool
}

// Found is one name of a file that has facts. A file with several hard links has
// several.
type Found struct {
	Path  string // absolute and clean, without symbolic links
	Facts *Facts
}

// Problem is something that could not be read. The packages that it may have
// declared are missing.
type Problem struct {
	Path string // "" for what concerns no single file
	Type string // type of the packages that may be missing
	Err  error
	// Minor is set where it is usual: files that only look like a declaration, as
	// in the tests of npm packages, and what Anchore leaves out, too. It is worth
	// a warning, not an error.
	Minor bool
	// Absent is set where packages are recorded elsewhere, or in a form that is not read.
	Absent bool
}

// Result is what an image has.
type Result struct {
	Packages []document.Package // sorted by name, version, type, architecture and path (compatibility.md#package-order); never nil
	Problems []Problem          // sorted by path
}

// Catalogue puts together what was found in the files that survived the merge.
func (s *Selection) Catalogue(tree Tree, found []Found, distro document.Distro) Result {
	c := newCatalogue(s, tree, found, distro)
	packages := c.languages()
	if !s.KeepOwned {
		packages = c.withoutOwned(packages)
	}
	list := make([]document.Package, 0, len(packages))
	for _, p := range packages {
		list = append(list, p.Package)
	}
	for _, p := range c.distribution() {
		if s.types[p.Type] {
			list = append(list, p)
		}
	}
	c.absent(list)
	slices.SortStableFunc(list, order)
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	return Result{Packages: slices.CompactFunc(list, same), Problems: c.problems}
}

// catalogue is one Catalogue call.
type catalogue struct {
	*Selection
	tree       Tree
	distro     document.Distro
	byKind     map[Kind][]Found // each sorted by path
	problems   []Problem
	found      []declared      // outside of the distribution's database
	recorded   map[string]bool // types of packages that a distribution's databases record
	ownedFiles map[string]bool // among those that declare packages; nil before they were looked for
}

func newCatalogue(s *Selection, tree Tree, found []Found, distro document.Distro) *catalogue {
	c := &catalogue{Selection: s, tree: tree, distro: distro, byKind: map[Kind][]Found{}, recorded: distributionTypes()}
	for _, f := range found {
		if f.Facts != nil {
			c.byKind[f.Facts.kind] = append(c.byKind[f.Facts.kind], f)
		}
	}
	for _, files := range c.byKind {
		slices.SortFunc(files, func(a, b Found) int { return strings.Compare(a.Path, b.Path) })
		for _, f := range files {
			if !c.unused(f) {
				c.unread(f)
			}
		}
	}
	return c
}

// unread notes what could not be read of a file.
func (c *catalogue) unread(f Found) {
	p := Problem{Path: f.Path, Type: f.Facts.kind.types[0], Err: f.Facts.err}
	if f.Facts.kind == rpmLog {
		p.Err = errors.New("the write-ahead log of the database was not merged into it, and is not read")
	}
	// Files that only look like a declaration are usual, those of that length are not.
	p.Minor = f.Facts.kind.usual && !f.Facts.tooLong
	if p.Err != nil {
		c.problems = append(c.problems, p)
	}
}

// each calls back with the values of the files of one kind, sorted by path.
func each[T any](c *catalogue, k Kind, do func(path string, value T)) {
	for _, f := range c.byKind[k] {
		if value, ok := f.Facts.value.(T); ok {
			do(f.Path, value)
		}
	}
}

// order is how packages are sorted. Those of one package in several places end
// up side by side.
func order(a, b document.Package) int {
	return cmp.Or(
		strings.Compare(a.Name, b.Name),
		strings.Compare(a.Version, b.Version),
		strings.Compare(a.Type, b.Type),
		strings.Compare(text(a.Arch), text(b.Arch)),
		strings.Compare(text(a.Path), text(b.Path)),
		strings.Compare(a.FullVersion, b.FullVersion),
	)
}

// same tells whether two records say the same; the release counts, so that two
// kernels stay two.
func same(a, b document.Package) bool { return order(a, b) == 0 }

func text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// some returns a pointer to a text, nil for none.
func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
