package packages

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/npm"
)

var npmManifest = &cataloger{
	name: "npm manifest", types: []string{document.PackageNPM}, usual: true,
	match: func(f location) bool { return f.base == "package.json" },
	read:  bytesOf(npm.Read, pointer), decode: decode[*npm.Package],
	declared: func(c *catalogue, k Kind) {
		each(c, k, func(file string, p *npm.Package) {
			c.add(document.PackageNPM, file, file, p.Name, p.Version, strings.Join(p.Licenses, " "), p.Licenses, npmURL(p.Name, p.Version))
		})
	},
}
