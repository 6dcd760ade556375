package extract

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/sbom"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/extract/vulnerabilities"
)

const sbomScheme = "sbom"

// PackagesFrom says whose packages count, where there is an image and an SBOM of it.
type PackagesFrom string

// The choices. FromBoth compares the two: the image's packages count, differences are told.
const (
	FromImage PackagesFrom = "image"
	FromSBOM  PackagesFrom = "sbom"
	FromBoth  PackagesFrom = "both"
)

// maxDifferences is how many packages are named that one list has and the other has not.
const maxDifferences = 10

func readSBOM(path string) (*sbom.SBOM, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading SBOM: %w", err)
	}
	defer f.Close()
	in, err := seekable(f, sbom.MaxSize())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	s, err := sbom.Read(in, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// fromSBOM makes a document of an SBOM alone: packages, the distribution, and what it says of its
// subject. Everything else nobody has looked for.
func fromSBOM(ctx context.Context, o Options, p *plan) (*document.Document, error) {
	s, err := readSBOM(o.Source.Path)
	if err != nil {
		return nil, err
	}
	doc := newDocument(o)
	doc.Image = &document.Image{
		Reference: o.Source.String(), Digest: text(s.Manifest), ID: text(strings.TrimPrefix(s.Config, "sha256:")),
		Distro: s.Distro, Layers: []document.Layer{}, History: []document.History{},
	}
	if full := cmp.Or(o.Tag, imageName(s.Name)); full != "" {
		parts := source.ParseReference(full)
		doc.Image.Registry, doc.Image.Repository, doc.Image.Tag = text(parts.Registry), text(parts.Repository), text(parts.Tag)
	}
	doc.Packages = s.Packages
	doc.Searched = &document.Searched{Sections: []string{"packages"}}
	if s.Distro.Name != nil {
		doc.Searched.Needs = []string{"image.distro"}
	}
	if o.Dockerfile != nil && p.dockerfile {
		if doc.Dockerfile, err = dockerfileSection(o, nil); err != nil {
			return nil, err
		}
		doc.Searched.Sections = []string{"dockerfile", "packages"}
	}
	if o.RegistryFacts {
		if err := registrySection(ctx, doc, o, o.Tag); err != nil {
			return nil, err
		}
		doc.Searched.Sections = append(doc.Searched.Sections, registryFacts)
	}
	noteSBOM(doc, s)
	doc.Problems = tidy(doc.Problems)
	return doc, nil
}

// imageName is the name of a subject where it can be that of an image.
func imageName(name string) string {
	if name == "" || strings.ContainsAny(name, " \t") || strings.HasPrefix(name, "/") || strings.HasPrefix(name, ".") {
		return ""
	}
	return name
}

func noteSBOM(doc *document.Document, s *sbom.SBOM) {
	for _, problem := range s.Problems {
		doc.Problems = append(doc.Problems, newProblem("packages", "", problem, true))
	}
}

// addSBOM takes the packages of an SBOM into the document of an image, or tells how the two differ.
func addSBOM(ctx context.Context, doc *document.Document, o Options, image *source.Image) error {
	var s *sbom.SBOM
	var err error
	switch {
	case o.SBOM != "":
		s, err = readSBOM(o.SBOM)
	case o.wantsAttached():
		s, err = attachedSBOM(ctx, doc, o, image)
	default:
		return nil
	}
	if err != nil {
		return err
	}
	identity := vulnerabilities.Identity{Name: s.Name, Digests: s.Digests}
	switch comparison, why := identity.Compare(doc.Image); {
	case o.SBOM == "": // the image has it itself
	case comparison == vulnerabilities.Same:
	case comparison == vulnerabilities.Other && (o.Supplied == nil || !o.Supplied.force):
		return fmt.Errorf("using the SBOM: %s (--force-report uses it all the same)", strings.Replace(why, "the report", "the SBOM", 1))
	default:
		doc.Problems = append(doc.Problems, newProblem("packages", "", strings.Replace(why, "the report", "the SBOM", 1), true))
	}
	if o.PackagesFrom == FromSBOM {
		doc.Packages = s.Packages
		if doc.Image.Distro.Name == nil {
			doc.Image.Distro = s.Distro
		}
		files := func(need string) bool { return need == "packages.files" } // no SBOM lists them as the database does
		doc.Searched.Sections, doc.Searched.Needs = slices.DeleteFunc(doc.Searched.Sections, files), slices.DeleteFunc(doc.Searched.Needs, files)
		if !slices.Contains(doc.Searched.Sections, "packages") {
			doc.Searched.Sections = append(doc.Searched.Sections, "packages")
			slices.Sort(doc.Searched.Sections)
		}
		noteSBOM(doc, s)
		return nil
	}
	if o.PackagesFrom == FromImage || doc.Packages == nil {
		return nil // nobody asks for packages
	}
	noteSBOM(doc, s)
	here, there := listed(doc.Packages), listed(s.Packages)
	differ := func(what string, names []string) {
		if len(names) == 0 {
			return
		}
		shown := strings.Join(names[:min(len(names), maxDifferences)], ", ")
		if more := len(names) - maxDifferences; more > 0 {
			shown += fmt.Sprintf(" and %d more", more)
		}
		doc.Problems = append(doc.Problems, newProblem("packages", "", fmt.Sprintf("%s: %s", what, shown), true))
	}
	differ("packages of the image that the SBOM does not list", missing(here, there))
	differ("packages of the SBOM that the image does not have", missing(there, here))
	return nil
}

// installed are packages without those of which only the configuration is left.
func installed(packages []document.Package) []document.Package {
	return slices.DeleteFunc(slices.Clone(packages), func(p document.Package) bool { return p.Removed })
}

// listed are packages as they are compared: whose path, licence or size differs is the same.
func listed(packages []document.Package) []string {
	var list []string
	for _, p := range installed(packages) {
		list = append(list, fmt.Sprintf("%s %s (%s)", p.Name, p.FullVersion, p.Type))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func missing(list, in []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(name string) bool {
		_, found := slices.BinarySearch(in, name)
		return found
	})
}

// SBOMFormat is a format that WriteSBOM writes.
type SBOMFormat struct {
	Name       string
	Help       string   // what it is, in a few words
	Extensions []string // of its files, the usual one first

	write func(io.Writer, sbom.Subject) error
}

// SBOMFormats is the table of formats, the default first.
func SBOMFormats() []SBOMFormat {
	return []SBOMFormat{
		{"cyclonedx", "CycloneDX 1.6, as JSON", []string{".cdx.json", ".json"}, sbom.WriteCycloneDX},
		{"spdx", "SPDX 2.3, as JSON", []string{".spdx.json"}, sbom.WriteSPDX},
	}
}

// SBOMNeeds is what a document has to have been extracted for, for WriteSBOM.
func SBOMNeeds() []document.Need { return []document.Need{"image", "image.distro", "packages"} }

// WriteSBOM writes the packages of a document: as CycloneDX 1.6 or as SPDX 2.3, in JSON. The same
// document at the same time gives the same bytes. A list that
// lacks what could not be read says so; see [IncompletePackages].
func WriteSBOM(w io.Writer, format string, doc *document.Document, at time.Time) error {
	var names []string
	for _, f := range SBOMFormats() {
		if f.Name == format {
			return writeSBOM(w, f, doc, at)
		}
		names = append(names, f.Name)
	}
	return fmt.Errorf("writing SBOM: unknown format %q (%s)", format, strings.Join(names, ", "))
}

func writeSBOM(w io.Writer, f SBOMFormat, doc *document.Document, at time.Time) error {
	if doc.Packages == nil || doc.Image == nil {
		return errors.New("writing SBOM: the document has no packages")
	}
	s := sbom.Subject{Name: doc.Image.Reference, Image: doc.Image, At: at, PackageList: installed(doc.Packages), Incomplete: len(unreadPackages(doc)) > 0}
	if doc.Image.Repository != nil {
		s.Name = *doc.Image.Repository
		if doc.Image.Registry != nil {
			s.Name = *doc.Image.Registry + "/" + s.Name
		}
		if doc.Image.Tag != nil {
			s.Name += ":" + *doc.Image.Tag
		}
	}
	if doc.Extractor != nil {
		s.Tool = doc.Extractor.Version
	}
	if err := f.write(w, s); err != nil {
		return fmt.Errorf("writing SBOM: %w", err)
	}
	return nil
}

// IncompletePackages says why a document may lack packages, nil where nothing says so.
func IncompletePackages(doc *document.Document) error {
	var list []error
	for _, p := range unreadPackages(doc) {
		place := ""
		if p.Path != nil {
			place = *p.Path + ": "
		}
		list = append(list, fmt.Errorf("the SBOM is incomplete: %s%s", place, p.Message))
	}
	return errors.Join(list...)
}

func unreadPackages(doc *document.Document) []document.Problem {
	var list []document.Problem
	for _, p := range doc.Problems {
		if section, _, _ := strings.Cut(p.Section, ":"); section == "packages" && !p.Minor {
			list = append(list, p)
		}
	}
	return list
}
