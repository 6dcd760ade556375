package controlstest_test

import (
	"bytes"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate"
	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/extract"
	pages "github.com/pratique-dev/pratique/report/benchmark"
)

// messages are those of a control's findings.
func messages(t *testing.T, r *controls.Report, id string) []string {
	t.Helper()
	list := []string{}
	for _, e := range outcome(t, r, id).Evidence {
		list = append(list, e.Message)
	}
	return list
}

// rendered is a report in every format that there is.
func rendered(t *testing.T, r *controls.Report) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, format := range pages.FormatNames() {
		var out bytes.Buffer
		if err := pages.Render(&out, format, []pages.Input{{Report: r, Image: "image"}}); err != nil {
			t.Fatal(err)
		}
		all[format] = out.String()
	}
	return all
}

// TestContainerEnvironment has a secret in the environment of a container, however the
// container is told of, and things that only look like secrets.
func TestContainerEnvironment(t *testing.T) {
	t.Parallel()
	const value = "my-secret-pw"
	tests := []struct {
		name, text string
		want       []string
		state      string
	}{
		{"compose", "services:\n  db:\n    image: mysql\n    environment:\n      MYSQL_ROOT_PASSWORD: " + value + "\n", []string{"db: secret found in the environment: MYSQL_ROOT_PASSWORD"}, controls.Fail},
		{"compose, list", "services:\n  db:\n    image: mysql\n    environment: [MYSQL_ROOT_PASSWORD=" + value + ", MYSQL_MAJOR=5.7]\n", []string{"db: secret found in the environment: MYSQL_ROOT_PASSWORD"}, controls.Fail},
		{"kubernetes", "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n  - name: db\n    image: mysql\n    env:\n    - {name: MYSQL_ROOT_PASSWORD, value: " + value + "}\n", []string{"shop/db: secret found in the environment: MYSQL_ROOT_PASSWORD"}, controls.Fail},
		{"kubernetes, from a secret", "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n  - name: db\n    image: mysql\n    env:\n    - {name: MYSQL_ROOT_PASSWORD, valueFrom: {secretKeyRef: {name: a, key: b}}}\n", []string{}, controls.Pass},
		{"run", "docker run --name some-mysql -u mysql -e MYSQL_ROOT_PASSWORD=" + value + " -d mysql:latest\n", []string{"some-mysql: secret found in the environment: MYSQL_ROOT_PASSWORD"}, controls.Fail},
		{"run, from the caller", "docker run --name some-mysql -e MYSQL_ROOT_PASSWORD mysql\n", []string{}, controls.Unknown},
		{"run, of a file", "docker run --name some-mysql --env-file db.env mysql\n", []string{}, controls.Unknown},
		{"none", "docker run --name some-mysql -e MYSQL_ROOT_PASSWORD_FILE=/run/secrets/db -e DB_PASSWORD=/run/secrets/db -e PATH=/bin -e GOSU_VERSION=1.7 -e MYSQL_MAJOR=5.7 -e MYSQL_VERSION=5.7.15-1debian8 mysql\n", []string{}, controls.Pass},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := runtime(extract.RuntimeFiles{Containers: []string{file(t, "containers", test.text)}})
			for bundle, control := range map[string]string{"sans-docker-audit": "5.2", cisRuntime: "4.10"} {
				r := judge(t, bundle, s).Controls
				if got := outcome(t, r, control); got.State != test.state {
					t.Errorf("%s %s: got %s (%q), want %s", bundle, control, got.State, got.Reasons, test.state)
				}
				if diff := cmp.Diff(test.want, messages(t, r, control)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", bundle, diff)
				}
				for format, text := range rendered(t, r) {
					if strings.Contains(text, value) {
						t.Errorf("%s as %s has the value", bundle, format)
					}
				}
			}
		})
	}
}

// TestSeveralContainers folds five containers by the worst, and says which is which.
func TestSeveralContainers(t *testing.T) {
	t.Parallel()
	lines := "docker run --name web -m 256m nginx\ndocker run --name db mysql\ndocker run --name cache --memorry 1g redis\ndocker run -m 1g nginx\ndocker run --name queue rabbitmq\n"
	s := runtime(extract.RuntimeFiles{Containers: []string{file(t, "run.sh", lines)}})
	r := judge(t, cisRuntime, s).Controls
	c := outcome(t, r, "5.10")
	if c.State != controls.Fail {
		t.Errorf("5.10: got %s, want fail", c.State)
	}
	want := []controls.ContainerState{
		{Pointer: "/containers/0", Name: new("web"), State: controls.Pass},
		{Pointer: "/containers/1", Name: new("db"), State: controls.Fail},
		{Pointer: "/containers/2", Name: new("cache"), State: controls.Unknown},
		{Pointer: "/containers/3", State: controls.Pass},
		{Pointer: "/containers/4", Name: new("queue"), State: controls.Fail},
	}
	if diff := cmp.Diff(want, c.Containers); diff != "" {
		t.Errorf("5.10 (-want +got):\n%s", diff)
	}
	if c := outcome(t, r, "5.4"); c.State != controls.Pass || len(c.Containers) != 5 {
		t.Errorf("5.4: got %s of %d containers", c.State, len(c.Containers))
	}
	all := rendered(t, r)
	const folded = "containers: 2 fail (db, queue), 1 unknown (cache), 2 pass"
	for _, format := range []string{"text", "html", "docker-bench", "batten"} {
		if !strings.Contains(all[format], folded) {
			t.Errorf("%s does not say which containers: %s", format, folded)
		}
	}
	for format, part := range map[string]string{
		"csv":          ",web=pass; db=fail; cache=unknown; /containers/3=pass; queue=fail\n",
		"json":         `"pointer": "/containers/4"`,
		"docker-bench": "[WARN]      * queue: memory is not limited\n",
		"markdown":     `containers\: 2 fail \(db, queue\)`,
	} {
		if !strings.Contains(all[format], part) {
			t.Errorf("%s has no %s", format, part)
		}
	}
}

// TestManyContainers names each that fails in Docker Bench's style, as many as there are.
func TestManyContainers(t *testing.T) {
	t.Parallel()
	var lines strings.Builder
	for i := range 40 {
		fmt.Fprintf(&lines, "docker run --name c%d nginx\n", i)
	}
	s := runtime(extract.RuntimeFiles{Containers: []string{file(t, "run.sh", lines.String())}})
	text := rendered(t, judge(t, cisRuntime, s).Controls)["docker-bench"]
	for i := range 40 {
		if line := fmt.Sprintf("* c%d: memory is not limited\n", i); !strings.Contains(text, line) {
			t.Errorf("there is no line %s", line)
		}
	}
}

// TestPod holds what a manifest leaves to the cluster to unknown, and never to an error.
func TestPod(t *testing.T) {
	t.Parallel()
	s := runtime(extract.RuntimeFiles{Containers: []string{example("kubernetes-pod/input"), example("kubernetes-workloads/input"), example("compose-spec/input"), example("run-many/input")}})
	for _, benchmark := range []string{cisRuntime, cis111, cis160, "sans-docker-audit"} {
		r := judge(t, benchmark, s)
		if len(r.Decision.Errors) > 0 {
			t.Errorf("%s: got the errors %+v", benchmark, r.Decision.Errors)
		}
		for _, c := range r.Controls.Controls {
			if c.State == controls.Error {
				t.Errorf("%s: %s is in error: %q", benchmark, c.ID, c.Reasons)
			}
		}
	}
}

// TestImageOfContainers decides 5.6 to 5.8 by the image where containers say nothing, and
// by containers where they know better.
func TestImageOfContainers(t *testing.T) {
	t.Parallel()
	image := func(config string, more string) string {
		return `{"schema_version": "1", "image": {"registry": "docker.io", "repository": "library/nginx", "tag": "1", "digest": null, "id": "aa", "config": ` + config + `},
			"dockerfile": {"mode": "guessed", "lines": {}, "instructions": [], "stages": []}, "packages": [], "files": {}` + more + `,
			"searched": {"sections": ["image", "dockerfile", "packages", "packages.files", "files"]}}`
	}
	clean := image(`{"ExposedPorts": {"8080/tcp": {}}}`, "")
	const web = "docker run --name web -p 127.0.0.1:8080:8080 nginx:1"
	tests := []struct {
		name, document, run string
		want                map[string]string
	}{
		{"an image alone", clean, "", map[string]string{"5.6": "pass", "5.7": "pass", "5.8": "pass"}},
		{"its port 22", image(`{"ExposedPorts": {"22/tcp": {}}}`, ""), "", map[string]string{"5.6": "fail", "5.7": "manual", "5.8": "fail"}},
		{"its command", image(`{"Cmd": ["/usr/sbin/sshd", "-D"]}`, ""), "", map[string]string{"5.6": "fail"}},
		{"its package", strings.Replace(clean, `"packages": []`, `"packages": [{"name": "openssh-server", "version": "1", "type": "dpkg"}]`, 1), "", map[string]string{"5.6": "fail"}},
		{"its program", strings.Replace(clean, `"files": {}`, `"files": {"/usr/sbin/dropbear": {"type": "file", "mode": 33261, "uid": 0, "gid": 0, "size": 1}}`, 1), "", map[string]string{"5.6": "fail"}},
		{"a privileged port, alone", image(`{"ExposedPorts": {"80/tcp": {}}}`, ""), "", map[string]string{"5.7": "manual"}},
		{"a privileged port, published elsewhere", image(`{"ExposedPorts": {"80/tcp": {}}}`, ""), "docker run --name web -p 127.0.0.1:8080:80 nginx:1", map[string]string{"5.7": "pass"}},
		{"a privileged port, published", image(`{"ExposedPorts": {"80/tcp": {}}}`, ""), "docker run --name web -p 127.0.0.1:80:80 nginx:1", map[string]string{"5.7": "fail"}},
		{"a container of the image", clean, web, map[string]string{"5.6": "pass", "5.7": "pass", "5.8": "pass"}},
		{"a container of another image", clean, strings.Replace(web, "nginx:1", "redis:1", 1), map[string]string{"5.6": "unknown"}},
		{"a container that starts one", clean, web + " /usr/sbin/sshd -D", map[string]string{"5.6": "fail"}},
		{"a port that is not on the list", clean, strings.Replace(web, "8080:8080", "9090:9090", 1), map[string]string{"5.8": "fail"}},
		{"a container alone", "", web, map[string]string{"5.6": "unknown", "5.7": "pass", "5.8": "pass"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := subject{document: test.document, params: []string{"cis.allowed_ports=8080"}}
			if test.run != "" {
				s.supplies.Runtime.Containers = []string{file(t, "run.txt", test.run+"\n")}
			}
			if strings.Contains(test.name, "published") {
				s.params = []string{"cis.allowed_ports=80"}
			}
			r := judge(t, cisRuntime, s).Controls
			for id, want := range test.want {
				if got := outcome(t, r, id); got.State != want {
					t.Errorf("%s: got %s (%q, %+v), want %s", id, got.State, got.Reasons, got.Evidence, want)
				}
			}
		})
	}
}

const cis160 = "cis-docker-1.6.0"

// TestEditions has the same containers, daemon and host in three editions: a control has the
// state that its like has in 1.13.
func TestEditions(t *testing.T) {
	t.Parallel()
	s := runtime(extract.RuntimeFiles{
		Containers: []string{example("sans-mysql-inspect/input")},
		Daemon:     []string{file(t, "info.json", `{"ServerVersion": "27.3.1", "Driver": "overlay2", "LoggingDriver": "json-file", "SecurityOptions": ["name=apparmor", "name=selinux"], "Swarm": {"LocalNodeState": "inactive"}}`), file(t, "daemon.json", `{"icc": false}`)},
		Host:       []string{file(t, "host.json", `{"files": {"/run/containerd": {"type": "dir", "mode": 16877, "uid": 0, "gid": 0}, "/etc/sysconfig/docker": {"type": "file", "mode": 33206, "uid": 0, "gid": 0}, "/etc/containerd/config.toml": null}, "audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"], "groups": {"docker": {"gid": 999, "members": ["ubuntu"]}}}`)},
	})
	base := states(judge(t, cis, s).Controls)
	maps.Copy(base, states(judge(t, cisRuntime, s).Controls))
	for _, test := range []struct {
		benchmark string
		controls  int
		own       map[string]string // those that 1.13 does not have
		numbers   map[string]string // some that have another number there
	}{
		{cis111, 15 + 13 + 20 + 5 + 25, map[string]string{"1.2": "manual", "1.4": "manual"},
			map[string]string{"1.3": "1.2", "1.5": "1.3", "1.6": "1.4", "1.15": "1.13", "2.13": "2.13", "5.25": "5.25"}},
		{cis160, 20 + 18 + 24 + 12 + 32 + 2 + 9, map[string]string{
			"1.1.4": "fail", "1.1.8": "fail", "1.1.12": "not_applicable", "1.1.13": "fail", "1.1.15": "fail", "1.1.16": "fail", "1.1.17": "fail",
			"2.1": "manual", "2.14": "manual", "3.21": "fail", "3.22": "pass", "3.23": "unknown", "3.24": "unknown",
			"4.12": "manual",
			"6.1":  "manual", "6.2": "manual", "7.7": "not_applicable", "7.8": "not_applicable", "7.9": "not_applicable",
		}, map[string]string{"1.1.1": "1.1", "1.1.18": "1.13", "1.2.2": "1.3", "2.2": "2.1", "2.13": "2.12", "2.15": "2.14", "2.16": "2.18", "2.17": "2.20", "2.18": "2.21", "5.1": "2.15", "5.2": "5.1", "5.32": "5.31", "7.1": "2.16", "7.6": "2.24"}},
	} {
		definition, err := evaluate.ReadControls(test.benchmark, "")
		if err != nil {
			t.Fatal(err)
		}
		got := states(judge(t, test.benchmark, s).Controls)
		if len(got) != test.controls {
			t.Errorf("%s: got %d controls, want %d", test.benchmark, len(got), test.controls)
		}
		own := map[string]string{}
		for _, c := range definition.Controls {
			if c.Same == "" {
				own[c.ID] = got[c.ID]
				continue
			}
			if got[c.ID] != base[c.Same] {
				t.Errorf("%s %s: got %s, want %s as 1.13's %s", test.benchmark, c.ID, got[c.ID], base[c.Same], c.Same)
			}
			if want, ok := test.numbers[c.ID]; ok && c.Same != want {
				t.Errorf("%s %s: got 1.13's %s, want %s", test.benchmark, c.ID, c.Same, want)
			}
		}
		if diff := cmp.Diff(test.own, own); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.benchmark, diff)
		}
	}
}

// TestEditionsOfImages has one image with its Dockerfile in three editions: a control of section 4 has the
// state that its like has in 1.13.
func TestEditionsOfImages(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"FROM debian:12\nADD x /x\nRUN apt-get update\n",
		"FROM debian:12\nRUN apt-get update && apt-get install -y nginx\nUSER 1000\nHEALTHCHECK CMD true\n",
		"FROM debian:12\nENV DB_PASSWORD=hunter2hunter2\nRUN curl -k https://example.com/x.deb\n",
	} {
		s := subject{dockerfile: text}
		want := states(judge(t, cis, s).Controls)
		for benchmark, controls := range map[string]int{cis111: 5, cis160: 12} {
			got := states(judge(t, benchmark, s).Controls)
			for n := range controls {
				id := fmt.Sprintf("4.%d", n+1)
				if id == "4.12" { // new, and a person's
					continue
				}
				if got[id] != want[id] || got[id] == "" {
					t.Errorf("%s %s: got %q, want %q as in 1.13, of\n%s", benchmark, id, got[id], want[id], text)
				}
			}
		}
	}
}
