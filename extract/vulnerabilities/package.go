package vulnerabilities

import (
	"path"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// pkgdb is the path of a distribution's package.
const pkgdb = "pkgdb"

// packageType is the document's type for a scanner's name of a kind of packages:
// a package URL's type, or what grype, trivy and osv-scanner call it. A kind that
// Anchore has no name for keeps the scanner's. Packages of composer are "composer"
// here, not "php", because that is the word that the gate knows for a package that
// is none of the distribution's.
func packageType(kind string) string {
	switch strings.ToLower(kind) {
	case "deb", "debian", "ubuntu", "dpkg":
		return "dpkg"
	case "apk", "alpine", "wolfi", "chainguard", "minimos", "alpaquita", "bellsoft hardened containers":
		return "apkg"
	case "rpm", "redhat", "red hat", "centos", "rocky", "rocky linux", "alma", "almalinux", "oracle", "amazon", "fedora", "photon", "mageia",
		"suse", "opensuse", "suse linux enterprise server", "opensuse-leap", "opensuse-tumbleweed", "opensuse.leap", "opensuse.tumbleweed",
		"opensuse-leap-micro", "sles", "slem", "suse linux enterprise micro", "cbl-mariner", "azurelinux", "azure linux", "openeuler":
		return "rpm"
	case "npm", "node-pkg", "yarn", "pnpm", "bun", "javascript":
		return "npm"
	case "gem", "gemspec", "bundler", "rubygems":
		return "gem"
	case "python", "python-pkg", "pypi", "pip", "pipenv", "poetry", "uv", "conda-pkg":
		return "python"
	case "java", "java-archive", "jenkins-plugin", "jar", "pom", "gradle", "sbt", "maven":
		return "java"
	case "go", "go-module", "gobinary", "gomod", "golang":
		return "go"
	case "dotnet", "nuget", "dotnet-core", "packages-props":
		return "nuget"
	case "php-composer", "composer", "composer-vendor", "packagist":
		return "composer"
	case "rust-crate", "cargo", "rustbinary", "crates.io":
		return "rust"
	}
	return strings.ToLower(kind)
}

// distribution says whether packages of a type are the distribution's own.
func distribution(packageType string) bool {
	return slices.Contains([]string{"dpkg", "rpm", "apkg", "alpm", "opkg"}, packageType)
}

// location is the path of a package as Anchore records it: pkgdb for the
// distribution's, for a Python package its directory, made of the place of its
// metadata and its name; else the file that the scanner found it in, NA without one.
func location(p document.VulnerablePackage, file string) *string {
	at := "NA"
	switch {
	case distribution(p.Type):
		at = pkgdb
	case file != "":
		at = path.Clean("/" + file)
		if dir := path.Dir(at); p.Type == "python" && (strings.HasSuffix(dir, "-info") || strings.HasSuffix(at, "-info")) {
			if strings.HasSuffix(dir, "-info") {
				dir = path.Dir(dir)
			}
			at = path.Join(dir, p.Name)
		}
	}
	return &at
}
