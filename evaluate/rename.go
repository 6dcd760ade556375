package evaluate

import (
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/extract/source"
)

// rename gives the image of a ready-made document another name, which mappings go by: one digest
// may have several.
func rename(doc ast.Object, reference string) {
	if reference == "" {
		return
	}
	old, _ := lookup[ast.Object](doc, "image")
	parts := source.ParseReference(reference)
	members := ast.NewObject([2]*ast.Term{ast.StringTerm("reference"), ast.StringTerm(reference)})
	for key, value := range map[string]string{"registry": parts.Registry, "repository": parts.Repository, "tag": parts.Tag} {
		term := ast.NullTerm()
		if value != "" {
			term = ast.StringTerm(value)
		}
		members.Insert(ast.StringTerm(key), term)
	}
	doc.Insert(ast.StringTerm("image"), ast.NewTerm(with(old, members)))
}
