// Package regotest runs the unit tests of Rego as OPA's own runner does.
package regotest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/loader"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/internal/regoschema"
)

// ErrNoTests is the error of a run in which no test was found: a build that
// expects tests must not take it for success.
var ErrNoTests = errors.New("no tests found")

// Options are what is run, and how.
type Options struct {
	// Paths are files and directories of Rego, and of data in JSON or YAML.
	// What begins with a dot is passed over.
	Paths []string
	// Ignore are patterns (path.Match) for the names of files and directories below Paths
	// that are passed over, as with opa test.
	Ignore []string
	// Run is a regular expression for the names of tests, data.PACKAGE.TEST; "" for all.
	Run string
	// Coverage asks for Report.Coverage.
	Coverage bool
	// Bench repeats each test until its time is known.
	Bench bool
	// Trace keeps what a test did, for Text with Verbose.
	Trace bool
	// Timeout bounds one test; 0 is 5 seconds, and 30 for Bench.
	Timeout time.Duration
}

// Report is what came of a run.
type Report struct {
	// Tests are in the order of their files and rows.
	Tests []*tester.Result
	// Coverage is over all files, tests included, as opa test counts it; nil
	// where nobody asked for it.
	Coverage *cover.Report
	// Bench says that Tests have measurements.
	Bench bool
}

// Run runs the tests. An error is one of reading or compiling, or ErrNoTests;
// tests that fail are none.
func Run(ctx context.Context, o Options) (*Report, error) {
	if o.Run != "" {
		if _, err := regexp.Compile(o.Run); err != nil {
			return nil, fmt.Errorf("parsing the names of tests: %w", err)
		}
	}
	modules, store, err := load(o.Paths, o.Ignore)
	if err != nil {
		return nil, err
	}
	txn, err := store.NewTransaction(ctx, storage.WriteParams)
	if err != nil {
		return nil, err
	}
	defer store.Abort(ctx, txn)
	// A policy has no network and no chance: what eval refuses is refused here.
	set, err := regoschema.Set()
	if err != nil {
		return nil, err
	}
	regoschema.Known(modules, set)
	compiler := ast.NewCompiler().
		WithSchemas(set).
		WithCapabilities(policy.Capabilities()).
		WithPathConflictsCheck(storage.NonEmpty(ctx, store, txn)).
		WithEnablePrintStatements(!o.Bench).
		WithUseTypeCheckAnnotations(true)
	runner := tester.NewRunner().
		SetCompiler(compiler).
		SetStore(store).
		SetModules(modules).
		SetTimeout(o.timeout()).
		CapturePrintOutput(true).
		EnableTracing(o.Trace).
		StackTraces(true).
		Filter(o.Run)
	var tracer *cover.Cover
	if o.Coverage {
		tracer = cover.New()
		runner.SetCoverageQueryTracer(tracer)
	}
	results, err := o.start(ctx, runner, txn)
	if err != nil {
		return nil, faults(err)
	}
	report := &Report{Bench: o.Bench}
	for result := range results {
		report.Tests = append(report.Tests, result)
	}
	if len(report.Tests) == 0 {
		return nil, ErrNoTests
	}
	slices.SortStableFunc(report.Tests, byPlace) // they run side by side
	if tracer != nil {
		coverage := tracer.Report(modules)
		report.Coverage = &coverage
	}
	return report, nil
}

func (o Options) timeout() time.Duration {
	switch {
	case o.Timeout > 0:
		return o.Timeout
	case o.Bench:
		return 30 * time.Second
	}
	return 5 * time.Second
}

func load(paths, ignore []string) (map[string]*ast.Module, storage.Store, error) {
	for _, at := range paths {
		if _, err := os.Stat(at); err != nil {
			return nil, nil, fmt.Errorf("reading tests: %w", err)
		}
	}
	ignored := make([]loader.Filter, len(ignore))
	for i, pattern := range ignore {
		if _, err := path.Match(pattern, ""); err != nil {
			return nil, nil, fmt.Errorf("understanding what to ignore, %q: %w", pattern, err)
		}
		ignored[i] = loader.GlobExcludeName(pattern, 1)
	}
	passed := func(at string, info os.FileInfo, depth int) bool {
		return hidden(info, depth) || slices.ContainsFunc(ignored, func(f loader.Filter) bool { return f(at, info, depth) })
	}
	modules, store, err := tester.LoadWithParserOptions(paths, passed, ast.ParserOptions{
		RegoVersion: ast.RegoV1, ProcessAnnotation: true, Capabilities: policy.Capabilities(),
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading tests: %w", err)
	}
	return modules, store, nil
}

// hidden is OPA's filter of files to leave out.
func hidden(info os.FileInfo, depth int) bool {
	return depth > 0 && strings.HasPrefix(info.Name(), ".")
}

func byPlace(a, b *tester.Result) int {
	if a.Location == nil || b.Location == nil {
		return strings.Compare(a.Package+a.Name, b.Package+b.Name)
	}
	return a.Location.Compare(b.Location)
}

// faults are the compiler's, one a line.
func faults(err error) error {
	var list ast.Errors
	if !errors.As(err, &list) {
		return err
	}
	var errs []error
	for _, e := range list {
		errs = append(errs, fmt.Errorf("%s:%d: %s: %s", e.Location.File, e.Location.Row, e.Code, e.Message))
	}
	return errors.Join(errs...)
}
