//go:build unix

package vulnmatch_test

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/vulnmatch"
	"github.com/pratique-dev/pratique/internal/vulndb/scores"
)

// BenchmarkPackages matches 200 packages, one of which has 12,000 records that all affect it: what a Debian image
// with a compiler has of its kernel headers.
func BenchmarkPackages(b *testing.B) {
	const ofOne = 12_000
	name := filepath.Join(b.TempDir(), "all.zip")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	w := zip.NewWriter(f)
	for i := range 30_000 {
		text := fmt.Sprintf(`{"id":"DEBIAN-CVE-2024-%d","modified":"2024-01-01T00:00:00Z","upstream":["CVE-2024-%d"],"affected":[{"package":{"ecosystem":"Debian:12","name":"package-%d"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.%d-1"}]}]}]}`, i, i, i/20, i%40)
		if i < ofOne {
			text = fmt.Sprintf(`{"id":"DEBIAN-CVE-2023-%d","modified":"2024-01-01T00:00:00Z","upstream":["CVE-2023-%d"],"affected":[{"package":{"ecosystem":"Debian:12","name":"linux"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"6.1.%d-%d"}]}],"ecosystem_specific":{"urgency":"not yet assigned"}}]}`, i, i, 1+i%100, i/100)
		}
		entry, err := w.Create(fmt.Sprintf("%d.json", i))
		if err == nil {
			_, err = entry.Write([]byte(text))
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	f.Close()
	x := open(b, scores.New(), name)
	packages := []document.Package{pkg("dpkg linux-libc-dev 6.1.0-1", source("linux", "6.1.0-1"))}
	for i := range 199 {
		packages = append(packages, pkg(fmt.Sprintf("dpkg package-%d 2.20-1", 600+i*4)))
	}
	runtime.GC()
	b.ReportAllocs()
	matches := 0
	start := cpu()
	for b.Loop() {
		result, err := vulnmatch.Packages(x, packages, distro("debian 12"), vulnmatch.Options{})
		if err != nil {
			b.Fatal(err)
		}
		matches = len(result.Vulnerabilities.Matches)
	}
	b.ReportMetric(float64((cpu()-start).Microseconds())/1e3/float64(b.N), "ms-cpu")
	b.ReportMetric(float64(matches), "matches")
}

func cpu() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
