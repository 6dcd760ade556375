package sbom

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// cdxComponent is a component in JSON and in XML.
type cdxComponent struct {
	Type         string         `json:"type"         xml:"type,attr"`
	Group        string         `json:"group"        xml:"group"`
	Name         string         `json:"name"         xml:"name"`
	Version      string         `json:"version"      xml:"version"`
	VersionRange string         `json:"versionRange" xml:"versionRange"`
	PURL         string         `json:"purl"         xml:"purl"`
	CPE          string         `json:"cpe"          xml:"cpe"`
	Licenses     cdxLicenses    `json:"licenses"     xml:"licenses"`
	Properties   []cdxProperty  `json:"properties"   xml:"properties>property"`
	Evidence     cdxEvidence    `json:"evidence"     xml:"evidence"`
	Components   []cdxComponent `json:"components"   xml:"components>component"`
}

type cdxEvidence struct {
	Occurrences []struct {
		Location string `json:"location" xml:"location"`
	} `json:"occurrences" xml:"occurrences>occurrence"`
}

type cdxProperty struct {
	Name  string `json:"name"  xml:"name,attr"`
	Value string `json:"value" xml:",chardata"`
}

type cdxLicenses []string

type cdxLicense struct {
	License struct {
		ID   string `json:"id"   xml:"id"`
		Name string `json:"name" xml:"name"`
	} `json:"license"`
	Expression string `json:"expression"`
}

// UnmarshalJSON takes ids, names and expressions.
func (l *cdxLicenses) UnmarshalJSON(data []byte) error {
	var list []cdxLicense
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	for _, one := range list {
		*l = append(*l, cmp.Or(one.Expression, one.License.ID, one.License.Name))
	}
	return nil
}

// UnmarshalXML takes the same.
func (l *cdxLicenses) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	var list struct {
		Licenses []struct {
			ID   string `xml:"id"`
			Name string `xml:"name"`
		} `xml:"license"`
		Expressions []string `xml:"expression"`
	}
	if err := d.DecodeElement(&list, &start); err != nil {
		return err
	}
	for _, one := range list.Licenses {
		*l = append(*l, cmp.Or(one.ID, one.Name))
	}
	*l = append(*l, list.Expressions...)
	return nil
}

func (s *SBOM) cycloneDXJSON(r *bounded.Reader) error {
	d := jsonread.NewDecoder(r, r.Limit()+1)
	format, listed := "", false
	err := d.Object(func(key string) error {
		r.Element()
		switch key {
		case "bomFormat":
			return d.Decode(&format)
		case "specVersion":
			return d.Decode(&s.Version)
		case "metadata":
			var m struct {
				Timestamp string          `json:"timestamp"`
				Tools     json.RawMessage `json:"tools"`
				Component cdxComponent    `json:"component"`
			}
			if err := d.Decode(&m); err != nil {
				return err
			}
			s.Created, s.Tool = m.Timestamp, cdxTool(m.Tools)
			return s.cdxSubject(m.Component)
		case "components":
			listed = true
			return d.Array(func(int) error {
				r.Element()
				var c cdxComponent
				if err := d.Decode(&c); err != nil {
					return err
				}
				return s.cdxAdd(c, 0)
			})
		}
		return skip(d, r)
	})
	if err == nil {
		err = d.End()
	}
	switch {
	case err != nil:
		return err
	case format != "CycloneDX":
		return fmt.Errorf("its bomFormat is %q", format)
	case !listed:
		return errors.New("it has no components: that is not the same as an empty list of them")
	}
	return s.cdxVersion()
}

// cdxVersion notes a version that came after the ones whose fields are known.
func (s *SBOM) cdxVersion() error {
	switch s.Version {
	case "1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7":
		return nil
	case "":
		return errors.New("it does not say its specVersion")
	}
	s.Problems = append(s.Problems, fmt.Sprintf("CycloneDX %s is read as 1.7", s.Version))
	return nil
}

// cdxTool is the first tool: a list up to version 1.4, components in an object from 1.5 on.
func cdxTool(raw json.RawMessage) string {
	type tool struct{ Name, Version string }
	var list []tool
	var object struct{ Components, Services []tool }
	if json.Unmarshal(raw, &list) != nil && json.Unmarshal(raw, &object) == nil {
		list = append(object.Components, object.Services...)
	}
	if len(list) == 0 {
		return ""
	}
	return strings.TrimSpace(list[0].Name + " " + list[0].Version)
}

// cdxSubject is what the list is of. Components within it are packages.
func (s *SBOM) cdxSubject(c cdxComponent) error {
	s.Name = c.Name
	s.manifest(c.Version) // syft has the digest there
	if u, err := packageurl.FromString(c.PURL); err == nil && (u.Type == packageurl.TypeOCI || u.Type == packageurl.TypeDocker) {
		s.manifest(u.Version)
	}
	for _, p := range c.Properties {
		switch p.Name {
		case "aquasecurity:trivy:ImageID", "pratique:image:id":
			s.config(p.Value)
		case "aquasecurity:trivy:RepoDigest":
			s.manifest(p.Value)
		}
	}
	for _, inner := range c.Components {
		if err := s.cdxAdd(inner, 1); err != nil {
			return err
		}
	}
	return nil
}

func (s *SBOM) cdxAdd(c cdxComponent, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("components are nested deeper than %d", maxDepth)
	}
	for _, inner := range c.Components {
		if err := s.cdxAdd(inner, depth+1); err != nil {
			return err
		}
	}
	properties := map[string]string{}
	for _, p := range c.Properties {
		properties[p.Name] = p.Value
	}
	switch c.Type {
	case "operating-system":
		s.setDistro(cmp.Or(properties["syft:distro:id"], c.Name), cmp.Or(properties["syft:distro:versionID"], c.Version), properties["syft:distro:idLike:0"])
		return nil
	case "file", "container", "device", "data", "cryptographic-asset":
		s.left.files++
		return nil
	}
	switch {
	case c.Version == "" && c.VersionRange != "":
		s.left.ranges++
		return nil
	case c.Version == "" && c.PURL == "":
		s.left.files++ // a lock file, a directory: trivy lists those that its packages come from
		return nil
	}
	return s.add(cdxPackage(c, properties))
}

func cdxPackage(c cdxComponent, properties map[string]string) component {
	p := component{
		name: c.Name, group: c.Group, version: c.Version, purl: c.PURL, licenses: c.Licenses, cpes: []string{c.CPE},
		kind:          cmp.Or(properties["syft:package:type"], properties["aquasecurity:trivy:PkgType"], properties["pratique:package:type"]),
		source:        cmp.Or(properties["pratique:package:source"], properties["syft:metadata:source"], properties["syft:metadata:originPackage"], properties["syft:metadata:sourceRpm"]),
		sourceVersion: cmp.Or(properties["pratique:package:source_version"], properties["syft:metadata:sourceVersion"]),
		module:        cmp.Or(properties["pratique:package:module_stream"], properties["syft:metadata:modularityLabel"]),
		exact:         properties["pratique:package:source"] != "",
		epoch:         properties["syft:metadata:epoch"], origin: properties["pratique:package:origin"],
	}
	if name := properties["aquasecurity:trivy:SrcName"]; name != "" && p.source == "" {
		p.source, p.sourceVersion = name, properties["aquasecurity:trivy:SrcVersion"]
		if release := properties["aquasecurity:trivy:SrcRelease"]; release != "" {
			p.sourceVersion += "-" + release
		}
		if epoch := properties["aquasecurity:trivy:SrcEpoch"]; epoch != "" && epoch != "0" {
			p.sourceVersion = epoch + ":" + p.sourceVersion
		}
	}
	for _, o := range c.Evidence.Occurrences {
		p.paths = append(p.paths, o.Location)
	}
	for i := range 8 {
		p.paths = append(p.paths, properties["syft:location:"+strconv.Itoa(i)+":path"])
		p.cpes = append(p.cpes, properties["syft:cpe23"])
	}
	p.paths = append(p.paths, properties["aquasecurity:trivy:FilePath"], properties["aquasecurity:trivy:PkgPath"])
	return p
}

func (s *SBOM) cycloneDXXML(r *bounded.Reader) error {
	d := bounded.NewXML(r)
	root, err := d.Root()
	if err != nil {
		return err
	}
	s.Version = strings.TrimPrefix(root.Name.Space, "http://cyclonedx.org/schema/bom/")
	listed := false
	err = d.Children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "metadata":
			return s.cdxXMLMetadata(d)
		case "components":
			listed = true
			return d.Children(func(e xml.StartElement) error {
				if e.Name.Local != "component" {
					return d.Skip()
				}
				var c cdxComponent
				if err := d.DecodeWhole(&c, e); err != nil {
					return err
				}
				return s.cdxAdd(c, 0)
			})
		}
		return d.Skip()
	})
	if err != nil {
		return d.Wrap(err)
	}
	if err := d.End(); err != nil {
		return err
	}
	if !listed {
		return errors.New("it has no components: that is not the same as an empty list of them")
	}
	return s.cdxVersion()
}

func (s *SBOM) cdxXMLMetadata(d *bounded.XML) error {
	return d.Children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "timestamp":
			text, err := d.Text()
			s.Created = text
			return err
		case "tools":
			var tools struct {
				Tools      []cdxComponent `xml:"tool"`
				Components []cdxComponent `xml:"components>component"`
			}
			if err := d.DecodeWhole(&tools, e); err != nil {
				return err
			}
			if list := append(tools.Tools, tools.Components...); len(list) > 0 {
				s.Tool = strings.TrimSpace(list[0].Name + " " + list[0].Version)
			}
			return nil
		case "component":
			var c cdxComponent
			if err := d.DecodeWhole(&c, e); err != nil {
				return err
			}
			return s.cdxSubject(c)
		}
		return d.Skip()
	})
}
