package packages

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/alpm"
)

var alpmDescription = &cataloger{
	name: "alpm description", types: []string{document.PackageALPM},
	match: func(f location) bool { return f.base == "desc" && f.system && alpm.IsDescription(f.Path) },
	read:  content(alpm.Read, pointer), decode: decode[*alpm.Package],
	installed: (*catalogue).alpmPackages,
}

// alpmPackages lists the packages of pacman's database.
func (c *catalogue) alpmPackages(k Kind, _ bool) []document.Package {
	var list []document.Package
	each(c, k, func(_ string, a *alpm.Package) {
		p := base(document.PackageALPM, a.Name, a.Version, a.Version)
		p.Arch, p.Origin, p.Source, p.Size = some(a.Architecture), some(a.Packager), some(a.Base), &a.Size
		license := noLicense
		if p.Licenses = nonNil(a.Licenses); len(a.Licenses) > 0 {
			license = strings.Join(a.Licenses, " ")
		}
		p.License = &license
		p.PURL = packageURL("alpm", text(c.distro.Name), a.Name, a.Version, [2]string{"arch", a.Architecture}, [2]string{"upstream", a.Base})
		list = append(list, p)
	})
	return list
}
