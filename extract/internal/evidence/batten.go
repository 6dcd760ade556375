package evidence

import (
	"regexp"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/bounded"
)

var (
	battenCheck  = regexp.MustCompile(`^\[(\d+)/(\d+)\]\s+(\S+)\s+\[(.+?)-(\d+(?:\.\d+)+)\]\s*(.*)$`)
	battenDetail = regexp.MustCompile(`^\s*(?:Description|Remediation)\s*\||^\s*\|`)
)

// readBatten reads Batten's log. A title may go on in the next line; descriptions and remedies,
// which begin with bars, are not kept.
func readBatten(r *bounded.Reader, _ Options) ([]*builder, error) {
	b := newBuilder("batten", document.SubjectHost)
	total, next := 0, 1
	var last *document.EvidenceResult
	title, inDetail := "", false
	flush := func() error {
		if last == nil {
			return nil
		}
		last.Title = optional(title)
		done := *last
		last = nil
		return b.add(done)
	}
	err := lines(r, func(line string) error {
		line = strings.TrimRight(ansi.ReplaceAllString(line, ""), " \t\r")
		found := battenCheck.FindStringSubmatch(line)
		if found == nil {
			switch {
			case battenDetail.MatchString(line):
				inDetail = true
			case last != nil && !inDetail && line != "":
				title += " " + line
			}
			return nil
		}
		if err := flush(); err != nil {
			return err
		}
		if number(found[1]) != next {
			b.incomplete("check %d follows check %s of %s", next-1, found[1], found[2])
		}
		next, total = number(found[1])+1, number(found[2])
		status := document.EvidenceUnknown
		switch found[3] {
		case "PASSED":
			status = document.EvidencePass
		case "FAILED":
			status = document.EvidenceFail
		case "SKIPPED":
			status = document.EvidenceNotChecked
		case "ERROR":
			status = document.EvidenceError
		}
		if b.Benchmark == nil {
			b.Benchmark = &document.EvidenceBenchmark{ID: clip(found[4]), Title: optional(strings.ReplaceAll(found[4], "-", " "))}
		}
		last = &document.EvidenceResult{ID: found[4] + "-" + found[5], Short: optional(found[5]), Status: status, Idents: document.EvidenceIdents{CIS: []string{found[5]}}}
		title, inDetail = found[6], false
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return nil, err
	}
	b.Complete = new(true)
	if total == 0 || b.total() != total {
		b.incomplete("the log has %d of %d checks", b.total(), total)
	}
	return []*builder{b}, nil
}
