package sbom

import (
	"cmp"
	"encoding/json"
	"errors"
	"strings"

	"github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// spdx3Element is an element of the graph, of whatever type.
type spdx3Element struct {
	ID         string          `json:"spdxId"`
	AtID       string          `json:"@id"`
	Type       json.RawMessage `json:"type"`
	AtType     json.RawMessage `json:"@type"`
	Name       string          `json:"name"`
	Version    string          `json:"software_packageVersion"`
	PURL       string          `json:"software_packageUrl"`
	Purpose    string          `json:"software_primaryPurpose"`
	Expression string          `json:"simplelicensing_licenseExpression"`
	Roots      []string        `json:"rootElement"`
	Spec       string          `json:"specVersion"`
	Created    string          `json:"created"`
	Kind       string          `json:"relationshipType"`
	From       string          `json:"from"`
	To         []string        `json:"to"`
	External   []struct {
		Type       string `json:"externalIdentifierType"`
		Identifier string `json:"identifier"`
	} `json:"externalIdentifier"`
	Hashes []struct {
		Algorithm string `json:"algorithm"`
		Value     string `json:"hashValue"`
	} `json:"verifiedUsing"`
	SourceInfo string `json:"software_sourceInfo"`
}

// kind is the last part of the type's name: software_Package, spdx:software/Package and the full
// address are the same.
func (e spdx3Element) kind() string {
	var name string
	for _, raw := range []json.RawMessage{e.Type, e.AtType} {
		var list []string
		if json.Unmarshal(raw, &name) == nil && name != "" {
			break
		}
		if json.Unmarshal(raw, &list) == nil && len(list) > 0 {
			name = list[0]
			break
		}
	}
	if at := strings.LastIndexAny(name, "/_:#"); at >= 0 {
		name = name[at+1:]
	}
	return name
}

func (s *SBOM) spdx3(r *bounded.Reader) error {
	d := jsonread.NewDecoder(r, r.Limit()+1)
	isSPDX, listed := false, false
	var packages []spdx3Element
	described := map[string]bool{}
	expressions := map[string]string{}
	licensed := map[string][2]string{} // package -> declared and concluded licence
	element := func() error {
		r.Element()
		var e spdx3Element
		if err := d.Decode(&e); err != nil {
			return err
		}
		switch e.kind() {
		case "Package":
			if len(packages) == maxPackages {
				return errors.New("too many packages")
			}
			packages = append(packages, e)
		case "CreationInfo":
			s.Version, s.Created = cmp.Or(s.Version, e.Spec), cmp.Or(s.Created, e.Created)
		case "SpdxDocument", "Sbom":
			s.Name = cmp.Or(s.Name, e.Name)
			for _, root := range e.Roots {
				described[root] = true
			}
		case "Tool":
			s.Tool = cmp.Or(s.Tool, e.Name)
		case "LicenseExpression":
			expressions[cmp.Or(e.ID, e.AtID)] = e.Expression
		case "Relationship", "LifecycleScopedRelationship":
			for _, to := range e.To {
				pair := licensed[e.From]
				switch e.Kind {
				case "describes":
					described[to] = true
					continue
				case "hasDeclaredLicense":
					pair[0] = to
				case "hasConcludedLicense":
					pair[1] = to
				default:
					continue
				}
				licensed[e.From] = pair
			}
		}
		return nil
	}
	err := d.Object(func(key string) error {
		r.Element()
		switch key {
		case "@context":
			var context json.RawMessage
			err := d.Decode(&context)
			isSPDX = strings.Contains(string(context), "spdx.org/rdf/3.")
			return err
		case "@graph":
			listed = true
			return d.Array(func(int) error { return element() })
		}
		return skip(d, r)
	})
	if err == nil {
		err = d.End()
	}
	switch {
	case err != nil:
		return err
	case !isSPDX:
		return errors.New("its @context is not that of SPDX 3")
	case !listed:
		return errors.New("it has no @graph")
	}
	for _, e := range packages {
		id := cmp.Or(e.ID, e.AtID)
		c := component{name: e.Name, version: none(e.Version), purl: e.PURL, paths: spdxPaths(e.SourceInfo)}
		for _, x := range e.External {
			switch strings.ToLower(x.Type) {
			case "packageurl", "purl":
				c.purl = cmp.Or(c.purl, x.Identifier)
			case "cpe22", "cpe23":
				c.cpes = append(c.cpes, x.Identifier)
			}
		}
		for _, license := range licensed[id] {
			if text := none(cmp.Or(expressions[license], licenseID(license))); text != "" {
				c.licenses = []string{text}
				break
			}
		}
		if s.spdx3Subject(e, &c, described[id]) {
			continue
		}
		if err := s.add(c); err != nil {
			return err
		}
	}
	return nil
}

// spdx3Subject takes what a package says about the image, its distribution or a file, and says whether it
// was one of these rather than a package that is installed.
func (s *SBOM) spdx3Subject(e spdx3Element, c *component, isDescribed bool) bool {
	u, err := packageurl.FromString(c.purl)
	isImage := err == nil && (u.Type == packageurl.TypeOCI || u.Type == packageurl.TypeDocker)
	switch {
	case isImage || e.Purpose == "container" || isDescribed && c.purl == "":
		s.Name = e.Name
		s.manifest(e.Version)
		s.manifest(u.Version)
		for _, hash := range e.Hashes {
			if hash.Algorithm == "sha256" && (isImage || e.Purpose == "container") {
				s.manifest("sha256:" + strings.ToLower(hash.Value))
			}
		}
		return true
	case e.Purpose == "operatingSystem":
		s.setDistro(e.Name, none(e.Version), "")
		return true
	case e.Purpose == "file", c.version == "" && c.purl == "":
		s.left.files++
		return true
	}
	return false
}

// licenseID is a licence that is named by its address alone: https://spdx.org/licenses/MIT.
func licenseID(address string) string {
	id, ok := strings.CutPrefix(address, "https://spdx.org/licenses/")
	if !ok {
		return ""
	}
	return id
}
