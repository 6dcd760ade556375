package controlstest_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
)

const cisRuntime = "cis-docker-1.13-runtime"

// example is a file that the tests of the readers of runtime facts have: the audit
// paper's, as it prints them.
func example(name string) string { return "../../extract/internal/containers/testdata/" + name }

func runtime(files extract.RuntimeFiles, params ...string) subject {
	return subject{supplies: extract.SuppliedFiles{Runtime: files}, params: params}
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
	return benchOf(t, cisRuntime, s, want)
}

func benchOf(t *testing.T, benchmark string, s subject, want map[string]string) *controls.Report {
	t.Helper()
	r := judge(t, benchmark, s).Controls
	if diff := cmp.Diff(want, labels(r, ids(want)...)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", benchmark, diff)
	}
	return r
}

const cis111 = "cis-docker-1.11"

// TestInspect: docker inspect of a MySQL, by both editions that the paper's time knew.
func TestInspect(t *testing.T) {
	t.Parallel()
	s := runtime(extract.RuntimeFiles{Containers: []string{example("sans-mysql-inspect/input")}})
	warn := []string{"4.1", "5.1", "5.2", "5.10", "5.11", "5.12", "5.14", "5.25"}
	pass := []string{"5.3", "5.4", "5.5", "5.7", "5.9", "5.13", "5.15", "5.16", "5.17", "5.19", "5.20", "5.21", "5.24"}
	bench(t, s, labelled(append(slices.Clone(warn), "5.26", "5.28"), append(slices.Clone(pass), "5.30", "5.31"), []string{"5.6", "5.18", "5.29", "4.10"}))
	benchOf(t, cis111, s, labelled(warn, pass, []string{"5.6", "5.18"}))
	for _, benchmark := range []string{cisRuntime, cis111} {
		if got := outcome(t, judge(t, benchmark, s).Controls, "5.6"); got.State != controls.Unknown || !slices.Contains(got.Reasons, "processes of some-mysql is not known") {
			t.Errorf("%s: 5.6 without processes and image: got %s, %q", benchmark, got.State, got.Reasons)
		}
	}
	if got := messages(t, judge(t, cisRuntime, s).Controls, "5.29"); len(got) != 1 || got[0] != "some-mysql: connected to the default bridge" {
		t.Errorf("5.29: got %q", got)
	}

	sans := judge(t, "sans-docker-audit", s).Controls
	if got := outcome(t, sans, "5.2").State; got != controls.Fail {
		t.Errorf("SANS 5.2: got %s, want fail", got)
	}
	want := []string{"some-mysql: secret found in the environment: MYSQL_ROOT_PASSWORD"}
	for _, r := range []*controls.Report{sans, judge(t, cisRuntime, s).Controls} {
		id := "5.2"
		if r != sans {
			id = "4.10"
		}
		if diff := cmp.Diff(want, messages(t, r, id)); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", r.Benchmark.ID, id, diff)
		}
		for format, text := range rendered(t, r) {
			if strings.Contains(text, "my-secret-pw") {
				t.Errorf("the report as %s has the value", format)
			}
			if !strings.Contains(strings.ReplaceAll(text, "\\", ""), "MYSQL_ROOT_PASSWORD") {
				if format != "batten" || r != sans { // which says nothing of what is not scored
					t.Errorf("the report as %s does not name it", format)
				}
			}
		}
	}
}

// mysql is the example with a user, and the processes of one that has no SSH server.
func mysql(t *testing.T) subject {
	t.Helper()
	inspect, err := os.ReadFile(example("sans-mysql-inspect/input"))
	if err != nil {
		t.Fatal(err)
	}
	user := strings.Replace(string(inspect), `"User": ""`, `"User": "mysql"`, 1)
	if user == string(inspect) {
		t.Fatal("the example has no empty user")
	}
	return runtime(extract.RuntimeFiles{
		Containers: []string{file(t, "inspect.json", user)},
		Processes:  []string{"some-mysql=" + file(t, "top", "UID   PID   PPID  C  STIME  TTY  TIME      CMD\n999   6824  6808  0  12:47  ?    00:00:01  mysqld\n")},
	})
}

// TestDockerBench: the lines of Docker Bench 1.1.0 as the paper prints them, by label
// and number, and each warning with a line that names the container.
func TestDockerBench(t *testing.T) {
	t.Parallel()
	r := judge(t, cis111, mysql(t)).Controls
	got := map[string]string{}
	named := map[string]bool{}
	section, last := "", ""
	for line := range strings.Lines(rendered(t, r)["docker-bench"]) {
		label, rest, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "["), "]")
		switch fields := strings.Fields(rest); {
		case len(fields) < 2:
		case fields[0] == "*":
			named[last] = named[last] || strings.Contains(rest, "some-mysql")
		case fields[1] == "-":
			last = fields[0]
			if section == "5" {
				got[last] = label
			}
		default:
			section = fields[0]
		}
	}
	want := labelled(
		[]string{"5.1", "5.2", "5.10", "5.11", "5.12", "5.14", "5.25"},
		[]string{"5.3", "5.4", "5.5", "5.6", "5.7", "5.9", "5.13", "5.15", "5.16", "5.17", "5.19", "5.20", "5.21", "5.24"},
		[]string{"5.18"},
	)
	for _, id := range []string{"5.8", "5.22", "5.23"} { // which 1.1.0 does not print
		if got[id] == "PASS" || got[id] == "WARN" {
			t.Errorf("%s: got %s of what nobody has told", id, got[id])
		}
		delete(got, id)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for id, label := range want {
		if label != "PASS" && !named[id] {
			t.Errorf("%s: no line names the container", id)
		}
	}
	if got := outcome(t, r, "4.1").State; got != controls.Pass {
		t.Errorf("4.1: got %s", got)
	}
}

// runLine is the paper's line of 7.3, rejoined.
const runLine = `docker run -m 256m -c 512 --name some-nginx --read-only -v /var/cache/nginx -v /var/run -v /dev/log:/dev/log --cap-drop SETUID --cap-drop SETGID --security-opt="no-new-privileges" --restart on-failure:5 -d nginx`

// TestRunLine: the same container as a run line and as what docker inspect says.
func TestRunLine(t *testing.T) {
	t.Parallel()
	paths := map[string]string{"run": file(t, "run.txt", runLine+"\n"), "inspect": example("sans-nginx-inspect/input")}
	want := labelled(
		[]string{"5.1", "5.2", "5.26", "5.28"},
		[]string{"5.3", "5.4", "5.5", "5.7", "5.9", "5.10", "5.11", "5.12", "5.13", "5.14", "5.15", "5.16", "5.17", "5.19", "5.20", "5.21", "5.24", "5.25", "5.30", "5.31"},
		[]string{"5.6", "5.18", "5.29"},
	)
	of := map[string]map[string]string{}
	for name, path := range paths {
		of[name] = map[string]string{}
		for _, params := range [][]string{nil, {"cis.bench_compatible=true"}} {
			want["5.2"] = map[bool]string{false: "WARN", true: "PASS"}[params != nil]
			r := bench(t, runtime(extract.RuntimeFiles{Containers: []string{path}}, params...), want)
			if diff := cmp.Diff([]string{"some-nginx: host path is mounted: /dev/log"}, messages(t, r, "5.5")); diff != "" {
				t.Errorf("5.5 passes, and says so (-want +got):\n%s", diff)
			}
			for _, c := range r.Controls {
				if c.Section == "5" {
					of[name][fmt.Sprint(c.ID, params)] = c.State
				}
			}
		}
	}
	if diff := cmp.Diff(of["run"], of["inspect"]); diff != "" {
		t.Errorf("(-run +inspect):\n%s", diff)
	}
	without := runtime(extract.RuntimeFiles{Containers: []string{file(t, "run.txt", "docker run --name x nginx\n")}}, "cis.bench_compatible=true")
	bench(t, without, labelled([]string{"5.2"}, nil, nil))
	// The daemon's SELinux decides whether 5.2 applies.
	s := runtime(extract.RuntimeFiles{Containers: []string{paths["run"]}, Daemon: []string{file(t, "info.json", `{"ServerVersion": "27.3.1", "Driver": "overlay2", "SecurityOptions": ["name=seccomp,profile=default"]}`)}})
	if got := outcome(t, judge(t, cisRuntime, s).Controls, "5.2").State; got != controls.NotApplicable {
		t.Errorf("5.2 without SELinux: got %s", got)
	}
}

// TestMalformedRunLine: what is no option of docker run is said and what it may mean
// is unknown, never what it would be without.
func TestMalformedRunLine(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, line, unsupported string
		unknown                 []string
	}{
		{"one dash", strings.Replace(runLine, "--restart", "-restart", 1), "-restart", []string{"5.14"}},
		{"the paper's line break", strings.Replace(runLine, "--restart", "-\n-restart", 1), "-", []string{"5.14"}},
		{"logdriver", "docker run --logdriver=syslog --name some-nginx nginx", "--logdriver", []string{"SANS 3.3"}},
		{"logdriver, in two words", "docker run --logdriver syslog --name some-nginx nginx", "--logdriver", []string{"SANS 3.3"}},
		{"icc", "docker run -icc=false --name some-nginx nginx", "-icc", nil},
		{"icc, alone", "docker run -icc --name some-nginx nginx", "-icc", nil},
		{"log-level", "docker run -log-level=info --name some-nginx nginx", "-log-level", nil},
		{"log-level, in two words", "docker run -log-level info --name some-nginx nginx", "-log-level", nil},
		{"logdriver, with one dash", "docker run -logdriver=syslog --name some-nginx nginx", "-logdriver", []string{"SANS 3.3"}},
		{"log-driver", "docker run -log-driver=syslog --name some-nginx nginx", "-log-driver", []string{"SANS 3.3"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := file(t, "run.txt", test.line+"\n")
			result, err := readContainers(t.Context(), path)
			if err != nil {
				return // refused is as good
			}
			if got := result[0].Unsupported; !slices.Contains(got, test.unsupported) {
				t.Errorf("unsupported: got %q, want %s", got, test.unsupported)
			}
			for _, id := range test.unknown {
				benchmark := cisRuntime
				if of, ok := strings.CutPrefix(id, "SANS "); ok {
					benchmark, id = "sans-docker-audit", of
				}
				if got := outcome(t, judge(t, benchmark, runtime(extract.RuntimeFiles{Containers: []string{path}})).Controls, id).State; got != controls.Unknown {
					t.Errorf("%s: got %s, want unknown", id, got)
				}
			}
		})
	}
}

func readContainers(ctx context.Context, path string) ([]document.Container, error) {
	supplied, err := extract.ReadSupplied(extract.SuppliedFiles{Runtime: extract.RuntimeFiles{Containers: []string{path}}})
	if err != nil {
		return nil, err
	}
	doc, err := extract.Extract(ctx, extract.Options{Supplied: supplied})
	if err != nil {
		return nil, err
	}
	return doc.Containers, nil
}

// mongodb is docker inspect of the paper's 4.1.
func mongodb(user string) string {
	return `[{"Id": "a1", "Name": "/drunk_williams", "Image": "sha256:b2", "Config": {"User": "` + user + `", "Image": "tutum/mongodb", "Env": ["AUTH=yes"], "Cmd": ["/run.sh"], "ExposedPorts": {"27017/tcp": {}, "28017/tcp": {}}},
		"State": {"Running": true},
		"HostConfig": {"NetworkMode": "default", "PublishAllPorts": false, "PortBindings": {"27017/tcp": [{"HostIp": "", "HostPort": "27017"}], "28017/tcp": [{"HostIp": "", "HostPort": "28017"}]}},
		"NetworkSettings": {"Ports": {"27017/tcp": [{"HostIp": "0.0.0.0", "HostPort": "27017"}], "28017/tcp": [{"HostIp": "0.0.0.0", "HostPort": "28017"}]}, "Networks": {"bridge": {}}}}]`
}

// TestMongodb: as root, then not; the first listing was made without content trust.
func TestMongodb(t *testing.T) {
	t.Parallel()
	inspect := func(user string) subject {
		return runtime(extract.RuntimeFiles{
			Containers: []string{file(t, "inspect.json", mongodb(user))},
			Host:       []string{file(t, "host.json", `{"environment": {"SHELL": "/bin/bash"}}`)},
		})
	}
	for _, benchmark := range []string{cisRuntime, cis111} {
		r := benchOf(t, benchmark, inspect(""), labelled([]string{"4.1", "4.5", "5.13"}, []string{"5.7"}, nil))
		if diff := cmp.Diff([]string{"Running as root: drunk_williams"}, messages(t, r, "4.1")); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if got := rendered(t, r)["docker-bench"]; !strings.Contains(got, "[WARN]      * Running as root: drunk_williams\n") {
			t.Errorf("got %s", got)
		}
		if diff := cmp.Diff([]string{"drunk_williams: port is published on all addresses: 27017", "drunk_williams: port is published on all addresses: 28017"}, messages(t, r, "5.13")); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		benchOf(t, benchmark, inspect("mongodb"), labelled([]string{"5.13"}, []string{"4.1", "5.7"}, nil))
	}
	image := runtime(extract.RuntimeFiles{Containers: []string{file(t, "run.txt", "docker run -d --name drunk_williams tutum/mongodb\n")}})
	if got := outcome(t, judge(t, cisRuntime, image).Controls, "4.1").State; got != controls.Unknown {
		t.Errorf("4.1 of an image that nobody has: got %s, want unknown", got)
	}
}

// TestDaemon: the daemon's options, with and without user namespaces.
func TestDaemon(t *testing.T) {
	t.Parallel()
	files := func(config string) extract.RuntimeFiles {
		return extract.RuntimeFiles{Daemon: []string{
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

func TestDockerGroup(t *testing.T) {
	t.Parallel()
	files := extract.RuntimeFiles{Host: []string{file(t, "group", "root:x:0:\ndocker:x:999:ubuntu\n")}}
	if got := outcome(t, judge(t, cisRuntime, runtime(files)).Controls, "1.4").State; got != controls.ManualState {
		t.Errorf("without a list: got %s, want manual", got)
	}
	r := bench(t, runtime(files, "cis.trusted_users=admin"), labelled([]string{"1.4"}, nil, nil))
	if got := outcome(t, r, "1.4").Evidence[0].Message; got != "user is not trusted: ubuntu" {
		t.Errorf("got %s", got)
	}
	bench(t, runtime(files, "cis.trusted_users=ubuntu"), labelled(nil, []string{"1.4"}, nil))
}

// environment is what the paper prints of a host's.
const environment = "XDG_SESSION_ID=3\nTERM=xterm-256color\nSHELL=/bin/bash\nDOCKER_CONTENT_TRUST=1\nUSER=ubuntu\nLANG=en_US.UTF-8\n"

// TestContentTrust: by the environment, and by the option of one run.
func TestContentTrust(t *testing.T) {
	t.Parallel()
	without := strings.Replace(environment, "DOCKER_CONTENT_TRUST=1\n", "", 1)
	tests := []struct {
		name, environment, run, want string
	}{
		{"printed", environment, "", "PASS"},
		{"without the line", without, "", "WARN"},
		{"off", strings.Replace(environment, "TRUST=1", "TRUST=0", 1), "", "WARN"},
		{"a run with it", "", "--disable-content-trust=false", "PASS"},
		{"a run with it, in an environment without", without, "--disable-content-trust=false", "PASS"},
		{"a run without it", "", "--disable-content-trust", "WARN"},
		{"a run without it, said", "", "--disable-content-trust=true", "WARN"},
		{"a run without it, in an environment with", environment, "--disable-content-trust", "WARN"},
		{"a run that does not say", "", "--rm", "INFO"},
		{"a run that does not say, in an environment with", environment, "--rm", "PASS"},
		{"a run that does not say, in an environment without", without, "--rm", "WARN"},
		{"a run that does not say, beside one that does", "", "--disable-content-trust=false nginx\ndocker run --rm", "INFO"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var files extract.RuntimeFiles
			if test.environment != "" {
				files.Host = []string{"environment=" + file(t, "env", test.environment)}
			}
			if test.run != "" {
				files.Containers = []string{file(t, "run.txt", "docker run "+test.run+" nginx\n")}
			}
			bench(t, runtime(files), map[string]string{"4.5": test.want})
			benchOf(t, cis111, runtime(files), map[string]string{"4.5": test.want})
		})
	}
}

// TestNothingKnown holds the runtime's controls to unknown where nobody has given facts; 5.27 is a
// person's until somebody asks the registry.
func TestNothingKnown(t *testing.T) {
	t.Parallel()
	r := judge(t, cisRuntime, subject{document: `{"schema_version": "1", "image": {"registry": "docker.io", "repository": "x", "tag": null, "digest": null, "id": null}, "searched": {"sections": ["image"]}}`}).Controls
	for _, c := range r.Controls {
		if want := c.Kind == controls.Manual || c.ID == "5.27"; (c.State != controls.ManualState) == want || !want && c.State != controls.Unknown {
			t.Errorf("%s: got %s", c.ID, c.State)
		}
	}
}
