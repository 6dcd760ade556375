package benchmark_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/report/benchmark"
)

// outcomes has a control of each state, and texts that try to be something else.
func outcomes() *controls.Report {
	r := &controls.Report{
		Benchmark: controls.Benchmark{ID: "cis 1", Title: "A <b>&", Version: "1", Source: "https://example.com"}, Profile: &controls.Profile{ID: "level-1", Levels: []int{1}},
		EvaluatedAt: "2026-03-15T12:00:00Z", Image: json.RawMessage(`{"digest": "sha256:` + strings.Repeat("a", 64) + `"}`), FinalAction: "stop",
		Sections: []controls.Tally{{ID: "1", Title: "One"}, {ID: "2", Title: "Empty"}}, Total: controls.Tally{Score: 1, Max: 3},
	}
	for i, state := range []string{controls.Pass, controls.Fail, controls.NotApplicable, controls.ManualState, controls.Unknown, controls.Error} {
		r.Controls = append(r.Controls, controls.Outcome{
			ID: "1." + string(rune('1'+i)), Title: state + "\x1b]]>", Section: "1", Level: 1 + i%2, Scored: i%3 != 2, Weight: 1, State: state,
			Description: "d", Remediation: "r", References: []string{"https://example.com/x"}, Aliases: []string{"a:1"},
			Reasons: map[bool][]string{true: {"why not\x00"}}[i > 1],
		})
	}
	r.Controls[1].Evidence = []controls.Evidence{{Message: "first", Action: "stop"}, {Message: "second", Action: "stop"}, {Message: "excused", Whitelisted: true}}
	r.Controls[1].Contradictions = []string{"lynis says pass of X, the rules say fail"}
	by := "evidence"
	r.Controls[0].DecidedBy = &by
	r.Controls[0].Told = []controls.Told{{Tool: "lynis", File: "report.dat", ID: "X", Status: "pass"}}
	r.Controls = append(r.Controls, controls.Outcome{
		ID: "1.7/ä", Title: "attested", Section: "1", Level: 1, Scored: true, Weight: 0.5, State: controls.Pass,
		Attested: &controls.Attestation{Control: "1.7/ä", State: "pass", By: "ada", Date: "2026-03-01", Note: "looked"},
	})
	return r
}

func render(t *testing.T, format string, inputs ...benchmark.Input) string {
	t.Helper()
	var b bytes.Buffer
	if err := benchmark.Render(&b, format, inputs); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHDF(t *testing.T) {
	t.Parallel()
	schema, err := jsonschema.NewCompiler().Compile("testdata/schemas/hdf-exec.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]benchmark.Input{
		"report":    {Report: outcomes(), Image: "x:1", Version: "1.2.3"},
		"no report": {Image: "x:1", Missing: "no such image", Version: "1.2.3"},
	} {
		text := render(t, "hdf", in)
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	var got struct {
		Platform struct {
			Target string `json:"target_id"`
		}
		Profiles []struct {
			Controls []struct {
				ID      string
				Impact  float64
				Results []struct {
					Status      string
					SkipMessage string `json:"skip_message"`
					Message     string
				}
				Attestation *struct {
					Status string
				} `json:"attestation_data"`
			}
		}
	}
	if err := json.Unmarshal([]byte(render(t, "hdf", benchmark.Input{Report: outcomes(), Image: "x:1"})), &got); err != nil {
		t.Fatal(err)
	}
	if want := "sha256:" + strings.Repeat("a", 64); got.Platform.Target != want {
		t.Errorf("got the target %q", got.Platform.Target)
	}
	var lines []string
	for _, c := range got.Profiles[0].Controls {
		line := c.ID
		if c.Impact == 0 {
			line += " n/a"
		}
		for _, r := range c.Results {
			line += " " + strings.TrimSpace(r.Status+": "+r.Message+r.SkipMessage) + ";"
		}
		if c.Attestation != nil {
			line += " attested " + c.Attestation.Status
		}
		lines = append(lines, line)
	}
	want := []string{
		"1.1 passed: lynis: X: pass (report.dat);",
		"1.2 failed: contradiction: lynis says pass of X, the rules say fail; failed: first; failed: second;",
		`1.3 n/a skipped: why not\x00;`,
		`1.4 skipped: why not\x00;`,
		`1.5 skipped: why not\x00;`,
		`1.6 error: why not\x00;`,
		"1.7/ä passed:; attested passed",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("controls (-want +got):\n%s", diff)
	}
	err = benchmark.Render(&bytes.Buffer{}, "hdf", []benchmark.Input{{}, {}})
	if want := "rendering the report: HDF describes one image; write a file for each"; err == nil || err.Error() != want {
		t.Errorf("got error %v, want %s", err, want)
	}
}

func TestXCCDF(t *testing.T) {
	t.Parallel()
	text := render(t, "xccdf", benchmark.Input{Report: outcomes(), Image: "x:1", Version: "1.2.3"}, benchmark.Input{Report: outcomes(), Image: "y:1"})
	var got struct {
		Rules []struct {
			ID string `xml:"id,attr"`
		} `xml:"Group>Rule"`
		Results []struct {
			System string `xml:"test-system,attr"`
			Target string `xml:"target"`
			Rules  []struct {
				ID       string   `xml:"idref,attr"`
				Role     string   `xml:"role,attr"`
				Result   string   `xml:"result"`
				Messages []string `xml:"message"`
			} `xml:"rule-result"`
		} `xml:"TestResult"`
	}
	if err := xml.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Results) != 2 || len(got.Rules) != 7 || got.Results[0].System != "cpe:/a:pratique:pratique:1.2.3" || got.Results[0].Target != "docker-image://sha256:"+strings.Repeat("a", 64) {
		t.Errorf("got %+v", got)
	}
	var lines []string
	for _, r := range got.Results[0].Rules {
		lines = append(lines, strings.TrimSpace(r.ID+" "+r.Role+" "+r.Result+" "+strings.Join(r.Messages, "; ")))
	}
	want := []string{
		"xccdf_dev.pratique_rule_1.1 full pass lynis: X: pass (report.dat)",
		"xccdf_dev.pratique_rule_1.2 full fail contradiction: lynis says pass of X, the rules say fail; first; second",
		`xccdf_dev.pratique_rule_1.3 unscored notapplicable why not\x00`,
		`xccdf_dev.pratique_rule_1.4 full notchecked why not\x00`,
		`xccdf_dev.pratique_rule_1.5 full unknown why not\x00`,
		`xccdf_dev.pratique_rule_1.6 unscored error why not\x00`,
		"xccdf_dev.pratique_rule_1.7_2f__e4_ full pass attested by ada on 2026-03-01",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	err := benchmark.Render(&bytes.Buffer{}, "xccdf", []benchmark.Input{{Image: "x", Missing: "no such image"}})
	if want := "rendering the report: XCCDF cannot say that there is no report on x: no such image"; err == nil || err.Error() != want {
		t.Errorf("got error %v, want %s", err, want)
	}
}

// TestOpenSCAP has OpenSCAP validate the file, where it is there.
func TestOpenSCAP(t *testing.T) {
	t.Parallel()
	oscap, err := exec.LookPath("oscap")
	if err != nil {
		t.Skip("oscap is not installed (Debian: openscap-scanner)")
	}
	file := filepath.Join(t.TempDir(), "results.xml")
	text := render(t, "xccdf", benchmark.Input{Report: outcomes(), Image: "x:1", Version: "1.2.3"}, benchmark.Input{Report: outcomes(), Image: "y:1"})
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(oscap, "xccdf", "validate", file).CombinedOutput(); err != nil {
		t.Errorf("oscap xccdf validate: %v\n%s", err, out)
	}
}
