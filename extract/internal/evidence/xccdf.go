package evidence

import (
	"encoding/xml"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/bounded"
)

const (
	nsXCCDF11 = "http://checklists.nist.gov/xccdf/1.1"
	nsXCCDF12 = "http://checklists.nist.gov/xccdf/1.2"
	nsARF     = "http://scap.nist.gov/schema/asset-reporting-format/1."
	// maxTitles bounds the titles of rules that are kept for results.
	maxTitles = 100_000
)

func isXCCDF(space string) bool { return space == nsXCCDF11 || space == nsXCCDF12 }

// xccdf reads the results of a benchmark or of an asset report collection. The content that
// was run, which may be a hundred times as long, is passed over but for the titles of rules.
type xccdf struct {
	d         *bounded.XML
	benchmark document.EvidenceBenchmark
	titles    map[string]string
	hosts     []string // names and addresses of the assets of an ARF
	addresses []string
	runs      []*builder
}

func readXCCDF(r *bounded.Reader, _ Options) ([]*builder, error) {
	x := &xccdf{d: bounded.NewXML(r), titles: map[string]string{}}
	root, err := x.d.Root()
	if err != nil {
		return nil, x.d.Wrap(err)
	}
	switch root.Name.Local {
	case "TestResult":
		err = x.testResult(root)
	case "Benchmark":
		x.benchmark.ID = clip(bounded.Attribute(root, "id"))
		err = x.children(x.inBenchmark)
	default:
		err = x.children(x.inCollection)
	}
	if err != nil {
		return nil, x.d.Wrap(err)
	}
	if err := x.d.End(); err != nil {
		return nil, err
	}
	if len(x.runs) == 0 {
		return nil, errors.New("the file has no TestResult: it is content that was not run, or the run wrote no results")
	}
	for _, b := range x.runs {
		x.complete(b)
	}
	return x.runs, nil
}

func (x *xccdf) children(visit func(xml.StartElement) error) error { return x.d.Children(visit) }

// inside passes down a path of elements.
func (x *xccdf) inside(name string, next func(xml.StartElement) error) func(xml.StartElement) error {
	return func(e xml.StartElement) error {
		if e.Name.Local != name {
			return x.d.Skip()
		}
		return x.children(next)
	}
}

func (x *xccdf) inCollection(e xml.StartElement) error {
	switch e.Name.Local {
	case "reports":
		return x.children(x.inside("report", x.inside("content", func(e xml.StartElement) error {
			if e.Name.Local == "TestResult" && isXCCDF(e.Name.Space) {
				return x.testResult(e)
			}
			return x.d.Skip() // the results of OVAL definitions
		})))
	case "assets":
		return x.children(x.inside("asset", x.asset))
	}
	return x.d.Skip()
}

// asset looks for the names and addresses of a device, at whatever depth they stand.
func (x *xccdf) asset(e xml.StartElement) error {
	switch e.Name.Local {
	case "fqdn", "hostname":
		name, err := x.d.Text()
		if name != "" && len(x.hosts) < maxItems {
			x.hosts = append(x.hosts, clip(name))
		}
		return err
	case "ip-v4", "ip-v6":
		address, err := x.d.Text()
		if address != "" && len(x.addresses) < maxItems {
			x.addresses = append(x.addresses, clip(address))
		}
		return err
	}
	return x.children(x.asset)
}

func (x *xccdf) inBenchmark(e xml.StartElement) error {
	switch e.Name.Local {
	case "TestResult":
		if isXCCDF(e.Name.Space) {
			return x.testResult(e)
		}
	case "title":
		title, err := x.d.Text()
		x.benchmark.Title = optional(title)
		return err
	case "version":
		version, err := x.d.Text()
		x.benchmark.Version = optional(version)
		return err
	case "Group", "Rule":
		return x.group(e)
	}
	return x.d.Skip()
}

// group keeps the titles of rules; groups nest.
func (x *xccdf) group(e xml.StartElement) error {
	id := bounded.Attribute(e, "id")
	isRule := e.Name.Local == "Rule"
	return x.children(func(e xml.StartElement) error {
		switch {
		case e.Name.Local == "Group" || e.Name.Local == "Rule":
			return x.group(e)
		case e.Name.Local == "title" && isRule && len(x.titles) < maxTitles:
			title, err := x.d.Text()
			x.titles[id] = clip(title)
			return err
		}
		return x.d.Skip()
	})
}

func (x *xccdf) testResult(root xml.StartElement) error {
	b := newBuilder(XCCDF, document.SubjectHost)
	if version := optional(bounded.Attribute(root, "version")); version != nil {
		b.Benchmark = &document.EvidenceBenchmark{Version: version}
	}
	b.StartedAt, b.FinishedAt = b.instant(bounded.Attribute(root, "start-time")), b.instant(bounded.Attribute(root, "end-time"))
	b.Tool, b.Version = toolOfCPE(bounded.Attribute(root, "test-system"))
	x.runs = append(x.runs, b)
	b.Complete = new(true)
	overridden := 0
	err := x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "benchmark":
			if b.Benchmark == nil {
				b.Benchmark = &document.EvidenceBenchmark{}
			}
			b.Benchmark.ID = clip(bounded.Attribute(e, "id"))
			if b.Benchmark.ID == "" {
				b.Benchmark.ID = clip(bounded.Attribute(e, "href"))
			}
		case "profile":
			b.Profile = optional(bounded.Attribute(e, "idref"))
		case "identity":
			privileged := bounded.Attribute(e, "privileged")
			name, err := x.d.Text()
			if privileged == "false" || privileged == "0" {
				b.Privileged = new(false)
				b.problem("the file says that the scan ran without privileges (as %s), so that checks may have missed what only root sees", name)
			} else if privileged != "" {
				b.Privileged = new(true)
			}
			return err
		case "target":
			target, err := x.d.Text()
			b.target(target)
			return err
		case "target-address":
			address, err := x.d.Text()
			if address != "" && len(b.Subject.Addresses) < maxItems {
				b.Subject.Addresses = append(b.Subject.Addresses, clip(address))
			}
			return err
		case "target-facts":
			return x.facts(b)
		case "rule-result":
			return x.ruleResult(e, b, &overridden)
		}
		return x.d.Skip()
	})
	if overridden > 0 {
		b.problem("%d results were overridden by a person", overridden)
	}
	return err
}

func (x *xccdf) facts(b *builder) error {
	return x.children(func(e xml.StartElement) error {
		name := bounded.Attribute(e, "name")
		value, err := x.d.Text()
		switch {
		case b.Tool == "" && name == "urn:xccdf:fact:scanner:name":
			b.Tool = strings.ToLower(clip(value))
		case b.Version == nil && name == "urn:xccdf:fact:scanner:version":
			b.Version = optional(value)
		}
		return err
	})
}

// complete fills in what the file says outside a run.
func (x *xccdf) complete(b *builder) {
	if b.Tool == "" {
		b.Tool = XCCDF
	}
	if b.Benchmark == nil {
		b.Benchmark = &document.EvidenceBenchmark{}
	}
	if b.Benchmark.ID == "" || x.benchmark.ID != "" {
		b.Benchmark.ID = x.benchmark.ID
	}
	b.Benchmark.Title = x.benchmark.Title
	if b.Benchmark.Version == nil {
		b.Benchmark.Version = x.benchmark.Version
	}
	if b.Benchmark.ID == "" {
		b.Benchmark = nil
	}
	if b.Subject.Name == nil && len(x.hosts) > 0 {
		b.Subject.Name = &x.hosts[0]
	}
	if len(b.Subject.Addresses) == 0 && x.addresses != nil {
		b.Subject.Addresses = x.addresses
	}
	if b.FinishedAt == nil && len(b.Results) > 0 {
		b.problem("the file does not say when the scan ended")
	}
}

var (
	hexDigest = regexp.MustCompile(`^(?:sha256:)?([0-9a-f]{64})$`)
	hexImage  = regexp.MustCompile(`^(?:sha256:)?[0-9a-f]{12,64}$`)
)

// target tells images from hosts: oscap-docker writes docker-image://ID.
func (b *builder) target(target string) {
	b.Subject.Name = optional(target)
	scheme, rest, ok := strings.Cut(target, "://")
	switch {
	case ok && (scheme == "docker-image" || scheme == "podman-image" || scheme == "image"), !ok && hexImage.MatchString(target):
		b.Subject.Kind = document.SubjectImage
		if !ok {
			rest = target
		}
		b.Subject.Digest = digestIn(rest)
	case ok: // a container, a directory: whose it is, nobody says
		b.Subject.Kind = document.SubjectUnknown
	}
}

// digestIn is the digest that a reference or id ends in, nil where it has none.
func digestIn(text string) *string {
	if _, digest, ok := strings.Cut(text, "@"); ok {
		text = digest
	}
	if found := hexDigest.FindStringSubmatch(text); found != nil {
		digest := "sha256:" + found[1]
		return &digest
	}
	return nil
}

// toolOfCPE is the product and version of a CPE: cpe:/a:redhat:openscap:1.3.7 or cpe:2.3:a:….
func toolOfCPE(cpe string) (string, *string) {
	parts := strings.Split(strings.TrimPrefix(strings.TrimPrefix(cpe, "cpe:2.3:"), "cpe:/"), ":")
	if len(parts) < 3 || parts[2] == "" || !strings.HasPrefix(cpe, "cpe:") {
		return "", nil
	}
	tool := strings.ToLower(strings.ReplaceAll(clip(parts[2]), "_", "-"))
	if strings.Contains(tool, "cis") && strings.Contains(tool, "cat") {
		tool = "cis-cat"
	}
	if len(parts) < 4 || parts[3] == "*" || parts[3] == "-" {
		return tool, nil
	}
	return tool, optional(parts[3])
}

type ruleResult struct {
	Result string `xml:"result"`
	Idents []struct {
		System string `xml:"system,attr"`
		Value  string `xml:",chardata"`
	} `xml:"ident"`
	Messages  []string `xml:"message"`
	Instances []string `xml:"instance"`
	Overrides []struct {
		Authority string `xml:"authority,attr"`
		Old       string `xml:"old-result"`
	} `xml:"override"`
}

func (x *xccdf) ruleResult(e xml.StartElement, b *builder, overridden *int) error {
	id := bounded.Attribute(e, "idref")
	var r ruleResult
	if err := x.d.DecodeWhole(&r, e); err != nil {
		return err
	}
	status, ok := xccdfStatus(strings.TrimSpace(r.Result))
	switch {
	case status == document.EvidenceNotSelected:
		b.Counts[status]++
		return nil
	case !ok:
		b.problem("an unknown result %q is taken as unknown", r.Result)
	}
	if role := bounded.Attribute(e, "role"); role == "unscored" || role == "unchecked" {
		status = document.EvidenceInformational
	}
	result := document.EvidenceResult{
		ID: id, Short: shortID(id, bounded.Attribute(e, "version")), Status: status, Severity: severity(bounded.Attribute(e, "severity")), Title: optional(x.titles[id]),
		Reason: optional(strings.Join(r.Messages, " ")), Items: items(r.Instances),
	}
	for _, o := range r.Overrides {
		*overridden++
		if result.Reason == nil {
			result.Reason = optional("overridden by " + o.Authority + ", it was " + o.Old)
		}
	}
	for _, ident := range r.Idents[:min(len(r.Idents), maxItems)] {
		value := clip(ident.Value)
		switch system := strings.ToLower(ident.System); {
		case value == "":
		case strings.Contains(system, "cve.mitre.org"), strings.Contains(system, "//cve."):
			result.Idents.CVE = append(result.Idents.CVE, value)
		case strings.Contains(system, "/cce"):
			result.Idents.CCE = append(result.Idents.CCE, value)
		case strings.HasSuffix(system, "/cci"):
			result.Idents.CCI = append(result.Idents.CCI, value)
		case strings.Contains(system, "800-53"):
			result.Idents.NIST = append(result.Idents.NIST, value)
		}
	}
	if number := cisNumber(id); number != "" {
		result.Idents.CIS = []string{number}
	}
	return b.add(result)
}

func xccdfStatus(word string) (string, bool) {
	switch word {
	case "pass", "fixed":
		return document.EvidencePass, true
	case "fail":
		return document.EvidenceFail, true
	case "error":
		return document.EvidenceError, true
	case "unknown":
		return document.EvidenceUnknown, true
	case "notapplicable":
		return document.EvidenceNotApplicable, true
	case "notchecked":
		return document.EvidenceNotChecked, true
	case "informational":
		return document.EvidenceInformational, true
	case "notselected":
		return document.EvidenceNotSelected, true
	}
	return document.EvidenceUnknown, false
}

var (
	cisRule = regexp.MustCompile(`cisecurity\S*_rule_(\d+(?:\.\d+)*)_`)
	stig    = regexp.MustCompile(`^[A-Z0-9]+(?:-[A-Z0-9]+)+-\d{3,}$`)
)

func cisNumber(id string) string {
	if found := cisRule.FindStringSubmatch(id); found != nil {
		return found[1]
	}
	return ""
}

// shortID is the number of a STIG or of CIS, else what follows _rule_.
func shortID(id, version string) *string {
	if number := cisNumber(id); number != "" {
		return &number
	}
	if version = strings.TrimSpace(version); stig.MatchString(version) {
		return &version
	}
	if _, short, ok := strings.Cut(id, "_rule_"); ok && short != "" {
		return optional(short)
	}
	return nil
}

// number is a whole number of a text, 0 for none.
func number(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0
	}
	return n
}
