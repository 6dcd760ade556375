package extract

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/firstseen"
	"github.com/pratique-dev/pratique/extract/internal/vex"
	"github.com/pratique-dev/pratique/extract/internal/vulnmatch"
	"github.com/pratique-dev/pratique/internal/vulndb/index"
)

// VulnerabilityOptions say where vulnerabilities come from besides a report, and what is known of
// them; "" and nil for nothing.
type VulnerabilityOptions struct {
	Index         string    // path of a vulnerability index; excludes a report
	VEX           []string  // paths of VEX documents
	SuppressVEX   bool      // the gates leave out what a statement says that it does not affect the image
	KernelHeaders bool      // the gates look at packages of kernel headers too
	MatchAliases  bool      // blacklists and whitelists know a vulnerability under all its names
	UbuntuPro     bool      // compare with what Ubuntu fixes for subscribers, too
	FirstSeen     string    // path of the file that keeps when vulnerabilities were first matched
	Now           time.Time // when those that are new in FirstSeen are seen
}

// vulnerabilityData are the files of VulnerabilityOptions, read.
type vulnerabilityData struct {
	options    VulnerabilityOptions
	index      *index.Index
	statements []document.VEXStatement
	warnings   []string // of the VEX documents
	// times gives matches the time when they were first seen, nil where nobody keeps it but a file.
	times func([]document.VulnerabilityMatch)
}

// Remembering is a copy of the facts for a caller that keeps itself when each vulnerability was first
// matched: times is called with the matches and sets their DetectedAt. s may be nil.
func (s *Supplied) Remembering(times func(matches []document.VulnerabilityMatch)) *Supplied {
	if s == nil {
		s = &Supplied{}
	}
	own, data := *s, vulnerabilityData{}
	if s.vulnerable != nil {
		data = *s.vulnerable
	}
	data.times, own.vulnerable = times, &data
	return &own
}

func readVulnerabilityData(o VulnerabilityOptions, report string) (*vulnerabilityData, error) {
	d := &vulnerabilityData{options: o}
	if o.Index != "" && report != "" {
		return nil, errors.New("a vulnerability index and a vulnerability report exclude each other (--vulnerability-db, --vulnerabilities)")
	}
	for _, path := range o.VEX {
		if path == "" {
			return nil, errors.New("reading VEX document: the path is empty")
		}
		err := withFile("VEX document", path, func(f *os.File) error {
			statements, warnings, err := vex.Read(f, path)
			d.statements = append(d.statements, statements...)
			d.warnings = append(d.warnings, warnings...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if o.Index != "" {
		var err error
		if d.index, err = index.Open(o.Index); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// any says whether there is anything to do for an image.
func (d *vulnerabilityData) any() bool {
	o := d.options
	return d.index != nil || len(o.VEX) > 0 || o.SuppressVEX || o.KernelHeaders || o.MatchAliases || o.FirstSeen != "" || d.times != nil
}

// Needs are what has to be extracted of an image for the facts to be put to use: a vulnerability index
// is matched with its packages. s may be nil.
func (s *Supplied) Needs() []document.Need {
	if s == nil || s.vulnerable.index == nil {
		return nil
	}
	return []document.Need{"packages", "image.distro"}
}

// Subject is what supplied facts are for. Functions are asked only where their answer is needed; nil
// ones are those of a subject that has nothing of the kind.
type Subject struct {
	Image *document.Image
	Needs []document.Need // nil: all
	// Installed says which packages of a type the image has, nil where that is not known.
	Installed func(packageType string) map[string]bool
	// Packages are all packages of the image; an error where they are not known. Nil: there is no image.
	Packages func() ([]document.Package, error)
	// Vulnerabilities are those that a document has already, nil where it has none.
	Vulnerabilities func() (*document.Vulnerabilities, error)
	// Attestations are those that were verified; of a signer that is trusted to do so, their VEX
	// documents count as given ones do.
	Attestations []document.Attestation
}

// fill puts vulnerabilities into the document: those of the index, of the report that stands there, or
// of an earlier document.
func (d *vulnerabilityData) fill(doc *document.Document, subject Subject) error {
	attested, warnings := attestedVEX(subject.Attestations)
	statements := append(slices.Clone(d.statements), attested...)
	isVEX := len(d.options.VEX) > 0 || len(attested) > 0
	for _, warning := range warnings {
		doc.Problems = append(doc.Problems, document.Problem{Section: "vex", Message: warning, Minor: true})
	}
	if !d.any() && !isVEX {
		return nil
	}
	var packages []document.Package
	var err error
	if subject.Packages != nil {
		packages, err = subject.Packages()
	}
	if d.index != nil && subject.Packages != nil {
		if err != nil {
			return fmt.Errorf("matching vulnerabilities: %w", err)
		}
		if err := d.match(doc, subject, packages); err != nil {
			return fmt.Errorf("matching vulnerabilities: %w", err)
		}
	} else if doc.Vulnerabilities == nil && subject.Vulnerabilities != nil {
		if doc.Vulnerabilities, err = subject.Vulnerabilities(); err != nil {
			return err
		}
	}
	if isVEX {
		doc.VEX = append([]document.VEXStatement{}, statements...)
		doc.Searched.Sections = append(doc.Searched.Sections, "vex")
		for _, warning := range d.warnings {
			doc.Problems = append(doc.Problems, document.Problem{Section: "vex", Message: warning, Minor: true})
		}
	}
	if doc.Vulnerabilities == nil {
		return nil
	}
	// One report serves several images.
	own := *doc.Vulnerabilities
	own.Matches = slices.Clone(own.Matches)
	own.SuppressVEX, own.KernelHeaders, own.MatchAliases = d.options.SuppressVEX, d.options.KernelHeaders, d.options.MatchAliases
	doc.Vulnerabilities = &own
	if isVEX {
		vex.Apply(own.Matches, statements, subject.Image, packages)
	}
	return d.firstSeen(doc, subject.Image)
}

func (d *vulnerabilityData) match(doc *document.Document, subject Subject, packages []document.Package) error {
	var distro document.Distro
	if subject.Image != nil {
		distro = subject.Image.Distro
	}
	result, err := vulnmatch.Packages(d.index, packages, distro, vulnmatch.Options{UbuntuPro: d.options.UbuntuPro})
	if err != nil {
		return err
	}
	doc.Vulnerabilities = &result.Vulnerabilities
	doc.Searched.Vulnerabilities = &result.Searched
	doc.Searched.Sections = append(doc.Searched.Sections, vulnmatch.Section)
	doc.Problems = append(doc.Problems, result.Problems...)
	return nil
}

// firstSeen gives the matches the times of the file. Without a repository they have none, and rules
// on the age say that it is not known.
func (d *vulnerabilityData) firstSeen(doc *document.Document, image *document.Image) error {
	if d.times != nil {
		doc.Vulnerabilities.DetectedByReport = false
		d.times(doc.Vulnerabilities.Matches)
		return nil
	}
	if d.options.FirstSeen == "" {
		return nil
	}
	if image == nil || image.Repository == nil || *image.Repository == "" {
		for i := range doc.Vulnerabilities.Matches {
			doc.Vulnerabilities.Matches[i].DetectedAt = nil
		}
		doc.Problems = append(doc.Problems, document.Problem{
			Section: vulnmatch.Section, Minor: true,
			Message: "when vulnerabilities were first seen is kept by repository, and the image has none (--tag names it)",
		})
		return nil
	}
	repository := *image.Repository
	if image.Registry != nil {
		repository = *image.Registry + "/" + repository
	}
	doc.Vulnerabilities.DetectedByReport = false
	return firstseen.Update(d.options.FirstSeen, repository, doc.Vulnerabilities.Matches, d.options.Now)
}
