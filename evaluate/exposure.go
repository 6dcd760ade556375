package evaluate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/vulndb/version"
)

// Exposure is what is known of the vulnerabilities of an image, by package: what reports show beside the decision,
// whatever its rules ask for.
type Exposure struct {
	Packages []ExposedPackage // the worst first
	// Severities are the numbers of vulnerabilities by severity, the worst first. One that several packages have counts once
	// for each.
	Severities []SeverityCount
	Source     string // of the data: "osv 8b3c…, 2026-11-01T00:00:00Z"
}

// SeverityCount is a number of vulnerabilities of one severity.
type SeverityCount struct {
	Severity string
	Count    int
}

// ExposedPackage is a package with vulnerabilities.
type ExposedPackage struct {
	Name, Version, Type, Path string
	Layer                     *int // that brought the file; nil where that is not known
	// Upgrade is the version that fixes all of those that have a fix, "" for none; Unfixed is how many have none.
	Upgrade string
	// Source is the source package whose version Upgrade is, "" where it is the package's own.
	Source          string
	Unfixed         int
	KernelHeaders   bool // has the kernel's headers only: not judged
	Vulnerabilities []ExposedVulnerability
}

// ExposedVulnerability is one vulnerability of a package.
type ExposedVulnerability struct {
	ID, Severity, Link string
	Fixed              []string
	EPSS               *float64 // from 0 to 1
	Exploited          bool     // known to be
	VEX                string   // status of the statement that applies, "" for none
}

// severities are those that there are, the worst first.
var severities = []string{
	document.SeverityCritical, document.SeverityHigh, document.SeverityMedium, document.SeverityLow, document.SeverityNegligible, document.SeverityUnknown,
}

func severityRank(severity string) int {
	if i := slices.Index(severities, severity); i >= 0 {
		return i
	}
	return len(severities)
}

// exposure is that of an input, nil where nobody looked for vulnerabilities.
func exposure(input ast.Value) (*Exposure, error) {
	doc, ok := input.(ast.Object)
	if !ok {
		return nil, nil
	}
	found, err := vulnerabilities(doc)
	if err != nil || found == nil {
		return nil, err
	}
	e := &Exposure{Source: strings.TrimSpace(found.Source.Name + " " + found.Source.Version)}
	if found.SyncedAt != nil {
		e.Source += ", " + *found.SyncedAt
	}
	counts := map[string]int{}
	places := map[string]int{}
	for _, m := range found.Matches {
		counts[m.Vulnerability.Severity]++
		p := ExposedPackage{Name: m.Package.Name, Version: m.Package.Version, Type: m.Package.Type, KernelHeaders: m.KernelHeaders}
		if m.Package.Path != nil {
			p.Path = *m.Package.Path
		}
		key := strings.Join([]string{p.Name, p.Version, p.Type, p.Path}, "\x00")
		i, known := places[key]
		if !known {
			i = len(e.Packages)
			places[key] = i
			p.Layer = layerOf(doc, p.Path)
			e.Packages = append(e.Packages, p)
		}
		e.Packages[i].Vulnerabilities = append(e.Packages[i].Vulnerabilities, exposed(m))
		if m.Fix.Source != nil {
			e.Packages[i].Source = *m.Fix.Source
		}
	}
	ofSources(doc, e.Packages)
	for _, severity := range severities {
		if counts[severity] > 0 {
			e.Severities = append(e.Severities, SeverityCount{severity, counts[severity]})
		}
	}
	for i := range e.Packages {
		e.Packages[i].finish()
	}
	slices.SortStableFunc(e.Packages, func(a, b ExposedPackage) int {
		return cmp.Or(a.rank()-b.rank(), strings.Compare(a.Name, b.Name), strings.Compare(a.Path, b.Path))
	})
	return e, nil
}

// ofSources finds the source packages of Debian's where a report does not name them: the versions that fix its packages are
// always those of the source, in every scanner's data.
func ofSources(doc ast.Object, exposed []ExposedPackage) {
	wanted := map[[2]string][]*ExposedPackage{}
	for i := range exposed {
		if p := &exposed[i]; p.Type == document.PackageDpkg && p.Source == "" {
			wanted[[2]string{p.Name, p.Version}] = append(wanted[[2]string{p.Name, p.Version}], p)
		}
	}
	packages, ok := lookup[*ast.Array](doc, "packages")
	if !ok || len(wanted) == 0 {
		return
	}
	packages.Foreach(func(term *ast.Term) {
		p, ok := term.Value.(ast.Object)
		if !ok {
			return
		}
		text := func(key string) string {
			s, _ := lookup[ast.String](p, key)
			return string(s)
		}
		version := text("source_version")
		if text("type") != document.PackageDpkg || version == "" || version == text("full_version") {
			return
		}
		for _, found := range wanted[[2]string{text("name"), text("full_version")}] {
			found.Source = cmp.Or(text("source"), found.Name)
		}
	})
}

func exposed(m document.VulnerabilityMatch) ExposedVulnerability {
	v := ExposedVulnerability{
		ID: m.Vulnerability.ID, Severity: m.Vulnerability.Severity, Fixed: slices.DeleteFunc(slices.Clone(m.Fix.Versions), func(s string) bool { return s == "" }),
		Exploited: m.Vulnerability.KnownExploited != nil,
	}
	if m.Vulnerability.Link != nil {
		v.Link = *m.Vulnerability.Link
	}
	if m.Vulnerability.EPSS != nil {
		v.EPSS = m.Vulnerability.EPSS.Score
	}
	if m.VEX != nil {
		v.VEX = m.VEX.Status
	}
	return v
}

// layerOf is the layer of a path, or of the archive that it lies in.
func layerOf(doc ast.Object, path string) *int {
	files, ok := lookup[ast.Object](doc, "files")
	if !ok {
		return nil
	}
	outer, _, _ := strings.Cut(path, ":")
	for _, name := range []string{path, outer} {
		file, ok := lookup[ast.Object](files, name)
		if !ok {
			continue
		}
		if number, ok := lookup[ast.Number](file, "layer"); ok {
			if layer, ok := number.Int(); ok {
				return &layer
			}
		}
	}
	return nil
}

// rank is that of the worst vulnerability; what is known to be exploited is worse than all.
func (p *ExposedPackage) rank() int {
	if slices.ContainsFunc(p.Vulnerabilities, func(v ExposedVulnerability) bool { return v.Exploited }) {
		return -1
	}
	return severityRank(p.Vulnerabilities[0].Severity)
}

// finish sorts the vulnerabilities, the worst first, and finds the version that fixes them.
func (p *ExposedPackage) finish() {
	slices.SortStableFunc(p.Vulnerabilities, func(a, b ExposedVulnerability) int {
		return cmp.Or(severityRank(a.Severity)-severityRank(b.Severity), strings.Compare(a.ID, b.ID))
	})
	scheme := schemeOf(p.Type)
	var best *version.Version
	for _, v := range p.Vulnerabilities {
		if len(v.Fixed) == 0 {
			p.Unfixed++
			continue
		}
		// The first of them is the nearest.
		fixed, err := scheme.Parse(v.Fixed[0])
		if err != nil {
			p.Upgrade = cmp.Or(p.Upgrade, v.Fixed[0])
			continue
		}
		if best != nil {
			if order, err := fixed.Compare(*best); err != nil || order <= 0 {
				continue
			}
		}
		best, p.Upgrade = &fixed, v.Fixed[0]
	}
}

func schemeOf(packageType string) version.Scheme {
	families := map[string]string{
		document.PackageDpkg: "Debian", document.PackageRPM: "Red Hat", document.PackageAPK: "Alpine", document.PackagePython: "PyPI",
		document.PackageNPM: "npm", document.PackageGem: "RubyGems", document.PackageJava: "Maven", document.PackageGo: "Go",
		document.PackageRust: "crates.io", document.PackageNuGet: "NuGet", "composer": "Packagist",
	}
	return version.Of(families[packageType])
}
