package vulnerabilities

import (
	"errors"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// trivy reads the output of trivy image -f json, schema version 2.
type trivy struct {
	report  *Report
	schema  int
	created string
}

func (t *trivy) field(d *jsonread.Decoder, key string) error {
	switch key {
	case "SchemaVersion":
		return d.Decode(&t.schema)
	case "CreatedAt":
		return d.Decode(&t.created)
	case "ArtifactName":
		return d.Decode(&t.report.Image.Name)
	case "Metadata":
		return t.metadata(d)
	case "Trivy":
		return t.tool(d)
	case "Results":
		return d.Array(func(int) error { return t.result(d) })
	}
	return d.Skip() // ArtifactType: trivy says container_image for archives of directories too
}

func (t *trivy) metadata(d *jsonread.Decoder) error {
	var m struct {
		ImageID              string
		DiffIDs, RepoDigests []string
	}
	if err := d.Decode(&m); err != nil {
		return err
	}
	t.report.Image.DiffIDs = m.DiffIDs
	for _, digest := range append([]string{m.ImageID}, m.RepoDigests...) {
		t.report.Image.add(digest)
	}
	return nil
}

func (t *trivy) tool(d *jsonread.Decoder) error {
	var tool struct {
		Version         string
		VulnerabilityDB struct{ UpdatedAt string }
	}
	if err := d.Decode(&tool); err != nil {
		return err
	}
	t.report.Vulnerabilities.Source.Version = tool.Version
	t.report.Vulnerabilities.SyncedAt = instant(tool.VulnerabilityDB.UpdatedAt)
	return nil
}

type trivyResult struct {
	Target, Class, Type string
	Vulnerabilities     []trivyVulnerability
}

type trivyVulnerability struct {
	VulnerabilityID, PkgName, PkgPath, InstalledVersion string
	FixedVersion, Status, Severity, PrimaryURL          string
	SeveritySource                                      string
	VendorIDs                                           []string
	DataSource                                          struct{ ID string }
	CVSS                                                map[string]struct {
		V2Vector, V3Vector, V40Vector string
		V2Score, V3Score, V40Score    *float64
	}
}

func (t *trivy) result(d *jsonread.Decoder) error {
	var result trivyResult
	if err := d.Decode(&result); err != nil {
		return err
	}
	if result.Class == "os-pkgs" { // there is one, if empty, where trivy has data of the distribution
		yes := true
		t.report.Vulnerabilities.DistroCovered = &yes
	}
	for _, v := range result.Vulnerabilities {
		if v.VulnerabilityID == "" || v.PkgName == "" {
			return errors.New("vulnerability without VulnerabilityID or PkgName")
		}
		t.report.add(t.match(result, v))
	}
	return nil
}

func (t *trivy) match(result trivyResult, v trivyVulnerability) document.VulnerabilityMatch {
	p := document.VulnerablePackage{Name: v.PkgName, Version: v.InstalledVersion, Type: packageType(result.Type)}
	switch {
	case result.Class == "os-pkgs":
		database := pkgdb
		p.Path = &database
	case v.PkgPath != "":
		p.Path = location(p, v.PkgPath)
	default:
		p.Path = location(p, targetFile(result.Target))
	}
	match := document.VulnerabilityMatch{
		Package: p,
		Vulnerability: document.Vulnerability{
			ID: v.VulnerabilityID, Severity: t.report.severity(v.Severity), Link: text(v.PrimaryURL),
			Aliases: aliases(v.VulnerabilityID, v.VendorIDs),
		},
		Fix: document.Fix{Versions: versions(v.FixedVersion), WontFix: v.Status == "will_not_fix"},
	}
	match.Vulnerability.CVSSNVD, match.Vulnerability.CVSSVendor = t.ratings(v, "nvd"), t.ratings(v, vendor(v))
	return match
}

// vendor is the source whose scores are the vendor's: the one that the
// vulnerability was found in, else the one of its severity. Red Hat's scores say nothing
// of a package of Debian's.
func vendor(v trivyVulnerability) string {
	for _, source := range []string{v.DataSource.ID, v.SeveritySource} {
		if _, ok := v.CVSS[source]; ok && source != "nvd" {
			return source
		}
	}
	return ""
}

func (t *trivy) ratings(v trivyVulnerability, source string) []document.CVSS {
	list := []document.CVSS{}
	c, ok := v.CVSS[source]
	if !ok {
		return list
	}
	for _, r := range []struct {
		version, vector string
		score           *float64
	}{{"2.0", c.V2Vector, c.V2Score}, {"3.1", c.V3Vector, c.V3Score}, {"4.0", c.V40Vector, c.V40Score}} {
		if r.vector != "" || r.score != nil {
			list = t.report.rate(list, v.VulnerabilityID, r.version, r.vector, scores{Base: r.score})
		}
	}
	return list
}

// targetFile is the file that a result is about, where its packages name none:
// trivy calls the results of files scattered over the image Node.js, Ruby, Python, Java.
func targetFile(target string) string {
	if !strings.Contains(target, "/") && !strings.Contains(target, ".") || target == "Node.js" {
		return ""
	}
	return target
}

func versions(joined string) []string {
	fixed := []string{}
	for version := range strings.SplitSeq(joined, ",") {
		if version = strings.TrimSpace(version); version != "" {
			fixed = append(fixed, version)
		}
	}
	return fixed
}

func aliases(id string, others []string) []string {
	sorted := slices.DeleteFunc(slices.Clone(others), func(other string) bool { return other == "" || other == id })
	if len(sorted) == 0 {
		return nil
	}
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

func (t *trivy) finish() error {
	if t.schema != 2 {
		return errors.New("its SchemaVersion is not 2")
	}
	v := &t.report.Vulnerabilities
	v.Source.Name = Trivy
	detected := instant(t.created)
	for i := range v.Matches {
		v.Matches[i].DetectedAt = detected
	}
	if v.SyncedAt == nil {
		t.report.warn("the report does not say when its database was updated")
	}
	if v.DistroCovered == nil {
		t.report.warn("the report does not say that its data covers the distribution")
	}
	return nil
}
