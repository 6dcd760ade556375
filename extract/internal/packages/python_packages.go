package packages

import (
	"io"
	"path"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/python"
)

var pythonEgg = &cataloger{
	name: "python egg", types: []string{document.PackagePython}, limit: 512 << 20, // in place
	match: func(f location) bool { return hasSuffixFold(f.base, ".egg") },
	read: func(_ *Selection, f File, r io.ReaderAt) (any, error) {
		return pointer(python.ReadEgg(f.Path, r, f.Size))
	},
	decode: decode[*python.Package],
	declared: func(c *catalogue, k Kind) {
		each(c, k, func(file string, p *python.Package) {
			c.add(document.PackagePython, file, path.Join(path.Dir(file), p.Name), p.Name, p.Version, p.License,
				texts(p.License, p.Expression), packageURL("pypi", "", p.Name, p.Version))
		})
	},
}

var pythonMetadata = &cataloger{
	name: "python metadata", types: []string{document.PackagePython}, usual: true,
	match: func(f location) bool {
		return (f.base == "METADATA" || f.base == "PKG-INFO" || hasSuffixFold(f.base, ".egg-info")) && python.IsMetadata(f.Path)
	},
	read: func(_ *Selection, f File, r io.ReaderAt) (any, error) {
		return pointer(python.Read(f.Path, io.NewSectionReader(r, 0, f.Size)))
	},
	decode: decode[*python.Package],
	declared: func(c *catalogue, k Kind) {
		each(c, k, func(file string, p *python.Package) {
			if other := python.Overridden(file); other != "" {
				if f := c.tree.Facts(other); f != nil && f.kind == k && f.value != nil {
					return
				}
			}
			var topLevel []string
			if f := c.tree.Facts(python.TopLevelFile(file)); f != nil && f.kind == pythonTopLevel {
				topLevel, _ = f.value.([]string)
			}
			c.add(document.PackagePython, file, python.Path(file, p.Name, topLevel), p.Name, p.Version, p.License,
				texts(p.License, p.Expression), packageURL("pypi", "", p.Name, p.Version))
		})
	},
}

// pythonTopLevel has the names that a distribution's modules are imported by.
var pythonTopLevel = &cataloger{
	name: "python top level", types: []string{document.PackagePython}, usual: true,
	match: func(f location) bool {
		return f.base == "top_level.txt" &&
			(hasSuffixFold(f.dir, ".dist-info") || hasSuffixFold(f.dir, ".egg-info") || hasSuffixFold(f.dir, ".egg/EGG-INFO"))
	},
	read:   bytesOf(func(data []byte) ([]string, error) { return python.TopLevel(data), nil }, value),
	decode: decode[[]string],
}

// hasSuffixFold is strings.HasSuffix without regard to case.
func hasSuffixFold(text, suffix string) bool {
	return len(text) >= len(suffix) && strings.EqualFold(text[len(text)-len(suffix):], suffix)
}
