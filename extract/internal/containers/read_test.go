package containers_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/containers"
)

func TestReadErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", "it is none of docker inspect JSON, compose file, Kubernetes manifest and docker run commands"},
		{"prose", "the container is fine", "it is none of docker inspect JSON, compose file, Kubernetes manifest and docker run commands"},
		{"another command", "docker ps -a", "it is none of docker inspect JSON, compose file, Kubernetes manifest and docker run commands"},
		{"empty list", "[]", "no container in it"},
		{"image", `[{"Id": "sha256:1", "RepoTags": [], "RootFS": {}, "Config": {}}]`, "it describes an image, not a container"},
		{"another object", `{"a": 1, "b": 2}`, "it is none of docker inspect JSON, compose file and Kubernetes manifest; its keys are a, b"},
		{"another mapping", "a: 1\n", "it is none of docker inspect JSON, compose file and Kubernetes manifest; its keys are a"},
		{"cut", `[{"HostConfig": {`, "the document ends too early"},
		{"list of numbers", "[1]", "a list entry is not an object"},
		{"twice in JSON", "[{\"HostConfig\": {\"Privileged\": true,\n\"Privileged\": false}}]", `line 2: /0/HostConfig: duplicate key "Privileged"`},
		{"twice in a compose file as JSON", `{"services": {"a": {"image": "x", "privileged": true, "privileged": false}}}`, `line 1: /services/a: duplicate key "privileged"`},
		{"in two cases", `[{"HostConfig": {"RestartPolicy": {"Name": "no", "name": "always"}}}]`, `line 1: /HostConfig/RestartPolicy: the keys "Name" and "name" differ in case alone`},
		{"nothing but what is not read", "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {}\n", `no container in it that could be read: the kind "Workflow" is not known, and was not read for containers`},
		{"a pod without containers", "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [], initContainers: [{name: a, image: b}]}\n", `Pod "x" has no containers`},
		{"no pods", "apiVersion: v1\nkind: Service\n", "no container in it"},
		{"no services", "services: {}\n", "no container in it"},
		{"deployment without pod", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {}\n", `Deployment "x" has no pod`},
		{"containers of another type", "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: 3}\n", `containers of Pod "x" is not a list`},
		{"item without kind", "apiVersion: v1\nkind: List\nitems: [{}]\n", "an item of a list has no kind"},
		{"service of another type", "services: {x: 3}\n", `service "x": it is not a mapping`},
		{"broken YAML", "services:\n  a: [\n", "yaml: line 2: did not find expected node content"},
		{"twice", "services:\n  a: {image: x, image: y}\n", `line 2: duplicate key "image"`},
		{"alias in itself", "services: &a\n  b: *a\n", "line 2: an alias holds itself"},
		{"shell syntax", "docker run 'x\n", "reading shell commands: line 1: reached EOF without closing quote `'`"},
		{"too long a script", strings.Repeat("#", 200_000), "reading shell commands: larger than 131072 bytes"},
		{"too long a YAML", "services:\n" + strings.Repeat("#\n", 3<<20), "larger than 4194304 bytes"},
		{"nested", "services: " + strings.Repeat("[", 200) + strings.Repeat("]", 200), "line 1: nested deeper than 100"},
		{"many unknown options", "services: {a: {" + unknownKeys(300) + "}}", `service "a": more than 200 options are not understood`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := containers.Read("f", strings.NewReader(test.text))
			if err == nil {
				t.Fatal("got no error")
			}
			if diff := cmp.Diff("reading containers of f: "+test.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func unknownKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "no-such-key-%d: 1, ", i)
	}
	return b.String()
}

// TestBombs makes sure that small texts do not become large documents.
func TestBombs(t *testing.T) {
	t.Parallel()
	ports := strings.Repeat("-p 1-65535:1-65535 ", 100)
	result, err := containers.Read("f", strings.NewReader("docker run "+ports+"--name x nginx"))
	if err != nil {
		t.Fatal(err)
	}
	c := result.Containers[0]
	if len(c.Ports) > 1<<17 || !slices.Contains(c.Incomplete, "ports") || !slices.Contains(c.Unsupported, "--publish") {
		t.Errorf("got %d ports, incomplete %v, unsupported %v", len(c.Ports), c.Incomplete, c.Unsupported)
	}
	for _, text := range []string{
		"a: &a {" + strings.Repeat("k: v, ", 1) + "}\nservices:\n" + manyServices(20_000, "x"),
		"x-big: &big {image: \"" + strings.Repeat("x", 1<<20) + "\"}\nservices:\n" + manyServices(200, "*big"),
	} {
		if _, err := containers.Read("f", strings.NewReader(text)); err == nil {
			t.Errorf("%.40s… is read", text)
		}
	}
}

func manyServices(n int, value string) string {
	if value == "x" {
		value = "{image: x}"
	}
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  s%d: %s\n", i, value)
	}
	return b.String()
}

// TestRunLikeInspect reads the same container from its command and from docker
// inspect: what both can tell is the same.
func TestRunLikeInspect(t *testing.T) {
	t.Parallel()
	run, inspect := first(t, "testdata/sans-nginx-run/input"), first(t, "testdata/sans-nginx-inspect/input")
	// The image's own, the daemon's and the engine's facts.
	ignored := cmpopts.IgnoreFields(document.Container{}, "Source", "ID", "ImageID", "User", "Env", "Command", "Entrypoint", "ProcessLabel",
		"LogDriver", "Ports", "StorageDriver", "Raw")
	sources := cmpopts.IgnoreFields(document.Mount{}, "Source", "Propagation")
	if diff := cmp.Diff(inspect, run, ignored, sources); diff != "" {
		t.Errorf("container (-inspect +run):\n%s", diff)
	}
}

// TestMalformedRun reads the command of a published example, where one dash is
// missing: the restart policy is not known then, nor passes for the default.
func TestMalformedRun(t *testing.T) {
	t.Parallel()
	c := first(t, "testdata/sans-malformed-run/input")
	if c.RestartPolicy != nil || !slices.Equal(c.Unsupported, []string{"-restart"}) {
		t.Errorf("got policy %v, unsupported %v", c.RestartPolicy, c.Unsupported)
	}
	if c.ImageRef == nil || *c.ImageRef != "nginx" || c.ContentTrust == nil || !*c.ContentTrust {
		t.Errorf("got image %v, content trust %v: the options after it are lost", c.ImageRef, c.ContentTrust)
	}
}

func first(t *testing.T, name string) document.Container {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	result, err := containers.Read(name, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return result.Containers[0]
}

// TestSecrets makes sure that values stay where they belong.
func TestSecrets(t *testing.T) {
	t.Parallel()
	const secret = "hunter2"
	for _, text := range []string{
		"docker run -e P=hunter2 --environment=P=hunter2 --env-fil hunter2 --memory hunter2 -phunter2 --nope=hunter2 -x=hunter2 --log-opt hunter2 nginx",
		"services: {a: {image: x, environment: {P: hunter2}, mem_limit: hunter2, ports: [hunter2], env: {P: hunter2}, ulimits: {a: hunter2}}}",
		"services: {a: {image: x, environment: [[hunter2]], restart: 'hunter2'}}",
		"{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, env: [{name: P, value: hunter2}], resources: {limits: {memory: hunter2}}, volumeMounts: [{name: hunter2}]}]}}",
		`[{"Name":"/a","Config":{"Env":["P=hunter2"],"Labels":"hunter2"},"HostConfig":{"Memory":"hunter2","SecurityOpt":["novel=hunter2"]}}]`,
	} {
		result, err := containers.Read("f", strings.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		c := result.Containers[0]
		if len(c.Unsupported) == 0 {
			t.Errorf("%s: nothing is unsupported", text)
		}
		if said := strings.Join(slices.Concat(result.Warnings, c.Unsupported, c.Incomplete), " "); strings.Contains(said, secret) {
			t.Errorf("%s: the value is told: %s", text, said)
		}
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
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		result, err := containers.Read("f", bytes.NewReader(data))
		if err != nil {
			return
		}
		text, err := json.Marshal(result.Containers)
		if err != nil {
			t.Fatalf("writing the containers: %v", err)
		}
		var again []document.Container
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("reading what was written: %v", err)
		}
		if diff := cmp.Diff(result.Containers, again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("containers (-written +read):\n%s", diff)
		}
	})
}
