package vulnerabilities

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// grype reads the output of grype -o json.
type grype struct {
	report   *Report
	found    bool // "matches" is there
	distro   grypeDistro
	detected *string
	covered  map[string]bool // distributions of which the data has records
	matches  []grypeMatch
}

type grypeDistro struct{ Name, Version string }

type grypeMatch struct {
	match document.VulnerabilityMatch
	nvdID string // of the NVD's record of the same vulnerability
	feed  int    // the better, the lower
}

func (g *grype) field(d *jsonread.Decoder, key string) error {
	switch key {
	case "matches":
		g.found = true
		return d.Array(func(int) error { return g.match(d) })
	case "source":
		return g.source(d)
	case "distro":
		return d.Decode(&g.distro)
	case "descriptor":
		return g.descriptor(d)
	}
	return d.Skip() // ignoredMatches: what grype was told to leave out
}

func (g *grype) source(d *jsonread.Decoder) error {
	var source struct {
		Type   string
		Target json.RawMessage // a text for directories and files
	}
	if err := d.Decode(&source); err != nil {
		return err
	}
	var image struct {
		UserInput, ImageID, ManifestDigest string
		RepoDigests                        []string
	}
	if source.Type != "image" {
		return nil
	}
	if err := json.Unmarshal(source.Target, &image); err != nil {
		return err
	}
	identity := &g.report.Image
	identity.Name = image.UserInput
	for _, digest := range append([]string{image.ImageID, image.ManifestDigest}, image.RepoDigests...) {
		identity.add(digest)
	}
	return nil
}

// descriptor has the database in one of two shapes, by grype's version.
func (g *grype) descriptor(d *jsonread.Decoder) error {
	var descriptor struct {
		Name, Version, Timestamp string
		DB                       struct {
			Built  string
			Status struct{ Built string }
			// Providers are the sources of the data, by name.
			Providers map[string]struct{ Captured string }
		}
	}
	if err := d.Decode(&descriptor); err != nil {
		return err
	}
	v := &g.report.Vulnerabilities
	v.Source = document.VulnerabilitySource{Name: cmp.Or(descriptor.Name, Grype), Version: descriptor.Version}
	v.SyncedAt = instant(cmp.Or(descriptor.DB.Built, descriptor.DB.Status.Built))
	g.detected = instant(descriptor.Timestamp)
	for name := range descriptor.DB.Providers {
		g.cover(name)
	}
	return nil
}

func (g *grype) cover(distro string) {
	if g.covered == nil {
		g.covered = map[string]bool{}
	}
	g.covered[grypeDistroName(distro)] = true
}

// grypeDistroName is the name by which Grype's data has a distribution.
func grypeDistroName(name string) string {
	switch name = strings.ToLower(name); name {
	case "centos", "redhat", "rocky", "almalinux", "alma", "fedora":
		return "rhel"
	case "amazonlinux", "amzn":
		return "amazon"
	case "ol", "oraclelinux":
		return "oracle"
	case "mariner", "azurelinux", "azure":
		return "mariner"
	}
	return name
}

type grypeRecord struct {
	ID, DataSource, Namespace, Severity string
	CVSS                                []struct {
		Version, Vector string
		Metrics         scores
	}
}

func (r grypeRecord) nvd() bool { return strings.Contains(r.Namespace, "nvd") }

func (g *grype) match(d *jsonread.Decoder) error {
	var m struct {
		Vulnerability struct {
			grypeRecord
			grypeExploitation
			Fix struct {
				Versions  []string
				State     string
				Available []struct{ Version, Date string }
			}
		}
		RelatedVulnerabilities []grypeRecord
		Artifact               struct {
			Name, Version, Type string
			Locations           []struct{ Path string }
			Metadata            json.RawMessage
		}
	}
	if err := d.Decode(&m); err != nil {
		return err
	}
	record := m.Vulnerability.grypeRecord
	if record.ID == "" || m.Artifact.Name == "" {
		return errors.New("match without a vulnerability's id or a package's name")
	}
	match := document.VulnerabilityMatch{
		Vulnerability: document.Vulnerability{ID: record.ID, Severity: g.report.severity(record.Severity), Link: text(record.DataSource)},
		Package:       document.VulnerablePackage{Name: m.Artifact.Name, Version: m.Artifact.Version, Type: packageType(m.Artifact.Type)},
		Fix:           document.Fix{Versions: list(m.Vulnerability.Fix.Versions), WontFix: m.Vulnerability.Fix.State == "wont-fix"},
	}
	var file string
	if len(m.Artifact.Locations) > 0 {
		file = m.Artifact.Locations[0].Path
	}
	match.Package.Path = location(match.Package, cmp.Or(virtualPath(match.Package.Type, m.Artifact.Metadata), file))
	m.Vulnerability.fill(&match.Vulnerability)
	for _, available := range m.Vulnerability.Fix.Available {
		if at := instant(available.Date); at != nil && (match.Fix.ObservedAt == nil || *at < *match.Fix.ObservedAt) {
			match.Fix.ObservedAt = at
		}
	}
	g.add(match, record, m.RelatedVulnerabilities)
	return nil
}

// virtualPath is where a Java package lies, archives within archives included.
func virtualPath(packageType string, metadata json.RawMessage) string {
	var java struct{ VirtualPath string }
	if packageType != "java" || json.Unmarshal(metadata, &java) != nil {
		return ""
	}
	return java.VirtualPath
}

func (g *grype) add(match document.VulnerabilityMatch, record grypeRecord, related []grypeRecord) {
	v := &match.Vulnerability
	v.CVSSNVD, v.CVSSVendor = []document.CVSS{}, []document.CVSS{}
	found := grypeMatch{}
	own := &v.CVSSVendor
	if record.nvd() {
		own, found.nvdID = &v.CVSSNVD, record.ID
	}
	*own = g.scores(*own, record)
	for _, other := range related {
		if other.ID != record.ID && !slices.Contains(v.Aliases, other.ID) {
			v.Aliases = append(v.Aliases, other.ID)
		}
		if other.nvd() && !record.nvd() {
			v.CVSSNVD = g.scores(v.CVSSNVD, other)
			found.nvdID = cmp.Or(found.nvdID, other.ID)
		}
	}
	slices.Sort(v.Aliases)
	if name, rest, ok := strings.Cut(record.Namespace, ":"); ok && strings.HasPrefix(rest, "distro:") {
		g.cover(name)
	}
	switch {
	case strings.Contains(record.Namespace, "nvdv2"):
		found.feed = 3
	case record.nvd():
		found.feed = 2
	case strings.Contains(record.Namespace, "github"):
		found.feed = 1
	}
	found.match = match
	g.matches = append(g.matches, found)
}

func (g *grype) scores(list []document.CVSS, record grypeRecord) []document.CVSS {
	for _, c := range record.CVSS {
		list = g.report.rate(list, record.ID, c.Version, c.Vector, c.Metrics)
	}
	return list
}

func (g *grype) finish() error {
	if !g.found {
		return errors.New("it has no matches")
	}
	for _, found := range g.best() {
		found.match.DetectedAt = g.detected
		g.report.add(found.match)
	}
	g.coverage()
	if g.report.Vulnerabilities.SyncedAt == nil {
		g.report.warn("the report does not say when its database was built")
	}
	return nil
}

// best leaves one match of those that several feeds have for one vulnerability
// of one package: the best feed's, as in Anchore (compatibility.md#vulnerability-fields).
func (g *grype) best() []grypeMatch {
	type key struct{ name, version, kind, path, nvd string }
	at := map[key]int{}
	var kept []grypeMatch
	for _, found := range g.matches {
		p := found.match.Package
		k := key{p.Name, p.Version, p.Type, *p.Path, found.nvdID}
		i, again := at[k]
		switch {
		case found.nvdID == "" || !again:
			if found.nvdID != "" {
				at[k] = len(kept)
			}
			kept = append(kept, found)
		case found.feed < kept[i].feed:
			kept[i] = found
		case found.feed == kept[i].feed && found.match.Vulnerability.ID != kept[i].match.Vulnerability.ID:
			kept = append(kept, found)
		}
	}
	return kept
}

// coverage says whether the data has records of the image's distribution: a match
// has one, or the database lists where it has them from. Older versions of grype
// list nothing, so that a report without matches leaves it open.
func (g *grype) coverage() {
	if g.distro.Name == "" {
		return // no distribution: grype found none
	}
	if g.covered[grypeDistroName(g.distro.Name)] {
		yes := true
		g.report.Vulnerabilities.DistroCovered = &yes
		return
	}
	g.report.warn("the report does not say that its data covers %s %s", g.distro.Name, g.distro.Version)
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func list(texts []string) []string {
	if texts == nil {
		return []string{}
	}
	return texts
}
