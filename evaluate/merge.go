package evaluate

import (
	"encoding/json"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
)

// merge puts the supplies into a document that somebody wrote before. What it
// has under the same name gives way.
func merge(s *extract.Supplied, doc ast.Object, needs []document.Need) error {
	if s == nil {
		return nil
	}
	image, err := identity(doc)
	if err != nil {
		return err
	}
	part, err := s.For(extract.Subject{
		Image: image, Needs: needs, Installed: func(packageType string) map[string]bool { return installed(doc, packageType) },
		Packages:        func() ([]document.Package, error) { return packages(doc) },
		Vulnerabilities: func() (*document.Vulnerabilities, error) { return vulnerabilities(doc) },
	})
	if err != nil {
		return err
	}
	value, err := policy.Value(part)
	if err != nil {
		return err
	}
	problems := ast.NewArray()
	value.(ast.Object).Foreach(func(key, section *ast.Term) {
		switch name := key.Value.(ast.String); name {
		case "malware", "feeds", "custom":
			old, _ := lookup[ast.Object](doc, string(name))
			doc.Insert(key, ast.NewTerm(with(old, section.Value.(ast.Object))))
		case "vulnerabilities", "vex", "signatures", "evidence", "containers", "daemon", "host":
			doc.Insert(key, section)
		case "secrets":
			doc.Insert(key, ast.NewTerm(withSecrets(doc, section.Value.(*ast.Array))))
		case "problems":
			problems = section.Value.(*ast.Array)
		}
	})
	mergeProblems(doc, problems, part.Vulnerabilities != nil && part.Searched.Vulnerabilities != nil)
	// A document without it is taken at its word, also for what it has now.
	if searched, ok := lookup[ast.Object](doc, "searched"); ok {
		sections := ast.NewArray()
		if old, ok := lookup[*ast.Array](searched, "sections"); ok {
			sections = old
		}
		for _, section := range part.Searched.Sections {
			sections = sections.Append(ast.StringTerm(section))
		}
		changed := with(searched, ast.NewObject([2]*ast.Term{ast.StringTerm("sections"), ast.NewTerm(sections)}))
		if found, ok := lookup[ast.Object](value.(ast.Object), "searched"); ok {
			if compared := found.Get(ast.StringTerm("vulnerabilities")); compared != nil {
				changed.Insert(ast.StringTerm("vulnerabilities"), compared)
			}
		}
		doc.Insert(ast.StringTerm("searched"), ast.NewTerm(changed))
	}
	return nil
}

// withSecrets are the document's secrets, but for those of containers, which are ours.
func withSecrets(doc ast.Object, ours *ast.Array) *ast.Array {
	all := ast.NewArray()
	if old, ok := lookup[*ast.Array](doc, "secrets"); ok {
		old.Foreach(func(t *ast.Term) {
			secret, _ := t.Value.(ast.Object)
			if secret != nil {
				if source, _ := lookup[ast.String](secret, "source"); source == document.SecretContainerEnv {
					return
				}
			}
			all = all.Append(t)
		})
	}
	ours.Foreach(func(t *ast.Term) { all = all.Append(t) })
	return all
}

// with is an object, which may be nil, with the members of another.
func with(old, members ast.Object) ast.Object {
	merged := ast.NewObject()
	if old != nil {
		old.Foreach(merged.Insert)
	}
	members.Foreach(merged.Insert)
	return merged
}

// lookup is a member of an object, where it is of the type that it should be.
func lookup[T ast.Value](object ast.Object, key string) (value T, ok bool) {
	if term := object.Get(ast.StringTerm(key)); term != nil {
		value, ok = term.Value.(T)
	}
	return value, ok
}

// identity is what tells the document's image from others, nil where it has none.
func identity(doc ast.Object) (*document.Image, error) {
	image, ok := lookup[ast.Object](doc, "image")
	if !ok {
		return nil, nil
	}
	some := ast.NewObject()
	for _, key := range []string{"id", "digest", "parent_digest", "layers", "distro", "registry", "repository", "tag"} {
		if term := image.Get(ast.StringTerm(key)); term != nil {
			some.Insert(ast.StringTerm(key), term)
		}
	}
	plain, err := ast.JSON(some)
	if err != nil {
		return nil, fmt.Errorf("reading the input document's image: %w", err)
	}
	text, err := json.Marshal(plain)
	if err != nil {
		return nil, fmt.Errorf("reading the input document's image: %w", err)
	}
	found := &document.Image{}
	if err := json.Unmarshal(text, found); err != nil {
		return nil, fmt.Errorf("reading the input document's image: %w", err)
	}
	return found, nil
}

// installed are the names of the packages of a type, nil where the document has
// no packages.
func installed(doc ast.Object, packageType string) map[string]bool {
	packages, ok := lookup[*ast.Array](doc, "packages")
	if !ok {
		return nil
	}
	names := map[string]bool{}
	packages.Foreach(func(t *ast.Term) {
		p, ok := t.Value.(ast.Object)
		if !ok {
			return
		}
		name, _ := lookup[ast.String](p, "name")
		if kind, _ := lookup[ast.String](p, "type"); string(kind) == packageType {
			names[string(name)] = true
		}
	})
	return names
}
