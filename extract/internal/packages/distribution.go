package packages

import (
	"fmt"

	"github.com/pratique-dev/pratique/extract/document"
)

// distribution lists the packages of the distribution's databases.
func (c *catalogue) distribution() []document.Package {
	var all []document.Package
	withFiles := manifestType(c.distro)
	for _, k := range catalogers {
		if k.installed == nil {
			continue
		}
		packageType := k.types[0]
		files := c.manifests && packageType == withFiles
		list := k.installed(c, k, files)
		all = append(all, list...)
		if c.manifests && !files && len(list) > 0 {
			c.problems = append(c.problems, Problem{Type: packageType, Minor: true, Err: fmt.Errorf(
				"the manifests of %s packages are not used in an image of the distribution %q: Anchore knows none there", packageType, text(c.distro.Name))})
		}
	}
	return all
}

// base is a package of the distribution's database.
func base(kind, name, version, fullVersion string) document.Package {
	where := document.PathPackageDatabase
	return document.Package{Name: name, Version: version, FullVersion: fullVersion, Type: kind, Path: &where}
}

// distroVersion is the distribution as package URLs have it, such as debian-12.
func (c *catalogue) distroVersion() string {
	name, version := text(c.distro.Name), text(c.distro.Version)
	if name == "" || version == "" {
		return name
	}
	return name + "-" + version
}
