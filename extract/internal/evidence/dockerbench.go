package evidence

import (
	"bufio"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

const dockerBench = "docker-bench"

// dockerBenchEdition is the edition of CIS's benchmark that a version of docker-bench-security follows,
// "" for a version that is not known. Numbers of checks change between editions, and CIS began
// to number these anew: 1.6.0 of 2023 is not the first one, which is for Docker 1.6.
func dockerBenchEdition(version string) string {
	for _, e := range []struct{ prefix, edition string }{
		{"1.0.", "1.6.0"}, {"1.1.", "1.11.0"}, {"1.2.", "1.12.0"}, {"1.3.0", "1.13.0"}, {"1.3.1", "1.13.0"}, {"1.3.2", "1.13.0"},
		{"1.3.3", "ce-1.1.0"}, {"1.3.4", "ce-1.1.0"}, {"1.3.5", "1.2.0"}, {"1.3.6", "1.3.1"}, {"1.5.", "1.5.0"}, {"1.6.", "1.6.0-2023"},
	} {
		if strings.HasPrefix(version+".", e.prefix) {
			return e.edition
		}
	}
	return ""
}

func (b *builder) dockerBench(version string) {
	version = strings.TrimPrefix(strings.TrimSpace(version), "v")
	b.Version = optional(version)
	if edition := dockerBenchEdition(version); edition != "" {
		b.cisDocker(edition)
		return
	}
	b.problem("version %q of docker-bench-security is not known, nor which edition of CIS's benchmark it follows", version)
}

func (b *builder) cisDocker(edition string) {
	number := strings.TrimPrefix(strings.TrimSuffix(edition, "-2023"), "ce-")
	b.Benchmark = &document.EvidenceBenchmark{ID: "cis-docker-" + edition, Version: &number, Title: new("CIS Docker")}
}

func dockerBenchStatus(word string) (string, bool) {
	switch word {
	case "PASS":
		return document.EvidencePass, true
	case "WARN":
		return document.EvidenceFail, true
	case "INFO":
		return document.EvidenceInformational, true
	case "NOTE":
		return document.EvidenceManual, true
	}
	return document.EvidenceUnknown, false
}

type dockerBenchCheck struct {
	ID      string   `json:"id"`
	Desc    string   `json:"desc"`
	Result  string   `json:"result"`
	Details string   `json:"details"`
	Items   []string `json:"items"`
}

func readDockerBench(r *bounded.Reader, _ Options) ([]*builder, error) {
	b := newBuilder(dockerBench, document.SubjectHost)
	d := jsonread.NewDecoder(r, r.Limit()+1)
	var start, end int64
	var checks *int
	sections := 0
	scored := false
	err := d.Object(func(key string) error {
		r.Element()
		switch key {
		case "dockerbenchsecurity":
			var version string
			err := d.Decode(&version)
			b.dockerBench(version)
			return err
		case "start":
			return d.Decode(&start)
		case "end":
			return d.Decode(&end)
		case "checks":
			return d.Decode(&checks)
		case "score":
			scored = true
		case "tests":
			return d.Array(func(int) error {
				r.Element()
				sections++
				var section struct {
					Results []dockerBenchCheck `json:"results"`
				}
				if err := d.Decode(&section); err != nil {
					return err
				}
				for _, check := range section.Results {
					if err := b.dockerBenchCheck(check); err != nil {
						return err
					}
				}
				return nil
			})
		}
		return skip(d, r)
	})
	if err == nil {
		err = d.End()
	}
	if err != nil {
		return nil, fmt.Errorf("%w (docker-bench-security does not escape what it prints; its text log, -l FILE, can be given instead)", err)
	}
	if b.Version == nil {
		b.dockerBench("")
	}
	b.StartedAt, b.FinishedAt = stamp(time.Unix(start, 0)), stamp(time.Unix(end, 0))
	b.Complete = new(true)
	if checks == nil || !scored || end == 0 {
		b.incomplete("the run was interrupted: checks, score and end are missing")
	}
	if checks != nil {
		b.state("checks", *checks, b.total())
	}
	if sections == 0 {
		b.incomplete("the file has no sections")
	}
	return []*builder{b}, nil
}

func (b *builder) dockerBenchCheck(c dockerBenchCheck) error {
	status, ok := dockerBenchStatus(c.Result)
	if !ok {
		b.problem("an unknown result %q is taken as unknown", c.Result)
	}
	r := document.EvidenceResult{ID: c.ID, Status: status, Title: optional(c.Desc), Reason: optional(c.Details), Items: items(c.Items)}
	if regexp.MustCompile(`^\d`).MatchString(c.ID) {
		r.Idents.CIS = []string{clip(c.ID)}
	}
	return b.add(r)
}

var (
	benchVersion = regexp.MustCompile(`Docker Bench for Security v(\S+)`)
	benchEdition = regexp.MustCompile(`(?:Inspired by|Based on) the CIS Docker (Community Edition )?(?:Benchmark )?v?(\d+(?:\.\d+)*)`)
	benchStart   = regexp.MustCompile(`^Initializing (.+)$`)
	benchCheck   = regexp.MustCompile(`^\[(PASS|WARN|INFO|NOTE)\]\s+(\d+(?:\.\d+)*)\s+[-–]+\s+(.*)$`)
	benchItem    = regexp.MustCompile(`^\[(?:PASS|WARN|INFO|NOTE)\]\s+\*\s+(.*)$`)
	benchTotals  = regexp.MustCompile(`^\[INFO\]\s+(Checks|Score):\s*(-?\d+)`)
	benchSection = regexp.MustCompile(`^\d+$`)
)

func readDockerBenchLog(r *bounded.Reader, _ Options) ([]*builder, error) {
	b := newBuilder(dockerBench, document.SubjectHost)
	var last *dockerBenchCheck
	checks, scored := -1, false
	flush := func() error {
		if last == nil {
			return nil
		}
		c := *last
		last = nil
		return b.dockerBenchCheck(c)
	}
	err := lines(r, func(line string) error {
		line = strings.TrimSpace(ansi.ReplaceAllString(line, ""))
		switch {
		case benchVersion.MatchString(line):
			if b.Version == nil {
				b.dockerBench(benchVersion.FindStringSubmatch(line)[1])
			}
		case benchEdition.MatchString(line):
			found := benchEdition.FindStringSubmatch(line)
			edition := found[2]
			switch {
			case found[1] != "":
				edition = "ce-" + edition
			case edition == "1.11" || edition == "1.12" || edition == "1.13":
				edition += ".0"
			case edition == "1.6.0":
				edition += "-2023"
			case edition == "1.6":
				edition += ".0"
			}
			b.cisDocker(edition)
		case benchStart.MatchString(line):
			b.StartedAt = b.instant(strings.TrimPrefix(benchStart.FindStringSubmatch(line)[1], "at "))
		case benchTotals.MatchString(line):
			found := benchTotals.FindStringSubmatch(line)
			if found[1] == "Checks" {
				checks = number(found[2])
			} else {
				scored = true
			}
			return flush()
		case benchCheck.MatchString(line):
			found := benchCheck.FindStringSubmatch(line)
			if last != nil && strings.HasPrefix(found[2], last.ID+".") {
				last = nil // what looked like a check is the title of a part of a section
			}
			if err := flush(); err != nil {
				return err
			}
			if !benchSection.MatchString(found[2]) { // a section's title is no check
				last = &dockerBenchCheck{Result: found[1], ID: found[2], Desc: found[3]}
			}
		case last != nil && benchItem.MatchString(line):
			last.Items = append(last.Items, benchItem.FindStringSubmatch(line)[1])
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return nil, err
	}
	if b.Version == nil {
		b.dockerBench("")
	}
	b.Complete = new(true)
	// Versions before 1.3 print no totals, so that nothing tells a whole log from a cut one.
	if edition := b.Benchmark; edition != nil && (strings.HasSuffix(edition.ID, "-1.6.0") || strings.HasSuffix(edition.ID, "-1.11.0") || strings.HasSuffix(edition.ID, "-1.12.0")) {
		b.Complete = nil
	} else if checks < 0 || !scored {
		b.incomplete("the log has no line of its checks and score at its end: the run was interrupted")
	}
	if checks >= 0 {
		b.state("checks", checks, b.total())
	}
	if b.StartedAt != nil {
		b.FinishedAt = b.StartedAt // the log says only when it began, and a run takes minutes
	}
	return []*builder{b}, nil
}

// lines reads the lines of a text file; one line is bounded.
func lines(r *bounded.Reader, visit func(string) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 64<<10), 8<<20)
	for n := 1; s.Scan(); n++ {
		r.Element()
		if err := visit(s.Text()); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := s.Err(); errors.Is(err, bufio.ErrTooLong) {
		return errors.New("a line has more than 8 MB")
	} else if err != nil {
		return err
	}
	return nil
}
