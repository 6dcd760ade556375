package author

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/regoschema"
)

// reserved is where the library and the translator write: no author's package
// may be there.
const reserved = "pratique"

// Library is what an author has written.
type Library struct {
	// Modules are those of the author, tests included, as a translated bundle
	// holds them: what was in package main is in package own.main, because
	// main is where conftest looks for the decision on the whole bundle.
	Modules []Module
	// Undeclared are the files that read the input and do not declare its schema: a field
	// that is misspelt in them is no error.
	Undeclared []string

	rules    map[string]*Rule
	packages []string // of the modules, without "data.", as they are in a bundle
	data     Data
}

// Options are how modules are read.
type Options struct {
	// Base are modules that the author's may call, by path.
	Base map[string]string
	// Capabilities are the built-in functions that there are; nil for OPA's.
	Capabilities *ast.Capabilities
	// Data stands beside the modules; no rule may have a name of its.
	Data Data
}

// Kind says how a rule is called.
type Kind uint8

// The kinds of rules.
const (
	Set      Kind = iota // "name contains …"
	Value                // "name := …"
	Function             // "name(params) := …"
	Other                // something that cannot be called
)

// Rule is a rule that a bundle may call.
type Rule struct {
	// Name is PACKAGE.RULE, as the author wrote it.
	Name string
	// Package and Base are its two parts.
	Package, Base string
	Kind          Kind
	// Ref is the rule in a translated bundle: "data.own.main.deny".
	Ref string
	// Needs are the facts that it reads, sorted.
	Needs []document.Need
	// Samples are templates of documents on some of which it fires, from its METADATA.
	Samples []any
	// Title, Description, Remediation (custom.remediation) and Help (the first of related_resources) are
	// for people, from its METADATA; "" where it does not say it.
	Title, Description, Remediation, Help string
	arity                                 int
}

// New parses and compiles modules. The error has one line a fault, each with
// file and row.
func New(modules []Module, o Options) (*Library, error) {
	l := &Library{rules: map[string]*Rule{}}
	s := &sources{files: map[string]string{}, parsed: map[string]*ast.Module{}, capabilities: o.Capabilities}
	for _, m := range modules {
		moved, err := s.parse(m)
		if err != nil {
			return nil, err
		}
		l.Modules = append(l.Modules, moved)
	}
	compiler, err := s.compile(o.Base)
	if err != nil {
		return nil, err
	}
	if err := o.Data.Check(); err != nil {
		return nil, err
	}
	if conflicts := ast.CheckPathConflicts(compiler, o.Data.occupies); len(conflicts) > 0 {
		return nil, s.faults(conflicts)
	}
	l.data = o.Data
	if l.Undeclared, err = l.undeclared(s); err != nil {
		return nil, err
	}
	for _, m := range l.Modules {
		parsed := s.parsed[m.Path]
		l.packages = append(l.packages, name(parsed.Package.Path))
		if !m.Test {
			l.collect(s, parsed)
		}
	}
	for _, name := range l.Names() {
		if err := l.rules[name].read(compiler, s); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// collect lists the rules of a module.
func (l *Library) collect(s *sources, m *ast.Module) {
	in := name(m.Package.Path)
	for _, rule := range m.Rules {
		ref := rule.Head.Ref()
		base := string(ref[0].Value.(ast.Var))
		r := &Rule{
			Package: s.original(in), Base: base,
			Kind: kind(rule), arity: len(rule.Head.Args),
			Ref: append(slices.Clone(m.Package.Path), ast.StringTerm(base)).String(),
		}
		r.Name = r.Package + "." + base
		if known, again := l.rules[r.Name]; again {
			// default and further definitions; of another kind only where some
			// head is longer, and then nobody can call it.
			if known.Kind != r.Kind {
				known.Kind = Other
			}
			continue
		}
		l.rules[r.Name] = r
	}
}

func kind(r *ast.Rule) Kind {
	switch {
	case len(r.Head.Args) > 0:
		return Function
	case len(r.Head.Ref()) > 1: // name[key] := …
		return Other
	case r.Head.RuleKind() == ast.MultiValue:
		return Set
	default:
		return Value
	}
}

// Rule is the rule of that name, nil where there is none.
func (l *Library) Rule(name string) *Rule {
	if l == nil {
		return nil
	}
	return l.rules[name]
}

// Names are the names of all rules, sorted; those of helpers, which begin with
// an underscore, are left out.
func (l *Library) Names() []string {
	if l == nil {
		return nil
	}
	var names []string
	for name, r := range l.rules {
		if !strings.HasPrefix(r.Base, "_") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Callable says why the rule cannot be called with, or without, parameters; ""
// where it can.
func (r *Rule) Callable(parameters bool) string {
	switch {
	case r.Kind == Other:
		return "it is neither a set, nor an array, nor a function"
	case r.Kind == Function && r.arity != 1:
		return fmt.Sprintf("it is a function of %d arguments; it would be called with one, the object of the parameters", r.arity)
	case r.Kind != Function && parameters:
		return "it takes no parameters; a function of one argument would get them"
	}
	return ""
}

// Roots are the packages of the modules and the keys of the data as OPA's manifests name
// them, none within another, sorted.
func (l *Library) Roots() []string {
	if l == nil {
		return nil
	}
	var roots []string
	for _, p := range slices.Sorted(slices.Values(slices.AppendSeq(slices.Clone(l.packages), maps.Keys(l.data)))) {
		root := strings.ReplaceAll(p, ".", "/")
		if n := len(roots); n == 0 || root != roots[n-1] && !strings.HasPrefix(root, roots[n-1]+"/") {
			roots = append(roots, root)
		}
	}
	return roots
}

// name is a package's path without data.
func name(path ast.Ref) string {
	parts := make([]string, 0, len(path))
	for _, term := range path[1:] {
		if s, ok := term.Value.(ast.String); ok {
			parts = append(parts, string(s))
		}
	}
	return strings.Join(parts, ".")
}

// sources are modules and the names under which their author knows them.
type sources struct {
	files        map[string]string // path in a bundle -> file
	parsed       map[string]*ast.Module
	capabilities *ast.Capabilities
}

func (s *sources) parse(m Module) (Module, error) {
	s.files[m.Path] = m.File
	parsed, err := s.module(m.Path, m.Source)
	if err != nil {
		return m, err
	}
	in := name(parsed.Package.Path)
	if in == reserved || strings.HasPrefix(in, reserved+".") {
		return m, fmt.Errorf("%s:%d: package %s belongs to the library; choose another name", m.File, parsed.Package.Location.Row, in)
	}
	if moved := move(parsed, m.Source); moved != nil {
		m.Source = moved
		if parsed, err = s.module(m.Path, m.Source); err != nil {
			return m, err
		}
	}
	s.parsed[m.Path] = parsed
	return m, nil
}

func (s *sources) module(path string, source []byte) (*ast.Module, error) {
	m, err := ast.ParseModuleWithOpts(path, string(source), ast.ParserOptions{
		RegoVersion: ast.RegoV1, ProcessAnnotation: true, Capabilities: s.capabilities,
	})
	if err != nil {
		return nil, s.faults(err)
	}
	if m == nil {
		return nil, fmt.Errorf("%s: it is empty", s.files[path])
	}
	return m, nil
}

// original is the author's name of a package.
func (s *sources) original(in string) string {
	if in == movedMain || strings.HasPrefix(in, movedMain+".") {
		return strings.TrimPrefix(in, "own.")
	}
	return in
}

func (s *sources) compile(base map[string]string) (*ast.Compiler, error) {
	modules := maps.Clone(s.parsed)
	for path, text := range base {
		m, err := ast.ParseModuleWithOpts(path, text, ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, fmt.Errorf("parsing the library: %w", err)
		}
		modules[path] = m
	}
	capabilities := s.capabilities
	if capabilities == nil {
		capabilities = ast.CapabilitiesForThisVersion()
	}
	set, err := regoschema.Set()
	if err != nil {
		return nil, err
	}
	regoschema.Known(s.parsed, set)
	c := ast.NewCompiler().WithCapabilities(capabilities).WithDefaultRegoVersion(ast.RegoV1).WithSchemas(set).WithUseTypeCheckAnnotations(true)
	if c.Compile(modules); c.Failed() {
		return nil, s.faults(c.Errors)
	}
	return c, nil
}

// generated are the names that OPA's compiler gives to variables of its own.
var generated = regexp.MustCompile(`\[__local\d+__\]`)

// faults are OPA's errors, one a line, in the order of files and rows.
func (s *sources) faults(err error) error {
	var list ast.Errors
	if one := (*ast.Error)(nil); errors.As(err, &one) {
		list = ast.Errors{one}
	} else if !errors.As(err, &list) {
		return err
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b *ast.Error) int {
		if a.Location == nil || b.Location == nil {
			return 0
		}
		return cmp.Or(cmp.Compare(s.file(a.Location), s.file(b.Location)), cmp.Compare(a.Location.Row, b.Location.Row))
	})
	var errs []error
	for _, e := range list {
		line := e.Code + ": " + generated.ReplaceAllString(e.Message, "[_]") + meant(e)
		if e.Location != nil {
			line = fmt.Sprintf("%s:%d: %s", s.file(e.Location), e.Location.Row, line)
		}
		errs = append(errs, errors.New(line))
	}
	return errors.Join(errs...)
}

func (s *sources) file(l *ast.Location) string {
	if file, ok := s.files[l.File]; ok {
		return file
	}
	return l.File
}
