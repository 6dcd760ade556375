package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"text/tabwriter"
	"time"
)

// subject is one command, and what its runs took.
type subject struct {
	name string
	args []string
	runs []run
}

type run struct {
	cpu, wall time.Duration
	rss       int64 // bytes
}

// table is what is compared with its first subject.
type table []*subject

// run measures n runs of each, in turn, and prints the table.
func (t table) run(base string, n int) error {
	for i := range n + 1 {
		for _, s := range t {
			r, err := measure(s.args)
			if err != nil {
				return fmt.Errorf("running %v: %w", s.args, err)
			}
			if i > 0 { // the first one fills caches
				s.runs = append(s.runs, r)
			}
		}
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(out, "wall\tof %s\tCPU\tof %s\tpeak memory\t medians of %d runs\t\n", base, base, n)
	for _, s := range t {
		fmt.Fprintf(out, "%.0f ms\t%.2f\t%.0f ms\t%.2f\t%.0f MB\t %s\t\n",
			s.median(wall)*1e3, s.median(wall)/t[0].median(wall), s.median(cpu)*1e3, s.median(cpu)/t[0].median(cpu), s.median(memory)/1e6, s.name)
	}
	return out.Flush()
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

func wall(r run) float64   { return r.wall.Seconds() }
func cpu(r run) float64    { return r.cpu.Seconds() }
func memory(r run) float64 { return float64(r.rss) }

func (s *subject) median(of func(run) float64) float64 {
	values := make([]float64, len(s.runs))
	for i, r := range s.runs {
		values[i] = of(r)
	}
	slices.Sort(values)
	return values[len(values)/2]
}
