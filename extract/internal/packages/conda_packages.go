package packages

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/conda"
)

var condaRecord = &cataloger{
	name: "conda record", types: []string{document.PackageConda},
	match: func(f location) bool {
		return strings.HasSuffix(f.base, ".json") && strings.HasSuffix(f.dir, "/conda-meta")
	},
	read: bytesOf(conda.Read, pointer), decode: decode[*conda.Package],
	declared: func(c *catalogue, k Kind) {
		each(c, k, func(file string, p *conda.Package) {
			c.add(document.PackageConda, file, file, p.Name, p.Version, p.License, texts(p.License), packageURL("conda", "", p.Name, p.Version,
				[2]string{"build", p.Build}, [2]string{"channel", p.Channel}, [2]string{"subdir", p.Subdir}))
		})
	},
}
