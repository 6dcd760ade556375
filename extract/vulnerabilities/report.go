package vulnerabilities

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
	"github.com/pratique-dev/pratique/internal/limits"
)

// maxReport bounds a report, in bytes. It is read as a stream; what is kept is
// a fraction of it.
var maxReport = limits.Bytes("vulnerability-report-bytes", 1<<30)

// Formats of reports.
const (
	Grype     = "grype"
	Trivy     = "trivy"
	OSV       = "osv-scanner"
	CycloneDX = "cyclonedx"
	Clair     = "clair"
	// ClairScanner and Klar are clients of Clair 2.
	ClairScanner = "clair-scanner"
	Klar         = "klar"
)

// Report is what a report says.
type Report struct {
	Format          string // one of the constants above
	Image           Identity
	Vulnerabilities document.Vulnerabilities
	// Warnings are what the report leaves open and what was left out of it, as
	// sentences without a full stop.
	Warnings []string
	unsaid   int
}

// format reads the top-level keys of one kind of report.
type format interface {
	// field reads the value of a key of keys.
	field(d *jsonread.Decoder, key string) error
	// finish completes the report after the last key.
	finish() error
}

// shared is the top-level key that several formats have.
const shared = "vulnerabilities"

// formatOf is the format of which a top-level key is read, "" for one that is
// skipped. No key but one is in two of them, so that the first one tells the format, in
// whatever order they stand.
func formatOf(key string) string {
	switch key {
	case "matches", "ignoredMatches", "source", "distro", "descriptor":
		return Grype
	case "SchemaVersion", "CreatedAt", "ArtifactName", "ArtifactType", "Metadata", "Results", "Trivy":
		return Trivy
	case "results", "image_metadata":
		return OSV
	case "bomFormat", "specVersion", "metadata", "components":
		return CycloneDX
	case "manifest_hash", "packages", "environments", "distributions", "repository", "package_vulnerabilities", "enrichments":
		return Clair
	case "image", "unapproved":
		return ClairScanner
	case "LayerCount", "Vulnerabilities":
		return Klar
	}
	return ""
}

func (r *Report) reader() format {
	switch r.Format {
	case Grype:
		return &grype{report: r}
	case Trivy:
		return &trivy{report: r}
	case OSV:
		return &osv{report: r}
	case Clair:
		return &clairCore{report: r}
	case ClairScanner:
		return &clairScanner{report: r}
	case Klar:
		return &klar{report: r}
	default:
		return &cycloneDX{report: r, components: map[string]cdxComponent{}}
	}
}

// Read reads a report. The caller compares Image with the image that it is
// to be used for (see [Identity.Compare]).
func Read(r io.Reader) (*Report, error) {
	report := &Report{}
	if err := report.read(r); err != nil {
		if report.Format != "" {
			return nil, fmt.Errorf("reading %s report: %w", report.Format, err)
		}
		return nil, fmt.Errorf("reading vulnerability report: %w", err)
	}
	return report, nil
}

func (r *Report) read(in io.Reader) error {
	d := jsonread.NewDecoder(in, maxReport.Bytes())
	r.Vulnerabilities.Matches = []document.VulnerabilityMatch{}
	var f format
	var held json.RawMessage // the shared key's value, where it comes before all that tell the format
	err := d.Object(func(key string) error {
		of := formatOf(key)
		switch {
		case key == shared && f == nil:
			return d.Decode(&held)
		case key == shared:
			return f.field(d, key)
		case of == "":
			return d.Skip()
		case f == nil:
			r.Format = of
			f = r.reader()
		case of != r.Format:
			return fmt.Errorf("key %q is one of a %s report", key, of)
		}
		return f.field(d, key)
	})
	if err == nil {
		err = d.End()
	}
	if err == nil && f == nil && held != nil {
		r.Format = CycloneDX
		f = r.reader()
	}
	switch {
	case err != nil:
		return err
	case f == nil:
		return errors.New("it is none of grype, trivy, osv-scanner and CycloneDX JSON, nor a report of Clair 4, clair-scanner or klar")
	case held != nil:
		if err := f.field(jsonread.NewDecoder(bytes.NewReader(held), maxReport.Bytes()), shared); err != nil {
			return err
		}
	}
	if err := f.finish(); err != nil {
		return err
	}
	if r.unsaid > 0 {
		r.Warnings = append(r.Warnings, fmt.Sprintf("and %d warnings more", r.unsaid))
	}
	return nil
}

// maxWarnings bounds what is said of single vulnerabilities; a report has tens of
// thousands.
const maxWarnings = 50

// warn adds a warning, once.
func (r *Report) warn(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	switch {
	case slices.Contains(r.Warnings, text):
	case len(r.Warnings) < maxWarnings:
		r.Warnings = append(r.Warnings, text)
	default:
		r.unsaid++
	}
}

func (r *Report) add(m document.VulnerabilityMatch) {
	r.Vulnerabilities.Matches = append(r.Vulnerabilities.Matches, m)
}
