package packages

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/alpm"
	"github.com/pratique-dev/pratique/extract/internal/packages/dpkg"
)

// alpmPackages lists the packages of pacman's database.
func (c *catalogue) alpmPackages(bool) []document.Package {
	var list []document.Package
	each(c, alpmDescription, func(_ string, a *alpm.Package) {
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

// opkgPackages lists the packages of opkg's database, which has dpkg's form.
func (c *catalogue) opkgPackages(bool) []document.Package {
	var list []document.Package
	each(c, opkgStatus, func(_ string, installed []dpkg.Package) {
		for _, o := range installed {
			p := base(document.PackageOpkg, o.Name, o.Version, o.Version)
			license := noLicense
			p.Arch, p.Source, p.Size, p.License, p.Licenses = some(o.Architecture), some(o.Source), &o.Size, &license, []string{}
			p.PURL = packageURL("opkg", "", o.Name, o.Version, [2]string{"arch", o.Architecture})
			list = append(list, p)
		}
	})
	return list
}
