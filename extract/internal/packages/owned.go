package packages

import "slices"

// withoutOwned drops the packages whose declaring file belongs to a package of
// the distribution, which lists the same software already ("ownership by file
// overlap", compatibility.md#owned-packages).
func (c *catalogue) withoutOwned(all []declared) []declared {
	return slices.DeleteFunc(all, func(p declared) bool { return c.owned(p.file) })
}

// owned tells whether a file belongs to a package of the distribution.
func (c *catalogue) owned(file string) bool {
	if c.ownedFiles == nil {
		c.findOwned()
	}
	return c.ownedFiles[file]
}

// findOwned asks only for the files that declare packages: the lists of a whole
// distribution name a hundred times as many.
func (c *catalogue) findOwned() {
	declares := map[string]bool{}
	for kind, files := range c.byKind {
		if !c.recorded[kind.types[0]] {
			for _, f := range files {
				declares[f.Path] = true
			}
		}
	}
	c.ownedFiles = map[string]bool{}
	own := func(path string) {
		if declares[path] {
			c.ownedFiles[path] = true
		}
	}
	for kind, files := range c.byKind {
		if kind.owns == nil {
			continue
		}
		for _, f := range files {
			kind.owns(f.Facts.value, own)
		}
	}
}
