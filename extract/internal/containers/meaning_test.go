package containers_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/containers"
)

// TestMeaning reads texts in which keys or objects act together, and compares single fields
// of the containers, by name.field, as JSON.
func TestMeaning(t *testing.T) {
	t.Parallel()
	service := func(body string) string { return "services:\n  a: {image: x, " + body + "}\n" }
	policy := func(name string, n int) string { return fmt.Sprintf(`{"name":%q,"maximum_retry_count":%d}`, name, n) }
	workload := func(kind, spec string) string {
		return "apiVersion: x.example/v1\nkind: " + kind + "\nmetadata: {name: w}\nspec: " + spec + "\n"
	}
	const pod = "{spec: {containers: [{name: c, image: x, securityContext: {privileged: true}}]}}"
	for _, test := range []struct {
		name, text string
		want       map[string]string
	}{
		{"restart alone", service("restart: on-failure:5"), map[string]string{"a.restart_policy": policy("on-failure", 5)}},
		{"deploy replaces restart", service("restart: 'on-failure:5', deploy: {restart_policy: {condition: on-failure, max_attempts: 10}}"), map[string]string{"a.restart_policy": policy("on-failure", 10)}},
		{"deploy replaces restart, better", service("deploy: {restart_policy: {condition: on-failure, max_attempts: '5'}}, restart: always"), map[string]string{"a.restart_policy": policy("on-failure", 5)}},
		{"deploy replaces a restart that is not known", service("restart: $R, deploy: {restart_policy: {condition: none}}"), map[string]string{"a.restart_policy": policy("no", 0)}},
		{"deploy without a policy leaves restart", service("restart: 'on-failure:5', deploy: {replicas: 2}"), map[string]string{"a.restart_policy": policy("on-failure", 5)}},
		{"deploy with a variable", service("restart: 'on-failure:5', deploy: {restart_policy: {condition: $C}}"), map[string]string{"a.restart_policy": "null"}},
		{"deploy with a misspelt key", service("restart: 'on-failure:5', deploy: {restart_policy: {conditon: none}}"), map[string]string{"a.restart_policy": "null"}},
		{"any is always", service("deploy: {restart_policy: {}}"), map[string]string{"a.restart_policy": policy("always", 0)}},
		{"unless-stopped", service("deploy: {restart_policy: {condition: unless-stopped}}"), map[string]string{"a.restart_policy": policy("unless-stopped", 0)}},
		{"equal limits", service("mem_limit: 1g, pids_limit: 5, cpus: 0.5, deploy: {resources: {limits: {memory: 1024m, pids: 5, cpus: '0.5'}}}"), map[string]string{"a.memory": "1073741824", "a.pids_limit": "5", "a.nano_cpus": "500000000"}},
		{"limits that differ are refused by compose", service("mem_limit: 1g, pids_limit: 5, cpus: 1, deploy: {resources: {limits: {memory: 2g, pids: 6, cpus: 2}}}"), map[string]string{"a.memory": "null", "a.pids_limit": "null", "a.nano_cpus": "null"}},
		{"a limit of 0 is none, and replaces none", service("mem_limit: 1g, deploy: {resources: {limits: {memory: 0}}}"), map[string]string{"a.memory": "1073741824"}},
		{"networks beside network_mode", service("network_mode: host, networks: [n]"), map[string]string{"a.network_mode": "null", "a.networks": "null"}},
		{"truth in the words of YAML 1.1", service("privileged: yes, read_only: 'on'"), map[string]string{"a.privileged": "true", "a.readonly_rootfs": "true"}},
		{"truth in no words", service("privileged: maybe"), map[string]string{"a.privileged": "null"}},
		{"health check switched off in such words", service("healthcheck: {test: [CMD, x], disable: yes}"), map[string]string{"a.healthcheck": `{"defined":false,"disabled":true,"status":null}`}},
		{"command with a variable", service("command: '${CMD}'"), map[string]string{"a.incomplete": `["command"]`}},
		{"command with a dollar", service("command: [sh, -c, 'echo $$HOME']"), map[string]string{"a.incomplete": `[]`}},
		{"host network", service("network_mode: host, ports: ['80:8080']"), map[string]string{
			"a.ports": `[{"container_port":8080,"protocol":"tcp","host_ip":"","host_port":8080}]`, "a.incomplete": `["ports"]`,
		}},
		{"ranges", service("ports: ['1000-1001:80-81', {target: 90, published: 2000-2001}]"), map[string]string{
			"a.ports": `[{"container_port":80,"protocol":"tcp","host_ip":"","host_port":1000},{"container_port":81,"protocol":"tcp","host_ip":"","host_port":1001},{"container_port":90,"protocol":"tcp","host_ip":"","host_port":2000}]`,
		}},
		{"ranges of unequal length", service("ports: ['1000-1001:80-85']"), map[string]string{"a.ports": "[]", "a.incomplete": `["ports"]`}},
		{"mode of a port", service("ports: [{target: 80, published: 80, mode: host}]"), map[string]string{
			"a.ports": `[{"container_port":80,"protocol":"tcp","host_ip":"","host_port":80}]`,
		}},
		{
			"namespaces of another service",
			"services:\n  a: {image: x, network_mode: host, pid: host}\n  b: {image: x, network_mode: 'service:a', pid: 'container:named'}\n  c: {image: x, ipc: 'service:d', container_name: named, pid: 'service:b'}\n  d: {image: x, ipc: $X}\n  e: {image: x, pid: 'service:a', ipc: shareable}\n",
			map[string]string{"b.network_mode": `"host"`, "b.pid_mode": `"container:named"`, "named.ipc_mode": "null", "e.pid_mode": `"host"`, "e.ipc_mode": `"shareable"`},
		},
		{
			"networks and logging of what is extended",
			"services:\n  a: {image: x, networks: [n], logging: {driver: local, options: {a: 1}}, tmpfs: /t}\n  b: {extends: a, networks: {m: {}}, logging: {driver: syslog}, tmpfs: [/u]}\n",
			map[string]string{"b.networks": `["_m","_n"]`, "b.log_options": "{}", "b.tmpfs": `{"/t":"","/u":""}`},
		},

		{"template of an unknown kind", workload("Rollout", "{template: "+pod+"}"), map[string]string{"w/c.privileged": "true"}},
		{"deep template", workload("JobSet", "{replicatedJobs: [{template: {spec: {template: "+pod+"}}}]}"), map[string]string{"w/c.privileged": "true"}},
		{"two templates", workload("X", "{a: "+pod+", b: {podSpec: {containers: [{name: d, image: y}]}}}"), map[string]string{"w/c.privileged": "true", "w/d.privileged": "false"}},
		{"a kind that has no pods in another group", "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: w}\nspec: {template: " + pod + "}\n", map[string]string{"w/c.privileged": "true"}},
		{"a job's retries", "apiVersion: batch/v1\nkind: Job\nmetadata: {name: w}\nspec: {backoffLimit: 3, template: {spec: {restartPolicy: OnFailure, containers: [{name: c, image: x}]}}}\n", map[string]string{"w/c.restart_policy": policy("on-failure", 3)}},
		{"a job that is not run again", "apiVersion: batch/v1\nkind: Job\nmetadata: {name: w}\nspec: {backoffLimit: 3, template: {spec: {restartPolicy: Never, containers: [{name: c, image: x}]}}}\n", map[string]string{"w/c.restart_policy": policy("no", 0)}},
		{
			"init containers, and one that stays",
			"apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {initContainers: [{name: i, image: x}, {name: s, image: x, restartPolicy: Always}], containers: [{name: c, image: x, args: ['$(A)']}]}\n",
			map[string]string{"w/i.role": `"init"`, "w/i.restart_policy": policy("on-failure", 0), "w/s.restart_policy": policy("always", 0), "w/c.restart_policy": policy("always", 0), "w/c.incomplete": `["command"]`},
		},
		{"a restart policy of another type", "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {restartPolicy: no, containers: [{name: c, image: x}]}\n", map[string]string{"w/c.restart_policy": "null"}},

		{"wrappers with values", "sudo -u root nice -n 5 docker --context x run --name a --privileged x\n", map[string]string{"a.privileged": "true"}},
		{"printed and run", "echo docker run --name b --privileged x\ndocker run --name a x\n", map[string]string{"a.privileged": "false"}},
		{"within if", "if docker run --name a --privileged x; then :; fi\n", map[string]string{"a.privileged": "true"}},
		{"host network of a run", "docker run --name a --network host -p 8000:80 x\n", map[string]string{"a.ports": `[{"container_port":80,"protocol":"tcp","host_ip":"","host_port":80}]`, "a.incomplete": `["ports"]`}},
		{"command with an expansion", "docker run --name a x \"$CMD\"\n", map[string]string{"a.incomplete": `["command"]`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			result, err := containers.Read("f", strings.NewReader(test.text))
			if err != nil {
				t.Fatal(err)
			}
			validate(t, result.Containers)
			got := map[string]string{}
			for _, c := range result.Containers {
				text, err := json.Marshal(c)
				if err != nil {
					t.Fatal(err)
				}
				var fields map[string]json.RawMessage
				if err := json.Unmarshal(text, &fields); err != nil {
					t.Fatal(err)
				}
				for field, value := range fields {
					if key := *c.Name + "." + field; test.want[key] != "" {
						got[key] = string(value)
					}
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("fields (-want +got):\n%s", diff)
			}
		})
	}
}

// TestUnread reads texts that name, or have, containers that are not in the result.
func TestUnread(t *testing.T) {
	t.Parallel()
	const pod = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: q}\nspec: {containers: [{name: c, image: y}]}\n"
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "services: {a: {image: x}}", nil},
		{"include", "include: [b.yaml]\nservices: {a: {image: x}}", []string{"include: the services of other files are not read (docker compose config writes one file)"}},
		{"jobs", "jobs: {b: {image: x}}\nservices: {a: {image: x}}", []string{`the key "jobs" is not known, and was not read`}},
		{"containers before the start", "services: {a: {image: x, pre_start: [{image: y}]}}", []string{`service "a": pre_start: its containers are not read`}},
		{"extensions", "x-a: 1\nservices: {a: {image: x}}", nil},
		{"kind without a template", "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {templates: [{name: a, container: {image: x}}]}\n" + pod, []string{`the kind "Workflow" is not known, and was not read for containers`}},
		{"kind of another group", "apiVersion: traefik.io/v1\nkind: Ingress\nspec: {}\n" + pod, []string{`the kind "Ingress" is not known, and was not read for containers`}},
		{"kinds without pods", "apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec: {}\n---\napiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n" + pod, nil},
		{"an object's description", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {default: {spec: {containers: [{name: x}]}}}\n" + pod, nil},
		{"compose in a script", "docker run x\ndocker compose up -d\ndocker-compose up\n", []string{"line 2: docker compose: the containers that it starts are not read", "line 3: docker-compose: what it runs is not read"}},
		{"swarm and pods in a script", "docker run x\ndocker service create y\ndocker stack deploy z\npodman kube play p.yaml\ndocker service ls\ndocker ps\n", []string{
			"line 2: docker service: the containers that it starts are not read", "line 3: docker stack: the containers that it starts are not read", "line 4: podman kube: the containers that it starts are not read",
		}},
		{"a script as text", "docker run x\nssh host 'docker run --privileged y'\nsh -c \"docker run z\"\necho 'docker run z'\n", []string{"line 2: ssh: what it runs is not read", "line 3: sh: what it runs is not read"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			result, err := containers.Read("f", strings.NewReader(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, result.Unread); diff != "" {
				t.Errorf("unread (-want +got):\n%s", diff)
			}
		})
	}
}
