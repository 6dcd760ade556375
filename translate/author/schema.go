package author

import (
	"fmt"
	"strings"

	"github.com/agext/levenshtein"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/internal/regoschema"
)

// undeclared are the author's files that read the input without declaring its schema, so that
// a field that is misspelt there is undefined, and finds nothing.
func (l *Library) undeclared(s *sources) ([]string, error) {
	set, errs := ast.BuildAnnotationSet(values(s.parsed))
	if len(errs) > 0 {
		return nil, s.faults(errs)
	}
	var files []string
	for _, m := range l.Modules {
		parsed := s.parsed[m.Path]
		if m.Test || !readsInput(parsed) || declares(set, parsed) {
			continue
		}
		files = append(files, m.File)
	}
	return files, nil
}

func values(modules map[string]*ast.Module) []*ast.Module {
	list := make([]*ast.Module, 0, len(modules))
	for _, m := range modules {
		list = append(list, m)
	}
	return list
}

func readsInput(m *ast.Module) bool {
	found := false
	ast.WalkRefs(m, func(r ast.Ref) bool {
		found = found || r.HasPrefix(ast.InputRootRef)
		return found
	})
	return found
}

// declares says whether a schema of the input holds for each rule of the module that reads it.
func declares(set *ast.AnnotationSet, m *ast.Module) bool {
	whole := append([]*ast.Annotations{set.GetPackageScope(m.Package)}, set.GetSubpackagesScope(m.Package.Path)...)
	if ofInput(whole) {
		return true
	}
	for _, rule := range m.Rules {
		read := false
		ast.WalkRefs(rule, func(r ast.Ref) bool {
			read = read || r.HasPrefix(ast.InputRootRef)
			return read
		})
		own := append([]*ast.Annotations{set.GetDocumentScope(rule.Ref().GroundPrefix())}, set.GetRuleScope(rule)...)
		if read && !ofInput(own) {
			return false
		}
	}
	return true
}

func ofInput(list []*ast.Annotations) bool {
	for _, a := range list {
		if a == nil {
			continue
		}
		for _, s := range a.Schemas {
			if s.Path.HasPrefix(ast.InputRootRef) {
				return true
			}
		}
	}
	return false
}

// meant names the field that an undefined one may be a misspelling of.
func meant(e *ast.Error) string {
	detail, ok := e.Details.(*ast.RefErrInvalidDetail)
	if !ok || detail.Pos >= len(detail.Ref) {
		return ""
	}
	given, ok := detail.Ref[detail.Pos].Value.(ast.String)
	if !ok {
		return ""
	}
	var names []string
	for _, v := range detail.OneOf {
		if name, ok := v.(ast.String); ok {
			names = append(names, string(name))
		}
	}
	best, distance := "", len(given)/3+2
	for _, name := range names {
		if d := levenshtein.Distance(string(given), name, nil); d < distance {
			best, distance = name, d
		}
	}
	if best != "" {
		return fmt.Sprintf(" (did you mean %q?)", best)
	}
	return " (" + regoschema.InputRef + " has: " + strings.Join(first(names, 8), ", ") + ")"
}

func first(names []string, n int) []string {
	if len(names) > n {
		return append(names[:n:n], "…")
	}
	return names
}
