//go:build unix

package index_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/internal/vulndb/index"
)

func cpu() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// BenchmarkIndex reports what the budgets are about, as CPU time: opening, and
// matching 200 packages, one of which has ofOne records.
func BenchmarkIndex(b *testing.B) {
	for _, size := range []struct{ records, ofOne int }{{50_000, 500}, {500_000, 12_000}} {
		b.Run(fmt.Sprintf("%d records", size.records), func(b *testing.B) {
			dir := b.TempDir()
			archive := filepath.Join(dir, "all.zip")
			many(b, archive, size.records, size.ofOne)
			name := file(b, build(b, archive))
			runtime.GC()
			b.ReportAllocs() // all that is ever allocated bounds what is in use
			var opening, matching time.Duration
			hits := 0
			for b.Loop() {
				start := cpu()
				x, err := index.Open(name)
				if err != nil {
					b.Fatal(err)
				}
				opened := cpu()
				for i := range 200 {
					q := index.Query{Family: "npm", Name: fmt.Sprintf("package-%d", 20_000+i*(size.records/3-20_000)/200), Version: "3.1.4"}
					if i == 0 {
						q = index.Query{Family: "Debian", Release: "12", Name: "linux", Version: "6.1.0-1"}
					}
					result, _, err := x.Match(q)
					if err != nil {
						b.Fatal(err)
					}
					for _, hit := range result.Hits {
						if _, err := x.Detail(hit.Home, hit.ID); err != nil {
							b.Fatal(err)
						}
						hits++
					}
				}
				matching += cpu() - opened
				opening += opened - start
				x.Close()
			}
			n := float64(b.N)
			b.ReportMetric(float64(opening.Microseconds())/1e3/n, "ms-open")
			b.ReportMetric(float64(matching.Microseconds())/1e3/n, "ms-match")
			b.ReportMetric(float64(hits)/n, "hits")
		})
	}
}
