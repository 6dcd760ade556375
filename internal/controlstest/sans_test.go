package controlstest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/testimage"
)

const sans = "sans-docker-audit"

// deployed is what runs an image: options of docker run, daemon.json, /etc/group and variables; "" for none.
type deployed struct{ run, daemon, host, environment string }

func (f deployed) files(t *testing.T) extract.RuntimeFiles {
	t.Helper()
	var files extract.RuntimeFiles
	if f.run != "" {
		files.Containers = []string{file(t, "run.txt", "docker run "+strings.Join(strings.Fields(f.run), " ")+"\n")}
	}
	if f.daemon != "" {
		files.Daemon = []string{file(t, "daemon.json", f.daemon)}
	}
	if f.host != "" {
		files.Host = []string{file(t, "group", f.host)}
	}
	if f.environment != "" {
		files.Host = append(files.Host, file(t, "env", f.environment))
	}
	return files
}

const (
	hardenedRun = `--name web --user app --label sensitivity=public --security-opt apparmor=web --security-opt no-new-privileges --cap-drop ALL --read-only
		-m 256m --cpu-shares 512 --pids-limit 100 --restart on-failure:5 --log-driver syslog --network web -p 10.0.0.1:8080:80
		nginx:1.25@sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb`
	looseRun = `--name web --user root --userns host --label a=b --privileged --cap-add SYS_ADMIN --security-opt apparmor=unconfined --security-opt seccomp=unconfined
		--log-driver json-file --network host -p 80:80 -v /root/.ssh:/root/.ssh -v /var/run/docker.sock:/var/run/docker.sock nginx:1.25`
	hardenedDaemon = `{"log-driver": "syslog", "icc": false, "userns-remap": "default", "authorization-plugins": ["authz"]}`
	looseDaemon    = `{"log-level": "debug"}`

	// ofContainers are the items that containers alone decide.
	ofContainers = "1.4 2.4 3.3 4.2 5.3 7.1 7.2 7.3"
)

func TestSANS(t *testing.T) {
	t.Parallel()
	runs := func(f deployed, params ...string) subject { return runtime(f.files(t), params...) }
	image := func() subject {
		return subject{image: good(), dockerfile: goodDockerfile, supplies: scanned(t, negligible)}
	}
	with := func(change func(*subject)) subject { s := image(); change(&s); return s }
	version := func(version string, params ...string) subject {
		return runtime(extract.RuntimeFiles{Daemon: []string{file(t, "version.json", `{"Server": {"Version": "`+version+`"}}`)}}, params...)
	}
	labelled := func(levels ...string) subject {
		var lines strings.Builder
		for _, level := range levels {
			lines.WriteString("docker run --label sensitivity=" + level + " nginx\n")
		}
		return runtime(extract.RuntimeFiles{Containers: []string{file(t, "run.txt", lines.String())}})
	}
	environment := func(text string) subject { return runs(deployed{environment: text}) }
	written := func(name, text string) subject {
		return runtime(extract.RuntimeFiles{Containers: []string{file(t, name, text)}})
	}
	signed := func(verified bool) subject { s := trusts(t, verified, "x"); s.params = nil; return s }
	const (
		trusted = "sans.trusted_users=admin"
		compose = "services:\n  web:\n    image: nginx:1.25\n    user: \"0\"\n    userns_mode: host\n    secrets: [db]\nsecrets:\n  db: {file: ./db.pem}\n"
		pod     = "apiVersion: v1\nkind: Pod\nmetadata: {name: %s, labels: {sensitivity: %s}}\nspec:\n  hostUsers: false\n  containers: [{name: web, image: nginx, securityContext: {runAsUser: 0}}]\n"
	)
	checkWitnesses(t, sans, []witness{
		{
			name: "nothing", subject: nothingKnown(),
			unknown: "1.4 1.5 1.6 2.1 2.4 3.2 3.3 3.4 4.1 4.2 4.3 4.4 5.1 5.2 5.3 6.1 6.2 6.3 6.4 7.1 7.2 7.3 7.4",
			manual:  "1.1 1.2 1.3 2.2 2.3 3.1 3.5 5.4 5.5",
		},
		{
			name: "a good image", subject: image(), pass: "4.1 4.4 5.1 5.2 6.1 6.2 6.3 6.4",
			unknown: ofContainers + " 1.5 1.6 2.1 3.2 3.4 4.3 7.4",
		},
		{name: "a Dockerfile alone", subject: subject{dockerfile: "FROM a\nUSER $WHO\n"}, fail: "1.5 6.1", unknown: "4.1 4.4 6.2 6.3 6.4"},
		{name: "hardened", subject: runs(deployed{run: hardenedRun, daemon: hardenedDaemon, host: "docker:x:999:admin\n"}, trusted), pass: ofContainers + " 1.5 3.2 3.4 4.1 4.3 7.4"},
		{name: "loose", subject: runs(deployed{run: looseRun, daemon: looseDaemon, host: "docker:x:999:admin,ubuntu\n"}, trusted), fail: ofContainers + " 3.2 3.4 4.1 4.3 7.4"},
		{name: "options that only the shell knows", subject: runs(deployed{run: "$OPTIONS nginx"}), unknown: "3.3 4.1 4.2 5.3 7.1 7.2 7.3 7.4"},

		{name: "the daemon has neither", subject: runtime(extract.RuntimeFiles{Daemon: []string{file(t, "info.json", `{"ServerVersion": "27.3.1", "SecurityOptions": ["name=seccomp,profile=builtin"]}`)}}), fail: "1.4"},
		{name: "the daemon has AppArmor", subject: runtime(extract.RuntimeFiles{Daemon: []string{file(t, "info.json", `{"ServerVersion": "27.3.1", "SecurityOptions": ["name=apparmor"]}`)}}), unknown: "1.4"},
		{name: "one level", subject: labelled("public", "public"), pass: "1.5"},
		{name: "two levels", subject: labelled("public", "secret"), fail: "1.5"},
		{name: "not labelled", subject: subject{image: alpine()}, fail: "1.5 4.1"},
		{name: "a new version", subject: version("27.3.1", "sans.minimum_version=27.0.0"), pass: "1.6"},
		{name: "an old version", subject: version("1.12.1", "sans.minimum_version=27.0.0"), fail: "1.6"},
		{name: "no least version", subject: version("27.3.1"), manual: "1.6"},
		{name: "content trust", subject: environment("DOCKER_CONTENT_TRUST=1\n"), pass: "2.1"},
		{name: "content trust is off", subject: environment("DOCKER_CONTENT_TRUST=0\n"), fail: "2.1"},
		{name: "signed", subject: signed(true), pass: "2.1"},
		{name: "a signature that is not verified", subject: signed(false), fail: "2.1"},
		{name: "off in a run", subject: runs(deployed{run: "--disable-content-trust nginx", environment: "DOCKER_CONTENT_TRUST=1\n"}), fail: "2.1"},
		{name: "logs as the daemon's", subject: runs(deployed{run: "nginx", daemon: `{"log-driver": "fluentd"}`}), pass: "3.2 3.3"},
		{name: "logs as the daemon's, on the host", subject: runs(deployed{run: "nginx", daemon: "{}"}), fail: "3.2 3.3", pass: "3.4"},
		{name: "root of a mapped user", subject: runs(deployed{run: "--user root nginx", daemon: hardenedDaemon}), pass: "4.2"},
		{name: "root, of the daemon nothing is known", subject: runs(deployed{run: "--user root nginx"}), unknown: "4.2"},
		{name: "no list of users", subject: runs(deployed{host: "docker:x:999:admin\n"}), manual: "4.3"},
		{name: "a container with the socket, and no host", subject: runs(deployed{run: "-v /var/run/docker.sock:/x nginx"}, trusted), fail: "4.3"},
		{name: "a container without the socket, and no host", subject: runs(deployed{run: "nginx"}, trusted), unknown: "4.3"},
		{name: "compose", subject: written("compose.yaml", compose), fail: "2.4 4.1 4.2", pass: "5.3", unknown: "1.5", manual: "5.4"},
		{name: "a pod", subject: written("pod.yaml", fmt.Sprintf(pod, "a", "public")), pass: "1.5 4.2", unknown: "3.3"},
		{name: "pods of two levels", subject: written("pods.yaml", fmt.Sprintf(pod, "a", "public")+"---\n"+fmt.Sprintf(pod, "b", "secret")), unknown: "1.5"},
		{name: "su", subject: subject{image: alpine(testimage.File("/bin/su", "").Mode(0o4755))}, fail: "4.4"},
		{name: "a token", subject: subject{dockerfile: "FROM a\nENV TOKEN=abcdefgh\n"}, fail: "5.1 5.2"},
		{name: "a password", subject: subject{image: set(func(c *v1.Config) { c.Env = []string{"MYSQL_ROOT_PASSWORD=x"} })}, fail: "5.2"},
		{name: "a store", subject: runs(deployed{run: "-v /srv/db:/run/secrets/db -e DB_PASSWORD_FILE=/run/secrets/db nginx"}), manual: "5.4", pass: "5.3"},
		{name: "no packages", subject: subject{image: testimage.New().Layer(testimage.File("app", "x"))}, pass: "6.2"},
		{name: "severe", subject: with(func(s *subject) { s.supplies = scanned(t, severe) }), fail: "6.3"},
		{name: "old", subject: with(func(s *subject) { s.params = []string{"sans.max_image_days=5"} }), fail: "6.4"},
		{name: "containers that reach each other", subject: runs(deployed{run: hardenedRun, daemon: "{}"}), fail: "7.4"},
	}, []lacks{
		{"1.1 1.2 1.3 3.1", "pass fail unknown", "another scanner of the host decides it"},
		{"2.2 2.3 3.5 5.5", "pass fail unknown", "people do it, and no file tells"},
		{"5.4", "pass fail unknown", "what is found is evidence; whoever runs the store tells"},
		{"6.2", "fail", "a list of packages is there or is not; whether they are good is for other items"},
	})
}

// TestSANSManual holds the checklist to its nine items that are left to people.
func TestSANSManual(t *testing.T) {
	t.Parallel()
	var got []string
	for _, c := range judge(t, sans, nothingKnown()).Controls.Controls {
		if c.Kind != controls.Automated {
			got = append(got, c.ID)
		}
	}
	want := strings.Fields("1.1 1.2 1.3 2.2 2.3 3.1 3.5 5.4 5.5")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("manual items (-want +got):\n%s", diff)
	}
}

// TestSANSEvidence has what a person is to look at listed.
func TestSANSEvidence(t *testing.T) {
	t.Parallel()
	told := func(s subject, id string) []string {
		var told []string
		for _, e := range outcome(t, judge(t, sans, s).Controls, id).Evidence {
			told = append(told, e.Message)
		}
		slices.Sort(told)
		return told
	}
	store := runtime(deployed{run: "--name web -v /srv/db:/run/secrets/db -e DB_PASSWORD_FILE=/run/secrets/db nginx"}.files(t))
	if diff := cmp.Diff([]string{"web: secret is mounted: /run/secrets/db", "web: variable names a file: DB_PASSWORD_FILE"}, told(store, "5.4")); diff != "" {
		t.Errorf("5.4 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Packages of type APKG (1): musl 1.2.4-r2"}, told(subject{image: alpine()}, "6.2")); diff != "" {
		t.Errorf("6.2 (-want +got):\n%s", diff)
	}
	group := runtime(deployed{host: "docker:x:999:ubuntu\n"}.files(t))
	if diff := cmp.Diff([]string{"member of the group docker: ubuntu"}, told(group, "4.3")); diff != "" {
		t.Errorf("4.3 (-want +got):\n%s", diff)
	}
}
