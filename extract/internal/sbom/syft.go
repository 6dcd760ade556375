package sbom

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

type syftArtifact struct {
	Name, Version, Type, PURL string
	Locations                 []syftLocation
	Licenses                  []syftLicense
	CPEs                      []syftCPE
	Metadata                  json.RawMessage
}

type syftLocation struct{ path string }

// UnmarshalJSON takes a path alone, too.
func (l *syftLocation) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &l.path) == nil {
		return nil
	}
	var object struct{ Path string }
	err := json.Unmarshal(data, &object)
	l.path = object.Path
	return err
}

type syftLicense struct{ text string }

// UnmarshalJSON takes a text, as up to schema 9, and an object from 10 on.
func (l *syftLicense) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &l.text) == nil {
		return nil
	}
	var object struct{ Value, SPDXExpression string }
	err := json.Unmarshal(data, &object)
	l.text = cmp.Or(object.Value, object.SPDXExpression)
	return err
}

type syftCPE struct{ text string }

// UnmarshalJSON takes a text, and {"cpe": …} of newer schemas.
func (c *syftCPE) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &c.text) == nil {
		return nil
	}
	var object struct{ CPE string }
	err := json.Unmarshal(data, &object)
	c.text = object.CPE
	return err
}

// syftMetadata are the fields of several kinds of packages.
type syftMetadata struct {
	Source, SourceVersion, OriginPackage, SourceRpm, Architecture, Arch string
	ModularityLabel, Maintainer, Vendor                                 string
	VirtualPath                                                         string
	Epoch                                                               any
	InstalledSize                                                       *int64
	Size                                                                *int64
}

func (s *SBOM) syft(r *bounded.Reader) error {
	d := jsonread.NewDecoder(r, r.Limit()+1)
	listed := false
	err := d.Object(func(key string) error {
		r.Element()
		switch key {
		case "artifacts":
			listed = true
			return d.Array(func(int) error {
				r.Element()
				var a syftArtifact
				if err := d.Decode(&a); err != nil {
					return err
				}
				return s.syftAdd(a)
			})
		case "source":
			return s.syftSource(d)
		case "distro":
			var distro struct {
				Name, ID, Version, VersionID string
				IDLike                       any
			}
			if err := d.Decode(&distro); err != nil {
				return err
			}
			like, _ := distro.IDLike.(string)
			if list, ok := distro.IDLike.([]any); ok {
				var words []string
				for _, word := range list {
					words = append(words, fmt.Sprint(word))
				}
				like = strings.Join(words, ",")
			}
			s.setDistro(cmp.Or(distro.ID, distro.Name), cmp.Or(distro.VersionID, distro.Version), like)
			return nil
		case "descriptor":
			var tool struct{ Name, Version string }
			err := d.Decode(&tool)
			s.Tool = strings.TrimSpace(tool.Name + " " + tool.Version)
			return err
		case "schema":
			var schema struct{ Version string }
			err := d.Decode(&schema)
			s.Version = schema.Version
			return err
		}
		return skip(d, r)
	})
	if err == nil {
		err = d.End()
	}
	switch {
	case err != nil:
		return err
	case !listed:
		return errors.New("it has no artifacts")
	}
	return nil
}

// syftSource has what was scanned in one of two shapes, by the schema.
func (s *SBOM) syftSource(d *jsonread.Decoder) error {
	var source struct {
		Name, Type       string
		Target, Metadata json.RawMessage
	}
	if err := d.Decode(&source); err != nil {
		return err
	}
	var image struct {
		UserInput, ImageID, ManifestDigest string
		RepoDigests                        []string
	}
	for _, raw := range []json.RawMessage{source.Target, source.Metadata} {
		if json.Unmarshal(raw, &image) == nil { // a text for directories
			s.config(image.ImageID)
			s.manifest(image.ManifestDigest)
			s.identify(image.RepoDigests...)
		}
	}
	s.Name = cmp.Or(image.UserInput, source.Name)
	return nil
}

func (s *SBOM) syftAdd(a syftArtifact) error {
	var m syftMetadata
	_ = json.Unmarshal(a.Metadata, &m) // kinds of packages differ; what has another type is left out
	c := component{
		name: a.Name, version: a.Version, purl: a.PURL, kind: a.Type,
		source: cmp.Or(m.Source, m.OriginPackage, m.SourceRpm), sourceVersion: m.SourceVersion,
		arch: cmp.Or(m.Architecture, m.Arch), module: m.ModularityLabel, origin: cmp.Or(m.Maintainer, m.Vendor), size: cmp.Or(m.InstalledSize, m.Size),
	}
	if epoch, ok := m.Epoch.(float64); ok {
		c.epoch = strconv.FormatInt(int64(epoch), 10)
	}
	if packageType(a.Type) == document.PackageDpkg && m.InstalledSize != nil {
		c.size = new(*m.InstalledSize * 1000) // dpkg counts kilobytes
	}
	if m.VirtualPath != "" {
		c.paths = append(c.paths, m.VirtualPath)
	}
	for _, l := range a.Locations {
		c.paths = append(c.paths, l.path)
	}
	for _, l := range a.Licenses {
		c.licenses = append(c.licenses, l.text)
	}
	for _, cpe := range a.CPEs {
		c.cpes = append(c.cpes, cpe.text)
	}
	return s.add(c)
}
