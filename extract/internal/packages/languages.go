package packages

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// declared is a package that a file outside of the distribution's database
// declares.
type declared struct {
	document.Package
	file string // that declares it; Path may say more
}

// noLicense is what Anchore keeps for types of which it reads no licences.
const noLicense = "N/A"

// languages lists the packages that files declare (compatibility.md#language-packages and
// compatibility.md#runtimes).
func (c *catalogue) languages() []declared {
	for _, k := range catalogers {
		if k.declared != nil {
			k.declared(c, k)
		}
	}
	return c.found
}

// add adds a package that a file declares. where is its place, which may say more than the file.
func (c *catalogue) add(kind, file, where, name, version, license string, licenses []string, url *string) {
	if !c.types[kind] {
		return
	}
	c.found = append(c.found, declared{file: file, Package: document.Package{
		Name: name, Version: version, FullVersion: version, Type: kind, Path: &where,
		License: &license, Licenses: nonNil(licenses), PURL: url,
	}})
}

func texts(all ...string) []string {
	var list []string
	for _, t := range all {
		if t != "" {
			list = append(list, t)
		}
	}
	return list
}

// nonNil makes a list that is written as [] where it is empty.
func nonNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// splitName splits at the last slash.
func splitName(name string) (before, last string) {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}
