// Command bench measures whole runs of pratique beside stock conftest, and beside
// the least that any tool has to do with a big image: time, CPU time and peak
// memory, as the kernel accounts them, medians of several runs taken in turn so that
// a machine that slows down slows all of them.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

type options struct {
	runs, bigRuns     int
	bin               string
	image, dockerfile string
	layout, reports   string
}

func main() {
	var o options
	flag.IntVar(&o.runs, "n", 15, "counted runs of each command, after one that is not")
	flag.IntVar(&o.bigRuns, "big-n", 5, "the same of the commands that read the big image")
	flag.StringVar(&o.bin, "bin", "bin", "directory of the binaries")
	flag.StringVar(&o.image, "image", "", "docker archive to judge")
	flag.StringVar(&o.dockerfile, "dockerfile", "testdata/demo/Dockerfile", "Dockerfile to judge")
	flag.StringVar(&o.layout, "layout", "", "OCI layout of a big image to judge")
	flag.StringVar(&o.reports, "reports", "", "directory of feeds and reports on the big image, as bigimage writes them")
	flag.Parse()
	if err := bench(o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(o options) error {
	fmt.Printf("%s/%s, %d CPUs\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	if err := o.small().run("conftest", o.runs); err != nil || o.layout == "" {
		return err
	}
	fmt.Println()
	return o.big().run("the floor", o.bigRuns)
}

// small are short runs. The first one is what the others are compared with.
func (o options) small() table {
	pratique := filepath.Join(o.bin, "pratique")
	t := table{
		{name: "conftest test Dockerfile, one small policy", args: []string{filepath.Join(o.bin, "conftest"), "test", "--parser", "dockerfile", "-p", "internal/bench/policy", o.dockerfile}},
		{name: "pratique version", args: []string{pratique, "version"}},
		{name: "pratique eval -D Dockerfile, one small policy", args: []string{pratique, "eval", "-b", "internal/bench/policy.json", "-D", o.dockerfile, "--no-fail"}},
		{name: "pratique eval -D Dockerfile, default bundle", args: []string{pratique, "eval", "-D", o.dockerfile, "--no-fail"}},
	}
	if o.image != "" {
		t = append(t,
			&subject{name: "pratique eval archive, default bundle", args: []string{pratique, "eval", "archive:" + o.image, "--no-fail"}},
			&subject{name: "pratique extract archive, everything", args: []string{pratique, "extract", "archive:" + o.image}},
		)
	}
	return t
}

// big are runs over the big image, with everything switched on and with less.
func (o options) big() table {
	pratique, source := filepath.Join(o.bin, "pratique"), "oci:"+o.layout
	eval := func(bundle string, more ...string) []string {
		return append([]string{pratique, "eval", source, "-b", bundle, "--no-fail"}, more...)
	}
	var supplies []string
	if o.reports != "" {
		file := func(name string) string { return filepath.Join(o.reports, name) }
		supplies = []string{
			"--analyzer-config", file("analyzer.yaml"), "--malware", file("malware.json"), "--vulnerabilities", file("vulnerabilities.json"),
			"--feed", "npm=" + file("npm.json"), "--feed", "gem=" + file("gem.json"),
		}
	}
	t := table{
		{name: "floor: gunzip and SHA-256 of every file", args: []string{filepath.Join(o.bin, "floor"), o.layout}},
		{name: "pratique eval, a rule of every trigger", args: eval("internal/bench/everything.json", supplies...)},
		{name: "pratique eval, default bundle", args: eval("default")},
	}
	// The yardstick of those that list packages, where it could be built.
	syft := filepath.Join(o.bin, "syft")
	if _, err := os.Stat(syft); err == nil {
		t = append(t, &subject{name: "syft scan, packages alone", args: []string{syft, "scan", "--quiet", "--output", "json", "oci-dir:" + o.layout}})
	}
	return t
}
