package packages

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/bitnami"
)

var bitnamiDocument = &cataloger{
	name: "bitnami document", types: []string{document.PackageBitnami},
	match: func(f location) bool { return strings.HasSuffix(f.base, ".spdx") && bitnami.IsDocument(f.Path) },
	read:  bytesOf(bitnami.Read, value), decode: decode[[]bitnami.Package],
	declared: func(c *catalogue, k Kind) {
		each(c, k, func(file string, list []bitnami.Package) {
			for _, p := range list {
				c.add(document.PackageBitnami, file, file, p.Name, p.Version, p.License, texts(p.License), some(p.PURL))
			}
		})
	},
}
