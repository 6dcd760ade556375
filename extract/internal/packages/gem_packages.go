package packages

import (
	"io"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/gem"
)

var gemSpecification = &cataloger{
	name: "gem specification", types: []string{document.PackageGem}, usual: true,
	match: func(f location) bool {
		return strings.HasSuffix(f.base, ".gemspec") && strings.Contains(f.dir+"/", "/specifications/")
	},
	read: func(_ *Selection, f File, r io.ReaderAt) (any, error) {
		return pointer(gem.Read(f.Path, io.NewSectionReader(r, 0, f.Size)))
	},
	decode: decode[*gem.Package],
	declared: func(c *catalogue, k Kind) {
		each(c, k, func(file string, p *gem.Package) {
			c.add(document.PackageGem, file, file, p.Name, p.Version, strings.Join(p.Licenses, " "), p.Licenses, packageURL("gem", "", p.Name, p.Version))
		})
	},
}
