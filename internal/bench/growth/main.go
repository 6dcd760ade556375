// Command growth measures how the cost of a run grows as its work grows tenfold: whole processes,
// CPU time and peak memory as the kernel accounts them. What a run costs with next to no
// work is taken off, so that an exponent of 1 is a cost in proportion.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"text/tabwriter"
)

// most is the exponent that n log n does not exceed over these sizes.
const most = 1.15

type options struct {
	bin, dir string
	runs     int
	only     string
}

func main() {
	var o options
	flag.StringVar(&o.bin, "bin", "bin/pratique", "the binary")
	flag.IntVar(&o.runs, "n", 3, "runs of each size, of which the median counts")
	flag.StringVar(&o.only, "only", "", "one kind of work alone")
	flag.Parse()
	dir, err := os.MkdirTemp("", "growth")
	if err == nil {
		o.dir = dir
		err = o.table()
		err = cmp.Or(err, os.RemoveAll(dir))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "growth:", err)
		os.Exit(1)
	}
}

// cost is what one run took.
type cost struct{ cpu, memory float64 } // seconds, MB

func (o options) table() error {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	defer func() { _ = out.Flush() }() // to a terminal
	fmt.Fprintln(out, "work\tfrom\tto\tCPU s\t\tMB\t\texponent of time\tof memory\t")
	for _, w := range works {
		if o.only != "" && o.only != w.name {
			continue
		}
		var costs [3]cost
		for i, n := range []int{1, w.size, 10 * w.size} {
			args, err := w.make(o.dir, n)
			if err != nil {
				return fmt.Errorf("%s: %w", w.name, err)
			}
			if costs[i], err = o.median(args); err != nil {
				return fmt.Errorf("%s of %d: %w", w.name, n, err)
			}
		}
		time := exponent(costs[0].cpu, costs[1].cpu, costs[2].cpu)
		fmt.Fprintf(out, "%s\t%d\t%d\t%.2f\t%.2f\t%.0f\t%.0f\t%.2f%s\t%.2f\t\n", w.name, w.size, 10*w.size, costs[1].cpu, costs[2].cpu, costs[1].memory, costs[2].memory,
			time, mark(time), exponent(costs[0].memory, costs[1].memory, costs[2].memory))
	}
	return nil
}

func mark(exponent float64) string {
	if exponent > most {
		return " !"
	}
	return ""
}

// exponent is that of the power of the size with which the cost grows.
func exponent(none, one, ten float64) float64 {
	return math.Log10(max(ten-none, 1e-3) / max(one-none, 1e-3))
}

func (o options) median(args []string) (cost, error) {
	var cpus, memories []float64
	for range o.runs {
		command := exec.Command(o.bin, args...)
		command.Stdout, command.Stderr = io.Discard, io.Discard
		if err := command.Run(); err != nil {
			return cost{}, fmt.Errorf("running %v: %w", args, err)
		}
		state := command.ProcessState
		cpus = append(cpus, (state.UserTime() + state.SystemTime()).Seconds())
		memories = append(memories, float64(peak(state))/1e6)
	}
	slices.Sort(cpus)
	slices.Sort(memories)
	return cost{cpus[len(cpus)/2], memories[len(memories)/2]}, nil
}

func write(dir, name, text string) (string, error) {
	path := filepath.Join(dir, name)
	return path, os.WriteFile(path, []byte(text), 0o600)
}
