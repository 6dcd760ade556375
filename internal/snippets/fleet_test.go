package snippets

import (
	"io"
	"log"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/pratique-dev/pratique/internal/e2e"
)

// TestFleetPage runs the commands of docs/fleet.md against a registry on this machine, in their order:
// from nothing to one that is judged.
func TestFleetPage(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	text, err := os.ReadFile(filepath.Join(root, "docs/fleet.md"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(registry.New(registry.WithReferrersSupport(true), registry.Logger(log.New(io.Discard, "", 0))))
	t.Cleanup(server.Close)
	host := strings.TrimPrefix(server.URL, "http://")
	dir := workspace(t, root)
	for _, ref := range []string{"team/shop:1", "team/shop:2", "other/shop:1"} {
		pushLayout(t, filepath.Join(dir, "webshop.oci"), host+"/"+ref)
	}
	path := filepath.Dir(e2e.Binary(t, "pratique")) + ":" + os.Getenv("PATH")
	said := map[string]string{}
	const theirs = "REGISTRY=127.0.0.1:5000\n"
	script := ""
	for _, b := range Blocks(string(text)) {
		for line := range strings.Lines(b.Text) {
			command, ok := strings.CutPrefix(line, "$ ")
			if b.Language != "text" || !ok {
				continue
			}
			if command == theirs {
				script = "REGISTRY=" + host + "\n"
				continue
			}
			c := exec.Command("sh", "-ec", script+command)
			c.Dir, c.Env = dir, append(os.Environ(), "PATH="+path, "PRATIQUE_CONFIG=", "XDG_CACHE_HOME="+filepath.Join(dir, "cache"))
			out, err := c.CombinedOutput()
			if err != nil {
				t.Fatalf("$ %s%v\n%s", command, err, out)
			}
			said[strings.TrimSpace(command)] = string(out)
		}
	}
	for command, want := range map[string]string{
		"pratique fleet run --plan plan.jsonl -b default":                                             "3 cached",
		"pratique fleet status --plan plan.jsonl -b default -o text -o html=status.html":              "3 forbidden",
		"pratique fleet rejudge --plan oci://$REGISTRY/plans:today -b cis-docker-1.13 --pull-missing": "judged",
		"pratique fleet prune --plan oci://$REGISTRY/plans:today --keep 1":                            "removed",
	} {
		if got, ran := said[command]; !ran || !strings.Contains(got, want) {
			t.Errorf("$ %s: ran %v, says %q, want %q", command, ran, got, want)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "status.html"))
	if err != nil || !strings.Contains(string(page), "team/shop:2") {
		t.Errorf("status.html has no row of team/shop:2: %v", err)
	}
}

func pushLayout(t *testing.T, dir, ref string) {
	t.Helper()
	index, err := layout.ImageIndexFromPath(dir)
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	image, err := index.Image(manifest.Manifests[0].Digest)
	if err != nil {
		t.Fatal(err)
	}
	name, err := name.ParseReference(ref)
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.Write(name, image); err != nil {
		t.Fatal(err)
	}
}
