package evidence

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

var errUnknown = errors.New("unknown format; it is none of XCCDF or ARF, docker-bench-security (JSON or log), kube-bench JSON, Lynis report.dat, " +
	"GVM or OpenVAS (XML or CSV), InSpec or HDF JSON, SARIF, hadolint JSON, Batten's log, a report of Clair v4, clair-scanner or klar")

// detect tells the format of a file by its content.
func detect(in io.ReadSeeker, limit int64) (string, error) {
	r, err := bounded.Open(in, limit)
	if err != nil {
		return "", err
	}
	defer r.Close()
	head, err := r.Peek()
	if err != nil {
		return "", err
	}
	if len(head) == 0 {
		return "", errors.New("the file is empty")
	}
	switch text := bytes.TrimLeft(head, " \t\r\n"); {
	case len(text) == 0:
		return "", errUnknown
	case text[0] == '<':
		return detectXML(r)
	case text[0] == '{', text[0] == '[' && !logLine.Match(text) && !battenLine.Match(text):
		return detectJSON(r, text[0])
	default:
		return detectText(text)
	}
}

var (
	ansi        = regexp.MustCompile("\x1b\\[[0-9;]*[A-Za-z]")
	logLine     = regexp.MustCompile(`(?m)^(?:\x1b\[[0-9;]*m)*\[(?:PASS|WARN|INFO|NOTE)\]`)
	checkLine   = regexp.MustCompile(`(?m)^\[(?:PASS|WARN|INFO|NOTE)\]\s+\d+(?:\.\d+)*\s+[-–]`)
	battenLine  = regexp.MustCompile(`(?m)^\[\d+/\d+\]\s+(?:PASSED|FAILED)\s+\[`)
	lynisLine   = regexp.MustCompile(`(?m)^(?:lynis_version|report_version_major)=`)
	ciscatLines = regexp.MustCompile(`(?m)^Description\t.*\bTests\b`)
)

func detectText(head []byte) (string, error) {
	head = ansi.ReplaceAll(head, nil)
	first, _, _ := bytes.Cut(head, []byte("\n"))
	switch {
	case lynisLine.Match(head):
		return Lynis, nil
	case battenLine.Match(head):
		return Batten, nil
	case checkLine.Match(head), bytes.Contains(head, []byte("# Docker Bench for Security")):
		return DockerBenchLog, nil
	case bytes.Contains(first, []byte("NVT OID")) && bytes.Contains(first, []byte(",")):
		return GVMCSV, nil
	case ciscatLines.Match(head):
		return "", errors.New("a summary of CIS-CAT has no results of single rules; write the report as ARF (-arf) and give that")
	}
	return "", errUnknown
}

func detectXML(r *bounded.Reader) (string, error) {
	start, err := bounded.NewXML(r).Root()
	if err != nil {
		return "", err
	}
	switch name := start.Name; {
	case name.Local == "asset-report-collection" && strings.HasPrefix(name.Space, nsARF):
		return ARF, nil
	case (name.Local == "Benchmark" || name.Local == "TestResult") && isXCCDF(name.Space):
		return XCCDF, nil
	case name.Local == "Benchmark" || name.Local == "TestResult":
		return "", errors.New("a Benchmark or TestResult without XCCDF's namespace (http://checklists.nist.gov/xccdf/1.1 or 1.2)")
	case name.Local == "oval_results":
		return "", errors.New(`bare OVAL results: "true" means vulnerable for one definition and compliant for another; run the definitions as XCCDF (oscap xccdf eval, oscap xccdf generate)`)
	case name.Local == "data-stream-collection":
		return "", errors.New("SCAP content without results; give what oscap xccdf eval --results or --results-arf has written")
	case name.Local == "report" && name.Space == "", name.Local == "get_reports_response":
		return GVM, nil
	}
	return "", errUnknown
}

// keys are top-level keys by the format that alone has them.
var keys = map[string]string{
	"dockerbenchsecurity": DockerBenchJSON,
	"Controls":            KubeBench, "Totals": KubeBench,
	"platform": HDF, "profiles": HDF, "statistics": HDF, "controls": HDF,
	"runs":          SARIF,
	"manifest_hash": Vulnerabilities, "package_vulnerabilities": Vulnerabilities,
	"unapproved": Vulnerabilities,
	"LayerCount": Vulnerabilities,
}

func detectJSON(r *bounded.Reader, first byte) (string, error) {
	d := jsonread.NewDecoder(r, r.Limit()+1)
	if first == '[' {
		return detectArray(d, r)
	}
	seen := map[string]bool{}
	found := errors.New("found")
	format := ""
	err := d.Object(func(key string) error {
		r.Element()
		seen[key] = true
		if format = keys[key]; format != "" {
			return found
		}
		return skip(d, r)
	})
	switch {
	case errors.Is(err, found):
		return format, nil
	case err != nil:
		return "", err
	case seen["start"] && seen["tests"]:
		return DockerBenchJSON, nil
	case seen["matches"] || seen["SchemaVersion"] || seen["results"] || seen["bomFormat"]:
		return "", errors.New("a report of grype, trivy or osv-scanner, or CycloneDX: give it as --vulnerabilities, or sbom:FILE as the image")
	case seen["Layer"]:
		return "", errors.New("a layer as Clair v2's API gives it; give what clair-scanner or klar makes of it")
	}
	return "", errUnknown
}

// skip reads over a value, whose parts may be many.
func skip(d *jsonread.Decoder, r *bounded.Reader) error {
	depth := 0
	for {
		r.Element()
		token, err := d.Token()
		if err != nil {
			return d.Wrap(err)
		}
		if delimiter, ok := token.(interface{ String() string }); ok { // a json.Delim
			if s := delimiter.String(); s == "{" || s == "[" {
				depth++
			} else {
				depth--
			}
		}
		if depth == 0 {
			return nil
		}
	}
}

// detectArray tells lists by the keys of their first element.
func detectArray(d *jsonread.Decoder, r *bounded.Reader) (string, error) {
	format := errUnknown.Error()
	done := errors.New("done")
	err := d.Array(func(int) error {
		r.Element()
		seen := map[string]bool{}
		if err := d.Object(func(key string) error { seen[key] = true; return skip(d, r) }); err != nil {
			return err
		}
		switch {
		case seen["tests"] && (seen["node_type"] || seen["text"]):
			format = KubeBench
		case seen["code"] && seen["line"] && seen["level"]:
			format = Hadolint
		case seen["Image"] && seen["Pkg"] && seen["DistroName"]:
			format = Banyan
		default:
			return errUnknown
		}
		return done
	})
	switch {
	case errors.Is(err, done):
		return format, nil
	case errors.Is(err, errUnknown):
		return "", errUnknown
	case err != nil:
		return "", err
	}
	return "", errors.New("an empty list says neither which tool wrote it nor what was checked")
}
