package java

import (
	"strings"
)

// NoVersion is the version of an archive that nowhere says one: the text that
// Anchore shows.
const NoVersion = "None"

// Package is one package of an archive.
type Package struct {
	Group   string // "" where no pom.properties gave it
	Name    string
	Version string
	// Path is the virtual path: archives in archives are joined by ":", and so is
	// the name of a package that only a pom.properties declares.
	Path string
}

// Packages returns the packages of an archive and of those nested in it. file is
// the archive's path.
func (a *Archive) Packages(file string) []Package {
	return a.packages(file, baseStem(file))
}

// packages takes the archive's own name, too, which its virtual path ends in.
func (a *Archive) packages(file, stem string) []Package {
	packages := a.own(file, stem)
	for _, n := range a.Nested {
		packages = append(packages, n.packages(file+":"+n.Path, baseStem(n.Path))...)
	}
	return packages
}

// own returns the archive's package and those that were merged into it. An
// archive without a manifest is a package only where its name has name and version, or a
// pom.properties is its own; the other pom.properties still are.
func (a *Archive) own(file, stem string) []Package {
	var packages []Package
	name, version := splitName(stem)
	main := -1 // index of the POM of the archive itself
	if manifest := a.Manifest; manifest != nil || version != "" {
		if manifest == nil {
			manifest = &Manifest{}
		}
		// compatibility.md#java-versions: the order that Anchore's code means.
		said := first(manifest.ImplementationVersion, manifest.SpecificationVersion, version, manifest.BundleVersion, NoVersion)
		if main = a.mainPOM(name, stem, manifest.Name); main >= 0 {
			pom := a.POMs[main]
			packages = append(packages, Package{pom.Group, pom.Artifact, first(pom.Version, said), file})
		} else {
			packages = append(packages, Package{Name: first(name, manifest.Name, stem), Version: said, Path: file})
		}
	}
	for i, pom := range a.POMs {
		if i != main {
			packages = append(packages, Package{pom.Group, pom.Artifact, first(pom.Version, NoVersion), file + ":" + pom.Artifact})
		}
	}
	return packages
}

// mainPOM finds the POM of the archive itself: the one with the name of its file,
// else the first whose name begins with it, as in "guava" and "guava-jre"; -1
// where all belong to packages that were merged into it.
func (a *Archive) mainPOM(name, stem, stated string) int {
	begins := -1
	for i, pom := range a.POMs {
		if pom.Artifact == name || pom.Artifact == stem || pom.Artifact+"-"+pom.Version == stem {
			return i
		}
		if begins < 0 && strings.HasPrefix(pom.Artifact, first(name, stated)) {
			begins = i
		}
	}
	return begins
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// splitName splits the name of an archive without its extension, such as
// "commons-text-1.9", at the first "-" before a version. A name that does not
// begin with a letter, or has characters that no artifact has, gives nothing.
func splitName(stem string) (name, version string) {
	name = stem
	for i := range stem {
		if stem[i] == '-' && beginsVersion(strings.ToLower(stem[i+1:])) {
			name, version = stem[:i], stem[i+1:]
			break
		}
	}
	if name == "" || !isLetter(name[0]) || strings.ContainsFunc(name, func(r rune) bool { return !isNameRune(r) }) {
		return "", ""
	}
	return name, version
}

// beginsVersion knows 1.9, build12, r07 and rc1.
func beginsVersion(text string) bool {
	for _, prefix := range []string{"", "build", "rc", "r"} {
		if rest, ok := strings.CutPrefix(text, prefix); ok && rest != "" && '0' <= rest[0] && rest[0] <= '9' {
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isNameRune(r rune) bool {
	return r < 0x80 && (isLetter(byte(r)) || '0' <= r && r <= '9' || strings.ContainsRune("_.-", r))
}
