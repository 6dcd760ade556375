// Command mutate tests the tests of a Rego library: it changes one thing at a time and wants
// some test to notice. A mutant is a negated or dropped expression, another comparison, another
// constant, a dropped rule or else branch.
//
//	mutate [-only PREFIX] [-sample N -seed N] [-equivalent FILE] DIR
//
// Mutants that change nothing that can be seen stand in the file of equivalent ones, each with
// the reason. It exits 1 where others survive.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	only := flag.String("only", "", "mutate only files whose path below DIR begins with `PREFIX`")
	sample := flag.Int("sample", 0, "try only `N` mutants; 0 for all")
	seed := flag.Uint64("seed", 1, "which ones")
	equivalent := flag.String("equivalent", "", "`FILE` of mutants that may survive, one per line: what mutate prints, a tab and the reason")
	workers := flag.Int("j", runtime.GOMAXPROCS(0), "how many to try at once")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *only, *equivalent, *sample, *seed, *workers); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(dir, only, equivalent string, sample int, seed uint64, workers int) error {
	known, err := readEquivalent(equivalent)
	if err != nil {
		return err
	}
	lib, err := load(dir)
	if err != nil {
		return err
	}
	start := time.Now()
	if err := lib.baseline(context.Background(), only, workers); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d modules, %d tests in %s\n", len(lib.sources), len(lib.tests), time.Since(start).Round(time.Second))
	var mutants []mutant
	for _, path := range lib.paths {
		if strings.HasPrefix(path, only) && !strings.HasSuffix(path, "_test.rego") {
			mutants = append(mutants, lib.mutants(path)...)
		}
	}
	if sample > 0 && sample < len(mutants) {
		random := rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // the same ones each time
		random.Shuffle(len(mutants), func(i, j int) { mutants[i], mutants[j] = mutants[j], mutants[i] })
		mutants = mutants[:sample]
		slices.SortFunc(mutants, func(a, b mutant) int { return strings.Compare(a.String(), b.String()) })
	}
	return report(lib, mutants, known, sample == 0 && only == "", workers)
}

func report(lib *library, mutants []mutant, known map[string]string, all bool, workers int) error {
	var killed, invalid, listed atomic.Int64
	survivors := make([]bool, len(mutants))
	next := make(chan int)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for i := range next {
				m := mutants[i]
				_, equivalent := known[m.String()]
				switch lib.try(context.Background(), m) {
				case tried:
					killed.Add(1)
					if equivalent {
						fmt.Printf("%s: listed as equivalent, and a test notices it\n", m)
					}
				case notCompiled:
					invalid.Add(1)
				case survived:
					if equivalent {
						listed.Add(1)
						continue
					}
					survivors[i] = true
				}
			}
		})
	}
	for i := range mutants {
		next <- i
	}
	close(next)
	wait.Wait()
	count := 0
	for i, survives := range survivors {
		if survives {
			count++
			fmt.Printf("%s:%d\t%s\n", mutants[i].path, mutants[i].line, mutants[i])
		}
	}
	if all {
		exists := map[string]bool{}
		for _, m := range mutants {
			exists[m.String()] = true
		}
		for name := range known {
			if !exists[name] {
				fmt.Printf("%s: listed as equivalent, and there is no such mutant\n", name)
			}
		}
	}
	fmt.Printf("%d mutants: %d killed, %d do not compile, %d equivalent, %d survive\n", len(mutants), killed.Load(), invalid.Load(), listed.Load(), count)
	if count > 0 {
		return fmt.Errorf("%d mutants survive: write tests that notice them, or list them with a reason", count)
	}
	return nil
}

// readEquivalent reads mutants and the reasons why nobody can notice them.
func readEquivalent(file string) (map[string]string, error) {
	known := map[string]string{}
	if file == "" {
		return known, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if line := lines.Text(); line != "" && !strings.HasPrefix(line, "#") {
			name, reason, ok := strings.Cut(line, "\t")
			if !ok || strings.TrimSpace(reason) == "" {
				return nil, fmt.Errorf("%s:%d: no tab and reason after the mutant", file, n)
			}
			known[name] = reason
		}
	}
	return known, lines.Err()
}
