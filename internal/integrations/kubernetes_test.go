//go:build unix

package integrations

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

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
	out, code := w.run(t, nil, binary(t), "eval", "--no-config", "-q", "-b", path, "-o", "json",
		"--container", filepath.Join(root, "base/serve.yaml"), "--container", filepath.Join(root, "base/fleet.yaml"))
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
