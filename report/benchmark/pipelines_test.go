package benchmark_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/report/benchmark"
)

// TestJUnit checks that each control is a case in the state that it has.
func TestJUnit(t *testing.T) {
	t.Parallel()
	text := render(t, "junit", benchmark.Input{Report: outcomes(), Image: "x:1", Version: "1.2.3"}, benchmark.Input{Image: "y:1", Missing: "no such image"})
	var got struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Suites   []struct {
			Skipped int `xml:"skipped,attr"`
			Cases   []struct {
				Name    string    `xml:"name,attr"`
				Skipped *struct{} `xml:"skipped"`
				Error   *struct{} `xml:"error"`
				Failure *struct {
					Text string `xml:",chardata"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if got.Tests != 8 || got.Failures != 1 || got.Errors != 2 || got.Suites[0].Skipped != 3 {
		t.Errorf("counts of\n%s", text)
	}
	states := map[string]string{}
	for _, c := range got.Suites[0].Cases {
		number, _, _ := strings.Cut(c.Name, " ")
		switch {
		case c.Skipped != nil:
			states[number] = "skipped"
		case c.Error != nil:
			states[number] = "error"
		case c.Failure != nil:
			states[number] = "failed"
			if !strings.Contains(c.Failure.Text, "second") || !strings.Contains(c.Failure.Text, "Fix: r") {
				t.Errorf("failure says %q", c.Failure.Text)
			}
		default:
			states[number] = "passed"
		}
	}
	if diff := cmp.Diff(map[string]string{"1.1": "passed", "1.2": "failed", "1.3": "skipped", "1.4": "skipped", "1.5": "skipped", "1.6": "error", "1.7/ä": "passed"}, states); diff != "" {
		t.Error(diff)
	}
}

// TestSARIF checks a log against the public schema, and what it takes for an alert.
func TestSARIF(t *testing.T) {
	t.Parallel()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile("../testdata/schemas/sarif-2.1.0-rtm.5.json")
	if err != nil {
		t.Fatal(err)
	}
	text := render(t, "sarif", benchmark.Input{Report: outcomes(), Image: "x y:1", Version: "1.2.3"}, benchmark.Input{Image: "y:1", Missing: "no such image"})
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Fatal(err)
	}
	runs := value.(map[string]any)["runs"].([]any)
	run := runs[0].(map[string]any)
	var messages []string
	for _, r := range run["results"].([]any) {
		result := r.(map[string]any)
		messages = append(messages, result["ruleId"].(string)+" "+result["message"].(map[string]any)["text"].(string))
	}
	if diff := cmp.Diff([]string{"cis 1/1.2 first", "cis 1/1.2 second"}, messages); diff != "" {
		t.Error(diff)
	}
	var kinds []string
	invocation := run["invocations"].([]any)[0].(map[string]any)
	for _, n := range invocation["toolExecutionNotifications"].([]any) {
		kinds = append(kinds, n.(map[string]any)["descriptor"].(map[string]any)["id"].(string))
	}
	if diff := cmp.Diff([]string{"manual", "unknown", "error"}, kinds); diff != "" {
		t.Error(diff)
	}
	if got := run["automationDetails"].(map[string]any)["id"]; got != "pratique-report/x y:1/" {
		t.Errorf("category %s", got)
	}
	for i, r := range runs {
		if r.(map[string]any)["invocations"].([]any)[0].(map[string]any)["executionSuccessful"] != false {
			t.Errorf("run %d is successful, though something was not judged", i)
		}
	}
}
