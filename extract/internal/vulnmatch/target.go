package vulnmatch

import (
	"regexp"
	"slices"
	"strings"

	"github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/vulndb/index"
)

// place is where the records of a package are looked for.
type place struct {
	family, release string
	related         bool // of a distribution that this one rebuilds
}

// ecosystem is the place as OSV writes it.
func (p place) ecosystem() string {
	if p.release == "" {
		return p.family
	}
	return p.family + ":" + p.release
}

// lookup is what a package is looked for under.
type lookup struct {
	place
	name, version string
}

// target says under what a package is looked for, or why it is not.
type target struct {
	lookups []lookup
	skipped reason
	// sourceless says that the data are by source, and that the package does not say its own: it is looked for under its
	// own name.
	sourceless bool
}

type reason int

const (
	looked reason = iota
	unsupported
	noRelease
	noGroup
)

// distribution are the places of the packages of the image's distribution.
type distribution struct {
	packageType string // of its database
	places      []place
	// unreleased says that the data of it are by release, and that the image does not say its own.
	unreleased bool
	// unknownContent are content sets of Red Hat of which it is not known where their records are.
	unknownContent []string
}

// codenames are Debian's, for images that say no number.
var codenames = map[string]string{
	"stretch": "9", "buster": "10", "bullseye": "11", "bookworm": "12", "trixie": "13", "forky": "14", "duke": "15",
}

// distributionOf finds the places of a distribution's packages.
func distributionOf(d document.Distro, x *index.Index, o Options) distribution {
	name, version := strings.ToLower(text(d.Name)), text(d.Version)
	major, _, _ := strings.Cut(version, ".")
	of := func(packageType string, families ...string) distribution {
		list := distribution{packageType: packageType}
		for _, family := range families {
			if family, release, ok := strings.Cut(family, ":"); !ok {
				list.places = append(list.places, place{family: family})
			} else if release != "" {
				list.places = append(list.places, place{family: family, release: release})
			} else {
				list.places = append(list.places, place{family: family})
				list.unreleased = true
			}
		}
		return list
	}
	switch name {
	case "debian":
		before, _, _ := strings.Cut(version, "/") // trixie/sid
		if release, ok := codenames[before]; ok {
			return of(document.PackageDpkg, "Debian:"+release)
		}
		if !isNumber(major) {
			major = ""
		}
		return of(document.PackageDpkg, "Debian:"+major)
	case "ubuntu":
		if version == "" {
			return of(document.PackageDpkg, "Ubuntu:")
		}
		list := of(document.PackageDpkg, "Ubuntu:"+version, "Ubuntu:"+version+":LTS")
		if o.UbuntuPro {
			list.places = append(list.places, place{family: "Ubuntu", release: "Pro:" + version + ":LTS"})
		}
		return list
	case "alpine":
		return of(document.PackageAPK, "Alpine:"+alpineRelease(version))
	case "wolfi":
		return of(document.PackageAPK, "Wolfi")
	case "chainguard":
		return of(document.PackageAPK, "Chainguard", "Wolfi")
	case "minimos":
		return of(document.PackageAPK, "MinimOS")
	case "almalinux":
		return of(document.PackageRPM, "AlmaLinux:"+major)
	case "rocky":
		return of(document.PackageRPM, "Rocky Linux:"+major)
	case "rhel", "redhat", "centos":
		products, unknown := redHat(d)
		if len(products) == 0 {
			return of(document.PackageRPM, "Red Hat:")
		}
		list := of(document.PackageRPM)
		list.unknownContent = unknown
		for _, product := range products {
			list.places = append(list.places, place{family: "Red Hat", release: product})
		}
		for i := range list.places {
			list.places[i].related = name == "centos"
		}
		return list
	case "opensuse-leap":
		return of(document.PackageRPM, "openSUSE:"+prefixed("Leap ", version))
	case "opensuse-tumbleweed":
		return of(document.PackageRPM, "openSUSE:Tumbleweed")
	case "sles", "sled", "sles_sap":
		return suse(version, x)
	case "openeuler":
		return of(document.PackageRPM, "openEuler:"+version)
	case "mageia":
		return of(document.PackageRPM, "Mageia:"+version)
	case "azurelinux", "mariner":
		return of(document.PackageRPM, "Azure Linux:"+major)
	case "photon":
		return of(document.PackageRPM, "Photon OS:"+version)
	}
	return distribution{}
}

// suse are the products of a SUSE Linux Enterprise Server: itself, and the modules that most of its
// packages are of. Version 15.6 is "15 SP6".
func suse(version string, x *index.Index) distribution {
	list := distribution{packageType: document.PackageRPM}
	major, service, ok := strings.Cut(version, ".")
	if ok && service != "0" {
		major += " SP" + service
	}
	if major == "" {
		list.places, list.unreleased = []place{{family: "SUSE"}}, true
		return list
	}
	list.places = []place{{family: "SUSE", release: "Linux Enterprise Server " + major}}
	for _, e := range x.Header.Ecosystems {
		release, ok := strings.CutPrefix(e.Name, "SUSE:Linux Enterprise Module for ")
		if ok && strings.HasSuffix(release, " "+major) {
			list.places = append(list.places, place{family: "SUSE", release: "Linux Enterprise Module for " + release})
		}
	}
	return list
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// alpineRelease is the branch of a version: v3.11 of 3.11.5. Edge has the versions of snapshots,
// such as 3.21_alpha20240807.
func alpineRelease(version string) string {
	if strings.Contains(version, "_") || version == "edge" {
		return "edge"
	}
	parts := strings.Split(version, ".")
	if len(parts) < 2 || !isNumber(parts[0]) || !isNumber(parts[1]) {
		return ""
	}
	return "v" + parts[0] + "." + parts[1]
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// targetOf says under what a package is looked for.
func targetOf(p *document.Package, d distribution) target {
	switch p.Type {
	case document.PackageDpkg, document.PackageRPM, document.PackageAPK:
		return d.target(p)
	case document.PackagePython:
		return in("PyPI", p.Name, p.Version)
	case document.PackageNPM:
		return in("npm", p.Name, p.Version)
	case document.PackageGem:
		return in("RubyGems", p.Name, gemPlatform.ReplaceAllString(p.Version, ""))
	case document.PackageJava:
		purl, err := packageurl.FromString(text(p.PURL))
		if err != nil || purl.Type != packageurl.TypeMaven || purl.Namespace == "" {
			return target{skipped: noGroup}
		}
		return in("Maven", purl.Namespace+":"+purl.Name, p.Version)
	case document.PackageGo:
		return in("Go", p.Name, goVersion(p.Name, p.Version))
	case document.PackageBitnami:
		return in("Bitnami", strings.ToLower(p.Name), bitnamiRevision.ReplaceAllString(p.Version, ""))
	case document.PackageRust:
		return in("crates.io", p.Name, p.Version)
	case document.PackageNuGet:
		return in("NuGet", p.Name, p.Version)
	case document.PackagePHP:
		return in("Packagist", p.Name, strings.TrimPrefix(p.Version, "v"))
	}
	return target{skipped: unsupported}
}

func in(family, name, version string) target {
	return target{lookups: []lookup{{place{family: family}, name, version}}}
}

// gemPlatform is the platform behind a gem's version.
var gemPlatform = regexp.MustCompile(`-(?:x86|x64|i[3-6]86|arm|aarch64|java|jruby|mingw|mswin|universal|darwin|linux|ruby)[A-Za-z0-9_.-]*$`)

// bitnamiRevision is which build of a version it is: 15.4.0-3. Records speak of the version, and as a prerelease it would be
// older than that.
var bitnamiRevision = regexp.MustCompile(`-\d+$`)

// goPrerelease is a toolchain that is not released yet: 1.24rc1.
var goPrerelease = regexp.MustCompile(`^(\d+\.\d+)(beta|rc|alpha)(\d+)$`)

// goVersion is a module's version as the database writes it. What Go has not stamped has none.
func goVersion(name, version string) string {
	if version == "(devel)" {
		return ""
	}
	if name != "stdlib" && name != "toolchain" {
		return strings.TrimPrefix(version, "v")
	}
	version, _, _ = strings.Cut(strings.TrimPrefix(version, "go"), " ") // X:experiments
	if m := goPrerelease.FindStringSubmatch(version); m != nil {
		return m[1] + ".0-" + m[2] + "." + m[3]
	}
	return version
}

// target says under what a package of the distribution is looked for: its source or itself, by the
// distribution.
func (d distribution) target(p *document.Package) target {
	if d.packageType != p.Type {
		return target{skipped: unsupported}
	}
	source, sourceVersion := text(p.Source), text(p.SourceVersion)
	if p.Type == document.PackageRPM {
		source = rpmName(source)
	}
	if source == "" {
		source = p.Name
	}
	if sourceVersion == "" {
		sourceVersion = p.FullVersion
	}
	binary, ofSource := lookup{name: p.Name, version: p.FullVersion}, lookup{name: source, version: sourceVersion}
	var t target
	for _, at := range d.places {
		lookups := []lookup{ofSource}
		switch at.family {
		case "AlmaLinux", "Rocky Linux", "Wolfi", "Chainguard", "MinimOS":
			lookups = []lookup{ofSource, binary}
		case "Red Hat":
			lookups = []lookup{binary}
		}
		for _, l := range lookups {
			l.place = at
			if at.family == "SUSE" || at.family == "openSUSE" {
				l.version = withoutEpoch(l.version)
			}
			if !slices.Contains(t.lookups, l) {
				t.lookups = append(t.lookups, l)
			}
		}
	}
	if d.unreleased {
		t.skipped = noRelease
	}
	t.sourceless = p.Source == nil && p.SourceVersion == nil && p.Name != "gpg-pubkey" && // rpm's keys are no packages
		slices.ContainsFunc(d.places, func(at place) bool { return at.family != "Red Hat" && at.family != "AlmaLinux" })
	return t
}

// rpmName is the name in a source package's file name, NAME-VERSION-RELEASE.src.rpm.
func rpmName(file string) string {
	name, _, ok := strings.Cut(file, ".src.rpm")
	if !ok {
		if name, ok = strings.CutSuffix(file, ".nosrc.rpm"); !ok {
			return file
		}
	}
	for range 2 {
		i := strings.LastIndexByte(name, '-')
		if i <= 0 {
			return file
		}
		name = name[:i]
	}
	return name
}

func withoutEpoch(version string) string {
	if _, after, ok := strings.Cut(version, ":"); ok {
		return after
	}
	return version
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
