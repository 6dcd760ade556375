package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/internal/e2e"
)

// TestOutputVerbs checks the table: each verb exists, has the flag that the table makes, and each row
// of its formats has help and extensions that no other row of the verb has.
func TestOutputVerbs(t *testing.T) {
	t.Parallel()
	known := map[string][]cli.Flag{}
	for _, w := range words("", (&app{}).root().Commands) {
		known[w.name] = w.flags
	}
	for _, v := range outputVerbs() {
		flag, ok := findFlag(known[v.name], "output").(*cli.StringSliceFlag)
		if !ok || !strings.Contains(flag.Usage, "("+strings.Join(v.names(), ", ")+")") {
			t.Errorf("%s: its -o does not list the formats %v", v.name, v.names())
		}
		seen := map[string]string{}
		for _, f := range v.formats() {
			if f.help == "" || seen[f.name] != "" {
				t.Errorf("%s: format %s has no help, or another of its name", v.name, f.name)
			}
			seen[f.name] = f.name
			for _, extension := range f.extensions {
				if other := seen[extension]; other != "" && v.name != "eval" && v.name != "watch" { // reports stand behind decisions
					t.Errorf("%s: %s is of %s and %s", v.name, extension, other, f.name)
				}
				seen[extension] = f.name
			}
		}
	}
	for name, flags := range known {
		flag, ok := findFlag(flags, "output").(*cli.StringSliceFlag)
		if _, listed := outputVerbOf(name); ok && !listed {
			t.Errorf("%s: %q is not of the table", name, flag.Usage)
		}
	}
}

func TestCheckFormat(t *testing.T) {
	t.Parallel()
	tests := []struct{ verb, value, want string }{
		{"eval", "sarif", ""},
		{"eval", "xccdf=x.xml", ""},
		{"eval", "jsn", "did you mean json?"},
		{"eval", "out.json", "to write a file, use -o json=out.json"},
		{"eval", "a/out.html", "use -o html=a/out.html"},
		{"eval", "out.sarif", "use -o sarif=out.sarif"},
		{"eval", "out.sarif.json", "use -o sarif=out.sarif.json"},
		{"eval", "out.xml", "use -o junit=out.xml"},
		{"eval", "out.odt", "use -o FORMAT=out.odt"},
		{"convert", "compliance=x.json", `unknown output format "compliance" (text, `},
		{"convert", "hdf", `unknown output format "hdf" (text, `},
		{"report", "out.xml", "use -o xccdf=out.xml"},
		{"report", "anchore", `unknown output format "anchore" (text, json, html`},
		{"sbom", "text", `unknown output format "text" (cyclonedx, spdx)`},
		{"sbom", "bom.spdx.json", "use -o spdx=bom.spdx.json"},
		{"fleet status", "status.csv", "use -o csv=status.csv"},
	}
	for _, tt := range tests {
		v, _ := outputVerbOf(tt.verb)
		name, _, _ := strings.Cut(tt.value, "=")
		err := v.check(tt.value, name)
		if got := err != nil && strings.Contains(err.Error(), tt.want); got != (tt.want != "") {
			t.Errorf("%s -o %s: got %v, want %q", tt.verb, tt.value, err, tt.want)
		}
	}
}

// TestFormatsInText checks that every format which README, docs, the action and the pipelines ask
// for is one of the verb's.
func TestFormatsInText(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	files := []string{"README.md", "action.yml"}
	for _, pattern := range []string{"docs/*.md", "integrations/*/*", ".github/workflows/*", "testdata/*.sh"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			relative, err := filepath.Rel(root, path)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, relative)
		}
	}
	var all []string
	for _, v := range outputVerbs() {
		all = append(all, v.names()...)
	}
	asked := regexp.MustCompile(`(?:^|[ (\x60"])(?:-o|--output)[ =]"?([a-z0-9-]+)=`)
	count := 0
	for _, file := range files {
		if strings.HasPrefix(file, "integrations/completions") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			continue // a folder
		}
		for _, m := range asked.FindAllStringSubmatch(string(text), -1) {
			count++
			if m[1] != "type" && !slices.Contains(all, m[1]) { // docker buildx build --output type=oci
				t.Errorf("%s asks for the format %s, which no verb has", file, m[1])
			}
		}
	}
	if count < 10 {
		t.Errorf("found %d uses of formats, want at least 10", count)
	}
}
