package sbom

import (
	"cmp"
	"strings"

	"github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/extract/document"
)

// packageType is the document's type for a package URL's type or what a tool calls it; "" for
// none, the word itself for one that the document has no name for.
func packageType(kind string) string {
	switch kind = strings.ToLower(kind); kind {
	case "deb", "dpkg":
		return document.PackageDpkg
	case "rpm":
		return document.PackageRPM
	case "apk", "alpine", "apkg":
		return document.PackageAPK
	case "npm":
		return document.PackageNPM
	case "gem":
		return document.PackageGem
	case "pypi", "python", "wheel", "egg":
		return document.PackagePython
	case "maven", "java", "java-archive", "jar", "jenkins-plugin":
		return document.PackageJava
	case "golang", "go", "go-module":
		return document.PackageGo
	case "nuget", "dotnet":
		return document.PackageNuGet
	case "composer", "php", "php-composer":
		return document.PackagePHP
	case "cargo", "rust", "rust-crate":
		return document.PackageRust
	case "binary", "generic":
		return document.PackageBinary
	}
	return kind
}

// fromPURL fills in what the package URL says. It goes before names and kinds: these differ
// between tools.
func (c *component) fromPURL(s *SBOM) {
	if c.purl == "" {
		c.joinGroup(c.kind)
		return
	}
	u, err := packageurl.FromString(c.purl)
	if err != nil {
		c.joinGroup(c.kind)
		return
	}
	q := u.Qualifiers.Map()
	if u.Type == "alpine" {
		u.Type = packageurl.TypeApk
	}
	c.kind = u.Type
	c.version = cmp.Or(c.version, u.Version)
	c.arch = cmp.Or(c.arch, q["arch"])
	c.epoch = cmp.Or(c.epoch, q["epoch"])
	c.module = cmp.Or(c.module, q["rpmmod"])
	if c.source == "" {
		upstream := cmp.Or(q["upstream"], q["source"])
		name, version, _ := strings.Cut(upstream, "@")
		c.source, c.sourceVersion = name, cmp.Or(c.sourceVersion, version, q["source_version"])
	}
	switch u.Type {
	case packageurl.TypeDebian, packageurl.TypeRPM, packageurl.TypeApk:
		c.name = cmp.Or(c.name, u.Name)
		if distro := distroOf(u.Namespace, q["distro"]); distro.Name != nil {
			s.count(distro)
		}
	case packageurl.TypeMaven: // the group is no part of a Java package's name
		c.name = cmp.Or(c.name, u.Name)
	default:
		c.name = u.Name
		if u.Namespace != "" {
			c.name = u.Namespace + "/" + u.Name
		}
	}
}

// joinGroup puts a scope before a name, where names of the kind have one.
func (c *component) joinGroup(kind string) {
	switch packageType(kind) {
	case document.PackageNPM, document.PackageGo, document.PackagePHP:
		if c.group != "" && !strings.HasPrefix(c.name, c.group+"/") {
			c.name = c.group + "/" + c.name
		}
	}
}

// distroOf reads distro=debian-12; of a name alone the namespace decides.
func distroOf(namespace, distro string) document.Distro {
	name, version := namespace, ""
	if distro != "" {
		// The version is behind the last hyphen: opensuse-leap-15.5.
		if at := strings.LastIndex(distro, "-"); at > 0 && strings.ContainsAny(distro[at+1:], "0123456789") {
			name, version = distro[:at], distro[at+1:]
		} else if distro[0] >= '0' && distro[0] <= '9' { // trivy leaves the name out
			version = distro
		} else {
			name = distro
		}
	}
	if name == "" {
		return document.Distro{}
	}
	if name = strings.ToLower(name); name == "debian" {
		version, _, _ = strings.Cut(version, ".")
	}
	return document.Distro{Name: &name, Version: some(version), Like: &name}
}

// count counts a distribution that a package URL names; the most frequent one wins.
func (s *SBOM) count(d document.Distro) {
	for known := range s.oses {
		if text(known.Name) == text(d.Name) && text(known.Version) == text(d.Version) {
			s.oses[known]++
			return
		}
	}
	if len(s.oses) < 64 {
		s.oses[&d] = 1
	}
}
