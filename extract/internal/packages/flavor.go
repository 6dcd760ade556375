package packages

import (
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// manifestType returns the type of packages of which a distribution's manifests
// are read, "" for none. It follows Anchore's flavors (compatibility.md#distribution and
// compatibility.md#package-manifests): by the distribution's name, else by the first one
// that it is like.
func manifestType(d document.Distro) string {
	switch name := text(d.Name); name {
	case "centos", "rhel", "redhat", "fedora", "ol":
		return document.PackageRPM
	case "debian", "ubuntu":
		return document.PackageDpkg
	case "busybox":
		return ""
	case "alpine":
		return document.PackageAPK
	}
	like := strings.Split(text(d.Like), ",")
	for _, flavor := range []struct {
		packages string
		names    []string
	}{
		{document.PackageRPM, []string{"centos", "rhel", "fedora", "ol"}},
		{document.PackageDpkg, []string{"debian", "ubuntu"}},
		{"", []string{"busybox"}},
		{document.PackageAPK, []string{"alpine"}},
	} {
		if slices.ContainsFunc(like, func(name string) bool { return slices.Contains(flavor.names, name) }) {
			return flavor.packages
		}
	}
	return ""
}
