package evaluate

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/extract/document"
)

// mergeProblems adds problems to those of a document. What was said of vulnerabilities that were
// matched before is left out where they were matched again.
func mergeProblems(doc ast.Object, problems *ast.Array, again bool) {
	old, ok := lookup[*ast.Array](doc, "problems")
	if !ok && problems.Len() == 0 {
		return
	}
	if ok {
		old.Foreach(func(t *ast.Term) {
			if p, ok := t.Value.(ast.Object); ok && again {
				if section, _ := lookup[ast.String](p, "section"); section == "vulnerabilities" {
					return
				}
			}
			problems = problems.Append(t)
		})
	}
	doc.Insert(ast.StringTerm("problems"), ast.NewTerm(problems))
}

// packages are those of a document. Matching a part of them would pass over the others.
func packages(doc ast.Object) ([]document.Package, error) {
	section, ok := lookup[*ast.Array](doc, "packages")
	if !ok {
		return nil, errors.New("the input document has no packages: extract it again, without --bundle or with --vulnerability-db")
	}
	if searched, ok := lookup[ast.Object](doc, "searched"); ok {
		whole := false
		if sections, ok := lookup[*ast.Array](searched, "sections"); ok {
			sections.Foreach(func(t *ast.Term) { whole = whole || t.Value.Compare(ast.String("packages")) == 0 })
		}
		if !whole {
			return nil, errors.New("the input document has packages of some types only: extract it again, without --bundle or with --vulnerability-db")
		}
	}
	some := ast.NewArray()
	section.Foreach(func(t *ast.Term) {
		one := ast.NewObject()
		if p, ok := t.Value.(ast.Object); ok {
			for _, key := range []string{"name", "version", "full_version", "type", "path", "source", "source_version", "module_stream", "purl"} {
				if term := p.Get(ast.StringTerm(key)); term != nil {
					one.Insert(ast.StringTerm(key), term)
				}
			}
		}
		some = some.Append(ast.NewTerm(one))
	})
	var list []document.Package
	if err := decode(some, "packages", &list); err != nil {
		return nil, err
	}
	for i := range list {
		list[i].FullVersion = cmp.Or(list[i].FullVersion, list[i].Version)
	}
	return list, nil
}

// vulnerabilities are those of a document, nil where it has none.
func vulnerabilities(doc ast.Object) (*document.Vulnerabilities, error) {
	section, ok := lookup[ast.Object](doc, "vulnerabilities")
	if !ok {
		return nil, nil
	}
	found := &document.Vulnerabilities{}
	return found, decode(section, "vulnerabilities", found)
}

// decode turns a section of a document into Go's types.
func decode(section ast.Value, name string, into any) error {
	plain, err := ast.JSON(section)
	if err == nil {
		var text []byte
		if text, err = json.Marshal(plain); err == nil {
			err = json.Unmarshal(text, into)
		}
	}
	if err != nil {
		return fmt.Errorf("reading the input document's %s: %w", name, err)
	}
	return nil
}

// Vulnerabilities are those of the facts, nil where nobody looked for them.
func (f *Facts) Vulnerabilities() (*document.Vulnerabilities, error) {
	doc, ok := f.input.(ast.Object)
	if !ok {
		return nil, nil
	}
	return vulnerabilities(doc)
}
