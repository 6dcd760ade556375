package controlstest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/extract"
)

// TestContainerLogging: a container that logs to another host says nothing of the
// daemon's own logs.
func TestContainerLogging(t *testing.T) {
	t.Parallel()
	log := []string{example("sans-log-run/input")}
	s := runtime(extract.RuntimeFiles{Containers: log})
	container := facts(t, s).Containers[0]
	if got, want := *container.LogDriver, "syslog"; got != want {
		t.Errorf("got the driver %s, want %s", got, want)
	}
	if diff := cmp.Diff(map[string]string{"syslog-address": "udp://192.168.0.235:514"}, container.LogOptions); diff != "" {
		t.Errorf("log options (-want +got):\n%s", diff)
	}
	want(t, sans, s, map[string]string{"3.2": controls.Unknown, "3.3": controls.Pass})
	for _, benchmark := range []string{cisRuntime, cis111} {
		want(t, benchmark, s, map[string]string{"2.12": controls.Unknown})
	}
	s = runtime(extract.RuntimeFiles{Containers: log, Daemon: []string{file(t, "daemon.json", `{"log-driver": "journald"}`)}})
	want(t, sans, s, map[string]string{"3.2": controls.Pass, "3.3": controls.Pass})
	want(t, cisRuntime, s, map[string]string{"2.12": controls.Pass})
}

// TestDaemonForms takes the daemon's options in every form in which they come: as daemon.json, as
// a command line, and as the input document itself has them, without dockerd's defaults.
func TestDaemonForms(t *testing.T) {
	t.Parallel()
	const info = `{"Driver": "aufs", "LoggingDriver": "syslog", "ServerVersion": "1.12.1"}`
	files := func(options string) subject {
		return runtime(extract.RuntimeFiles{Daemon: []string{file(t, "options", options), file(t, "info.json", info)}})
	}
	document := func(more string) subject {
		return subject{document: `{"schema_version": "1", "daemon": {"effective": {"log-driver": "syslog", "hosts": ["unix:///var/run/docker.sock"]` + more + `},
			"info": {"Driver": "aufs"}}, "searched": {"sections": ["daemon"]}}`}
	}
	listing := func(userns string) map[string]string {
		return map[string]string{
			"2.1": "WARN", "2.2": "PASS", "2.3": "PASS", "2.4": "PASS", "2.5": "WARN", "2.6": "INFO", "2.7": "INFO",
			"2.8": userns, "2.9": "PASS", "2.10": "PASS", "2.11": "WARN", "2.12": "PASS", "2.13": "WARN",
		}
	}
	for _, tt := range []struct {
		name, userns string
		subject      subject
	}{
		{"daemon.json", "WARN", files(`{"log-driver": "syslog"}`)},
		{"daemon.json, remapped", "PASS", files(`{"log-driver": "syslog", "userns-remap": "default"}`)},
		{"command line", "WARN", files("/usr/bin/docker daemon -H unix:///var/run/docker.sock --log-driver=syslog\n")},
		{"command line, remapped", "PASS", files("/usr/bin/docker daemon -H unix:///var/run/docker.sock --log-driver=syslog --userns-remap=default\n")},
		{"document", "WARN", document("")},
		{"document, remapped", "PASS", document(`, "userns-remap": "default"`)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, benchmark := range []string{cisRuntime, cis111} {
				r := benchOf(t, benchmark, tt.subject, listing(tt.userns))
				if diff := cmp.Diff([]string{"the daemon does not listen on TCP"}, outcome(t, r, "2.6").Reasons); diff != "" {
					t.Errorf("%s: why 2.6 does not apply (-want +got):\n%s", benchmark, diff)
				}
			}
		})
	}
}

// TestDockerGroupMembers goes by the numbers of both editions: without a list of those
// that are trusted, whoever is in the group is listed for a person.
func TestDockerGroupMembers(t *testing.T) {
	t.Parallel()
	group := func(params ...string) subject {
		return runtime(extract.RuntimeFiles{Host: []string{file(t, "group", "root:x:0:\ndocker:x:999:ubuntu\n")}}, params...)
	}
	for benchmark, id := range map[string]string{cisRuntime: "1.4", cis111: "1.6"} {
		for _, tt := range []struct {
			name, state, label string
			evidence           []string
			subject            subject
		}{
			{"no list", controls.ManualState, "NOTE", []string{"member of the group docker: ubuntu"}, group()},
			{"a list without ubuntu", controls.Fail, "WARN", []string{"user is not trusted: ubuntu", "member of the group docker: ubuntu"}, group("cis.trusted_users=admin")},
			{"a list with ubuntu", controls.Pass, "PASS", []string{"member of the group docker: ubuntu"}, group("cis.trusted_users=admin,ubuntu")},
		} {
			t.Run(benchmark+" "+tt.name, func(t *testing.T) {
				t.Parallel()
				got := outcome(t, judge(t, benchmark, tt.subject).Controls, id)
				if got.State != tt.state || got.Label != tt.label {
					t.Errorf("%s: got %s, %s, want %s, %s", id, got.State, got.Label, tt.state, tt.label)
				}
				var evidence []string
				for _, e := range got.Evidence {
					evidence = append(evidence, e.Message)
				}
				if diff := cmp.Diff(tt.evidence, evidence); diff != "" {
					t.Errorf("%s (-want +got):\n%s", id, diff)
				}
			})
		}
	}
}
