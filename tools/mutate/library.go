package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// maxTime is how long one test of a mutant may take: one that does not end has noticed it.
const maxTime = 20 * time.Second

// library is a Rego library with its tests.
type library struct {
	sources  map[string]string
	paths    []string // sorted
	packages map[string][]string
	modules  map[string]*ast.Module
	needs    map[string][]string
	tests    []*test
}

// test is a rule test_…, with all of its cases.
type test struct {
	path, query string
	// want is its value on the library as it is.
	want ast.Value
	// rows are the lines that it reaches, by file.
	rows map[string]map[int]bool
}

func load(dir string) (*library, error) {
	l := &library{sources: map[string]string{}, packages: map[string][]string{}, modules: map[string]*ast.Module{}, needs: map[string][]string{}}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".rego" {
			return err
		}
		text, err := fs.ReadFile(root, path)
		l.sources[path] = string(text)
		l.paths = append(l.paths, path)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, path := range l.paths {
		module, err := ast.ParseModuleWithOpts(path, l.sources[path], ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, err
		}
		l.modules[path] = module
		pkg := module.Package.Path.String()
		l.packages[pkg] = append(l.packages[pkg], path)
		if !strings.HasSuffix(path, "_test.rego") {
			continue
		}
		for _, rule := range module.Rules {
			name := string(rule.Head.Ref()[0].Value.(ast.Var))
			query := pkg + "." + name
			if strings.HasPrefix(name, "test_") && !slices.ContainsFunc(l.tests, func(t *test) bool { return t.query == query }) {
				l.tests = append(l.tests, &test{path: path, query: query, rows: map[string]map[int]bool{}})
			}
		}
	}
	for _, path := range l.paths {
		l.needs[path] = l.references(path)
	}
	return l, nil
}

// parse is a new copy of a module, to be changed.
func (l *library) parse(path string) *ast.Module {
	module, err := ast.ParseModuleWithOpts(path, l.sources[path], ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		panic(err) // it was parsed before
	}
	return module
}

var reference = regexp.MustCompile(`data(?:\.[a-z0-9_]+)+`)

// decision finds imports of the package at the top, and rules of it.
var decision = regexp.MustCompile(`(?m)^import data\.pratique$|\bdata\.pratique\.(?:decision|explain|parts|workings)\b`)

// references are the modules that a module's text names, those of its own package too.
func (l *library) references(path string) []string {
	found := slices.Clone(l.packages[l.modules[path].Package.Path.String()])
	for _, ref := range reference.FindAllString(l.sources[path], -1) {
		for pkg, paths := range l.packages {
			name := strings.ReplaceAll(strings.ReplaceAll(pkg, `["`, "."), `"]`, "") // a keyword
			// A rule of the package, the package, or a folder of packages.
			if ref == name || strings.HasPrefix(ref, name+".") && name != "data.pratique" || strings.HasPrefix(name, ref+".") && ref != "data.pratique" {
				found = append(found, paths...)
			}
		}
	}
	// Rules of the decision itself: data.pratique.decision.
	if decision.MatchString(l.sources[path]) {
		found = append(found, l.packages["data.pratique"]...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// closure is a test's module with all that it needs.
func (l *library) closure(path string) map[string]*ast.Module {
	out := map[string]*ast.Module{}
	queue := []string{path}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		if out[next] != nil {
			continue
		}
		out[next] = l.modules[next]
		for _, need := range l.needs[next] {
			// Tests of what is needed are not.
			if !strings.HasSuffix(need, "_test.rego") || strings.HasSuffix(next, "_test.rego") {
				queue = append(queue, need)
			}
		}
	}
	return out
}

func compile(modules map[string]*ast.Module) (*ast.Compiler, error) {
	c := ast.NewCompiler().WithDefaultRegoVersion(ast.RegoV1)
	if c.Compile(modules); c.Failed() {
		return nil, c.Errors
	}
	return c, nil
}

// baseline runs the tests of the library as it is, and notes which lines they reach.
// Tests that need none of the files below the prefix are left out.
func (l *library) baseline(ctx context.Context, only string, workers int) error {
	var wait sync.WaitGroup
	byPath := map[string][]*test{}
	needed := map[string]bool{}
	for _, t := range l.tests {
		if _, known := needed[t.path]; !known {
			for path := range l.closure(t.path) {
				needed[t.path] = needed[t.path] || strings.HasPrefix(path, only) && !strings.HasSuffix(path, "_test.rego")
			}
		}
		if needed[t.path] {
			byPath[t.path] = append(byPath[t.path], t)
		}
	}
	errs := make(chan error, len(byPath))
	slots := make(chan bool, workers)
	for path, tests := range byPath {
		wait.Go(func() {
			slots <- true
			defer func() { <-slots }()
			compiler, err := compile(l.closure(path))
			if err != nil {
				errs <- err
				return
			}
			for _, t := range tests {
				value, err := t.run(ctx, compiler, (*rows)(t))
				switch {
				case err != nil:
					errs <- fmt.Errorf("%s: %w", t.query, err)
				case value == nil:
					errs <- fmt.Errorf("%s fails", t.query)
				}
				t.want = value
			}
		})
	}
	wait.Wait()
	close(errs)
	var all []error
	for err := range errs {
		all = append(all, err)
	}
	return errors.Join(all...)
}

// rows notes the lines that a test reaches.
type rows test

func (*rows) Enabled() bool               { return true }
func (*rows) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (r *rows) TraceEvent(e topdown.Event) {
	if at := e.Location; at != nil && at.File != "" {
		if r.rows[at.File] == nil {
			r.rows[at.File] = map[int]bool{}
		}
		r.rows[at.File][at.Row] = true
	}
}

// run is the value of a test, nil where it has none.
func (t *test) run(ctx context.Context, compiler *ast.Compiler, tracer topdown.QueryTracer) (ast.Value, error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	q, err := rego.New(rego.Query("x = "+t.query), rego.Compiler(compiler)).PrepareForEval(ctx)
	if err != nil {
		return nil, err
	}
	options := []rego.EvalOption{rego.EvalTime(time.Unix(1700000000, 0))}
	if tracer != nil {
		options = append(options, rego.EvalQueryTracer(tracer))
	}
	results, err := q.Eval(ctx, options...)
	if err != nil || len(results) == 0 {
		return nil, err
	}
	return ast.InterfaceToValue(results[0].Bindings["x"])
}

type outcome int

const (
	survived outcome = iota
	tried
	notCompiled
)

// try runs the tests that reach the mutant's rule, and where none of them notices it all that reach its module.
func (l *library) try(ctx context.Context, m mutant) outcome {
	var near, far []*test
	for _, t := range l.tests {
		reached := t.rows[m.path]
		if reached == nil {
			continue
		}
		inRule := false
		for row := m.first; row <= m.last && !inRule; row++ {
			inRule = reached[row]
		}
		if inRule {
			near = append(near, t)
		} else {
			far = append(far, t)
		}
	}
	beside := strings.TrimSuffix(m.path, ".rego") + "_test.rego"
	for _, tests := range [][]*test{near, far} {
		slices.SortStableFunc(tests, func(a, b *test) int { return btoi(b.path == beside) - btoi(a.path == beside) })
	}
	compilers := map[string]*ast.Compiler{}
	for _, t := range slices.Concat(near, far) {
		compiler := compilers[t.path]
		if compiler == nil {
			modules := l.closure(t.path)
			modules[m.path] = l.mutated(m)
			var err error
			if compiler, err = compile(modules); err != nil {
				return notCompiled
			}
			compilers = map[string]*ast.Compiler{t.path: compiler}
		}
		value, err := t.run(ctx, compiler, nil)
		if err != nil || value == nil || value.Compare(t.want) != 0 {
			return tried
		}
	}
	return survived
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
