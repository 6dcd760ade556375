// Command bench measures whole runs of pratique beside stock tools: CPU time
// and peak memory, as the kernel accounts them, medians of several runs taken
// in turn so that a machine that slows down slows all of them.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"
)

type subject struct {
	name string
	args []string
	runs []run
}

type run struct {
	cpu, wall time.Duration
	rss       int64 // bytes
}

func main() {
	runs := flag.Int("n", 15, "counted runs of each command, after one that is not")
	bin := flag.String("bin", "bin", "directory of the binaries")
	image := flag.String("image", "", "docker archive to judge")
	dockerfile := flag.String("dockerfile", "testdata/demo/Dockerfile", "Dockerfile to judge")
	flag.Parse()
	if err := bench(*runs, *bin, *image, *dockerfile); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(n int, bin, image, dockerfile string) error {
	pratique := filepath.Join(bin, "pratique")
	subjects := []*subject{
		{name: "pratique version", args: []string{pratique, "version"}},
		{name: "conftest test Dockerfile, one small policy", args: []string{filepath.Join(bin, "conftest"), "test", "--parser", "dockerfile", "-p", "bench/policy", dockerfile}},
		{name: "pratique eval -D Dockerfile, default bundle", args: []string{pratique, "eval", "-D", dockerfile, "--no-fail"}},
		{name: "pratique eval -D Dockerfile, one small policy", args: []string{pratique, "eval", "-b", "bench/policy.json", "-D", dockerfile, "--no-fail"}},
	}
	if image != "" {
		subjects = append(subjects,
			&subject{name: "pratique eval archive, default bundle", args: []string{pratique, "eval", "archive:" + image, "--no-fail"}},
			&subject{name: "pratique extract archive, everything", args: []string{pratique, "extract", "archive:" + image}},
		)
	}
	for i := range n + 1 {
		for _, s := range subjects {
			r, err := measure(s.args)
			if err != nil {
				return fmt.Errorf("running %v: %w", s.args, err)
			}
			if i > 0 {
				s.runs = append(s.runs, r)
			}
		}
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(table, "CPU\tof conftest\twall\tpeak memory\t \t\n")
	base := median(subjects[1].runs, func(r run) float64 { return r.cpu.Seconds() })
	for _, s := range subjects {
		cpu := median(s.runs, func(r run) float64 { return r.cpu.Seconds() })
		wall := median(s.runs, func(r run) float64 { return r.wall.Seconds() })
		rss := median(s.runs, func(r run) float64 { return float64(r.rss) })
		fmt.Fprintf(table, "%.0f ms\t%.2f\t%.0f ms\t%.0f MB\t %s\t\n", cpu*1e3, cpu/base, wall*1e3, rss/1e6, s.name)
	}
	fmt.Printf("%s/%s, %d CPUs, medians of %d runs\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), n)
	return table.Flush()
}

func measure(args []string) (run, error) {
	command := exec.Command(args[0], args[1:]...)
	command.Stdout, command.Stderr = io.Discard, io.Discard
	start := time.Now()
	err := command.Run()
	// conftest exits 1 for a finding: the work was done all the same.
	if err != nil && (command.ProcessState == nil || command.ProcessState.ExitCode() != 1) {
		return run{}, err
	}
	state := command.ProcessState
	return run{cpu: state.UserTime() + state.SystemTime(), wall: time.Since(start), rss: peak(state)}, nil
}

func median(runs []run, of func(run) float64) float64 {
	values := make([]float64, len(runs))
	for i, r := range runs {
		values[i] = of(r)
	}
	slices.Sort(values)
	return values[len(values)/2]
}
