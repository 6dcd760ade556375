package evidence_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/evidence"
)

func read(t *testing.T, text string) (*evidence.File, error) {
	t.Helper()
	return evidence.Read(strings.NewReader(text), evidence.Options{})
}

func sample(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name, "input"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestCut cuts files at 20 places: JSON and XML are refused, and formats that have no end of
// their own never claim to be complete.
func TestCut(t *testing.T) {
	t.Parallel()
	dirs, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		name := filepath.Base(dir)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.TrimRight(sample(t, name), " \n")
			whole, err := read(t, text)
			if err != nil {
				t.Fatal(err)
			}
			if whole.Format == evidence.DockerBenchLog && strings.HasSuffix(name, "1.1") {
				return // nothing ends it, and Complete is null
			}
			for i := 1; i <= 20; i++ {
				at := len(text) * i / 21
				f, err := read(t, text[:at])
				if err != nil {
					continue
				}
				for _, e := range f.Evidence {
					if e.Complete == nil || !*e.Complete {
						continue
					}
					t.Errorf("cut at %d of %d: got %d results, complete", at, len(text), len(e.Results))
				}
				if f.Report != nil {
					t.Errorf("cut at %d of %d: got a report", at, len(text))
				}
				if strings.HasPrefix(text, "<") || json.Valid([]byte(text)) {
					t.Errorf("cut at %d of %d: got no error", at, len(text))
				}
			}
		})
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	const (
		head    = `<?xml version="1.0"?>` + "\n"
		open    = `<TestResult xmlns="http://checklists.nist.gov/xccdf/1.2">`
		close   = `</TestResult>`
		unknown = "reading evidence: unknown format; "
	)
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "reading evidence: the file is empty"},
		{"blanks", " \n ", unknown},
		{"zeros", "\x00\x00\x00", unknown},
		{"text", "all is well", unknown},
		{"other JSON", `{"a": 1}`, unknown},
		{"a list of others", `[{"a": 1}]`, unknown},
		{"an empty list", `[]`, "reading evidence: an empty list says neither which tool wrote it nor what was checked"},
		{"other XML", `<html/>`, unknown},
		{"grype", `{"matches": []}`, "reading evidence: a report of grype, trivy or osv-scanner, or CycloneDX: give it as --vulnerabilities"},
		{"Clair's API", `{"Layer": {}}`, "reading evidence: a layer as Clair v2's API gives it"},
		{"OVAL", `<oval_results xmlns="http://oval.mitre.org/XMLSchema/oval-results-5"/>`, "reading evidence: bare OVAL results"},
		{"SCAP content", `<ds:data-stream-collection xmlns:ds="http://scap.nist.gov/schema/scap/source/1.2"/>`, "reading evidence: SCAP content without results"},
		{"XCCDF without its namespace", `<Benchmark><TestResult/></Benchmark>`, "reading evidence: a Benchmark or TestResult without XCCDF's namespace"},
		{"content that was not run", `<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2"><TestResult xmlns=""/></Benchmark>`, "reading evidence (xccdf): the file has no TestResult"},
		{"CIS-CAT's summary", "Description\tTests\nPass\n", "reading evidence: a summary of CIS-CAT has no results of single rules; write the report as ARF (-arf)"},
		{"entities", head + `<!DOCTYPE r [<!ENTITY e "x">]>` + open + close, "reading evidence: line 2: a DOCTYPE with declarations of its own is refused"},
		{"an entity that nobody declares", open + `<title>&e;</title>` + close, "reading evidence (xccdf): line 1: invalid character entity &e;"},
		{"deep", open + strings.Repeat("<a>", 200_000), "reading evidence (xccdf): line 1: elements are nested deeper than 256"},
		{"NUL", open + "<title>\x00</title>" + close, "reading evidence (xccdf): line 1: illegal character code U+0000"},
		{"an encoding", `<?xml version="1.0" encoding="UTF-7"?>` + open + close, `reading evidence: line 1: xml: opening charset "UTF-7"`},
		{"an attribute twice", open + `<rule-result idref="a" idref="b"/>` + close, "reading evidence (xccdf): line 1: attribute idref of rule-result stands twice"},
		{"two documents", open + close + open + close, "reading evidence (xccdf): line 1: more follows the document"},
		{"a result without an id", open + `<rule-result><result>pass</result></rule-result>` + close, "reading evidence (xccdf): line 1: a result has no id"},
		{"a long text", open + `<rule-result idref="a"><message>` + strings.Repeat("x", 17<<20), "reading evidence (xccdf): line 1: one element has more than 16777216 bytes"},
		{"SARIF 1", `{"runs": [], "version": "1.0.0"}`, `reading evidence (sarif): its version is "1.0.0"; 2.1.0 is read`},
		{"a key twice", `{"runs": [], "runs": []}`, `reading evidence (sarif): line 1: duplicate key "runs"`},
		{"docker-bench that does not escape", `{"dockerbenchsecurity": "1.3.6", "tests": [{"results": [{"id": "1", "desc": "a "quoted" word"}]}]}`, "reading evidence (docker-bench-json): line 1: invalid character 'q' after object key:value pair (docker-bench-security does not escape what it prints"},
		{"a SARIF result without a rule", `{"version": "2.1.0", "runs": [{"results": [{"message": {"text": "x"}}]}]}`, "reading evidence (sarif): line 1: result 0: it names no rule"},
		{"a CSV row that is too short", "IP,CVSS,NVT OID,x\n1.2.3.4,5.0\n", "reading evidence (gvm-csv): line 2: it has 2 columns of 4: the file ends too early"},
		{"a report without results", `<report><report><scan_run_status>Done</scan_run_status></report></report>`, "reading evidence (gvm): it has no report of a scan"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := read(t, tt.text)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got error %v, want %s…", err, tt.want)
			}
		})
	}
}

// TestPacked reads gzip, and refuses what swells beyond the limit.
func TestPacked(t *testing.T) {
	t.Parallel()
	pack := func(r io.Reader) *bytes.Reader {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := io.Copy(w, r); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return bytes.NewReader(b.Bytes())
	}
	f, err := evidence.Read(pack(strings.NewReader("\xef\xbb\xbf"+sample(t, "xccdf-1.2"))), evidence.Options{})
	if err != nil || len(f.Evidence) != 1 || len(f.Evidence[0].Results) != 44 {
		t.Errorf("got %+v, %v", f, err)
	}
	for name, head := range map[string]string{"zeros": "", "JSON": `{"platform": [`, "XML": "<TestResult xmlns='http://checklists.nist.gov/xccdf/1.2'>"} {
		r := io.LimitReader(zeros{}, 64<<20)
		if head != "" {
			r = io.MultiReader(strings.NewReader(head), io.LimitReader(blanks{}, 64<<20))
		}
		if _, err := evidence.Read(pack(r), evidence.Options{MaxSize: 8 << 20}); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
	packed, err := base64.StdEncoding.DecodeString("QlpoOTFBWSZTWYpS0QIAAAwbgECDsBcUAC/v30AgAGQ1PUp5TxCfqT0NGSbT1INU9TTEMBB6gxGXCRxExg++WqIQrc7ziQINkz6CyUfUPKORtvw5WwNiCeY6S+W7xd4O1aGTl7WlUUU4BfXNa7AkMyDyAQUXZjEYW1O4u5IpwoSEUpaIEA==") // one rule of XCCDF that passes
	if err != nil {
		t.Fatal(err)
	}
	if f, err := evidence.Read(bytes.NewReader(packed), evidence.Options{}); err != nil || len(f.Evidence) != 1 || f.Evidence[0].Counts["pass"] != 1 {
		t.Errorf("bzip2: got %+v, %v", f, err)
	}
	if _, err := evidence.Read(bytes.NewReader([]byte{0x1f, 0x8b, 8}), evidence.Options{}); err == nil {
		t.Error("a cut gzip: got no error")
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// repeated gives a text again and again between a head and a tail, with the number of each.
type repeated struct {
	head, part, tail string
	n, i             int
	rest             string
}

func (r *repeated) Read(p []byte) (int, error) {
	for r.rest == "" {
		switch {
		case r.i == 0:
			r.rest = r.head
		case r.i <= r.n:
			r.rest = strings.ReplaceAll(r.part, "#", strconv.Itoa(r.i))
		case r.i == r.n+1:
			r.rest = r.tail
		default:
			return 0, io.EOF
		}
		r.i++
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func (r *repeated) Seek(int64, int) (int64, error) { r.i, r.rest = 0, ""; return 0, nil }

// TestMany refuses more results than are kept, and does not need the memory of what it passes over.
func TestMany(t *testing.T) {
	in := &repeated{head: "lynis_version=3\n", part: "warning[]=T#|x|\n", tail: "finish=true\n", n: 2_000_000}
	if _, err := evidence.Read(in, evidence.Options{}); err == nil || !strings.HasSuffix(err.Error(), "more than 1000000 results") {
		t.Errorf("got error %v", err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	in = &repeated{
		head: `<a:asset-report-collection xmlns:a="http://scap.nist.gov/schema/asset-reporting-format/1.1"><a:report-requests>`,
		part: `<Rule id="r#"><title>A rule</title><TestResult xmlns="http://checklists.nist.gov/xccdf/1.2"/></Rule>`,
		tail: `</a:report-requests><a:reports><a:report><a:content><TestResult xmlns="http://checklists.nist.gov/xccdf/1.2" end-time="2026-11-01T00:00:00Z">` +
			`<rule-result idref="a"><result>pass</result></rule-result></TestResult></a:content></a:report></a:reports></a:asset-report-collection>`, n: 20_000,
	}
	f, err := evidence.Read(in, evidence.Options{})
	runtime.GC()
	runtime.ReadMemStats(&after)
	if err != nil || len(f.Evidence) != 1 || f.Evidence[0].Counts["pass"] != 1 {
		t.Errorf("got %+v, %v", f, err)
	}
	if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 4<<20 {
		t.Errorf("%d bytes are kept of a file with one result", kept)
	}
}

// TestSecrets reads a check whose value is a secret: it is nowhere, with and without --evidence-values.
func TestSecrets(t *testing.T) {
	t.Parallel()
	const secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
	text := `[{"id": "1", "version": "cis-1.9", "node_type": "master", "tests": [{"section": "1.1", "pass": 1, "results": [
		{"test_number": "1.1.1", "test_desc": "Ensure that --token-auth-file=` + secret + ` is not set", "status": "PASS", "actual_value": "--token=` + secret + ` --anonymous-auth=false"}]}]}]`
	for _, values := range []bool{false, true} {
		f, err := evidence.Read(strings.NewReader(text), evidence.Options{Values: values})
		if err != nil {
			t.Fatal(err)
		}
		got := string(encode(t, f.Evidence))
		if strings.Contains(got, secret) {
			t.Errorf("values %v: the secret is in %s", values, got)
		}
		if kept := strings.Contains(got, "anonymous-auth"); kept != values {
			t.Errorf("values %v: the rest of the value is there: %v", values, kept)
		}
	}
}

// TestTexts has what terminals would act on as it stands, cut to its length.
func TestTexts(t *testing.T) {
	t.Parallel()
	f, err := read(t, `{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "\u001b[31mx", "rules": []}}, "results": [
		{"ruleId": "a", "message": {"text": "`+strings.Repeat("é", 400)+`"}}, {"ruleId": "b", "message": {"text": "a\n\n b\u0000"}}]}]}`)
	if err != nil {
		t.Fatal(err)
	}
	results := f.Evidence[0].Results
	if n := len([]rune(*results[0].Reason)); n != 300 || !strings.HasSuffix(*results[0].Reason, "é…") {
		t.Errorf("got %d characters", n)
	}
	if got := *results[1].Reason; got != "a b\x00" {
		t.Errorf("got %q", got)
	}
}

func FuzzRead(f *testing.F) {
	dirs, err := filepath.Glob("testdata/*/input")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range dirs {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(text) < 16<<10 {
			f.Add(text)
		}
	}
	statuses := map[string]bool{
		document.EvidencePass: true, document.EvidenceFail: true, document.EvidenceError: true, document.EvidenceUnknown: true,
		document.EvidenceNotApplicable: true, document.EvidenceNotChecked: true, document.EvidenceInformational: true, document.EvidenceManual: true,
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := evidence.Read(bytes.NewReader(text), evidence.Options{MaxSize: 1 << 20})
		if err != nil {
			return
		}
		for _, e := range file.Evidence {
			if e.Tool == "" || e.Results == nil || e.Problems == nil {
				t.Errorf("got %+v", e)
			}
			for _, r := range e.Results {
				if !statuses[r.Status] || r.ID == "" {
					t.Errorf("got %+v", r)
				}
			}
		}
	})
}
