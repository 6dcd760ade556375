package extract

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/feeds"
	"github.com/pratique-dev/pratique/extract/internal/malware"
	"github.com/pratique-dev/pratique/extract/internal/signatures"
	"github.com/pratique-dev/pratique/extract/vulnerabilities"
)

// SuppliedFiles are files with facts that no image has in itself; "" and nil for
// none.
type SuppliedFiles struct {
	Malware         string // path of a malware scan
	Vulnerabilities string // path of a vulnerability report
	Vulnerable      VulnerabilityOptions
	Signatures      []string // paths of what tools that verify signatures have printed
	ForceReport     bool     // a report or signatures that say that they are of another image will do
	Feeds           []string // npm=FILE or gem=FILE
	Facts           []string // NAME=FILE
	Runtime         RuntimeFiles
	Evidence        EvidenceFiles
}

// Supplied are the facts of SuppliedFiles. They are immutable, and serve any number of
// images.
type Supplied struct {
	malware document.Malware
	report  *vulnerabilities.Report
	signed  []document.Signature // nil where nobody looked for signatures
	force   bool
	feeds   document.Feeds
	custom  map[string]json.RawMessage
	runtime *runtimeFacts
	// evidence is nil where nobody gave any.
	evidence []document.Evidence

	vulnerable *vulnerabilityData
}

// ReadSupplied reads facts for Options.Supplied.
func ReadSupplied(files SuppliedFiles) (*Supplied, error) {
	s := &Supplied{force: files.ForceReport}
	err := withFile("malware scans", files.Malware, func(f *os.File) (err error) {
		s.malware, err = malware.Read(f)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = withFile("the vulnerability report", files.Vulnerabilities, func(f *os.File) (err error) {
		s.report, err = vulnerabilities.Read(f)
		return err
	})
	if err != nil {
		return nil, err
	}
	if s.vulnerable, err = readVulnerabilityData(files.Vulnerable, files.Vulnerabilities); err != nil {
		return nil, err
	}
	for _, path := range files.Signatures {
		err := withOpen("signatures", path, func(f *os.File) error {
			list, err := signatures.Read(path, f)
			if s.signed == nil {
				s.signed = list // also where there is none: somebody has looked
			} else {
				s.signed = append(s.signed, list...)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if err := s.readEvidence(files.Evidence); err != nil {
		return nil, err
	}
	if s.runtime, err = readRuntime(files.Runtime); err != nil {
		return nil, err
	}
	if err := s.readFeeds(files.Feeds); err != nil {
		return nil, err
	}
	return s, s.readFacts(files.Facts)
}

func (s *Supplied) readFeeds(assignments []string) error {
	given := map[string]bool{}
	for _, assignment := range assignments {
		kind, file, err := feeds.Assignment(assignment)
		if err != nil {
			return fmt.Errorf("reading feeds: %w", err)
		}
		if given[kind] {
			return fmt.Errorf("reading feeds: there are two of %s", kind)
		}
		given[kind] = true
		if err := withFile("feed "+kind, file, func(f *os.File) error { return feeds.Read(f, kind, &s.feeds) }); err != nil {
			return err
		}
	}
	return nil
}

func (s *Supplied) readFacts(assignments []string) error {
	for _, assignment := range assignments {
		name, file, err := feeds.Assignment(assignment)
		if err != nil {
			return fmt.Errorf("reading facts: %w", err)
		}
		if s.custom[name] != nil {
			return fmt.Errorf("reading facts: there are two of the name %s", name)
		}
		err = withFile("facts "+name, file, func(f *os.File) error {
			facts, err := feeds.Facts(f, name)
			if s.custom == nil {
				s.custom = map[string]json.RawMessage{}
			}
			s.custom[name] = facts
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// withFile opens a file for read, whose errors name it; "" is no file.
func withFile(what, path string, read func(*os.File) error) error {
	if path == "" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("reading %s: %w", what, err)
	}
	defer f.Close()
	if err := read(f); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// add puts the supplies into a document that was extracted for the needs.
func (s *Supplied) add(doc *document.Document, needs []document.Need) error {
	if s == nil {
		return nil
	}
	subject := Subject{Image: doc.Image, Needs: needs, Installed: func(packageType string) map[string]bool {
		if doc.Packages == nil {
			return nil
		}
		names := map[string]bool{}
		for _, p := range doc.Packages {
			if p.Type == packageType {
				names[p.Name] = true
			}
		}
		return names
	}}
	subject.Attestations = doc.Attestations
	if doc.Packages != nil {
		subject.Packages = func() ([]document.Package, error) { return doc.Packages, nil }
	}
	part, err := s.For(subject)
	if err != nil {
		return err
	}
	for name := range part.Malware {
		if _, again := doc.Malware[name]; again {
			return fmt.Errorf("merging malware scans: the one in the file and the one of clamd have the same name, %s", name)
		}
	}
	if part.Malware != nil {
		scans := maps.Clone(part.Malware)
		maps.Copy(scans, doc.Malware)
		doc.Malware = scans
	}
	doc.Vulnerabilities, doc.VEX, doc.Feeds, doc.Custom = part.Vulnerabilities, part.VEX, part.Feeds, part.Custom
	if part.Signatures != nil {
		doc.Signatures = part.Signatures
	}
	doc.Evidence = part.Evidence
	doc.Containers, doc.Daemon, doc.Host = part.Containers, part.Daemon, part.Host
	if part.Secrets != nil {
		doc.Secrets = append(append([]document.Secret{}, doc.Secrets...), part.Secrets...) // never nil: they were looked for
	}
	doc.Problems = append(doc.Problems, part.Problems...)
	if doc.Searched != nil {
		doc.Searched.Sections = union(doc.Searched.Sections, part.Searched.Sections)
		doc.Searched.Vulnerabilities = part.Searched.Vulnerabilities
	}
	return nil
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// For is the part of the document that they make for one image. Whoever gives them means them to be
// used, also where no rule needs them: some fire because there are none. Only of feeds that
// the needs do not name there are no packages, since npm has millions.
func (s *Supplied) For(subject Subject) (*document.Document, error) {
	image, needs, installed := subject.Image, subject.Needs, subject.Installed
	doc := &document.Document{Custom: s.custom, Searched: &document.Searched{}}
	searched := func(section string) { doc.Searched.Sections = append(doc.Searched.Sections, section) }
	s.runtime.fill(doc, searched)
	if s.malware != nil {
		doc.Malware = s.malware
		searched("malware")
	}
	if s.report != nil {
		reported := s.report.Vulnerabilities
		reported.DetectedByReport = slices.ContainsFunc(reported.Matches, func(m document.VulnerabilityMatch) bool { return m.DetectedAt != nil })
		doc.Vulnerabilities = &reported
		searched("vulnerabilities")
		if err := s.compare(doc, image); err != nil {
			return nil, err
		}
	}
	if err := s.vulnerable.fill(doc, subject); err != nil {
		return nil, err
	}
	if s.signed != nil {
		doc.Signatures = s.signed
		searched("signatures")
		if err := s.compareSignatures(doc, image); err != nil {
			return nil, err
		}
	}
	if err := s.fillEvidence(doc, image); err != nil {
		return nil, err
	}
	var some document.Feeds
	for _, f := range []struct {
		need        document.Need
		packageType string
		feed        *document.PackageFeed
		into        **document.PackageFeed
	}{
		{"feeds.npm", document.PackageNPM, s.feeds.NPM, &some.NPM},
		{"feeds.gem", document.PackageGem, s.feeds.Gem, &some.Gem},
	} {
		switch {
		case f.feed == nil:
		case needs == nil || slices.Contains(needs, f.need):
			*f.into = excerpt(f.feed, installed(f.packageType))
			searched(string(f.need))
		default:
			*f.into = excerpt(f.feed, map[string]bool{})
		}
	}
	if some != (document.Feeds{}) {
		doc.Feeds = &some
	}
	return doc, nil
}

// compare refuses a report that is of another image, and notes what it leaves open.
func (s *Supplied) compare(doc *document.Document, image *document.Image) error {
	note := func(message string) {
		doc.Problems = append(doc.Problems, document.Problem{Section: "vulnerabilities", Message: message, Minor: true})
	}
	for _, warning := range s.report.Warnings {
		note(warning)
	}
	if image == nil {
		image = &document.Image{}
	}
	switch comparison, why := s.report.Image.Compare(image); {
	case comparison == vulnerabilities.Same:
	case comparison == vulnerabilities.Other && !s.force:
		return fmt.Errorf("using the vulnerability report: %s (--force-report uses it all the same)", why)
	default:
		note(why)
	}
	return nil
}

// compareSignatures refuses signatures of which none is of the image. Those that are
// used all the same are no evidence of it: rules compare digests themselves.
func (s *Supplied) compareSignatures(doc *document.Document, image *document.Image) error {
	switch comparison, why := signatures.Compare(s.signed, image); {
	case comparison == signatures.Same:
	case comparison == signatures.Other && !s.force:
		return fmt.Errorf("using the signatures: %s (--force-report uses them all the same)", why)
	default:
		doc.Problems = append(doc.Problems, document.Problem{Section: "signatures", Message: why, Minor: true})
	}
	return nil
}

// excerpt is a feed of the packages that are installed: the policies ask for no
// other, and the whole of npm is larger than most images.
func excerpt(feed *document.PackageFeed, installed map[string]bool) *document.PackageFeed {
	if installed == nil {
		return feed
	}
	some := &document.PackageFeed{SyncedAt: feed.SyncedAt, Packages: map[string]document.FeedPackage{}}
	for name := range installed {
		if p, ok := feed.Packages[name]; ok {
			some.Packages[name] = p
		}
	}
	return some
}
