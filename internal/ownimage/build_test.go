package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/e2e"
)

const (
	epoch = "1700000000"
	now   = "2023-11-20T00:00:00Z"
)

// write makes the layout in a new directory.
func write(t *testing.T, certificates, binary string) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "image")
	err := command(t.Context(), []string{"-o", dir, "-version", "1.2.3", "-revision", "0123abc", "-epoch", epoch, "-certificates", certificates, "-binary", "linux/amd64=" + binary})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// withWhitelist writes a bundle that ships, with the whitelist of the image.
func withWhitelist(t *testing.T, pratique, name string) string {
	t.Helper()
	text, err := exec.CommandContext(t.Context(), pratique, "bundle", "show", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	var bundle map[string]any
	if err := json.Unmarshal(text, &bundle); err != nil {
		t.Fatal(err)
	}
	var whitelist map[string]any
	if text, err = os.ReadFile(filepath.Join(e2e.Root(t), "integrations", "image", "whitelist.json")); err == nil {
		err = json.Unmarshal(text, &whitelist)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range whitelist["items"].([]any) {
		if comment, _ := item.(map[string]any)["comment"].(string); len(comment) < 20 {
			t.Errorf("an item without its reason: %v", item)
		}
	}
	lists, _ := bundle["whitelists"].([]any)
	bundle["whitelists"] = append(lists, whitelist)
	for _, m := range bundle["mappings"].([]any) {
		mapping := m.(map[string]any)
		ids, _ := mapping["whitelist_ids"].([]any)
		mapping["whitelist_ids"] = append(ids, whitelist["id"])
	}
	if text, err = json.Marshal(bundle); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name+".json")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestImage judges the image that we ship by the bundles that we ship.
func TestImage(t *testing.T) {
	t.Parallel()
	pratique := e2e.Binary(t, "pratique")
	certificates := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(certificates, []byte("-----BEGIN CERTIFICATE-----\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := write(t, certificates, pratique)
	again, err := os.ReadFile(filepath.Join(write(t, certificates, pratique), "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	if index, err := os.ReadFile(filepath.Join(dir, "index.json")); err != nil || string(index) != string(again) {
		t.Errorf("built twice, the image differs: %v\n%s\n%s", err, index, again)
	}
	for _, name := range []string{"cis-docker-1.13", "best-practices"} {
		out, _ := exec.CommandContext(t.Context(), pratique, "eval", "-q", "--no-config", "--offline", "--no-cache", "--now", now,
			"-b", withWhitelist(t, pratique, name), "oci:"+dir+":1.2.3", "-o", "json").Output()
		var d struct {
			FinalAction string `json:"final_action"`
			Findings    []struct{ Action, Message string }
			Errors      []json.RawMessage
		}
		if err := json.Unmarshal(out, &d); err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		if d.FinalAction != "go" || len(d.Errors) > 0 {
			t.Errorf("%s: got %s, want go: %+v %s", name, d.FinalAction, d.Findings, d.Errors)
		}
	}
	out, err := exec.CommandContext(t.Context(), pratique, "extract", "--no-config", "--offline", "--no-cache", "oci:"+dir+":1.2.3").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"User": "65532:65532"`, `"org.opencontainers.image.version": "1.2.3"`, `"org.opencontainers.image.revision": "0123abc"`, "github.com/pratique-dev/pratique"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the image lacks %s", want)
		}
	}
	found := false
	blobs, _ := filepath.Glob(filepath.Join(dir, "blobs", "sha256", "*"))
	for _, blob := range blobs {
		if info, err := os.Stat(blob); err == nil && info.Size() < 4<<20 {
			text, _ := os.ReadFile(blob)
			found = found || strings.Contains(string(text), `"bomFormat": "CycloneDX"`) && strings.Contains(string(text), "golang.org/x/sync")
		}
	}
	if !found {
		t.Error("the layout has no SBOM")
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, test := range []struct {
		name string
		args []string
		want string
	}{
		{"nothing", nil, "expected -o"},
		{"no platform", []string{"-o", "x", "-binary", "file"}, "OS/ARCH=FILE"},
		{"it exists", []string{"-o", dir, "-certificates", text, "-binary", "linux/amd64=" + text}, "it exists"},
		{"no program", []string{"-o", filepath.Join(dir, "a"), "-certificates", text, "-binary", "linux/amd64=" + text}, "making the image of linux/amd64"},
		{"another platform", []string{"-o", filepath.Join(dir, "a"), "-certificates", text, "-binary", "linux/arm64=" + e2e.Binary(t, "pratique")}, "and not for linux/arm64"},
	} {
		if err := command(t.Context(), test.args); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want … %s", test.name, err, test.want)
		}
	}
}
