package packages

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/nuget"
)

var nugetDependencies = &cataloger{
	name: "nuget dependencies", types: []string{document.PackageNuGet}, usual: true,
	match: func(f location) bool { return strings.HasSuffix(f.base, ".deps.json") },
	read:  bytesOf(nuget.Read, value), decode: decode[[]nuget.Package],
	declared: func(c *catalogue, k Kind) {
		each(c, k, func(file string, list []nuget.Package) {
			for _, p := range list {
				c.add(document.PackageNuGet, file, file, p.Name, p.Version, noLicense, nil, packageURL("nuget", "", p.Name, p.Version))
			}
		})
	},
}
