// Package vulnmatch compares the packages of an image with a vulnerability index.
// A match is a fact; rules judge it.
package vulnmatch

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/vulndb/index"
	"github.com/pratique-dev/pratique/internal/vulndb/version"
)

// Options say how packages are compared.
type Options struct {
	UbuntuPro bool // also with what Ubuntu fixes for subscribers only
}

// Result is what the document gets.
type Result struct {
	Vulnerabilities document.Vulnerabilities
	Searched        document.SearchedVulnerabilities
	Problems        []document.Problem
}

// Section is the name of the document's section.
const Section = "vulnerabilities"

// SourceName is the name of the source that the document states.
const SourceName = "osv"

// Packages compares the packages of an image.
func Packages(x *index.Index, packages []document.Package, distro document.Distro, o Options) (*Result, error) {
	m := &matcher{
		index: x, distribution: distributionOf(distro, x, o), known: map[lookup]*known{}, details: map[recordKey]*index.Detail{},
		security: map[string]bool{},
		result: &Result{
			Vulnerabilities: document.Vulnerabilities{
				Source:  document.VulnerabilitySource{Name: SourceName, Version: x.Digest[:12]},
				Matches: []document.VulnerabilityMatch{},
			},
			Searched: document.SearchedVulnerabilities{Undecided: []document.UndecidedMatch{}},
		},
	}
	m.distribution.bare(x)
	m.coverage(distro)
	for i := range packages {
		if packages[i].Removed {
			m.result.Searched.Removed++
			continue
		}
		m.result.Searched.Packages++
		if err := m.packageMatches(&packages[i]); err != nil {
			return nil, fmt.Errorf("matching %s %s: %w", packages[i].Name, packages[i].FullVersion, err)
		}
	}
	m.finish()
	return m.result, nil
}

type matcher struct {
	index        *index.Index
	distribution distribution
	known        map[lookup]*known
	details      map[recordKey]*index.Detail
	security     map[string]bool // ids of advisories passed over
	result       *Result
	unsure       []unsure
	sourceless   int // packages that do not say their source
}

// recordKey is where the details of a record are.
type recordKey struct{ home, id string }

// known is what the index says of a lookup. Binary packages of one source share it.
type known struct {
	found  bool
	result index.Result
	items  []item
}

// unsure is a package that could not be compared with some records.
type unsure struct {
	name, version string
	records       int
	why           string
}

// bare adds the places of data that are not by release, which are about all of them.
func (d *distribution) bare(x *index.Index) {
	for _, at := range slices.Clone(d.places) {
		bare := place{family: at.family, related: at.related}
		if at.release != "" && !slices.Contains(d.places, bare) &&
			slices.ContainsFunc(x.Header.Ecosystems, func(e index.Ecosystem) bool { return e.Name == at.family }) {
			d.places = append(d.places, bare)
		}
	}
}

// coverage says whether the index has data of the distribution and of its release, and from when.
func (m *matcher) coverage(distro document.Distro) {
	covered := false
	synced := ""
	for _, at := range m.distribution.places {
		ok, newest := m.index.Covers(at.ecosystem())
		covered = covered || ok && !m.distribution.unreleased
		synced = max(synced, newest)
	}
	if synced == "" {
		synced = m.index.Header.Created
	}
	if distro.Name != nil {
		m.result.Vulnerabilities.DistroCovered = &covered
	}
	if synced != "" {
		m.result.Vulnerabilities.SyncedAt = &synced
	}
}

func (m *matcher) packageMatches(p *document.Package) error {
	t := targetOf(p, m.distribution)
	searched := &m.result.Searched
	switch t.skipped {
	case unsupported:
		searched.Unsupported++
		return nil
	case noGroup:
		searched.NoGroup++
		return nil
	case noRelease:
		if slices.ContainsFunc(m.distribution.places, func(at place) bool { return m.index.Released(at.family) }) {
			searched.NoRelease++
			return nil
		}
	}
	if !m.covered(t) {
		searched.Unsupported++
		return nil
	}
	if t.sourceless {
		m.sourceless++
	}
	var items []item
	versionless, undecided := false, 0
	for _, l := range t.lookups {
		k, err := m.look(l, p)
		if err != nil {
			return err
		}
		if k.found && l.version == "" {
			versionless = true
		}
		for _, u := range k.result.Undecided {
			if l.version == "" {
				continue
			}
			undecided++
			searched.Undecided = append(searched.Undecided, document.UndecidedMatch{ID: u.ID, Package: p.Name, Version: l.version, Why: u.Why})
		}
		items = append(items, k.items...)
	}
	switch {
	case versionless:
		searched.NoVersion++
		m.unsure = append(m.unsure, unsure{name: p.Name, why: "it has no version"})
	default:
		searched.MatchedAgainst++
	}
	if undecided > 0 {
		last := searched.Undecided[len(searched.Undecided)-1]
		m.unsure = append(m.unsure, unsure{p.Name, p.FullVersion, undecided, last.Why})
	}
	m.report(p, items)
	return nil
}

// covered says whether the index has any data of where a package is looked for: without, it was
// compared with nothing.
func (m *matcher) covered(t target) bool {
	return slices.ContainsFunc(t.lookups, func(l lookup) bool {
		ok, _ := m.index.Covers(l.ecosystem())
		return ok
	})
}

// look asks the index, once for each lookup.
func (m *matcher) look(l lookup, p *document.Package) (*known, error) {
	stream := text(p.ModuleStream)
	asked := l
	asked.version += "\x00" + stream
	if k := m.known[asked]; k != nil {
		return k, nil
	}
	result, found, err := m.index.Match(index.Query{
		Family: l.family, Release: l.release, Name: l.name, Version: l.version, ModuleStream: stream,
	})
	if err != nil {
		return nil, err
	}
	k := &known{found: found, result: result}
	m.known[asked] = k
	k.items = make([]item, 0, len(result.Hits))
	for i := range result.Hits {
		hit := &result.Hits[i]
		detail, err := m.detail(hit)
		if err != nil {
			return nil, err
		}
		for _, one := range m.items(l.place, hit, detail) {
			one.looked = &l
			k.items = append(k.items, one)
		}
	}
	return k, nil
}

func (m *matcher) detail(hit *index.Hit) (*index.Detail, error) {
	k := recordKey{hit.Home, hit.ID}
	if d := m.details[k]; d != nil {
		return d, nil
	}
	d, err := m.index.Detail(hit.Home, hit.ID)
	if err != nil {
		return nil, err
	}
	m.details[k] = &d
	return &d, nil
}

// report adds the matches of a package.
func (m *matcher) report(p *document.Package, items []item) {
	if m.distribution.packageType == p.Type {
		items = slices.DeleteFunc(items, func(i item) bool { return !i.affectsBinary(p.Name) })
	}
	for _, group := range groups(items) {
		match := group.match()
		match.Package = vulnerable(p)
		match.KernelHeaders = kernelHeaders(p)
		if m.distribution.packageType == p.Type {
			match.Fix.Source = group.source(p)
		}
		m.result.Vulnerabilities.Matches = append(m.result.Vulnerabilities.Matches, match)
	}
}

// vulnerable is the package as matches have it: as the reports of scanners are read.
func vulnerable(p *document.Package) document.VulnerablePackage {
	v := document.VulnerablePackage{Name: p.Name, Version: p.Version, Type: p.Type, Path: p.Path}
	switch p.Type {
	case document.PackageDpkg, document.PackageRPM, document.PackageAPK:
		v.Version = p.FullVersion
	case document.PackagePHP:
		v.Type = "composer" // a type that the gate knows for a package that is not the distribution's
	}
	return v
}

// kernelHeaders says whether a package has the kernel's headers only.
func kernelHeaders(p *document.Package) bool {
	switch p.Type {
	case document.PackageDpkg:
		return p.Name == "linux-libc-dev" || strings.HasPrefix(p.Name, "linux-libc-dev-") || strings.HasPrefix(p.Name, "linux-headers-")
	case document.PackageRPM:
		return p.Name == "kernel-headers" || p.Name == "kernel-uek-headers" || p.Name == "linux-glibc-devel"
	case document.PackageAPK:
		return p.Name == "linux-headers"
	}
	return false
}

// finish sorts the matches and says what was not decided.
func (m *matcher) finish() {
	slices.SortStableFunc(m.result.Vulnerabilities.Matches, func(a, b document.VulnerabilityMatch) int {
		return cmp.Or(
			strings.Compare(a.Package.Name, b.Package.Name), strings.Compare(a.Vulnerability.ID, b.Vulnerability.ID),
			strings.Compare(a.Package.Version, b.Package.Version), strings.Compare(text(a.Package.Path), text(b.Package.Path)),
		)
	})
	m.result.Searched.NotSecurity = len(m.security)
	problem := func(format string, args ...any) {
		m.result.Problems = append(m.result.Problems, document.Problem{Section: Section, Minor: true, Message: fmt.Sprintf(format, args...)})
	}
	for _, u := range m.unsure {
		if u.records == 0 {
			problem("%s could not be compared with the vulnerability index: %s", u.name, u.why)
			continue
		}
		problem("%s %s could not be compared with %d records of the vulnerability index: %s", u.name, u.version, u.records, u.why)
	}
	if m.sourceless > 0 {
		problem("%d packages do not say which source package they were built from: they were compared under their own names only", m.sourceless)
	}
	if unknown := m.distribution.unknownContent; len(unknown) > 0 {
		problem("packages of %d content sets were compared with the records of Red Hat Enterprise Linux only, since the products of these sets are not known (%s)",
			len(unknown), strings.Join(unknown[:min(3, len(unknown))], ", "))
	}
	if missing := m.withoutRecords(); len(missing) > 0 {
		problem("the vulnerability index has no records of %d of the image's products (%s)", len(missing), strings.Join(missing, ", "))
	}
	if n := m.result.Searched.NoRelease; n > 0 {
		problem("the distribution's release is not known: %d of its packages were not compared with the vulnerability index", n)
	}
	if n := m.result.Searched.NoGroup; n > 0 {
		problem("%d Java packages do not state their group and were not compared with the vulnerability index", n)
	}
	if n := m.result.Searched.Unsupported; n > 0 {
		problem("the vulnerability index has no data for the type or distribution of %d of %d packages", n, m.result.Searched.Packages)
	}
	unknown, all := 0, 0 // without kernel headers, which are not judged
	date := optional(day(m.index.Header.Severities.EPSSDate))
	for _, match := range m.result.Vulnerabilities.Matches {
		if match.Vulnerability.EPSS != nil {
			match.Vulnerability.EPSS.Date = date
		}
		if match.KernelHeaders {
			continue
		}
		all++
		if match.Vulnerability.Severity == document.SeverityUnknown {
			unknown++
		}
	}
	if 2*unknown > all {
		problem("%d of %d vulnerabilities have no known severity: build the index with --scores (records of the NVD or of osv.dev's CVEs)", unknown, all)
	}
}

// withoutRecords are the products of Red Hat that the index does not know where it knows others of the image's: a package
// of theirs would be compared with nothing.
func (m *matcher) withoutRecords() []string {
	var missing []string
	some := false
	for _, at := range m.distribution.places {
		if at.family != "Red Hat" || !strings.Contains(at.release, "::") {
			continue
		}
		if ok, _ := m.index.Covers(at.ecosystem()); ok {
			some = true
		} else {
			missing = append(missing, at.release)
		}
	}
	if !some {
		return nil // the packages are counted as without data
	}
	return missing
}

// day is the date of a time in RFC 3339.
func day(instant string) string {
	date, _, _ := strings.Cut(instant, "T")
	return date
}

// sortedVersions are fix versions in order.
func sortedVersions(family string, versions []string) []string {
	if len(versions) < 2 {
		return append([]string{}, versions...)
	}
	if version.Of(family) == version.None {
		slices.Sort(versions)
		return slices.Compact(versions)
	}
	return index.Sorted(family, versions)
}
