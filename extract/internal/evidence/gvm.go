package evidence

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/bounded"
)

// gvm reads a report of GVM (OpenVAS), alone or in the response of its protocol. A report is a
// view: its filter leaves results out.
type gvm struct {
	d              *bounded.XML
	b              *builder
	status         string
	full, filtered int
	counted        bool
	scan           bool // it has results, be it none
	filter         string
	overridden     int
	hosts          []string
	runs           []*builder
}

func readGVM(r *bounded.Reader, _ Options) ([]*builder, error) {
	g := &gvm{d: bounded.NewXML(r)}
	err := g.d.Children(g.element)
	if err != nil && (!g.d.Ended() || !errors.Is(err, io.EOF)) {
		return nil, g.d.Wrap(err)
	}
	if !g.d.Ended() {
		return nil, errors.New("the document ends too early")
	}
	if len(g.runs) == 0 {
		return nil, errors.New("it has no report of a scan (report/report/results)")
	}
	return g.runs, nil
}

// element looks for the reports that have results: they stand within another, which is an
// envelope, or alone.
func (g *gvm) element(e xml.StartElement) error {
	switch e.Name.Local {
	case "get_reports_response":
		return g.d.Children(g.element)
	case "report":
		return g.report(0)
	}
	return g.d.Skip()
}

// report reads a report whose start was read. What it has beside an inner report counts only
// where there is none.
func (g *gvm) report(depth int) error {
	if depth > 2 {
		return errors.New("reports within reports")
	}
	g.begin()
	own, inner := g.b, false
	err := g.d.Children(func(e xml.StartElement) error {
		if e.Name.Local != "report" {
			g.b = own
			return g.part(e)
		}
		inner = true
		return g.report(depth + 1)
	})
	switch {
	case err != nil:
		return err
	case inner || !g.scan:
		g.runs = slices.DeleteFunc(g.runs, func(b *builder) bool { return b == own })
		return nil
	}
	g.finish()
	return nil
}

func (g *gvm) begin() {
	g.b = newBuilder("gvm", document.SubjectHost)
	g.b.Complete = new(true)
	g.status, g.full, g.filtered, g.counted, g.filter, g.overridden, g.hosts, g.scan = "", 0, 0, false, "", 0, nil, false
	g.runs = append(g.runs, g.b)
}

func (g *gvm) part(e xml.StartElement) error {
	b := g.b
	switch e.Name.Local {
	case "gmp", "omp":
		return g.d.Children(func(e xml.StartElement) error {
			text, err := g.d.Text()
			if e.Name.Local == "version" {
				b.Version = optional(text)
			}
			return err
		})
	case "scan_run_status":
		text, err := g.d.Text()
		g.status = text
		return err
	case "scan_start":
		text, err := g.d.Text()
		b.StartedAt = b.instant(text)
		return err
	case "scan_end":
		text, err := g.d.Text()
		b.FinishedAt = b.instant(text)
		return err
	case "filters":
		return g.d.Children(func(e xml.StartElement) error {
			if e.Name.Local != "term" {
				return g.d.Skip()
			}
			text, err := g.d.Text()
			g.filter = clip(text)
			return err
		})
	case "task":
		return g.d.Children(func(e xml.StartElement) error {
			text, err := g.d.Text()
			if e.Name.Local == "name" {
				b.Profile = optional(text)
			}
			return err
		})
	case "result_count":
		g.counted = true
		return g.d.Children(func(e xml.StartElement) error {
			text, err := g.d.Text()
			switch e.Name.Local {
			case "full":
				g.full = number(text)
			case "filtered":
				g.filtered = number(text)
			}
			return err
		})
	case "results":
		g.scan = true
		return g.d.Children(func(e xml.StartElement) error {
			if e.Name.Local != "result" {
				return g.d.Skip()
			}
			return g.result(e)
		})
	}
	return g.d.Skip()
}

type gvmResult struct {
	Name string `xml:"name"`
	Host struct {
		Address  string `xml:",chardata"`
		Hostname string `xml:"hostname"`
	} `xml:"host"`
	Port string `xml:"port"`
	NVT  struct {
		OID  string `xml:"oid,attr"`
		Name string `xml:"name"`
		CVE  string `xml:"cve"`
		Refs []struct {
			Type string `xml:"type,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"refs>ref"`
	} `xml:"nvt"`
	Threat           string `xml:"threat"`
	Severity         string `xml:"severity"`
	OriginalSeverity string `xml:"original_severity"`
}

func (g *gvm) result(e xml.StartElement) error {
	var r gvmResult
	if err := g.d.DecodeWhole(&r, e); err != nil {
		return err
	}
	host := clip(r.Host.Address)
	if host != "" && !slices.Contains(g.hosts, host) && len(g.hosts) < maxItems {
		g.hosts = append(g.hosts, host)
	}
	var cves []string
	for _, ref := range r.NVT.Refs[:min(len(r.NVT.Refs), 2*maxItems)] {
		if strings.EqualFold(ref.Type, "cve") {
			cves = append(cves, clip(ref.ID))
		}
	}
	cves = append(cves, cveList(r.NVT.CVE)...)
	if r.OriginalSeverity != "" {
		original, err1 := strconv.ParseFloat(r.OriginalSeverity, 64)
		now, err2 := strconv.ParseFloat(r.Severity, 64)
		if err1 == nil && err2 == nil && original != now {
			g.overridden++
		}
	}
	title := r.Name
	if title == "" {
		title = r.NVT.Name
	}
	return g.b.gvmResult(r.NVT.OID, title, host, r.Port, r.Severity, cves)
}

// gvmResult adds a result: above 0 it fails, 0 is a log entry, -1 a false positive.
func (b *builder) gvmResult(oid, title, host, port, score string, cves []string) error {
	r := document.EvidenceResult{ID: oid, Title: optional(title), Idents: document.EvidenceIdents{CVE: cves}}
	if r.ID == "" {
		r.ID = clip(title)
	}
	place := host
	if port = clip(port); port != "" {
		place += " " + port
	}
	r.Location = optional(place)
	value, err := strconv.ParseFloat(strings.TrimSpace(score), 64)
	switch {
	case err != nil:
		r.Status = document.EvidenceUnknown
		b.problem("a severity that is not a number: %q", score)
	case value > 0:
		r.Status, r.Score, r.Severity = document.EvidenceFail, &value, rated(value)
	default:
		r.Status, r.Severity = document.EvidenceInformational, rated(0)
	}
	return b.add(r)
}

func cveList(text string) []string {
	var list []string
	for cve := range strings.SplitSeq(text, ",") {
		if cve = clip(cve); strings.HasPrefix(cve, "CVE-") {
			list = append(list, cve)
		}
	}
	return list
}

func (g *gvm) finish() {
	b := g.b
	b.setHosts(g.hosts)
	if g.filter != "" {
		b.Benchmark = &document.EvidenceBenchmark{ID: "gvm", Title: optional("filter: " + g.filter)}
	}
	switch {
	case g.status == "":
		b.Complete = nil
		b.problem("the report does not say whether the scan is done")
	case g.status != "Done":
		b.incomplete("the scan is not done: %s", g.status)
	}
	if g.counted {
		if g.filtered < g.full {
			b.incomplete("the report leaves out %d results (filter: %s)", g.full-g.filtered, g.filter)
		}
		b.state("results", g.filtered, b.total())
	} else {
		b.problem("the report does not say how many results the scan has")
	}
	if g.overridden > 0 {
		b.problem("the severity of %d results was overridden", g.overridden)
	}
}

// setHosts names the one host, or all by their addresses.
func (b *builder) setHosts(hosts []string) {
	b.Subject.Addresses = append(b.Subject.Addresses, hosts...)
	if len(hosts) == 1 {
		b.Subject.Name = &hosts[0]
	}
}

// readGVMCSV reads the CSV report, whose columns are found by their names.
func readGVMCSV(r *bounded.Reader, _ Options) ([]*builder, error) {
	b := newBuilder("gvm", document.SubjectHost)
	reader := csv.NewReader(r)
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	header, err := reader.Read()
	if err != nil {
		return nil, err
	}
	columns := map[string]int{}
	for i, name := range header {
		columns[strings.TrimSpace(name)] = i
	}
	for _, needed := range []string{"IP", "CVSS", "NVT OID"} {
		if _, ok := columns[needed]; !ok {
			return nil, fmt.Errorf("it has no column %q", needed)
		}
	}
	width := len(columns)
	var hosts []string
	for {
		r.Element()
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		line, _ := reader.FieldPos(0)
		if len(row) < width {
			return nil, fmt.Errorf("line %d: it has %d columns of %d: the file ends too early", line, len(row), width)
		}
		field := func(name string) string {
			if i, ok := columns[name]; ok {
				return strings.Clone(row[i])
			}
			return ""
		}
		host := clip(field("IP"))
		if host != "" && !slices.Contains(hosts, host) && len(hosts) < maxItems {
			hosts = append(hosts, host)
		}
		port := field("Port")
		if protocol := field("Port Protocol"); protocol != "" && port != "" {
			port += "/" + protocol
		}
		if err := b.gvmResult(field("NVT OID"), field("NVT Name"), host, port, field("CVSS"), cveList(field("CVEs"))); err != nil {
			return nil, err
		}
		at := b.instant(field("Timestamp"))
		b.StartedAt, b.FinishedAt = earliest(b.StartedAt, at), latest(b.FinishedAt, at)
	}
	b.setHosts(hosts)
	b.problem("CSV does not say whether the scan is done, nor what its filter leaves out")
	return []*builder{b}, nil
}
