package packages

import (
	"io"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/java"
)

var javaArchive = &cataloger{
	name: "java archive", types: []string{document.PackageJava}, limit: inPlace,
	match: func(f location) bool { return java.IsArchive(f.base) },
	read: func(_ *Selection, f File, r io.ReaderAt) (any, error) {
		if !java.IsCertain(f.Path) && !startsWith(r, "PK") {
			return nil, nil // another format with that extension
		}
		return pointer(java.Read(r, f.Size))
	},
	decode: decode[*java.Archive],
	declared: func(c *catalogue, k Kind) {
		each(c, k, func(file string, a *java.Archive) {
			for _, p := range a.Packages(file) {
				c.add(document.PackageJava, file, p.Path, p.Name, p.Version, noLicense, nil, mavenURL(p))
			}
		})
	},
}

func startsWith(r io.ReaderAt, text string) bool {
	start := make([]byte, len(text))
	_, err := r.ReadAt(start, 0)
	return err == nil && string(start) == text
}
