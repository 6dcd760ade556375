// Package regoschema gives OPA's compiler the schemas that Rego modules may declare.
package regoschema

import (
	"encoding/json"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/internal/schemas"
)

// InputRef is how a Rego module's METADATA names the schema of the input document; it is what
// `opa check --schema` calls a file input.schema.json.
const InputRef = `schema["input.schema"]`

// Set has the schemas that modules may declare, for OPA's compiler.
var Set = sync.OnceValues(func() (*ast.SchemaSet, error) {
	var input any
	if err := json.Unmarshal(schemas.Input, &input); err != nil {
		return nil, err
	}
	set := ast.NewSchemaSet()
	set.Put(ast.MustParseRef(InputRef), input)
	return set, nil
})

// Known drops the annotations of modules that name a schema which is not ours: the author's
// own tools know it. The others are checked.
func Known(modules map[string]*ast.Module, set *ast.SchemaSet) {
	for _, m := range modules {
		for _, a := range m.Annotations {
			kept := a.Schemas[:0:0]
			for _, s := range a.Schemas {
				if s.Definition != nil || set.Get(s.Schema) != nil {
					kept = append(kept, s)
				}
			}
			a.Schemas = kept
		}
	}
}
