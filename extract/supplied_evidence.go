package extract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/evidence"
)

// DefaultEvidenceAge is how old evidence may be.
const DefaultEvidenceAge = 30 * 24 * time.Hour

// EvidenceFiles are result files of other tools, and what is said of those that leave it out.
type EvidenceFiles struct {
	Paths []string
	// MaxAge is how old they may be; 0 for DefaultEvidenceAge.
	MaxAge time.Duration
	// MaxSize bounds each, in bytes after decompression; 0 for 512 MiB.
	MaxSize int64
	// Values keeps what checks have seen, without what looks like a secret.
	Values bool
	// Subject is what the files are about that do not name it: "image" for the one that is judged,
	// "host:NAME" or "cluster:NAME"; "" for nothing.
	Subject string
	// Date is when the files were made that do not say it; zero for unknown.
	Date time.Time
}

// readEvidence reads the files. Some of their formats are vulnerability reports, which go where
// those go.
func (s *Supplied) readEvidence(files EvidenceFiles) error {
	subject, err := evidenceSubject(files.Subject)
	if err != nil {
		return err
	}
	for _, path := range files.Paths {
		err := withOpen("evidence", path, func(f *os.File) error {
			in, err := seekable(f, files.MaxSize)
			if err != nil {
				return err
			}
			return s.readEvidenceFile(path, in, files, subject)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Supplied) readEvidenceFile(path string, in io.ReadSeeker, files EvidenceFiles, subject *document.EvidenceSubject) error {
	file, err := evidence.Read(in, evidence.Options{Name: filepath.Base(path), MaxSize: files.MaxSize, Values: files.Values})
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if file.Packages != nil {
		return fmt.Errorf("%s: reading evidence: it is a list of packages, without a verdict on any; give it as the image, sbom:%s, or beside one, --sbom %s", path, path, path)
	}
	if file.Report != nil {
		if s.vulnerable != nil && s.vulnerable.index != nil {
			return fmt.Errorf("%s: reading evidence: a vulnerability index and a vulnerability report exclude each other", path)
		}
		if s.report != nil {
			return fmt.Errorf("%s: reading evidence: a second vulnerability report", path)
		}
		s.report = file.Report
		return nil
	}
	if s.evidence == nil {
		s.evidence = []document.Evidence{}
	}
	for _, e := range file.Evidence {
		if subject != nil && e.Subject.Digest == nil && (e.Subject.Name == nil || e.Subject.Kind == document.SubjectImage || e.Subject.Kind == document.SubjectUnknown) {
			addresses := e.Subject.Addresses
			e.Subject = *subject
			e.Subject.Addresses = addresses
		}
		if e.FinishedAt == nil && !files.Date.IsZero() {
			e.FinishedAt = new(files.Date.UTC().Format(time.RFC3339))
			e.Problems = append(e.Problems, "the file does not say when it was made; the caller does")
		}
		if e.FinishedAt != nil {
			finished, err := time.Parse(time.RFC3339, *e.FinishedAt)
			if err != nil {
				return fmt.Errorf("%s: reading evidence: %w", path, err)
			}
			age := files.MaxAge
			if age == 0 {
				age = DefaultEvidenceAge
			}
			e.ExpiresAt = new(finished.Add(age).UTC().Format(time.RFC3339))
		}
		s.evidence = append(s.evidence, e)
	}
	return nil
}

// seekable is a file that can be read twice: a pipe is kept in memory.
func seekable(f *os.File, limit int64) (io.ReadSeeker, error) {
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		return f, nil
	}
	if limit <= 0 {
		limit = evidence.DefaultMaxSize
	}
	text, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("reading evidence: %w", err)
	}
	if int64(len(text)) > limit {
		return nil, fmt.Errorf("reading evidence: larger than %d bytes", limit)
	}
	return bytes.NewReader(text), nil
}

func evidenceSubject(text string) (*document.EvidenceSubject, error) {
	if text == "" {
		return nil, nil
	}
	kind, name, named := strings.Cut(text, ":")
	s := &document.EvidenceSubject{Kind: kind, Asserted: true}
	switch {
	case text == document.SubjectImage:
	case (kind == document.SubjectHost || kind == document.SubjectCluster) && named && name != "":
		s.Name = &name
	default:
		return nil, fmt.Errorf("the subject of evidence is %q, expected image, host:NAME or cluster:NAME", text)
	}
	return s, nil
}

// fillEvidence puts the evidence into a document, each with whether it is about what is judged.
// Evidence that says that it is of another image or host is refused.
func (s *Supplied) fillEvidence(doc *document.Document, image *document.Image) error {
	if s.evidence == nil {
		return nil
	}
	doc.Evidence = slices.Clone(s.evidence)
	doc.Searched.Sections = append(doc.Searched.Sections, "evidence")
	host := ""
	if doc.Daemon != nil {
		host = daemonName(doc.Daemon)
	}
	if hosts := hostsOf(doc.Evidence); len(hosts) > 1 {
		doc.Problems = append(doc.Problems, document.Problem{
			Section: "evidence", Minor: true, Message: "the evidence is of several hosts, and what one has passed another may not have: " + strings.Join(hosts, ", "),
		})
	}
	for i := range doc.Evidence {
		subject := &doc.Evidence[i].Subject
		same, why := compareSubject(*subject, image, host)
		subject.Judged = same
		switch {
		case why == "":
		case same != nil && !s.force:
			return fmt.Errorf("using the evidence of %s: %s (--force-report uses it all the same)", doc.Evidence[i].File, why)
		default:
			doc.Problems = append(doc.Problems, document.Problem{Section: "evidence", Message: doc.Evidence[i].File + ": " + why, Minor: true})
			if same != nil { // forced: the caller says that it is the one
				subject.Judged, subject.Asserted = nil, true
			}
		}
	}
	return nil
}

// hostsOf are the hosts that evidence names, sorted; names that differ behind the first label only are one.
func hostsOf(list []document.Evidence) []string {
	var hosts []string
	for _, e := range list {
		if e.Subject.Kind == document.SubjectHost && e.Subject.Name != nil && *e.Subject.Name != "" {
			hosts = append(hosts, strings.ToLower(firstLabel(*e.Subject.Name)))
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// compareSubject says whether evidence is about what is judged, nil where that cannot be told.
// The text says why it is not, or why nobody knows where that matters.
func compareSubject(s document.EvidenceSubject, image *document.Image, host string) (*bool, string) {
	switch s.Kind {
	case document.SubjectImage:
		return compareEvidenceImage(s, image)
	case document.SubjectHost:
		if s.Name == nil || host == "" {
			return nil, ""
		}
		if strings.EqualFold(firstLabel(*s.Name), firstLabel(host)) {
			return new(true), ""
		}
		return new(false), fmt.Sprintf("it is of the host %s, the daemon's is %s", *s.Name, host)
	case document.SubjectUnknown:
		return nil, "it does not say what it is of; --evidence-subject does"
	}
	return nil, ""
}

func compareEvidenceImage(s document.EvidenceSubject, image *document.Image) (*bool, string) {
	if image == nil {
		return nil, "it is of an image, and none is judged"
	}
	if s.Asserted && s.Digest == nil {
		return new(true), ""
	}
	var own []string
	for _, digest := range []*string{image.ID, image.Digest, image.ParentDigest} {
		if digest != nil && *digest != "" {
			own = append(own, strings.TrimPrefix(*digest, "sha256:"))
		}
	}
	if len(own) == 0 {
		return nil, "the image has no digest to compare with"
	}
	if s.Digest != nil {
		if slices.Contains(own, strings.TrimPrefix(*s.Digest, "sha256:")) {
			return new(true), ""
		}
		return new(false), fmt.Sprintf("it is of %s, the image is sha256:%s", *s.Digest, strings.Join(own, ", sha256:"))
	}
	// A short id, as docker images prints it.
	if s.Name != nil {
		_, name, ok := strings.Cut(*s.Name, "://")
		if !ok {
			name = *s.Name
		}
		name = strings.TrimPrefix(name, "sha256:")
		if len(name) >= 12 && strings.Trim(name, "0123456789abcdef") == "" {
			if slices.ContainsFunc(own, func(digest string) bool { return strings.HasPrefix(digest, name) }) {
				return new(true), ""
			}
			return new(false), fmt.Sprintf("it is of %s, the image is sha256:%s", name, strings.Join(own, ", sha256:"))
		}
	}
	return nil, "it does not say which image it is of; --evidence-subject image says that it is this one"
}

// firstLabel is a host's own name; an address has no labels.
func firstLabel(name string) string {
	if _, err := netip.ParseAddr(name); err == nil {
		return name
	}
	label, _, _ := strings.Cut(name, ".")
	return label
}

// daemonName is the name of the daemon's host, "" where nobody knows.
func daemonName(d *document.Daemon) string {
	var info struct{ Name string }
	if len(d.Info) == 0 || json.Unmarshal(d.Info, &info) != nil {
		return ""
	}
	return info.Name
}

// standsAlone says whether there is something to judge without an image and a Dockerfile.
func (s *Supplied) standsAlone() bool {
	return s != nil && (s.runtime.any() || s.evidence != nil)
}
