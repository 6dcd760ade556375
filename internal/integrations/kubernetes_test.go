//go:build unix

package integrations

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/internal/e2e"
)

// TestKubernetes judges the shipped manifests under the runtime bundle with the whitelist that ships
// beside them: nothing is found but what that excepts, and each of its items is needed.
func TestKubernetes(t *testing.T) {
	t.Parallel()
	root := filepath.Join(e2e.Root(t), "integrations", "kubernetes")
	text, err := bundles.Get("cis-docker-1.13-runtime")
	if err != nil {
		t.Fatal(err)
	}
	var bundle, whitelist map[string]any
	if err := json.Unmarshal(text, &bundle); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(read(t, "integrations/kubernetes/whitelist.json"), &whitelist); err != nil {
		t.Fatal(err)
	}
	bundle["whitelists"] = []any{whitelist}
	for _, m := range bundle["mappings"].([]any) {
		m.(map[string]any)["whitelist_ids"] = []any{whitelist["id"]}
	}
	changed, err := json.Marshal(bundle)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorkspace(t)
	path := filepath.Join(w.dir, "bundle.json")
	if err := os.WriteFile(path, changed, 0o600); err != nil {
		t.Fatal(err)
	}
	pods := filepath.Join(w.dir, "pods.yaml")
	if err := os.WriteFile(pods, others(t), 0o600); err != nil {
		t.Fatal(err)
	}
	chart := filepath.Join(e2e.Root(t), "internal/integrations/testdata/chart.yaml")
	args := []string{"eval", "--no-config", "-q", "-b", path, "-o", "json", "--container", pods, "--container", chart}
	for _, name := range []string{"serve", "fleet", "nightly"} {
		args = append(args, "--container", filepath.Join(root, "base", name+".yaml"))
	}
	out, code := w.run(t, nil, binary(t), args...)
	var decision struct {
		Findings []struct {
			Message     string
			Whitelisted *struct {
				Item string `json:"matched_rule_id"`
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &decision); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	used := map[string]bool{}
	for _, f := range decision.Findings {
		if f.Whitelisted == nil {
			t.Errorf("found: %s", f.Message)
			continue
		}
		used[f.Whitelisted.Item] = true
	}
	if items := whitelist["items"].([]any); len(used) != len(items) {
		t.Errorf("%d of %d items of the whitelist are needed", len(used), len(items))
	}
	if code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// others are the pods that Argo and Tekton make of their manifests, as far as these say.
func others(t *testing.T) []byte {
	t.Helper()
	pod := func(name string, security, volumes, container any) map[string]any {
		return map[string]any{"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"name": name}, "spec": map[string]any{
			"restartPolicy": "Never", "securityContext": security, "volumes": volumes, "containers": []any{container},
		}}
	}
	argo := manifests(t, "integrations/argo/fleet.yaml")[0]["spec"].(map[string]any)
	step := argo["templates"].([]any)[1].(map[string]any)["container"]
	tekton := manifests(t, "integrations/tekton/fleet.yaml")
	task := tekton[0]["spec"].(map[string]any)
	run := task["steps"].([]any)[0].(map[string]any)
	run["resources"] = run["computeResources"]
	delete(run, "computeResources")
	security := tekton[2]["spec"].(map[string]any)["taskRunTemplate"].(map[string]any)["podTemplate"].(map[string]any)["securityContext"]
	var text []byte
	for _, p := range []map[string]any{pod("pratique-argo", argo["securityContext"], argo["volumes"], step), pod("pratique-tekton", security, task["volumes"], run)} {
		if err := validate(t, p); err != nil {
			t.Errorf("the pod %s: %v", p["metadata"], err)
		}
		one, err := yaml.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, "---\n"...)
		text = append(text, one...)
	}
	return text
}
