package packages

import (
	"path"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/composer"
)

var composerInstalled = &cataloger{
	name: "composer installed", types: []string{document.PackagePHP},
	match: func(f location) bool { return f.base == "installed.json" && strings.HasSuffix(f.dir, "/composer") },
	read:  bytesOf(composer.ReadInstalled, value), decode: decode[[]composer.Package],
	declared: func(c *catalogue, k Kind) { each(c, k, c.addComposer) },
}

var composerLock = &cataloger{
	name: "composer lock", types: []string{document.PackagePHP}, usual: true,
	match: func(f location) bool { return f.base == "composer.lock" },
	read:  bytesOf(composer.ReadLock, value), decode: decode[[]composer.Package],
	declared: func(c *catalogue, k Kind) {
		each(c, k, func(file string, list []composer.Package) {
			// What is installed counts; a lock file alone says what should be.
			if !c.tree.Exists(path.Join(path.Dir(file), "vendor/composer/installed.json")) {
				c.addComposer(file, list)
			}
		})
	},
}

func (c *catalogue) addComposer(file string, list []composer.Package) {
	for _, p := range list {
		vendor, name := splitName(p.Name)
		c.add(document.PackagePHP, file, file, p.Name, p.Version, strings.Join(p.Licenses, " "), p.Licenses, packageURL("composer", vendor, name, p.Version))
	}
}
