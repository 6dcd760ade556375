//go:build unix

package extract_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/spool"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// benchmarkImage is a docker-archive of two gzip layers with about 160 MB in
// 20,000 files, which compress as programs do: Debian packages with their lists, npm
// packages, jars, programs and much else.
func benchmarkImage(tb testing.TB) string {
	tb.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	body := func(size int) string {
		var text strings.Builder
		for text.Len() < size {
			fmt.Fprintf(&text, "%08x code ", random.IntN(1<<12)<<random.IntN(16))
			if random.IntN(8) == 0 {
				text.WriteByte('\n')
			}
		}
		return text.String()
	}
	var status strings.Builder
	var stored []testimage.Layer
	for l := range 2 {
		var files []testimage.Entry
		for p := range 200 {
			name := fmt.Sprintf("pack%d-%d", l, p)
			var sums strings.Builder
			for f := range 40 {
				path, size := fmt.Sprintf("usr/lib/%s/f%d", name, f), 500+random.IntN(8000)
				if f == 0 {
					path, size = "usr/bin/"+name, 100<<10+random.IntN(200<<10)
				}
				content := body(size)
				files = append(files, testimage.File(path, content))
				fmt.Fprintf(&sums, "%x  %s\n", md5.Sum([]byte(content)), path)
			}
			fmt.Fprintf(&status, "Package: %s\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.%d-1\n\n", name, p)
			files = append(files,
				testimage.File("var/lib/dpkg/info/"+name+".md5sums", sums.String()),
				testimage.File("usr/share/doc/"+name+"/copyright", "License: GPL-2+\n"+body(2000)),
				testimage.File("srv/node_modules/"+name+"/package.json", `{"name": "`+name+`", "version": "1.0.0", "license": "MIT"}`),
				testimage.File("srv/node_modules/"+name+"/index.js", body(20000)),
				testimage.File("srv/lib/"+name+".jar", jar(tb, name, body(30000))),
			)
			for f := range 5 {
				files = append(files, testimage.File(fmt.Sprintf("etc/%s/%d.conf", name, f), "api_key = none\n"+body(1000)))
			}
		}
		files = append(files, testimage.File("var/lib/dpkg/status", status.String()), testimage.File("etc/os-release", "ID=debian\nVERSION_ID=12\n"))
		plain := testimage.Plain(tb, files...)
		stored = append(stored, testimage.Layer{Plain: plain.Plain, Stored: testimage.Compress(tb, testimage.Gzip, plain.Plain)})
	}
	return "archive:" + testimage.Write(tb, "image.tar", testimage.Docker(tb, "x:1", testimage.Config(tb, nil, stored...), stored...))
}

// jar is an archive of one class and a version.
func jar(tb testing.TB, name, class string) string {
	tb.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"META-INF/maven/org.example/" + name + "/pom.properties", "groupId=org.example\nartifactId=" + name + "\nversion=1.0\n"},
		{"org/example/Main.class", class},
	} {
		f, err := w.Create(part[0])
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.WriteString(f, part[1]); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.String()
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

// floor is the least that can be done with an image's files: the layers
// decompressed, two at once, and each file hashed.
func floor(ctx context.Context, spec string) error {
	store := spool.New(1 << 20)
	defer store.Close()
	image, err := source.Open(ctx, source.MustParse(spec), source.Options{Store: store, MaxBytes: 1 << 40})
	if err != nil {
		return err
	}
	defer image.Close()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for _, l := range image.Layers {
		group.Go(func() error {
			stored, err := l.Open(ctx)
			if err != nil {
				return err
			}
			defer stored.Close()
			plain, err := layer.Decompress(stored)
			if err != nil {
				return err
			}
			sum, buffer := sha256.New(), make([]byte, 64<<10)
			for archive := tar.NewReader(plain); ; {
				_, err := archive.Next()
				if err == io.EOF {
					return nil
				}
				if err != nil {
					return err
				}
				sum.Reset()
				if _, err := io.CopyBuffer(sum, archive, buffer); err != nil {
					return err
				}
				sum.Sum(nil)
			}
		})
	}
	return group.Wait()
}

func benchmark(b *testing.B, spec string) {
	b.Helper()
	for _, part := range []struct {
		name  string
		needs []document.Need
	}{
		{"everything", nil},
		{"verify", []document.Need{"files", "files.manifest", "packages", "packages.files"}},
		{"packages", []document.Need{"packages"}},
		{"secrets", []document.Need{"secret_search"}},
		{"files", []document.Need{"files", "files.sha256"}},
		{"setid", []document.Need{"files:setid"}},
		{"dockerfile", []document.Need{"dockerfile"}},
	} {
		b.Run(part.name, func(b *testing.B) {
			measure(b, func() error {
				_, err := extract.Extract(b.Context(), extract.Options{Source: imageRef(spec), Needs: part.needs})
				return err
			})
		})
	}
	b.Run("floor", func(b *testing.B) {
		measure(b, func() error { return floor(b.Context(), spec) })
	})
}

// BenchmarkExtract compares extracting with merely decompressing and hashing the files.
func BenchmarkExtract(b *testing.B) {
	benchmark(b, benchmarkImage(b))
}

// BenchmarkExtractShared does it with real images.
func BenchmarkExtractShared(b *testing.B) {
	for _, image := range sharedImages(b) {
		b.Run(filepath.Base(image.source), func(b *testing.B) { benchmark(b, image.source) })
	}
}
