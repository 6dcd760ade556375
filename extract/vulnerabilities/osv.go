package vulnerabilities

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// osv reads the output of osv-scanner --format json.
type osv struct {
	report *Report
	found  bool // "results" is there
}

func (o *osv) field(d *jsonread.Decoder, key string) error {
	if key == "results" {
		o.found = true
		return d.Array(func(int) error { return o.result(d) })
	}
	var image struct {
		LayerMetadata []struct {
			DiffID string `json:"diff_id"`
		} `json:"layer_metadata"`
	}
	if err := d.Decode(&image); err != nil {
		return err
	}
	for _, layer := range image.LayerMetadata {
		if layer.DiffID != "" { // an empty layer has none
			o.report.Image.DiffIDs = append(o.report.Image.DiffIDs, layer.DiffID)
		}
	}
	return nil
}

type osvPackage struct {
	Package struct {
		Name, Version, Ecosystem string
		// OSPackageName is the binary package; Name is then its source.
		OSPackageName string `json:"os_package_name"`
	}
	Vulnerabilities []osvRecord
	Groups          []osvGroup
}

// osvGroup are the ids of one vulnerability in several databases.
type osvGroup struct {
	IDs         []string
	Aliases     []string
	MaxSeverity string `json:"max_severity"`
}

// osvRecord is one entry of the OSV schema.
type osvRecord struct {
	ID                string
	Aliases, Upstream []string
	Severity          []osvSeverity
	Affected          []struct {
		Package struct{ Name, Ecosystem string }
		Ranges  []struct {
			Events []struct{ Fixed string }
		}
		Severity          []osvSeverity
		EcosystemSpecific struct {
			Urgency  any
			Severity any
		} `json:"ecosystem_specific"`
	}
	DatabaseSpecific struct{ Severity any } `json:"database_specific"`
}

type osvSeverity struct{ Type, Score string }

func (o *osv) result(d *jsonread.Decoder) error {
	var result struct {
		Source   struct{ Path string }
		Packages []osvPackage
	}
	if err := d.Decode(&result); err != nil {
		return err
	}
	file := result.Source.Path
	if image, inner, ok := strings.Cut(file, ":/"); ok { // IMAGE:/path
		o.report.Image.Name, file = cmp.Or(o.report.Image.Name, image), "/"+inner
	}
	for _, p := range result.Packages {
		if err := o.packageMatches(p, file); err != nil {
			return err
		}
	}
	return nil
}

func (o *osv) packageMatches(p osvPackage, file string) error {
	if p.Package.Name == "" {
		return errors.New("package without a name")
	}
	ecosystem, _, _ := strings.Cut(p.Package.Ecosystem, ":")
	pkg := document.VulnerablePackage{Name: cmp.Or(p.Package.OSPackageName, p.Package.Name), Version: p.Package.Version, Type: packageType(ecosystem)}
	pkg.Path = location(pkg, file)
	if distribution(pkg.Type) {
		yes := true
		o.report.Vulnerabilities.DistroCovered = &yes
	}
	groups := p.Groups
	if len(groups) == 0 {
		for _, record := range p.Vulnerabilities {
			groups = append(groups, osvGroup{IDs: []string{record.ID}})
		}
	}
	for _, group := range groups {
		var records []osvRecord
		for _, record := range p.Vulnerabilities {
			if slices.Contains(group.IDs, record.ID) {
				records = append(records, record)
			}
		}
		if len(records) == 0 || records[0].ID == "" {
			return errors.New("group without a vulnerability")
		}
		o.report.add(o.match(pkg, p, group, records))
	}
	return nil
}

// match makes one match of a group: what GitHub and the Go project say of one
// vulnerability is one finding.
func (o *osv) match(pkg document.VulnerablePackage, p osvPackage, group osvGroup, records []osvRecord) document.VulnerabilityMatch {
	first := records[0]
	link := "https://osv.dev/" + first.ID
	v := document.Vulnerability{ID: distroID(first.ID), Link: &link, CVSSNVD: []document.CVSS{}, CVSSVendor: []document.CVSS{}}
	fix := document.Fix{Versions: []string{}}
	var word string
	others := slices.Clone(group.Aliases)
	for _, record := range records {
		others = append(append(append(others, record.ID), record.Aliases...), record.Upstream...)
		scores := &v.CVSSVendor
		if strings.HasPrefix(record.ID, "CVE-") { // OSV has these from the NVD
			scores = &v.CVSSNVD
		}
		recordWord, severities := o.affected(record, p.Package.Name, p.Package.Ecosystem, &fix)
		for _, s := range append(severities, record.Severity...) {
			if version, ok := map[string]string{"CVSS_V2": "2.0", "CVSS_V3": "3.1", "CVSS_V4": "4.0"}[s.Type]; ok {
				*scores = o.report.rate(*scores, record.ID, version, s.Score, stated(s.Score))
			} else if s.Type == "Ubuntu" {
				recordWord = cmp.Or(recordWord, s.Score)
			}
		}
		word = cmp.Or(word, recordWord)
	}
	v.Aliases = aliases(v.ID, others)
	v.Severity = o.severity(word, group, v)
	return document.VulnerabilityMatch{Vulnerability: v, Package: pkg, Fix: fix}
}

// stated is the number that a few records have in place of a vector.
func stated(text string) scores {
	if score, err := strconv.ParseFloat(text, 64); err == nil {
		return scores{Base: &score}
	}
	return scores{}
}

// affected takes the fixed versions of the package from a record, and gives the
// database's word for the severity and the scores that hold for the package alone.
func (o *osv) affected(record osvRecord, name, ecosystem string, fix *document.Fix) (word string, severities []osvSeverity) {
	word, _ = record.DatabaseSpecific.Severity.(string)
	family, _, _ := strings.Cut(ecosystem, ":")
	for _, a := range record.Affected {
		own, _, _ := strings.Cut(a.Package.Ecosystem, ":")
		// A record may have entries for several releases of a distribution. The
		// scanner leaves out their variants (Ubuntu:22.04 for Ubuntu:22.04:LTS).
		exact := strings.HasPrefix(a.Package.Ecosystem, ecosystem) || strings.HasPrefix(ecosystem, a.Package.Ecosystem)
		if a.Package.Name != name && !distribution(packageType(family)) || own != family || !exact {
			continue
		}
		for _, r := range a.Ranges {
			for _, event := range r.Events {
				if event.Fixed != "" && !slices.Contains(fix.Versions, event.Fixed) {
					fix.Versions = append(fix.Versions, event.Fixed)
				}
			}
		}
		severities = append(severities, a.Severity...)
		for _, w := range []any{a.EcosystemSpecific.Severity, a.EcosystemSpecific.Urgency} {
			if s, ok := w.(string); ok {
				word = cmp.Or(word, s)
			}
		}
	}
	return word, severities
}

// severity prefers the database's word to the scores, as Grype does.
func (o *osv) severity(word string, group osvGroup, v document.Vulnerability) string {
	if name := o.report.severity(word); name != document.SeverityUnknown {
		return name
	}
	if score, err := strconv.ParseFloat(group.MaxSeverity, 64); err == nil {
		return rated(score)
	}
	return highest(append(slices.Clone(v.CVSSVendor), v.CVSSNVD...))
}

// distroID takes the prefix of OSV's copies of distributions' records away, whose
// ids are the CVE's everywhere else.
func distroID(id string) string {
	for _, prefix := range []string{"DEBIAN-", "UBUNTU-", "ALPINE-"} {
		if rest, ok := strings.CutPrefix(id, prefix); ok && strings.HasPrefix(rest, "CVE-") {
			return rest
		}
	}
	return id
}

func (o *osv) finish() error {
	if !o.found {
		return errors.New("it has no results")
	}
	v := &o.report.Vulnerabilities
	v.Source.Name = OSV
	o.report.warn("an osv-scanner report does not say when its data was updated")
	if v.DistroCovered == nil {
		o.report.warn("the report does not say that its data covers the distribution")
	}
	return nil
}
