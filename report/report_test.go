package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/decision"
)

var update = flag.Bool("update", false, "write the golden files of testdata")

// TestRender renders testdata/CASE/decisions.json in each format and compares with the
// files beside it.
func TestRender(t *testing.T) {
	t.Parallel()
	dirs, err := filepath.Glob("testdata/*")
	if err != nil || len(dirs) < 8 {
		t.Fatalf("%d cases, %v", len(dirs), err)
	}
	variants := []struct {
		name, format string
		options      Options
	}{
		{"text", "text", Options{}},
		{"suppressed.text", "text", Options{ShowSuppressed: true}},
		{"colour.text", "text", Options{Color: true}},
		{"table", "table", Options{}},
		{"result.json", "json", Options{}},
		{"anchore.json", "anchore", Options{}},
	}
	for _, dir := range dirs {
		inputs := load(t, dir)
		for _, v := range variants {
			t.Run(filepath.Base(dir)+"/"+v.name, func(t *testing.T) {
				t.Parallel()
				var got bytes.Buffer
				if err := Render(&got, v.format, inputs, v.options); err != nil {
					t.Fatal(err)
				}
				golden(t, filepath.Join(dir, v.name), got.String())
				if !v.options.Color && v.format != "json" {
					noControls(t, got.String())
				}
			})
		}
	}
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
	schema, err := jsonschema.NewCompiler().Compile("../schemas/decision.schema.json")
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
	want := `rendering as "xml": the formats are text, table, json, anchore`
	if err := Render(&bytes.Buffer{}, "xml", nil, Options{}); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if err := RenderError(&bytes.Buffer{}, "xml", errors.New("x")); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
