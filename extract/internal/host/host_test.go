package host_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/host"
)

var update = flag.Bool("update", false, "write the results anew")

// TestRead reads testdata/CASE/input and compares with result.json.
func TestRead(t *testing.T) {
	t.Parallel()
	inputs, err := filepath.Glob("testdata/*/input")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("got %d inputs, %v", len(inputs), err)
	}
	for _, name := range inputs {
		dir := filepath.Dir(name)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			facts, err := host.Read("input", bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			validate(t, facts)
			got, err := json.MarshalIndent(facts, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			golden := filepath.Join(dir, "result.json")
			if *update {
				if err := os.WriteFile(golden, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("result (-want +got):\n%s", diff)
			}
		})
	}
}

// validate checks the section against the published schema.
func validate(t *testing.T, section *document.Host) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../../../internal/schemas/input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := json.Marshal(map[string]any{"schema_version": document.SchemaVersion, "host": section})
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("the section is not valid: %v", err)
	}
}

func TestReadErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, form, text, want string }{
		{"empty", "", "", "0 documents instead of one"},
		{"prose", "", "the host is fine", "it is none of the forms of host facts"},
		{"misspelt section", "", `{"file": {}}`, `the section "file" is not known`},
		{"relative path", "", `{"files": {"etc": null}}`, `the path "etc" is not absolute`},
		{"two documents", "", `{} {}`, "2 documents instead of one"},
		{"a section of another type", "", `{"mounts": {}}`, "line 1: /mounts: an object instead of an array"},
		{"form that is not known", "fstab", "", `the form "fstab" is not known`},
		{"rules that are none", "audit_rules", "-w /etc\nhello\n", `"hello" is not an audit rule`},
		{"group without number", "groups", "docker:x:y:\n", `the group "docker" has no number`},
		{"passwd as group", "groups", "root:x:0:0:root:/root:/bin/sh\n", "a line has 7 fields instead of 4"},
		{"mountinfo", "mounts", "1 2 3:4 / / rw - ext4 /dev/sda1 rw\n", "a line has 10 fields instead of 4 to 6"},
		{"file without a mode", "", `{"files": {"/a": {"uid": 0, "gid": 0}}}`, `line 1: /files/~1a: "mode" is missing`},
		{"file without a mode in YAML", "", "host:\n  files: {/a: {uid: 0, gid: 0}}\n", `line 1: /host/files/~1a: "mode" is missing`},
		{"group without members", "", `{"groups": {"docker": {"gid": 1}}}`, `line 1: /groups/docker: "members" is missing`},
		{"mode that is a text", "", `{"files": {"/a": {"mode": "0644", "uid": 0, "gid": 0}}}`, "line 1: /files/~1a/mode: a string instead of an integer"},
		{"twice", "", "{\"files\": {},\n\"files\": {}}", `line 2: duplicate key "files"`},
		{"in another case", "", `{"Files": {}}`, `line 1: the key "Files" is not known (did you mean "files"?)`},
		{"null", "", `{"files": null}`, "line 1: /files: null instead of an object"},
		{"two documents", "", "{\"files\": {}}\n{}", "2 documents instead of one"},
		{"no file", "files", "nothing\n", "no file in what stat prints"},
		{"no socket", "listeners", "nothing\n", "no socket in it"},
		{"no variable", "environment", "nothing\n", "no variable in it"},
		{"relative file", "files", "  File: docker\nAccess: (0644/-rw-r--r--)  Uid: (    0/    root)   Gid: (    0/    root)\n", `the path "docker" is not absolute`},
		{"alias bomb", "", "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f]\n", "line 1: too many values"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := host.ReadAs(test.form, "f", strings.NewReader(test.text))
			if err == nil {
				t.Fatal("got no error")
			}
			if diff := cmp.Diff("reading host facts of f: "+test.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ argument, form, file string }{
		{"host.json", "", "host.json"},
		{"mounts=/proc/mounts", "mounts", "/proc/mounts"},
		{"a=b", "", "a=b"},
		{"groups=a=b", "groups", "a=b"},
	} {
		if form, file := host.Split(test.argument); form != test.form || file != test.file {
			t.Errorf("Split(%q) = %q, %q, want %q, %q", test.argument, form, file, test.form, test.file)
		}
	}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	var parts []*document.Host
	for _, text := range []string{
		"docker:x:999:ubuntu\n",
		"docker:x:998:\nother:x:1:\n",
		"-w /etc/docker\n",
		"-w /usr/bin/docker\n",
		"DOCKER_CONTENT_TRUST=0\n",
	} {
		part, err := host.Read("f", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, part)
	}
	got, warnings := host.Merge(parts...)
	want := &document.Host{
		Environment: map[string]string{"DOCKER_CONTENT_TRUST": "0"},
		Groups:      map[string]document.HostGroup{"docker": {GID: 998, Members: []string{}}, "other": {GID: 1, Members: []string{}}},
		AuditRules:  []string{"-w /etc/docker", "-w /usr/bin/docker"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("host (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{`host groups: two files differ in "docker"; the later one counts`}, warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/*/input")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add("", data)
	}
	for _, form := range []string{"mounts", "audit_rules", "files", "groups", "listeners", "environment", "audit_log"} {
		f.Add(form, []byte("a b c d\n"))
	}
	f.Fuzz(func(t *testing.T, form string, data []byte) {
		facts, err := host.ReadAs(form, "f", bytes.NewReader(data))
		if err != nil {
			return
		}
		if _, err := json.Marshal(facts); err != nil {
			t.Errorf("writing the host's facts: %v", err)
		}
		for path := range facts.Files {
			if !strings.HasPrefix(path, "/") {
				t.Errorf("the path %q is not absolute", path)
			}
		}
	})
}
