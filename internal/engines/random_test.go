package engines

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/schemas"
	"github.com/pratique-dev/pratique/internal/strictjson"
)

// TestRandom changes documents at random, within the schema: large numbers, odd names, nulls.
// The engines have to give the same findings with the same trigger ids under any bundle.
// PRATIQUE_RANDOM is how many documents are made of each bundle, 2 by default.
func TestRandom(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	rounds, err := strconv.Atoi(os.Getenv("PRATIQUE_RANDOM"))
	if err != nil {
		rounds = 2
	}
	whole := wholeDocument(t, root)
	for i, bundle := range glob(t, root, "bundles/*.json") {
		t.Run(filepath.Base(bundle), func(t *testing.T) {
			t.Parallel()
			p := prepare(t, translated(t, read(t, bundle)))
			random := rand.New(rand.NewPCG(uint64(i), 7))
			for round := range rounds {
				input := changed(t, random, whole)
				t.Run(fmt.Sprint(round), func(t *testing.T) {
					p.agree(t, input)
					p.sameIDs(t, input)
				})
			}
		})
	}
}

// wholeDocument has something in every section that rules read.
func wholeDocument(t *testing.T, root string) map[string]any {
	t.Helper()
	document := map[string]any{}
	if err := json.Unmarshal(documents(t, root)["image"], &document); err != nil {
		t.Fatal(err)
	}
	// Of the files a few: the engines are to be compared, not timed.
	files, _ := document["files"].(map[string]any)
	for i, path := range slices.Sorted(maps.Keys(files)) {
		if i%8 != 0 {
			delete(files, path)
		}
	}
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	supplied, err := extract.ReadSupplied(extract.SuppliedFiles{Runtime: extract.RuntimeFiles{
		Containers: []string{
			write("run.sh", "docker run --name web --privileged -p 80:80 -p 127.0.0.1:8443:443 -v /etc:/e -v /run:/r -m 1g --cpus 0.5 --ulimit nofile=1048576:1048576 --restart on-failure:5 --cap-add SYS_ADMIN --pids-limit 1000000 -e TOKEN=hunter2hunter2 nginx:1\ndocker run --name db --network host mysql\n"),
			write("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {initContainers: [{name: i, image: x}], containers: [{name: c, image: y, ports: [{containerPort: 22, hostPort: 22}]}]}\n"),
		},
		Daemon: []string{write("daemon.json", `{"icc": true, "insecure-registries": ["a:5000"], "hosts": ["tcp://0.0.0.0:2375"]}`)},
		Host:   []string{write("host.json", `{"files": {"/etc/docker": {"mode": 16895, "uid": 1000000, "gid": 7}}, "groups": {"docker": {"gid": 7, "members": ["a"]}}, "audit_rules": []}`)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	runtime, err := extract.Extract(t.Context(), extract.Options{Supplied: supplied, Needs: nil})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(runtime)
	if err != nil {
		t.Fatal(err)
	}
	further := map[string]any{}
	if err := json.Unmarshal(text, &further); err != nil {
		t.Fatal(err)
	}
	for _, section := range []string{"containers", "daemon", "host"} {
		document[section] = further[section]
	}
	document["vulnerabilities"] = map[string]any{
		"source": map[string]any{"name": "x", "version": "1"}, "synced_at": "2024-03-15T00:00:00Z", "distro_covered": true,
		"matches": []any{map[string]any{
			"vulnerability": map[string]any{"id": "CVE-2024-1", "severity": "High", "link": "http://x", "cvss_nvd": []any{map[string]any{"version": "3.1", "base_score": 9.8, "exploitability_score": 3.9, "impact_score": 5.9}}, "cvss_vendor": []any{}},
			"package":       map[string]any{"name": "libssl", "version": "1", "type": "dpkg", "path": "pkgdb"},
			"fix":           map[string]any{"versions": []any{"2"}, "wont_fix": false, "observed_at": nil}, "detected_at": "2021-05-04T10:00:00Z",
		}},
	}
	delete(document, "searched") // it is taken as whole
	return document
}

// changed is the document with a hundred values in the place of others, still valid.
func changed(t *testing.T, random *rand.Rand, whole map[string]any) []byte {
	t.Helper()
	schema, err := schemas.CompiledInput()
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	for done := 0; done < 100; {
		var document map[string]any
		if err := json.Unmarshal(text, &document); err != nil {
			t.Fatal(err)
		}
		sections := slices.Sorted(maps.Keys(document))
		section := sections[random.IntN(len(sections))]
		if section == "schema_version" || section == "evaluated_at" {
			continue
		}
		document[section] = other(random, document[section])
		next, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		if strictjson.Check(next, schema) == nil {
			text = next
		}
		done++
	}
	return text
}

// other is the value with one of its leaves changed.
func other(random *rand.Rand, value any) any {
	switch v := value.(type) {
	case map[string]any:
		if len(v) == 0 {
			return v
		}
		keys := slices.Sorted(maps.Keys(v))
		key := keys[random.IntN(len(keys))]
		v[key] = other(random, v[key])
		return v
	case []any:
		if len(v) == 0 {
			return v
		}
		i := random.IntN(len(v))
		v[i] = other(random, v[i])
		return v
	case float64:
		return []any{0, 1, 999_999, 1_000_000, 1_234_567, 1 << 31, 1 << 53, -1, nil}[random.IntN(9)]
	case bool:
		return []any{!v, nil}[random.IntN(2)]
	}
	texts := []any{"", "é", "a\nb", "</script>&", "\u2028", "%s %d %v", `\x41\`, `"`, "root", "0", "1e6", "1000000", "/etc/passwd", "*", "😀", "a b", nil}
	return texts[random.IntN(len(texts))]
}

// sameIDs compares the trigger ids that conftest reports with those of the decision.
func (p *prepared) sameIDs(t *testing.T, input []byte) {
	t.Helper()
	document := filepath.Join(t.TempDir(), "input.json")
	if err := os.WriteFile(document, input, 0o600); err != nil {
		t.Fatal(err)
	}
	decision := p.ours(t, input).(map[string]any)
	want := []string{}
	for _, f := range decision["findings"].([]any) {
		finding := f.(map[string]any)
		reported := finding["action"] == "stop" && decision["final_action"] == "stop" || finding["action"] == "warn" && decision["final_action"] != "go"
		if reported {
			want = append(want, finding["trigger_id"].(string))
		}
	}
	out, err := exec.CommandContext(t.Context(), e2e.Binary(t, "conftest"), "test", "--output", "json", "--policy", p.dir, document).Output()
	type result struct {
		Metadata struct {
			TriggerID string `json:"trigger_id"`
		}
	}
	var results []struct{ Failures, Warnings []result }
	if json.Unmarshal(out, &results) != nil || len(results) != 1 {
		t.Fatalf("conftest test: %v\n%s", err, out)
	}
	got := []string{}
	for _, r := range slices.Concat(results[0].Failures, results[0].Warnings) {
		if r.Metadata.TriggerID != "" {
			got = append(got, r.Metadata.TriggerID)
		}
	}
	if diff := cmp.Diff(set(want), set(got)); diff != "" {
		t.Errorf("trigger ids (-pratique +conftest):\n%s", diff)
	}
}
