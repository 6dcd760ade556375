package vulnerabilities

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// cycloneDX reads CycloneDX JSON with vulnerabilities, from version 1.4 on.
type cycloneDX struct {
	report          *Report
	format          string
	found           bool // "vulnerabilities" is there
	created         string
	components      map[string]cdxComponent // by bom-ref
	vulnerabilities []cdxVulnerability
	spared          int // vulnerabilities that do not affect the image
}

type cdxComponent struct {
	Ref        string `json:"bom-ref"`
	Type       string
	Group      string
	Name       string
	Version    string
	PURL       string
	Properties []cdxProperty
	Components []cdxComponent
}

type cdxProperty struct{ Name, Value string }

type cdxSource struct{ Name, URL string }

type cdxVulnerability struct {
	ID             string
	Source         cdxSource
	References     []struct{ ID string }
	Ratings        []cdxRating
	Recommendation string
	Advisories     []struct{ URL string }
	Analysis       struct {
		State    string
		Response []string
	}
	Affects []struct {
		Ref      string
		Versions []struct{ Version, Status string }
	}
}

type cdxRating struct {
	Source                   cdxSource
	Score                    *float64
	Severity, Method, Vector string
}

func (c *cycloneDX) field(d *jsonread.Decoder, key string) error {
	switch key {
	case "bomFormat":
		return d.Decode(&c.format)
	case "metadata":
		return c.metadata(d)
	case "components":
		return d.Array(func(int) error {
			var component cdxComponent
			err := d.Decode(&component)
			c.add(component)
			return err
		})
	case "vulnerabilities":
		c.found = true
		return d.Array(func(int) error {
			var v cdxVulnerability
			err := d.Decode(&v)
			c.vulnerabilities = append(c.vulnerabilities, v)
			return err
		})
	}
	return d.Skip()
}

// add remembers a component and those within it.
func (c *cycloneDX) add(component cdxComponent) {
	nested := component.Components
	component.Components = nil
	c.components[component.Ref] = component
	for _, inner := range nested {
		c.add(inner)
	}
}

func (c *cycloneDX) metadata(d *jsonread.Decoder) error {
	var m struct {
		Timestamp string
		Component cdxComponent
		Tools     json.RawMessage
	}
	if err := d.Decode(&m); err != nil {
		return err
	}
	c.created = m.Timestamp
	c.add(m.Component)
	identity := &c.report.Image
	identity.Name = m.Component.Name
	identity.add(m.Component.Version) // syft and grype
	if purl, err := packageurl.FromString(m.Component.PURL); err == nil && purl.Type == packageurl.TypeOCI {
		identity.add(purl.Version)
	}
	for _, p := range m.Component.Properties {
		switch p.Name {
		case "aquasecurity:trivy:ImageID", "aquasecurity:trivy:RepoDigest":
			identity.add(p.Value)
		case "aquasecurity:trivy:DiffID":
			identity.DiffIDs = append(identity.DiffIDs, p.Value)
		}
	}
	c.report.Vulnerabilities.Source = cdxTool(m.Tools)
	return nil
}

// cdxTool is the first tool: a list up to version 1.4, components in an object
// from 1.5 on.
func cdxTool(raw json.RawMessage) document.VulnerabilitySource {
	type tool struct{ Name, Version string }
	var list []tool
	var object struct{ Components, Services []tool }
	if json.Unmarshal(raw, &list) != nil && json.Unmarshal(raw, &object) == nil {
		list = append(object.Components, object.Services...)
	}
	if len(list) == 0 {
		return document.VulnerabilitySource{Name: CycloneDX}
	}
	return document.VulnerabilitySource{Name: cmp.Or(list[0].Name, CycloneDX), Version: list[0].Version}
}

func (c *cycloneDX) finish() error {
	switch {
	case c.format != "CycloneDX":
		return fmt.Errorf("its bomFormat is %q", c.format)
	case !c.found:
		return errors.New("it has no vulnerabilities: a list of components says nothing of them")
	}
	v := &c.report.Vulnerabilities
	if v.Source.Name == "" {
		v.Source.Name = CycloneDX
	}
	for _, vulnerability := range c.vulnerabilities {
		if err := c.vulnerability(vulnerability); err != nil {
			return err
		}
	}
	if c.spared > 0 {
		c.report.warn("vulnerabilities left out because the report says that they do not affect the image: %d", c.spared)
	}
	c.report.warn("a CycloneDX report does not say when its data was updated")
	if v.DistroCovered == nil {
		c.report.warn("the report does not say that its data covers the distribution")
	}
	return nil
}

func (c *cycloneDX) vulnerability(v cdxVulnerability) error {
	switch {
	case v.ID == "":
		return errors.New("vulnerability without an id")
	case len(v.Affects) == 0:
		return fmt.Errorf("%s affects no component", v.ID)
	}
	switch v.Analysis.State {
	case "not_affected", "false_positive", "resolved", "resolved_with_pedigree":
		c.spared++
		return nil
	}
	record := c.record(v)
	for _, affected := range v.Affects {
		p, err := c.affectedPackage(affected.Ref)
		if err != nil {
			return fmt.Errorf("%s: %w", v.ID, err)
		}
		if distribution(p.Type) {
			yes := true
			c.report.Vulnerabilities.DistroCovered = &yes
		}
		fix := document.Fix{Versions: recommended(v.Recommendation), WontFix: slices.Contains(v.Analysis.Response, "will_not_fix")}
		for _, version := range affected.Versions {
			if version.Status == "unaffected" && version.Version != "" && !slices.Contains(fix.Versions, version.Version) {
				fix.Versions = append(fix.Versions, version.Version)
			}
		}
		c.report.add(document.VulnerabilityMatch{Vulnerability: record, Package: p, Fix: fix, DetectedAt: instant(c.created)})
	}
	return nil
}

// record has the ratings of the vulnerability's own source as the vendor's,
// where that is not the NVD. A rating without a source is of the same one.
func (c *cycloneDX) record(v cdxVulnerability) document.Vulnerability {
	r := document.Vulnerability{ID: v.ID, Link: text(v.Source.URL), CVSSNVD: []document.CVSS{}, CVSSVendor: []document.CVSS{}}
	if r.Link == nil && len(v.Advisories) > 0 {
		r.Link = text(v.Advisories[0].URL)
	}
	var others []string
	for _, reference := range v.References {
		others = append(others, reference.ID)
	}
	r.Aliases = aliases(v.ID, others)
	var ownWord, otherWord string
	for _, rating := range v.Ratings {
		source := cmp.Or(rating.Source.Name, v.Source.Name)
		own := source == v.Source.Name
		if own {
			ownWord = cmp.Or(ownWord, rating.Severity)
		}
		otherWord = cmp.Or(otherWord, rating.Severity)
		if rating.isEPSS() && rating.Score != nil {
			r.EPSS = &document.EPSS{Score: rating.Score}
			continue
		}
		if rating.Score == nil && rating.Vector == "" {
			continue
		}
		version, known := map[string]string{"CVSSv2": "2.0", "CVSSv3": "3.0", "CVSSv31": "3.1", "CVSSv4": "4.0"}[rating.Method]
		switch {
		case !known:
		case strings.Contains(strings.ToLower(source), "nvd"):
			r.CVSSNVD = c.report.rate(r.CVSSNVD, v.ID, version, rating.Vector, scores{Base: rating.Score})
		case own:
			r.CVSSVendor = c.report.rate(r.CVSSVendor, v.ID, version, rating.Vector, scores{Base: rating.Score})
		}
	}
	if word := cmp.Or(ownWord, otherWord); word != "" {
		r.Severity = c.report.severity(word)
	} else {
		r.Severity = highest(append(slices.Clone(r.CVSSVendor), r.CVSSNVD...))
	}
	return r
}

// isEPSS says whether a rating is a probability of exploitation, which no method of CycloneDX is for.
func (r cdxRating) isEPSS() bool {
	return strings.EqualFold(r.Method, "EPSS") || strings.EqualFold(r.Method, "other") && strings.EqualFold(r.Source.Name, "EPSS")
}

// affectedPackage is the component of a reference. A BOM-Link ends in #bom-ref;
// trivy's bom-refs are package URLs, which say enough by themselves.
func (c *cycloneDX) affectedPackage(ref string) (document.VulnerablePackage, error) {
	component, known := c.components[ref]
	if _, inner, ok := strings.Cut(ref, "#"); !known && strings.HasPrefix(ref, "urn:cdx:") && ok {
		ref = inner
		component, known = c.components[ref]
	}
	if !known {
		component.PURL = ref
	}
	purl, err := packageurl.FromString(component.PURL)
	if err != nil && !known {
		return document.VulnerablePackage{}, fmt.Errorf("component %q is not there", ref)
	}
	p := document.VulnerablePackage{Name: component.Name, Version: cmp.Or(component.Version, purl.Version), Type: packageType(purl.Type)}
	if err != nil {
		p.Type = cmp.Or(component.Type, "other")
	}
	switch purl.Type {
	case packageurl.TypeMaven, "": // a group is no part of a Java package's name in Anchore
	case packageurl.TypeDebian, packageurl.TypeRPM, packageurl.TypeApk: // the namespace is the distribution
	default:
		if group := cmp.Or(component.Group, purl.Namespace); group != "" && p.Name != "" && !strings.HasPrefix(p.Name, group+"/") {
			p.Name = group + "/" + p.Name
		}
	}
	p.Name = cmp.Or(p.Name, purl.Name)
	p.Path = location(p, cdxFile(component.Properties))
	return p, nil
}

func cdxFile(properties []cdxProperty) string {
	for _, name := range []string{"syft:location:0:path", "aquasecurity:trivy:FilePath", "aquasecurity:trivy:PkgPath"} {
		for _, p := range properties {
			if p.Name == name {
				return p.Value
			}
		}
	}
	return ""
}

// upgrade is what trivy and others recommend: Upgrade NAME to version V, V.
var upgrade = regexp.MustCompile(`(?i)^\s*upgrade\b.*?\bto version:?\s+([^\s,;]+(?:,\s*[^\s,;]+)*)`)

func recommended(text string) []string {
	m := upgrade.FindStringSubmatch(text)
	if m == nil {
		return []string{}
	}
	return versions(m[1])
}
