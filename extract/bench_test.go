package extract_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/pratique-dev/pratique/document"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/internal/testimage"
	"github.com/pratique-dev/pratique/extract/layer"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/extract/spool"
)

// benchmarkImage is a docker-archive of two gzip layers with about 24 MB in 4,000
// files, which compress as programs do.
func benchmarkImage(tb testing.TB) string {
	tb.Helper()
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same image every time
	var stored []testimage.Layer
	for l := range 2 {
		var files []testimage.File
		for i := range 2000 {
			var body strings.Builder
			for range 500 {
				fmt.Fprintf(&body, "%08x code ", random.IntN(1<<12)<<random.IntN(16))
			}
			files = append(files, testimage.Reg(fmt.Sprintf("usr/lib/d%d/f%d-%d", i%50, l, i), body.String()))
		}
		plain := testimage.Plain(tb, files...)
		stored = append(stored, testimage.Layer{Plain: plain.Plain, Stored: testimage.Gzip(tb, plain.Plain)})
	}
	return "archive:" + testimage.Write(tb, "image.tar", testimage.Docker(tb, "x:1", testimage.Config(tb, nil, stored...), stored...))
}

// processor is the processor time that the process has used, in milliseconds.
func processor() float64 {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e6
}

// measure runs f and adds the processor time that it took.
func measure(b *testing.B, f func() error) {
	b.Helper()
	b.ReportAllocs()
	runtime.GC()
	start := processor()
	for b.Loop() {
		if err := f(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric((processor()-start)/float64(b.N), "cpu-ms/op")
}

// gunzip is the least that can be done with an image's layers: decompress them one
// by one, and hash them as they are stored and uncompressed.
func gunzip(ctx context.Context, spec string) error {
	store := spool.New(1 << 20)
	defer store.Close()
	image, err := source.Open(ctx, spec, source.Options{Store: store, MaxBytes: 1 << 40})
	if err != nil {
		return err
	}
	defer image.Close()
	for _, l := range image.Layers {
		stored, err := l.Open(ctx)
		if err != nil {
			return err
		}
		digest, diffID := sha256.New(), sha256.New()
		plain, err := layer.Decompress(io.TeeReader(stored, digest))
		if err != nil {
			return err
		}
		if _, err := io.Copy(diffID, plain); err != nil {
			return err
		}
	}
	return nil
}

func benchmark(b *testing.B, spec string) {
	b.Helper()
	for _, part := range []struct {
		name  string
		needs []document.Need
	}{
		{"everything", nil},
		{"setid", []document.Need{"files:setid"}},
		{"dockerfile", []document.Need{"dockerfile"}},
	} {
		b.Run(part.name, func(b *testing.B) {
			measure(b, func() error {
				_, err := extract.Extract(b.Context(), extract.Options{Source: spec, Needs: part.needs})
				return err
			})
		})
	}
	b.Run("gunzip+sha256", func(b *testing.B) {
		measure(b, func() error { return gunzip(b.Context(), spec) })
	})
}

// BenchmarkExtract compares extracting with merely decompressing and hashing.
func BenchmarkExtract(b *testing.B) {
	benchmark(b, benchmarkImage(b))
}

// BenchmarkExtractShared does it with real images.
func BenchmarkExtractShared(b *testing.B) {
	for _, image := range sharedImages(b) {
		b.Run(filepath.Base(image.source), func(b *testing.B) { benchmark(b, image.source) })
	}
}
