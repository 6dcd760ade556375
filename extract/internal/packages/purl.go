package packages

import (
	"strings"

	purl "github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/extract/internal/packages/java"
)

// packageURL returns the canonical package URL, nil where there is none. The
// qualifiers are pairs of key and value; those without a value are left out.
func packageURL(kind, namespace, name, version string, qualifiers ...[2]string) *string {
	u := purl.NewPackageURL(kind, namespace, name, version, nil, "")
	for _, q := range qualifiers {
		if q[1] != "" {
			u.Qualifiers = append(u.Qualifiers, purl.Qualifier{Key: q[0], Value: q[1]})
		}
	}
	if err := u.Normalize(); err != nil {
		return nil
	}
	text := u.ToString()
	return &text
}

// npmURL keeps a scope apart: @types/ms is ms in @types.
func npmURL(name, version string) *string {
	scope, base := "", name
	if strings.HasPrefix(name, "@") {
		scope, base = splitName(name)
	}
	return packageURL("npm", scope, base, version)
}

// mavenURL needs a group: without one a name in Maven's world says nothing.
func mavenURL(p java.Package) *string {
	if p.Group == "" {
		return nil
	}
	version := p.Version
	if version == java.NoVersion {
		version = ""
	}
	return packageURL("maven", p.Group, p.Name, version)
}
