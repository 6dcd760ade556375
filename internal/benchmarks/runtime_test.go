package benchmarks_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/controls"
	"github.com/pratique-dev/pratique/inspection"
)

const cisRuntime = "cis-docker-1.13-runtime"

// example is a file that the tests of the readers of runtime facts have: the audit
// paper's, as it prints them.
func example(name string) string { return "../../extract/containers/testdata/" + name }

func runtime(files inspection.RuntimeFiles, params ...string) subject {
	return subject{supplies: inspection.SupplyFiles{Runtime: files}, params: params}
}

// labels are Docker Bench's words for some controls.
func labels(r *controls.Report, ids ...string) map[string]string {
	all := map[string]string{}
	for _, c := range r.Controls {
		all[c.ID] = c.Label
	}
	some := map[string]string{}
	for _, id := range ids {
		some[id] = all[id]
	}
	return some
}

func labelled(warn, pass, info []string) map[string]string {
	want := map[string]string{}
	for label, ids := range map[string][]string{"WARN": warn, "PASS": pass, "INFO": info} {
		for _, id := range ids {
			want[id] = label
		}
	}
	return want
}

func ids(m map[string]string) []string {
	var list []string
	for id := range m {
		list = append(list, id)
	}
	return list
}

// bench compares Docker Bench's words.
func bench(t *testing.T, s subject, want map[string]string) *controls.Report {
	t.Helper()
	r := judge(t, cisRuntime, s).Controls
	if diff := cmp.Diff(want, labels(r, ids(want)...)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	return r
}

// TestInspect is AT-D3: docker inspect of a MySQL.
func TestInspect(t *testing.T) {
	t.Parallel()
	s := runtime(inspection.RuntimeFiles{Containers: []string{example("sans-mysql-inspect/input")}})
	r := bench(t, s, labelled(
		[]string{"4.1", "5.1", "5.2", "5.10", "5.11", "5.12", "5.14", "5.25", "5.26", "5.28"},
		[]string{"5.3", "5.4", "5.5", "5.7", "5.9", "5.13", "5.15", "5.16", "5.17", "5.19", "5.20", "5.21", "5.24", "5.30", "5.31"},
		[]string{"5.6", "5.18", "5.29"},
	))
	if got := outcome(t, r, "5.6").State; got != controls.Unknown {
		t.Errorf("5.6 without processes: got %s, want unknown", got)
	}
}

// TestInspectWithUser is AT-D4: what Docker Bench prints of it, with a user.
func TestInspectWithUser(t *testing.T) {
	t.Parallel()
	inspect, err := os.ReadFile(example("sans-mysql-inspect/input"))
	if err != nil {
		t.Fatal(err)
	}
	user := strings.Replace(string(inspect), `"User": ""`, `"User": "mysql"`, 1)
	if user == string(inspect) {
		t.Fatal("the example has no empty user")
	}
	r := bench(t, runtime(inspection.RuntimeFiles{Containers: []string{file(t, "inspect.json", user)}}), labelled(
		[]string{"5.1", "5.2", "5.10", "5.11", "5.12", "5.14", "5.25"},
		[]string{"4.1", "5.3", "5.4", "5.5", "5.7", "5.9", "5.13", "5.15", "5.16", "5.17", "5.19", "5.20", "5.21", "5.24"},
		[]string{"5.18"},
	))
	for _, id := range []string{"5.1", "5.2", "5.10", "5.11", "5.12", "5.14", "5.25"} {
		for _, e := range outcome(t, r, id).Evidence {
			if !strings.HasPrefix(e.Message, "some-mysql: ") {
				t.Errorf("%s: %q does not name the container", id, e.Message)
			}
		}
	}
}

// TestRunLine is AT-D5: the same container as a run line and as what docker inspect says.
func TestRunLine(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"sans-nginx-run/input", "sans-nginx-inspect/input"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			bench(t, runtime(inspection.RuntimeFiles{Containers: []string{example(path)}}), labelled(
				[]string{"5.1", "5.2", "5.26", "5.28"},
				[]string{"5.5", "5.10", "5.11", "5.12", "5.14", "5.25"},
				[]string{"5.18"},
			))
		})
	}
}

// TestMalformedRunLine is AT-D6: an option that is not understood makes unknown what depends on it.
func TestMalformedRunLine(t *testing.T) {
	t.Parallel()
	r := judge(t, cisRuntime, runtime(inspection.RuntimeFiles{Containers: []string{file(t, "run.txt", "docker run -m 256m --name some-nginx --read-only -restart on-failure:5 -d nginx\n")}})).Controls
	if got := outcome(t, r, "5.14").State; got != controls.Unknown {
		t.Errorf("5.14: got %s, want unknown", got)
	}
}

// TestMongodb is AT-D9: as root, then not.
func TestMongodb(t *testing.T) {
	t.Parallel()
	const run = "docker run -d --name drunk_williams -p 27017:27017 -p 28017:28017 "
	root := runtime(inspection.RuntimeFiles{Containers: []string{file(t, "run.txt", run+"--user root tutum/mongodb\n")}})
	r := bench(t, root, labelled([]string{"4.1", "5.13"}, []string{"5.7"}, nil))
	if got := outcome(t, r, "4.1").Evidence[0].Message; got != `drunk_williams: it runs as root: the user is "root"` {
		t.Errorf("got %s", got)
	}
	user := runtime(inspection.RuntimeFiles{Containers: []string{file(t, "run.txt", run+"--user mongodb tutum/mongodb\n")}})
	bench(t, user, labelled([]string{"5.13"}, []string{"4.1", "5.7"}, nil))
	image := runtime(inspection.RuntimeFiles{Containers: []string{file(t, "run.txt", run+"tutum/mongodb\n")}})
	if got := outcome(t, judge(t, cisRuntime, image).Controls, "4.1").State; got != controls.Unknown {
		t.Errorf("4.1 of an image that nobody has: got %s, want unknown", got)
	}
}

// TestDaemon is AT-D8: the daemon's options, with and without user namespaces.
func TestDaemon(t *testing.T) {
	t.Parallel()
	files := func(config string) inspection.RuntimeFiles {
		return inspection.RuntimeFiles{Daemon: []string{
			file(t, "daemon.json", config),
			file(t, "info.json", `{"Driver": "aufs", "ServerVersion": "1.12.1", "LoggingDriver": "syslog", "SecurityOptions": ["name=seccomp,profile=default"]}`),
			file(t, "version.json", `{"Client": {"Version": "1.12.1"}, "Server": {"Version": "1.12.1"}}`),
		}}
	}
	without := labelled(
		[]string{"2.1", "2.5", "2.8", "2.11", "2.13"},
		[]string{"2.2", "2.3", "2.4", "2.9", "2.10", "2.12"},
		[]string{"2.6", "2.7"},
	)
	bench(t, runtime(files(`{"log-driver": "syslog"}`)), without)
	without["2.8"] = "PASS"
	bench(t, runtime(files(`{"log-driver": "syslog", "userns-remap": "default"}`)), without)
}

// TestDockerGroup is AT-D10.
func TestDockerGroup(t *testing.T) {
	t.Parallel()
	files := inspection.RuntimeFiles{Host: []string{file(t, "group", "root:x:0:\ndocker:x:999:ubuntu\n")}}
	if got := outcome(t, judge(t, cisRuntime, runtime(files)).Controls, "1.4").State; got != controls.ManualState {
		t.Errorf("without a list: got %s, want manual", got)
	}
	r := bench(t, runtime(files, "cis.trusted_users=admin"), labelled([]string{"1.4"}, nil, nil))
	if got := outcome(t, r, "1.4").Evidence[0].Message; got != "ubuntu may use Docker" {
		t.Errorf("got %s", got)
	}
	bench(t, runtime(files, "cis.trusted_users=ubuntu"), labelled(nil, []string{"1.4"}, nil))
}

// TestContentTrust is AT-D11.
func TestContentTrust(t *testing.T) {
	t.Parallel()
	environment := func(text string) subject {
		return runtime(inspection.RuntimeFiles{Host: []string{file(t, "host.json", `{"environment": {"XDG_SESSION_ID": "3", "SHELL": "/bin/bash"`+text+`}}`)}})
	}
	bench(t, environment(`, "DOCKER_CONTENT_TRUST": "1"`), labelled(nil, []string{"4.5"}, nil))
	bench(t, environment(""), labelled([]string{"4.5"}, nil, nil))
	for option, want := range map[string]string{"--disable-content-trust": "WARN", "--disable-content-trust=true": "WARN"} {
		s := runtime(inspection.RuntimeFiles{Containers: []string{file(t, "run.txt", "docker run "+option+" nginx\n")}})
		bench(t, s, map[string]string{"4.5": want})
	}
}

// TestNothingKnown holds the runtime's controls to unknown where nobody has given facts.
func TestNothingKnown(t *testing.T) {
	t.Parallel()
	r := judge(t, cisRuntime, subject{document: `{"schema_version": "1", "image": {"registry": "docker.io", "repository": "x", "tag": null, "digest": null, "id": null}, "searched": {"sections": ["image"]}}`}).Controls
	for _, c := range r.Controls {
		if want := c.Kind == controls.Manual; (c.State != controls.ManualState) == want || !want && c.State != controls.Unknown {
			t.Errorf("%s: got %s", c.ID, c.State)
		}
	}
}
