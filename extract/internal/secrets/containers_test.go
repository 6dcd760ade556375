package secrets_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/secrets"
)

// TestFindContainers has a paper's MySQL first: one secret, and four that are none.
func TestFindContainers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, source string
		env, want    []string
	}{
		{"mysql", document.SourceInspect, []string{"MYSQL_ROOT_PASSWORD=my-secret-pw", "PATH=/usr/bin:/bin", "GOSU_VERSION=1.7", "MYSQL_MAJOR=5.7", "MYSQL_VERSION=5.7.15-1debian8"}, []string{"MYSQL_ROOT_PASSWORD 0"}},
		{"files", document.SourceRun, []string{"MYSQL_ROOT_PASSWORD_FILE=/run/secrets/db", "DB_PASSWORD=/run/secrets/db", "API_TOKEN="}, nil},
		{"in a value", document.SourceCompose, []string{"DATABASE_URL=postgres://shop:hunter22@db/shop"}, []string{"DATABASE_URL 0"}},
		{"from elsewhere", document.SourceRun, []string{"DB_PASSWORD", "EDITOR", "API_TOKEN=${API_TOKEN}"}, []string{"DB_PASSWORD 0 unknown", "API_TOKEN 2 unknown"}},
		{"from a secret", document.SourceKubernetes, []string{"DB_PASSWORD", "API_TOKEN=abcdefgh"}, []string{"API_TOKEN 1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range secrets.FindContainers([]document.Container{{}, {Source: test.source, Env: test.env}}) {
				text := s.Name + " " + strings.TrimPrefix(*s.Path, "/containers/1/env/")
				if s.Fingerprint == nil {
					text += " unknown"
				}
				got = append(got, text)
				if s.Source != document.SecretContainerEnv {
					t.Errorf("got the source %s", s.Source)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestRedactContainers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, raw, want string
		container       document.Container
	}{
		{"inspect", `{"Config": {"Env": ["DB_PASSWORD=hunter22", "PATH=/bin"], "Cmd": ["x", "--password", "correct horse"], "Labels": {"a.token": "qwertz99"}}}`,
			`{"Config":{"Cmd":["x","--password","[redacted]"],"Env":["DB_PASSWORD=[redacted]","PATH=/bin"],"Labels":{"a.token":"[redacted]"}}}`,
			document.Container{Source: document.SourceInspect, Env: []string{"DB_PASSWORD=hunter22", "PATH=/bin"}, Command: []string{"x", "--password", "correct horse"}}},
		{"compose", `{"environment": {"DB_PASSWORD": 12345, "PORT": 80, "Z": "pw"}}`, `{"environment":{"DB_PASSWORD":"[redacted]","PORT":80,"Z":"pw"}}`,
			document.Container{Source: document.SourceCompose, Env: []string{"DB_PASSWORD=12345"}}},
		{"kubernetes", `{"container": {"env": [{"name": "DB_PASSWORD", "value": "pw"}, {"name": "PORT", "value": "80"}]}}`,
			`{"container":{"env":[{"name":"DB_PASSWORD","value":"[redacted]"},{"name":"PORT","value":"80"}]}}`,
			document.Container{Source: document.SourceKubernetes, Env: []string{"DB_PASSWORD=pw", "PORT=80"}}},
		{"run", `{"command": "docker run -e MYSQL_ROOT_PASSWORD=my-secret-pw mysql --x <y>", "line": 1, "argv": ["docker", "run", "-e", "MYSQL_ROOT_PASSWORD=my-secret-pw", "mysql"]}`,
			`{"argv":["docker","run","-e","MYSQL_ROOT_PASSWORD=[redacted]","mysql"],"command":"docker run -e MYSQL_ROOT_PASSWORD=[redacted] mysql --x <y>","line":1}`,
			document.Container{Source: document.SourceRun, Env: []string{"MYSQL_ROOT_PASSWORD=my-secret-pw"}}},
		{"run, in quotes", `{"command": "docker run -e 'DB_PASSWORD=correct horse' db", "argv": ["docker", "run", "-e", "DB_PASSWORD=correct horse", "db"]}`,
			`{"argv":["docker","run","-e","DB_PASSWORD=[redacted]","db"],"command":"docker run -e DB_PASSWORD=[redacted] db"}`,
			document.Container{Source: document.SourceRun, Env: []string{"DB_PASSWORD=correct horse"}}},
		{"run, escaped", `{"command": "docker run -e DB_PASSWORD=correct\\ horse db", "argv": ["docker", "run", "--env=DB_PASSWORD=correct horse", "db"]}`,
			`{"argv":["docker","run","--env=DB_PASSWORD=[redacted]","db"],"command":"docker run --env=DB_PASSWORD=[redacted] db"}`,
			document.Container{Source: document.SourceRun, Env: []string{"DB_PASSWORD=correct horse"}}},
		{"nothing", ``, ``, document.Container{Source: document.SourceRun, LogOptions: map[string]string{"splunk-token": "abcdefgh"}, Processes: []string{"x --password=hunter22"}}},
		{"no JSON", `{`, ``, document.Container{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.container.Raw = json.RawMessage(test.raw)
			list := []document.Container{test.container}
			secrets.RedactContainers(list)
			if diff := cmp.Diff(test.want, string(list[0].Raw)); diff != "" {
				t.Errorf("the original (-want +got):\n%s", diff)
			}
			list[0].Raw = nil
			all, err := json.Marshal(list)
			if err != nil {
				t.Fatal(err)
			}
			for _, value := range []string{"hunter22", "12345", "my-secret-pw", "horse", "abcdefgh"} {
				if strings.Contains(string(all), value) {
					t.Errorf("%s is still there: %s", value, all)
				}
			}
		})
	}
}

// FuzzRedactContainers holds the original to JSON, and the secret that is found to its
// place in nothing that is left.
func FuzzRedactContainers(f *testing.F) {
	f.Add(`{"Config": {"Env": ["DB_PASSWORD=hunter22"]}}`, "DB_PASSWORD=hunter22", "--password hunter22")
	f.Add(`[1, {"name": "TOKEN", "value": "x"}]`, "TOKEN=x", "TOKEN=$X")
	f.Fuzz(func(t *testing.T, raw, variable, word string) {
		list := []document.Container{{Source: document.SourceRun, Env: []string{variable}, Command: []string{word}, Raw: json.RawMessage(raw)}}
		found := secrets.FindContainers(list)
		secrets.RedactContainers(list)
		if len(list[0].Raw) > 0 && !json.Valid(list[0].Raw) {
			t.Errorf("the original is not JSON: %s", list[0].Raw)
		}
		if again := secrets.FindContainers(list); len(again) > 0 && again[0].Fingerprint != nil && found[0].Name == again[0].Name && list[0].Env[0] != variable {
			t.Errorf("%q has a secret still: %s", list[0].Env, again[0].Name)
		}
	})
}
