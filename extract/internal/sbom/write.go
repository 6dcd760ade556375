package sbom

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/printable"
)

// Subject is what a written list is of, and who writes it when.
type Subject struct {
	Name        string // of the image, as it was asked for
	Image       *document.Image
	Tool        string // version of this tool
	At          time.Time
	Incomplete  bool // packages are missing: a database could not be read
	PackageList []document.Package
}

// WriteCycloneDX writes CycloneDX 1.6. The same packages at the same time give the same bytes.
func WriteCycloneDX(w io.Writer, s Subject) error {
	type license struct {
		License    map[string]string `json:"license,omitempty"`
		Expression string            `json:"expression,omitempty"`
	}
	type occurrence struct {
		Location string `json:"location"`
	}
	type evidence struct {
		Occurrences []occurrence `json:"occurrences"`
	}
	type property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	type componentOut struct {
		Type       string     `json:"type"`
		Ref        string     `json:"bom-ref"`
		Group      string     `json:"group,omitempty"`
		Name       string     `json:"name"`
		Version    string     `json:"version,omitempty"`
		Licenses   []license  `json:"licenses,omitempty"`
		CPE        string     `json:"cpe,omitempty"`
		PURL       string     `json:"purl,omitempty"`
		Evidence   *evidence  `json:"evidence,omitempty"`
		Properties []property `json:"properties,omitempty"`
	}
	type composition struct {
		Aggregate  string   `json:"aggregate"`
		Assemblies []string `json:"assemblies"`
	}
	bom := struct {
		Schema   string `json:"$schema"`
		Format   string `json:"bomFormat"`
		Spec     string `json:"specVersion"`
		Serial   string `json:"serialNumber"`
		Version  int    `json:"version"`
		Metadata struct {
			Timestamp string `json:"timestamp"`
			Tools     struct {
				Components []componentOut `json:"components"`
			} `json:"tools"`
			Component componentOut `json:"component"`
		} `json:"metadata"`
		Components   []componentOut `json:"components"`
		Compositions []composition  `json:"compositions,omitempty"`
	}{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Serial: "urn:uuid:" + s.uuid(), Version: 1,
		Components: []componentOut{},
	}
	bom.Metadata.Timestamp = s.At.UTC().Format(time.RFC3339)
	bom.Metadata.Tools.Components = []componentOut{{Type: "application", Ref: "pratique", Name: "pratique", Version: s.Tool}}
	subject := componentOut{Type: "container", Ref: "image", Name: s.Name, Version: text(s.Image.Digest), PURL: imageURL(s.Image)}
	if s.Image.ID != nil {
		subject.Properties = append(subject.Properties, property{"pratique:image:id", "sha256:" + strings.TrimPrefix(*s.Image.ID, "sha256:")})
	}
	bom.Metadata.Component = subject
	if d := s.Image.Distro; d.Name != nil {
		os := componentOut{Type: "operating-system", Ref: "os", Name: *d.Name, Version: text(d.Version)}
		if d.Like != nil && *d.Like != *d.Name {
			os.Properties = []property{{"syft:distro:idLike:0", *d.Like}}
		}
		bom.Components = append(bom.Components, os)
	}
	for i, p := range s.PackageList {
		c := componentOut{Type: "library", Ref: "package-" + strconv.Itoa(i+1), Name: p.Name, Version: p.FullVersion, PURL: packageURL(p)}
		if len(p.CPEs) > 0 {
			c.CPE = p.CPEs[0]
		}
		for _, l := range p.Licenses {
			switch {
			case isLicenseID(l):
				c.Licenses = append(c.Licenses, license{License: map[string]string{"id": l}})
			case len(p.Licenses) == 1 && isExpression(l): // an expression stands alone
				c.Licenses = append(c.Licenses, license{Expression: l})
			default:
				c.Licenses = append(c.Licenses, license{License: map[string]string{"name": l}})
			}
		}
		if path := text(p.Path); path != "" && path != document.PathPackageDatabase && path != "NA" {
			c.Evidence = &evidence{[]occurrence{{path}}}
		}
		for _, note := range notes(p) {
			c.Properties = append(c.Properties, property{"pratique:package:" + note[0], note[1]})
		}
		bom.Components = append(bom.Components, c)
	}
	if s.Incomplete {
		bom.Compositions = []composition{{"incomplete", []string{"image"}}}
	}
	return encode(w, bom)
}

// notes are what neither format has a field for, as key and value.
func notes(p document.Package) [][2]string {
	list := [][2]string{{"type", p.Type}}
	for _, note := range [][2]string{
		{"source", text(p.Source)}, {"source_version", text(p.SourceVersion)}, {"module_stream", text(p.ModuleStream)}, {"origin", text(p.Origin)},
	} {
		if note[1] != "" {
			list = append(list, note)
		}
	}
	return list
}

// WriteSPDX writes SPDX 2.3 as JSON.
func WriteSPDX(w io.Writer, s Subject) error {
	type reference struct {
		Category string `json:"referenceCategory"`
		Type     string `json:"referenceType"`
		Locator  string `json:"referenceLocator"`
	}
	type annotation struct {
		Date      string `json:"annotationDate"`
		Type      string `json:"annotationType"`
		Annotator string `json:"annotator"`
		Comment   string `json:"comment"`
	}
	type packageOut struct {
		ID           string       `json:"SPDXID"`
		Name         string       `json:"name"`
		Version      string       `json:"versionInfo,omitempty"`
		Download     string       `json:"downloadLocation"`
		Analyzed     bool         `json:"filesAnalyzed"`
		Concluded    string       `json:"licenseConcluded"`
		Declared     string       `json:"licenseDeclared"`
		Copyright    string       `json:"copyrightText"`
		Supplier     string       `json:"supplier"`
		Purpose      string       `json:"primaryPackagePurpose,omitempty"`
		Comment      string       `json:"comment,omitempty"`
		ExternalRefs []reference  `json:"externalRefs,omitempty"`
		Annotations  []annotation `json:"annotations,omitempty"`
	}
	type relationship struct {
		From string `json:"spdxElementId"`
		Type string `json:"relationshipType"`
		To   string `json:"relatedSpdxElement"`
	}
	type extracted struct {
		ID   string `json:"licenseId"`
		Text string `json:"extractedText"`
		Name string `json:"name"`
	}
	at, tool := s.At.UTC().Format(time.RFC3339), "Tool: pratique-"+cmp.Or(s.Tool, "dev")
	doc := struct {
		Version  string `json:"spdxVersion"`
		License  string `json:"dataLicense"`
		ID       string `json:"SPDXID"`
		Name     string `json:"name"`
		Space    string `json:"documentNamespace"`
		Creation struct {
			Created  string   `json:"created"`
			Creators []string `json:"creators"`
		} `json:"creationInfo"`
		Packages      []packageOut   `json:"packages"`
		Extracted     []extracted    `json:"hasExtractedLicensingInfos,omitempty"`
		Relationships []relationship `json:"relationships"`
	}{
		Version: "SPDX-2.3", License: "CC0-1.0", ID: "SPDXRef-DOCUMENT", Name: s.Name, Space: "https://spdx.org/spdxdocs/pratique-" + s.uuid(),
	}
	doc.Creation.Created, doc.Creation.Creators = at, []string{tool}
	blank := func(id, name string) packageOut {
		return packageOut{ID: id, Name: name, Download: "NOASSERTION", Concluded: "NOASSERTION", Declared: "NOASSERTION", Copyright: "NOASSERTION", Supplier: "NOASSERTION"}
	}
	image := blank("SPDXRef-Image", s.Name)
	image.Version, image.Purpose = text(s.Image.Digest), "CONTAINER"
	if s.Incomplete {
		image.Comment = "The list is incomplete: a package database could not be read."
	}
	if url := imageURL(s.Image); url != "" {
		image.ExternalRefs = []reference{{"PACKAGE-MANAGER", "purl", url}}
	}
	doc.Packages = append(doc.Packages, image)
	doc.Relationships = append(doc.Relationships, relationship{"SPDXRef-DOCUMENT", "DESCRIBES", image.ID})
	contain := func(p packageOut) {
		doc.Packages = append(doc.Packages, p)
		doc.Relationships = append(doc.Relationships, relationship{image.ID, "CONTAINS", p.ID})
	}
	if d := s.Image.Distro; d.Name != nil {
		os := blank("SPDXRef-OperatingSystem", *d.Name)
		os.Version, os.Purpose = text(d.Version), "OPERATING_SYSTEM"
		if d.Like != nil && *d.Like != *d.Name {
			os.Annotations = []annotation{{at, "OTHER", tool, annotationPrefix + "like=" + *d.Like}}
		}
		contain(os)
	}
	licenses := licenseSet{refs: map[string]string{}}
	for i, p := range s.PackageList {
		out := blank("SPDXRef-Package-"+strconv.Itoa(i+1), p.Name)
		out.Version, out.Declared = p.FullVersion, licenses.expression(p.Licenses)
		if url := packageURL(p); url != "" {
			out.ExternalRefs = append(out.ExternalRefs, reference{"PACKAGE-MANAGER", "purl", url})
		}
		for _, cpe := range p.CPEs {
			out.ExternalRefs = append(out.ExternalRefs, reference{"SECURITY", "cpe23Type", cpe})
		}
		list := notes(p)
		if path := text(p.Path); path != "" && path != document.PathPackageDatabase && path != "NA" {
			list = append(list, [2]string{"location", path})
		}
		for _, note := range list {
			out.Annotations = append(out.Annotations, annotation{at, "OTHER", tool, annotationPrefix + note[0] + "=" + note[1]})
		}
		contain(out)
	}
	for _, name := range licenses.order {
		doc.Extracted = append(doc.Extracted, extracted{licenses.refs[name], name, name})
	}
	return encode(w, doc)
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(printable.JSONWriter(w))
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// uuid is made of what is written, so that the same list has the same one.
func (s Subject) uuid() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n", s.Name, text(s.Image.Digest), s.At.UTC())
	for _, p := range s.PackageList {
		fmt.Fprintf(h, "%q %q %q %q\n", p.Name, p.FullVersion, p.Type, text(p.Path))
	}
	sum := h.Sum(nil)
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // version 8: of one's own making
	t := hex.EncodeToString(sum[:16])
	return t[:8] + "-" + t[8:12] + "-" + t[12:16] + "-" + t[16:20] + "-" + t[20:]
}

// imageURL is the package URL of an image that has a digest, "" for another.
func imageURL(image *document.Image) string {
	if image.Digest == nil || image.Repository == nil {
		return ""
	}
	repository := strings.ToLower(*image.Repository)
	u := packageurl.NewPackageURL(packageurl.TypeOCI, "", repository[strings.LastIndex(repository, "/")+1:], *image.Digest, nil, "")
	q := map[string]string{"repository_url": text(image.Registry) + "/" + repository, "arch": text(image.Architecture), "tag": text(image.Tag)}
	for _, key := range []string{"arch", "repository_url", "tag"} {
		if q[key] != "" {
			u.Qualifiers = append(u.Qualifiers, packageurl.Qualifier{Key: key, Value: q[key]})
		}
	}
	return u.ToString()
}

// packageURL is a package's URL with its source package as other tools look for it: upstream=NAME@VERSION.
func packageURL(p document.Package) string {
	if p.PURL == nil {
		return ""
	}
	u, err := packageurl.FromString(*p.PURL)
	if err != nil || p.Source == nil || p.Type != document.PackageDpkg {
		return *p.PURL
	}
	upstream := *p.Source
	if p.SourceVersion != nil && *p.SourceVersion != p.FullVersion {
		upstream += "@" + *p.SourceVersion
	}
	var kept packageurl.Qualifiers
	for _, q := range u.Qualifiers {
		if q.Key != "source" && q.Key != "source_version" && q.Key != "upstream" {
			kept = append(kept, q)
		}
	}
	u.Qualifiers = append(kept, packageurl.Qualifier{Key: "upstream", Value: upstream})
	return u.ToString()
}
