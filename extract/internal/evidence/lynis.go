package evidence

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/bounded"
)

// readLynis reads Lynis's report.dat. Only the keys named here are kept: others have names of
// accounts, packages and the machine.
func readLynis(r *bounded.Reader, _ Options) ([]*builder, error) {
	b := newBuilder("lynis", document.SubjectHost)
	found := map[string]*document.EvidenceResult{} // by test
	var order []string
	var executed, skipped []string
	var started, ended, finished bool
	var version, hostname string
	vulnerable := 0
	note := func(value, status string) error {
		parts := strings.Split(value, "|")
		id := strings.TrimSpace(parts[0])
		if id == "" {
			return nil
		}
		text := ""
		if len(parts) > 1 {
			text = parts[1]
		}
		r := found[id]
		if r == nil {
			if len(found) == maxResults {
				return errTooMany
			}
			r = &document.EvidenceResult{ID: id, Status: status, Title: optional(text)}
			found[id] = r
			order = append(order, id)
		} else if rank(status) > rank(r.Status) {
			r.Status, r.Title = status, optional(text)
		}
		var details []string
		for _, part := range parts[min(2, len(parts)):] {
			if part = strings.TrimSpace(part); part != "" && part != "-" {
				details = append(details, part)
			}
		}
		if len(r.Items) < maxItems {
			r.Items = append(r.Items, items([]string{strings.Join(details, "; ")})...)
		}
		return nil
	}
	err := lines(r, func(line string) error {
		line = strings.TrimRight(line, "\r")
		key, value, ok := strings.Cut(line, "=")
		if !ok || strings.HasPrefix(line, "#") {
			return nil
		}
		switch strings.TrimSpace(key) {
		case "lynis_version":
			version = value
		case "hostname":
			hostname = value
		case "report_datetime_start":
			started = true
			b.StartedAt = b.instant(value)
		case "report_datetime_end":
			ended = true
			b.FinishedAt = b.instant(value)
		case "warning[]":
			return note(value, document.EvidenceFail)
		case "suggestion[]":
			return note(value, document.EvidenceInformational)
		case "manual_event[]":
			return note(value, document.EvidenceManual)
		case "exception_event[]":
			id, text, _ := strings.Cut(value, "|")
			b.problem("the test %s met an exception: %s", id, strings.Trim(text, "|"))
		case "vulnerable_package[]":
			vulnerable++
		case "tests_executed":
			executed = tests(value)
		case "tests_skipped":
			skipped = tests(value)
		case "finish":
			finished = value == "true"
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	b.Version, b.Subject.Name = optional(version), optional(hostname)
	b.Benchmark = &document.EvidenceBenchmark{ID: "lynis", Version: optional(version)}
	for _, id := range order {
		if err := b.add(*found[id]); err != nil {
			return nil, err
		}
	}
	for _, list := range []struct {
		ids    []string
		status string
	}{{executed, document.EvidencePass}, {skipped, document.EvidenceNotChecked}} {
		for _, id := range list.ids {
			if found[id] != nil {
				continue
			}
			if err := b.add(document.EvidenceResult{ID: id, Status: list.status}); err != nil {
				return nil, err
			}
		}
	}
	if vulnerable > 0 {
		b.problem("the report names %d vulnerable packages, by their names alone", vulnerable)
	}
	b.Complete = new(true)
	switch {
	case !finished:
		b.incomplete("the report does not end in finish=true: the run was interrupted, or the file is cut off")
	case executed == nil:
		b.incomplete("the report does not list the tests that were executed")
	case !started || !ended:
		b.problem("the report does not say when it began and ended")
	}
	return []*builder{b}, nil
}

// tests are the ids of a list: A|B|C|.
func tests(list string) []string {
	ids := []string{}
	for id := range strings.SplitSeq(list, "|") {
		if id = strings.TrimSpace(id); id != "" {
			ids = append(ids, clip(id))
		}
	}
	return ids
}
