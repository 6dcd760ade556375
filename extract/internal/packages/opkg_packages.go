package packages

import (
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/dpkg"
)

var opkgStatus = &cataloger{
	name: "opkg status", types: []string{document.PackageOpkg}, limit: database,
	match: func(f location) bool { return f.Path == "/usr/lib/opkg/status" || f.Path == "/var/lib/opkg/status" },
	read:  content(dpkg.ReadStatus, value), decode: decode[[]dpkg.Package],
	installed: (*catalogue).opkgPackages,
}

// opkgPackages lists the packages of opkg's database, which has dpkg's form.
func (c *catalogue) opkgPackages(k Kind, _ bool) []document.Package {
	var list []document.Package
	each(c, k, func(_ string, installed []dpkg.Package) {
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
