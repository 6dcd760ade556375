package sbom

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

type spdxPackage struct {
	ID        string `json:"SPDXID"`
	Name      string `json:"name"`
	Version   string `json:"versionInfo"`
	Concluded string `json:"licenseConcluded"`
	Declared  string `json:"licenseDeclared"`
	Purpose   string `json:"primaryPackagePurpose"`
	Source    string `json:"sourceInfo"`
	Refs      []struct {
		Category string `json:"referenceCategory"`
		Type     string `json:"referenceType"`
		Locator  string `json:"referenceLocator"`
	} `json:"externalRefs"`
	Checksums []struct {
		Algorithm string `json:"algorithm"`
		Value     string `json:"checksumValue"`
	} `json:"checksums"`
	Annotations []struct {
		Comment string `json:"comment"`
	} `json:"annotations"`
}

// spdx2 gathers the packages until it is known which of them the document describes.
type spdx2 struct {
	packages  []spdxPackage
	described map[string]bool
	// extracted are licences of the document's own, by their LicenseRef.
	extracted map[string]string
}

func (s *SBOM) spdx2JSON(r *bounded.Reader) error {
	d := jsonread.NewDecoder(r, r.Limit()+1)
	doc := spdx2{described: map[string]bool{}, extracted: map[string]string{}}
	listed := false
	err := d.Object(func(key string) error {
		r.Element()
		switch key {
		case "spdxVersion":
			return d.Decode(&s.Version)
		case "name":
			return d.Decode(&s.Name)
		case "creationInfo":
			var info struct {
				Created  string   `json:"created"`
				Creators []string `json:"creators"`
			}
			if err := d.Decode(&info); err != nil {
				return err
			}
			s.Created = info.Created
			for _, creator := range info.Creators {
				if tool, ok := strings.CutPrefix(creator, "Tool: "); ok && s.Tool == "" {
					s.Tool = tool
				}
			}
			return nil
		case "documentDescribes":
			return d.Array(func(int) error {
				var id string
				err := d.Decode(&id)
				doc.described[id] = true
				return err
			})
		case "packages":
			listed = true
			return d.Array(func(int) error {
				r.Element()
				var p spdxPackage
				if err := d.Decode(&p); err != nil {
					return err
				}
				return doc.add(p)
			})
		case "hasExtractedLicensingInfos":
			return d.Array(func(int) error {
				r.Element()
				var one struct {
					ID   string `json:"licenseId"`
					Name string `json:"name"`
				}
				if err := d.Decode(&one); err != nil {
					return err
				}
				if name := none(one.Name); name != "" && len(doc.extracted) < maxPackages {
					doc.extracted[one.ID] = name
				}
				return nil
			})
		case "relationships":
			return d.Array(func(int) error {
				r.Element()
				var rel struct {
					From string `json:"spdxElementId"`
					To   string `json:"relatedSpdxElement"`
					Type string `json:"relationshipType"`
				}
				if err := d.Decode(&rel); err != nil {
					return err
				}
				doc.relate(rel.From, rel.Type, rel.To)
				return nil
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
	case !strings.HasPrefix(s.Version, "SPDX-2."):
		return fmt.Errorf("its spdxVersion is %q; SPDX-2.2 and 2.3 are read, and SPDX 3 as JSON-LD", s.Version)
	case !listed:
		return errors.New("it has no packages: that is not the same as an empty list of them")
	}
	return s.spdx2(doc)
}

func (d *spdx2) add(p spdxPackage) error {
	if len(d.packages) == maxPackages {
		return fmt.Errorf("more than %d packages", maxPackages)
	}
	d.packages = append(d.packages, p)
	return nil
}

func (d *spdx2) relate(from, kind, to string) {
	switch {
	case kind == "DESCRIBES" && from == "SPDXRef-DOCUMENT":
		d.described[to] = true
	case kind == "DESCRIBED_BY" && to == "SPDXRef-DOCUMENT":
		d.described[from] = true
	}
}

// spdx2 makes packages of all but what the document is of: the image, which has no package URL or
// that of an image. What is described and has another is a package too.
func (s *SBOM) spdx2(doc spdx2) error {
	for _, p := range doc.packages {
		c := component{name: p.Name, version: none(p.Version), licenses: doc.licenses(cmp.Or(none(p.Declared), none(p.Concluded)))}
		for _, ref := range p.Refs {
			switch strings.ToLower(ref.Type) {
			case "purl":
				c.purl = ref.Locator
			case "cpe22type", "cpe23type":
				c.cpes = append(c.cpes, ref.Locator)
			}
		}
		for _, a := range p.Annotations {
			c.ours(a.Comment)
		}
		c.paths = append(c.paths, spdxPaths(p.Source)...)
		u, err := packageurl.FromString(c.purl)
		isImage := err == nil && (u.Type == packageurl.TypeOCI || u.Type == packageurl.TypeDocker)
		switch {
		case isImage || p.Purpose == "CONTAINER" || doc.described[p.ID] && c.purl == "":
			s.Name = p.Name
			s.manifest(p.Version)
			s.manifest(u.Version)
			for _, sum := range p.Checksums {
				if sum.Algorithm == "SHA256" && (isImage || p.Purpose == "CONTAINER") {
					s.manifest("sha256:" + strings.ToLower(sum.Value))
				}
			}
			continue
		case p.Purpose == "OPERATING-SYSTEM" || p.Purpose == "OPERATING_SYSTEM":
			s.setDistro(p.Name, none(p.Version), c.like)
			continue
		case p.Purpose == "FILE" || p.Purpose == "SOURCE" && c.purl == "":
			s.left.files++
			continue
		case c.version == "" && c.purl == "":
			s.left.files++ // a directory, a lock file
			continue
		}
		if err := s.add(c); err != nil {
			return err
		}
	}
	return nil
}

// licenses are the parts of an expression all of which hold, with the names of licences that the
// document explains; an expression with a choice stays whole.
func (d *spdx2) licenses(expression string) []string {
	list := []string{expression}
	if !strings.Contains(expression, " OR ") && !strings.Contains(expression, "(") {
		list = strings.Split(expression, " AND ")
	}
	for i, license := range list {
		if name, ok := d.extracted[license]; ok {
			list[i] = name
		}
	}
	return list
}

// none is the text, "" for what stands for no text.
func none(text string) string {
	if text == "NOASSERTION" || text == "NONE" {
		return ""
	}
	return text
}

// ours reads what our own writer notes of a package: pratique KEY=VALUE.
func (c *component) ours(comment string) {
	rest, ok := strings.CutPrefix(comment, annotationPrefix)
	if !ok {
		return
	}
	key, value, _ := strings.Cut(rest, "=")
	switch key {
	case "location":
		c.paths = append(c.paths, value)
	case "source":
		c.source, c.exact = value, true
	case "source_version":
		c.sourceVersion = value
	case "type":
		c.kind = value
	case "module_stream":
		c.module = value
	case "origin":
		c.origin = value
	case "like":
		c.like = value
	}
}

// annotationPrefix begins the annotations of our own writer.
const annotationPrefix = "pratique "

var acquired = regexp.MustCompile(`^acquired package info from .*?: (.+)$`)

// spdxPaths are the files that syft names in sourceInfo.
func spdxPaths(info string) []string {
	found := acquired.FindStringSubmatch(info)
	if found == nil {
		return nil
	}
	return strings.Split(found[1], ", ")
}

var tag = regexp.MustCompile(`^([A-Za-z]+):\s*(.*)$`)

// spdx2TagValue reads the older form: TAG: value, a text in <text> may go over lines.
func (s *SBOM) spdx2TagValue(r *bounded.Reader) error {
	doc := spdx2{described: map[string]bool{}, extracted: map[string]string{}}
	var p *spdxPackage
	flush := func() error {
		if p == nil {
			return nil
		}
		done := *p
		p = nil
		return doc.add(done)
	}
	inText := false
	scanner := bufio.NewScanner(r)
	scanner.Buffer(make([]byte, 0, 64<<10), 8<<20)
	n, last := 0, ""
	for scanner.Scan() {
		r.Element()
		n++
		line := strings.TrimSpace(scanner.Text())
		if line != "" {
			last = line
		}
		if inText {
			inText = !strings.Contains(line, "</text>")
			continue
		}
		found := tag.FindStringSubmatch(line)
		if found == nil {
			continue
		}
		value := strings.TrimSuffix(strings.TrimPrefix(found[2], "<text>"), "</text>")
		inText = strings.Contains(line, "<text>") && !strings.Contains(line, "</text>")
		switch found[1] {
		case "SPDXVersion":
			s.Version = value
		case "DocumentName":
			s.Name = value
		case "Created":
			s.Created = value
		case "Creator":
			if tool, ok := strings.CutPrefix(value, "Tool: "); ok && s.Tool == "" {
				s.Tool = tool
			}
		case "PackageName":
			if err := flush(); err != nil {
				return err
			}
			p = &spdxPackage{Name: value}
		case "FileName", "SnippetSPDXID", "LicenseID":
			if err := flush(); err != nil {
				return err
			}
		case "Relationship":
			if parts := strings.Fields(value); len(parts) == 3 {
				doc.relate(parts[0], parts[1], parts[2])
			}
		}
		if p == nil {
			continue
		}
		switch found[1] {
		case "SPDXID":
			p.ID = value
		case "PackageVersion":
			p.Version = value
		case "PackageLicenseConcluded":
			p.Concluded = value
		case "PackageLicenseDeclared":
			p.Declared = value
		case "PackageSourceInfo":
			p.Source = value
		case "PrimaryPackagePurpose":
			p.Purpose = value
		case "ExternalRef":
			if parts := strings.Fields(value); len(parts) == 3 && len(p.Refs) < 1000 {
				p.Refs = append(p.Refs, struct {
					Category string `json:"referenceCategory"`
					Type     string `json:"referenceType"`
					Locator  string `json:"referenceLocator"`
				}{parts[0], parts[1], parts[2]})
			}
		case "PackageChecksum":
			if algorithm, sum, ok := strings.Cut(value, ": "); ok && len(p.Checksums) < 100 {
				p.Checksums = append(p.Checksums, struct {
					Algorithm string `json:"algorithm"`
					Value     string `json:"checksumValue"`
				}{algorithm, sum})
			}
		}
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("line %d: %w", n+1, err)
	}
	if inText {
		return errors.New("the document ends too early: in a text that begins in " + last)
	}
	if err := flush(); err != nil {
		return err
	}
	if len(doc.packages) == 0 {
		return errors.New("it has no packages")
	}
	s.Problems = append(s.Problems, "nothing ends an SPDX file of tags and values, so it may be incomplete")
	return s.spdx2(doc)
}
