package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

var update = flag.Bool("update", false, "write the golden files of testdata")

// TestRender renders testdata/CASE/decisions.json in each format and compares with the
// files beside it.
func TestRender(t *testing.T) {
	t.Parallel()
	type variant struct {
		name, format string
		options      Options
	}
	variants := []variant{
		{"text", "text", Options{}},
		{"suppressed.text", "text", Options{ShowSuppressed: true}},
		{"passed.text", "text", Options{ShowPassed: true}},
		{"colour.text", "text", Options{Color: true}},
		{"narrow.text", "text", Options{Width: 40, ShowNotEvaluated: true}},
		{"severity.text", "text", Options{GroupBy: "severity", Width: 80}},
		{"layer.text", "text", Options{GroupBy: "layer", Width: 300}},
		{"location.text", "text", Options{GroupBy: "location"}},
		{"table", "table", Options{}},
		{"result.json", "json", Options{}},
		{"anchore.json", "anchore", Options{}},
		{"sarif.json", "sarif", Options{ToolVersion: "1.2.3", Help: help()}},
		{"suppressed.sarif.json", "sarif", Options{ShowSuppressed: true}},
		{"junit.xml", "junit", Options{}},
		{"github", "github", Options{}},
		{"gitlab.json", "gitlab", Options{}},
		{"gnu", "gnu", Options{}},
		{"suppressed.gnu", "gnu", Options{ShowSuppressed: true}},
		{"comment.md", "markdown", Options{}},
		{"suppressed.md", "markdown", Options{ShowSuppressed: true}},
		{"findings.csv", "csv", Options{ShowSuppressed: true}},
		{"page.html", "html", Options{ToolVersion: "1.2.3"}},
		{"intoto.jsonl", "intoto", Options{ToolVersion: "1.2.3"}},
	}
	for _, f := range Formats() { // one that has no row above has a golden file of its name
		if slices.ContainsFunc(variants, func(v variant) bool { return v.format == f.Name }) {
			continue
		}
		variants = append(variants, variant{strings.Join(append([]string{f.Name}, f.Extensions[:min(1, len(f.Extensions))]...), ""), f.Name, Options{}})
	}
	for _, dir := range cases(t) {
		inputs := load(t, dir)
		for _, v := range variants {
			t.Run(filepath.Base(dir)+"/"+v.name, func(t *testing.T) {
				t.Parallel()
				var got bytes.Buffer
				if err := Render(&got, v.format, inputs, v.options); err != nil {
					t.Fatal(err)
				}
				// The page's style would be in each file again.
				text := strings.Replace(got.String(), pageStyle, "…", 1)
				golden(t, filepath.Join(dir, v.name), contentPolicy.ReplaceAllString(text, "sha256-…"))
				if !v.options.Color && !jsonEscapes(v.format) {
					noControls(t, got.String())
				}
			})
		}
	}
}

var contentPolicy = regexp.MustCompile(`sha256-[^ ]*=`)

// jsonEscapes says whether a format leaves it to its syntax what a terminal would act on.
func jsonEscapes(format string) bool {
	return format == "json" || format == "sarif" || format == "intoto"
}

// cases are the folders of testdata with decisions.
func cases(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*/decisions.json")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for i, file := range files {
		files[i] = filepath.Dir(file)
	}
	return files
}

func help() map[string]Help {
	return map[string]Help{"always/always": {"Always", "Fires for every image."}}
}

func load(t *testing.T, dir string) []Input {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "decisions.json"))
	if err != nil {
		t.Fatal(err)
	}
	var decisions []*decision.Decision
	if err := json.Unmarshal(text, &decisions); err != nil {
		t.Fatal(err)
	}
	bundle, err := os.ReadFile(filepath.Join(dir, "bundle.json"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	inputs := make([]Input, len(decisions))
	for i, d := range decisions {
		inputs[i] = Input{Decision: d, Bundle: bundle}
		if string(d.Image) == "{}" {
			inputs[i].Image = "build/Dockerfile"
			inputs[i].Dockerfile = "./build/Dockerfile"
		}
		if filepath.Base(dir) == "undecided" {
			inputs[i].Undecided = "the facts of 1 rule were not looked for"
		}
		if filepath.Base(dir) == "findings" {
			inputs[i].BundleURI, inputs[i].Layers = "policies/cis.json", []string{"sha256:" + strings.Repeat("1a", 32)}
		}
	}
	return inputs
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// noControls checks that nothing of an image reaches the terminal unescaped.
func noControls(t *testing.T, text string) {
	t.Helper()
	for i, r := range text {
		if r != '\n' && !unicode.IsPrint(r) {
			t.Errorf("%U at %d", r, i)
		}
	}
}

func TestRenderError(t *testing.T) {
	t.Parallel()
	cause := errors.New("reading image x:1: no such host \x1b[2J")
	tests := []struct{ name, want string }{
		{"text", "NO DECISION  reading image x:1: no such host \\x1b[2J\n"},
		{"table", "NO DECISION  reading image x:1: no such host \\x1b[2J\n"},
		{"anchore", `{
    "detail": {
        "error_codes": [],
        "message": "reading image x:1: no such host \u001b[2J"
    },
    "httpcode": 500,
    "message": "Unexpected internal error"
}
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got bytes.Buffer
			if err := RenderError(&got, tt.name, cause); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRenderErrors(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	if err := RenderError(&got, "text", errors.Join(errors.New("one"), errors.New("GO"))); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("NO DECISION  one\n             GO\n", got.String()); diff != "" {
		t.Error(diff)
	}
}

// TestJSONIsADecision checks that json, with and without a decision, is valid under the
// schema, and that a missing decision says stop.
func TestJSONIsADecision(t *testing.T) {
	t.Parallel()
	schema, err := jsonschema.NewCompiler().Compile("../internal/schemas/decision.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var failed, decided bytes.Buffer
	if err := RenderError(&failed, "json", errors.New("no such bundle")); err != nil {
		t.Fatal(err)
	}
	if err := Render(&decided, "json", load(t, "testdata/findings"), Options{}); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"failed": failed.String(), "decided": decided.String()} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(name, err)
		}
		if err := schema.Validate(value); err != nil {
			t.Error(name, err)
		}
	}
	var got struct {
		NoDecision  bool   `json:"no_decision"`
		FinalAction string `json:"final_action"`
		Errors      []decision.Error
	}
	if err := json.Unmarshal(failed.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if !got.NoDecision || got.FinalAction != decision.Stop || len(got.Errors) != 1 || got.Errors[0].Message != "no such bundle" {
		t.Errorf("got %s", failed.String())
	}
}

func TestUnknownFormat(t *testing.T) {
	t.Parallel()
	want := `rendering as "xml": the formats are ` + strings.Join(FormatNames(), ", ")
	if err := Render(&bytes.Buffer{}, "xml", nil, Options{}); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if err := RenderError(&bytes.Buffer{}, "xml", errors.New("x")); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
