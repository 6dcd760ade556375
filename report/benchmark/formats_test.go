package benchmark_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/report"
	"github.com/pratique-dev/pratique/report/benchmark"
)

// TestFormats checks each row of the table: it has a report, it says why there is none, and eval
// can tell it from the formats of decisions.
func TestFormats(t *testing.T) {
	t.Parallel()
	for _, f := range benchmark.Formats() {
		if f.Help == "" {
			t.Errorf("%s has no help", f.Name)
		}
		if got := render(t, f.Name, benchmark.Input{Report: outcomes(), Image: "x:1", Version: "1.2.3"}); !strings.Contains(got, "1.1") {
			t.Errorf("%s has no control 1.1:\n%s", f.Name, got)
		}
		var b bytes.Buffer
		if err := benchmark.RenderError(&b, f.Name, errors.New("no such image"), "1.2.3"); err != nil || !strings.Contains(b.String(), "no such image") {
			t.Errorf("%s: got %q, %v", f.Name, b.String(), err)
		}
		if _, known := report.FormatOf(f.Name); known && f.Eval {
			t.Errorf("eval cannot tell the report %s from the decision", f.Name)
		}
	}
	if err := benchmark.Render(&bytes.Buffer{}, "pdf", nil); err == nil || !strings.Contains(err.Error(), `unknown output format "pdf" (`+strings.Join(benchmark.FormatNames(), ", ")+")") {
		t.Errorf("got %v", err)
	}
	if err := benchmark.RenderError(&bytes.Buffer{}, "pdf", errors.New("x"), ""); err == nil {
		t.Error("pdf is a format")
	}
}

func TestFormatOf(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"": "text", "report": "text", "report.log": "text", "a/REPORT.JSON": "json", "x.htm": "html", "x.html": "html", "x.md": "markdown",
		"x.csv": "csv", "x.hdf.json": "hdf", "x.xml": "xccdf", "x.junit.xml": "junit", "x.sarif.json": "sarif", "json": "text",
	} {
		if got := benchmark.FormatOf(file); got != want {
			t.Errorf("%s: got %s, want %s", file, got, want)
		}
	}
}
