package packages

import (
	"slices"

	"github.com/pratique-dev/pratique/extract/internal/packages/apk"
	"github.com/pratique-dev/pratique/extract/internal/packages/dpkg"
	"github.com/pratique-dev/pratique/extract/internal/packages/rpm"
)

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
		if kind.packageType() == "" || kind <= apkDatabase {
			continue
		}
		for _, f := range files {
			declares[f.Path] = true
		}
	}
	c.ownedFiles = map[string]bool{}
	own := func(path string) {
		if declares[path] {
			c.ownedFiles[path] = true
		}
	}
	each(c, dpkgSums, func(_ string, data []byte) {
		for _, sum := range dpkg.Sums(data) {
			own(sum.Path)
		}
	})
	each(c, dpkgConffiles, func(_ string, data []byte) {
		for _, path := range dpkg.Paths(data) {
			own(path)
		}
	})
	each(c, rpmDatabase, func(_ string, list []rpm.Package) {
		for _, p := range list {
			for _, f := range p.Files {
				own(f.Path)
			}
		}
	})
	each(c, apkDatabase, func(_ string, list []apk.Package) {
		for _, p := range list {
			for _, f := range p.Files {
				own(f.Path)
			}
			for _, path := range p.Links {
				own(path)
			}
		}
	})
}
