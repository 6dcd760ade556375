package controlstest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract"
)

// BenchmarkContainers judges very many containers: what a container more takes does not grow
// with how many there are.
func BenchmarkContainers(b *testing.B) {
	for _, bundle := range []string{cisRuntime, sans} {
		for _, n := range []int{100, 1000} {
			b.Run(fmt.Sprintf("%s/%d", bundle, n), func(b *testing.B) {
				var lines strings.Builder
				for i := range n {
					fmt.Fprintf(&lines, "docker run --name c%d -p 8080:80 -v /srv/x:/x -e A=b nginx:1.25\n", i)
				}
				path := filepath.Join(b.TempDir(), "run.sh")
				if err := os.WriteFile(path, []byte(lines.String()), 0o600); err != nil {
					b.Fatal(err)
				}
				judged := load(b, bundle, "", nil)
				r := request(b, runtime(extract.RuntimeFiles{Containers: []string{path}}))
				for b.Loop() {
					if _, err := judged.Evaluate(b.Context(), r.Extract.Source, evaluate.Options{Request: r, Settings: evaluate.Settings{OnError: policy.OnErrorWarn}}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
