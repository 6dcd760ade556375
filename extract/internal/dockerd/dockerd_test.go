package dockerd_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/dockerd"
)

var update = flag.Bool("update", false, "write the results anew")

// TestMerge reads the files of testdata/CASE by name, merges them and compares with
// result.json.
func TestMerge(t *testing.T) {
	t.Parallel()
	dirs, err := filepath.Glob("testdata/*")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("got %d directories, %v", len(dirs), err)
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			names, err := filepath.Glob(filepath.Join(dir, "[0-9]-*"))
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(names)
			var files []*dockerd.Facts
			for _, name := range names {
				data, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				facts, err := dockerd.Read(filepath.Base(name), bytes.NewReader(data))
				if err != nil {
					t.Fatal(err)
				}
				files = append(files, facts)
			}
			daemon, warnings := dockerd.Merge(files...)
			validate(t, daemon)
			got, err := json.MarshalIndent(map[string]any{"daemon": daemon, "warnings": warnings}, "", "  ")
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
func validate(t *testing.T, section *document.Daemon) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../../../internal/schemas/input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := json.Marshal(map[string]any{"schema_version": document.SchemaVersion, "daemon": section})
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
	const prefix = "reading daemon facts of f: "
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", "it is none of JSON, a dockerd command line and a systemd unit"},
		{"another program", "nginx -g x", "it is none of JSON, a dockerd command line and a systemd unit"},
		{"another program's words", "nginx\x00-g\x00", "it is the command line of another program"},
		{"another unit", "[Service]\nExecStart=/usr/sbin/nginx\n", "its ExecStart is not dockerd"},
		{"docker info as text", "Client:\n Version: 1\nServer:\n Server Version: 27.3.1\n", "it is docker info as text; docker info --format '{{json .}}' prints JSON"},
		{"another object", `{"a": 1, "b": 2}`, "it is none of daemon.json, docker info, docker version and docker network inspect"},
		{"cut", "{\n\"icc\": ", "the document ends too early"},
		{"no JSON", "{\n\"icc\": tru}", "line 2: invalid character '}' in literal true (expecting 'e')"},
		{"list of numbers", "[1]", "a list entry is not an object"},
		{"twice", "{\"icc\": true,\n\"icc\": false}", `line 2: duplicate key "icc"`},
		{"twice in the second document", "{\"icc\": true}\n{\"Driver\": \"a\", \"Driver\": \"b\"}", `line 2: duplicate key "Driver"`},
		{"info of another type", `{"ServerVersion": "1", "LiveRestoreEnabled": "true"}`, "line 1: /LiveRestoreEnabled: a string instead of null or true or false"},
		{"info in another case", `{"ServerVersion": "1", "LiveRestoreEnabled": true, "liveRestoreEnabled": false}`, `line 1: the keys "LiveRestoreEnabled" and "liveRestoreEnabled" differ in case alone`},
		{"section of another type", `{"networks": {}}`, "line 1: /networks: an object instead of an array"},
		{"network without a driver", `{"networks": [{"name": "a", "options": {}}]}`, `line 1: /networks/0: "driver" is missing`},
		{"network in two cases", `[{"Name": "a", "Driver": "overlay", "driver": "bridge", "Scope": "local"}]`, `reading a network: line 1: the keys "Driver" and "driver" differ in case alone`},
		{"UTF-16", "\xff\xfe{\x00", "it is not UTF-8"},
		{"shell syntax", "dockerd 'x", "reading a command line: line 1: reached EOF without closing quote `'`"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := dockerd.Read("f", strings.NewReader(test.text))
			if err == nil {
				t.Fatal("got no error")
			}
			if diff := cmp.Diff(prefix+test.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSecrets makes sure that what is said of an option never has its value.
func TestSecrets(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"dockerd --log-opt hunter2 --mtu hunter2 --nope=hunter2 --logopt=hunter2 -x=hunter2 --default-ulimit=hunter2",
		`{"icc": "hunter2", "nope": "hunter2", "hosts": "hunter2"}`,
	} {
		facts, err := dockerd.Read("f", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		daemon, warnings := dockerd.Merge(facts)
		if len(daemon.Unsupported) == 0 {
			t.Errorf("%s: nothing is unsupported", text)
		}
		if said := strings.Join(slices.Concat(warnings, daemon.Unsupported, daemon.Conflicts), " "); strings.Contains(said, "hunter2") {
			t.Errorf("%s: the value is told: %s", text, said)
		}
	}
}

func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/*/[0-9]-*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		facts, err := dockerd.Read("f", bytes.NewReader(data))
		if err != nil {
			return
		}
		daemon, _ := dockerd.Merge(facts, facts)
		if _, err := json.Marshal(daemon); err != nil {
			t.Errorf("writing the daemon's facts: %v", err)
		}
		if daemon.Conflicts == nil || daemon.Unsupported == nil {
			t.Error("a list is null")
		}
	})
}
