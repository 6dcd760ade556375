package evidence

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/sbom"
	"github.com/pratique-dev/pratique/extract/internal/secrets"
	"github.com/pratique-dev/pratique/extract/vulnerabilities"
)

const (
	// DefaultMaxSize bounds a file, in bytes after decompression.
	DefaultMaxSize = 512 << 20
	// maxResults bounds the results of one file.
	maxResults = 1_000_000
	// maxText is the most characters that are kept of a text.
	maxText = 300
	// maxItems bounds the items of one result, and the addresses of a subject.
	maxItems = 100
	// maxProblems bounds what is said of one file.
	maxProblems = 50
)

// Formats.
const (
	XCCDF           = "xccdf"
	ARF             = "arf"
	DockerBenchJSON = "docker-bench-json"
	DockerBenchLog  = "docker-bench-log"
	KubeBench       = "kube-bench"
	Lynis           = "lynis"
	GVM             = "gvm"
	GVMCSV          = "gvm-csv"
	HDF             = "hdf"
	SARIF           = "sarif"
	Hadolint        = "hadolint"
	Batten          = "batten-log"
	Banyan          = "banyan"
	// Vulnerabilities stands for the reports that package vulnerabilities reads.
	Vulnerabilities = "vulnerabilities"
)

// Options are what the caller wants of a file.
type Options struct {
	Name    string // of the file, for Evidence.File
	MaxSize int64  // bytes after decompression; 0 for DefaultMaxSize
	// Values keeps the values that checks have seen, without what looks like a secret.
	Values bool
}

// File is what a file has.
type File struct {
	Format string
	// Evidence has one entry for each run in the file.
	Evidence []document.Evidence
	// Report is set where the file is a vulnerability report, and Packages where it is a list
	// of packages; Evidence is then empty.
	Report   *vulnerabilities.Report
	Packages *sbom.SBOM
}

// Read reads a file. It is read twice at most: once to tell its format, once for its content.
func Read(in io.ReadSeeker, o Options) (*File, error) {
	if o.MaxSize <= 0 {
		o.MaxSize = DefaultMaxSize
	}
	format, err := detect(in, o.MaxSize)
	if err != nil {
		return nil, fmt.Errorf("reading evidence: %w", err)
	}
	f := &File{Format: format}
	if err := f.read(in, o); err != nil {
		return nil, fmt.Errorf("reading evidence (%s): %w", format, err)
	}
	return f, nil
}

func (f *File) read(in io.ReadSeeker, o Options) error {
	if f.Format == Banyan {
		var err error
		f.Packages, err = sbom.Read(in, o.MaxSize)
		return err
	}
	r, err := bounded.Open(in, o.MaxSize)
	if err != nil {
		return err
	}
	defer r.Close()
	if f.Format == Vulnerabilities {
		f.Report, err = vulnerabilities.Read(r)
		return err
	}
	read := map[string]func(*bounded.Reader, Options) ([]*builder, error){
		XCCDF: readXCCDF, ARF: readXCCDF, DockerBenchJSON: readDockerBench, DockerBenchLog: readDockerBenchLog,
		KubeBench: readKubeBench, Lynis: readLynis, GVM: readGVM, GVMCSV: readGVMCSV, HDF: readHDF, SARIF: readSARIF,
		Hadolint: readHadolint, Batten: readBatten,
	}[f.Format]
	list, err := read(r, o)
	if err != nil {
		return err
	}
	for _, b := range list {
		e := b.finish()
		e.Format, e.File = f.Format, clip(o.Name)
		f.Evidence = append(f.Evidence, e)
	}
	return nil
}

// builder gathers the evidence of one run.
type builder struct {
	document.Evidence
	at     map[string]int // id and location -> place in Results
	unsaid int
}

func newBuilder(tool, kind string) *builder {
	return &builder{
		Evidence: document.Evidence{
			Tool: tool, Subject: document.EvidenceSubject{Kind: kind, Addresses: []string{}},
			Results: []document.EvidenceResult{}, Counts: map[string]int{}, Problems: []string{},
		},
		at: map[string]int{},
	}
}

var errTooMany = fmt.Errorf("more than %d results", maxResults)

// add takes a result; of several with one id and location, the worst remains.
func (b *builder) add(r document.EvidenceResult) error {
	if r.ID == "" {
		return errors.New("a result has no id")
	}
	r.ID = clip(r.ID)
	b.Counts[r.Status]++
	key := r.ID + "\x00"
	if r.Location != nil {
		key += *r.Location
	}
	i, again := b.at[key]
	if !again {
		if len(b.Results) == maxResults {
			return errTooMany
		}
		b.at[key] = len(b.Results)
		b.Results = append(b.Results, r)
		return nil
	}
	if old := &b.Results[i]; rank(r.Status) > rank(old.Status) {
		*old = r
	}
	return nil
}

// rank orders statuses by how much they say against the subject.
func rank(status string) int {
	return slices.Index([]string{
		document.EvidenceNotApplicable, document.EvidencePass, document.EvidenceInformational, document.EvidenceManual,
		document.EvidenceNotChecked, document.EvidenceUnknown, document.EvidenceError, document.EvidenceFail,
	}, status)
}

// problem notes what makes the evidence less than it looks.
func (b *builder) problem(format string, args ...any) {
	text := clip(fmt.Sprintf(format, args...))
	switch {
	case slices.Contains(b.Problems, text):
	case len(b.Problems) < maxProblems:
		b.Problems = append(b.Problems, text)
	default:
		b.unsaid++
	}
}

// state compares a count that the file has with what was read.
func (b *builder) state(what string, stated, read int) {
	if stated > read {
		b.Complete = new(false)
	}
	if stated != read {
		b.problem("the file states %d %s, it has %d", stated, what, read)
	}
}

func (b *builder) finish() document.Evidence {
	if b.unsaid > 0 {
		b.Problems = append(b.Problems, fmt.Sprintf("and %d problems more", b.unsaid))
	}
	decided := 0
	for _, status := range []string{
		document.EvidencePass, document.EvidenceFail, document.EvidenceError, document.EvidenceUnknown,
		document.EvidenceNotChecked, document.EvidenceManual, document.EvidenceInformational,
	} {
		decided += b.Counts[status]
	}
	switch {
	case len(b.Results) == 0 && b.Counts[document.EvidenceNotSelected] == 0:
		b.problem("the file has no results")
	case decided == 0:
		b.problem("nothing of the profile applied")
	}
	for i := range b.Results {
		b.Results[i].Idents = sorted(b.Results[i].Idents)
	}
	return b.Evidence
}

func sorted(i document.EvidenceIdents) document.EvidenceIdents {
	for _, list := range []*[]string{&i.CVE, &i.CCI, &i.CCE, &i.CIS, &i.NIST} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return i
}

// incomplete says that results are missing, and why.
func (b *builder) incomplete(format string, args ...any) {
	b.Complete = new(false)
	b.problem(format, args...)
}

// total is the number of results as read, but for those that were not selected.
func (b *builder) total() int {
	n := 0
	for status, count := range maps.All(b.Counts) {
		if status != document.EvidenceNotSelected {
			n += count
		}
	}
	return n
}

// clip is a text as it is kept: valid, without blanks at its ends or line breaks, without what
// looks like a secret, and of 300 characters at most.
func clip(text string) string {
	if len(text) > 16*maxText { // what follows is lost in any case
		text = text[:16*maxText]
	}
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " ")
	if !harmless(text) {
		text = secrets.Redact(text)
	}
	if utf8.RuneCountInString(text) <= maxText {
		return text
	}
	return string([]rune(text)[:maxText-1]) + "…"
}

// harmless spares ids and single words the search for secrets, which takes longer than all the
// rest. It knows the tokens that need nothing beside them to be told.
func harmless(text string) bool {
	if strings.ContainsAny(text, " =:@'\"") {
		return false
	}
	for _, token := range []string{"gh", "glpat-", "xox", "AKIA", "ASIA", "BEGIN"} {
		if strings.Contains(text, token) {
			return false
		}
	}
	return true
}

// optional is a kept text, nil for an empty one.
func optional(text string) *string {
	if text = clip(text); text == "" {
		return nil
	}
	return &text
}

// items are kept texts.
func items(texts []string) []string {
	var kept []string
	for _, text := range texts {
		if text = clip(text); text != "" {
			kept = append(kept, text)
		}
	}
	if more := len(kept) - maxItems; more > 0 {
		kept = append(kept[:maxItems], fmt.Sprintf("and %d more", more))
	}
	return kept
}

// severity is one word for a severity, nil for none.
func severity(word string) *string {
	known := ""
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "":
		return nil
	case "critical":
		known = "critical"
	case "high", "error", "important":
		known = "high"
	case "medium", "moderate", "warning":
		known = "medium"
	case "low", "note", "minor", "style":
		known = "low"
	case "info", "informational", "none", "log", "negligible":
		known = "informational"
	default:
		known = "unknown"
	}
	return &known
}

// rated is the severity of a score from 0 to 10.
func rated(score float64) *string {
	switch {
	case score >= 9:
		return severity("critical")
	case score >= 7:
		return severity("high")
	case score >= 4:
		return severity("medium")
	case score > 0:
		return severity("low")
	}
	return severity("informational")
}
