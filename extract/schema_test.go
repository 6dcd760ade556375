package extract_test

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/extract/document"
)

// validate checks a document against the published schema.
func validate(tb testing.TB, doc *document.Document) {
	tb.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../internal/schemas/input.schema.json")
	if err != nil {
		tb.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(encode(tb, doc)))
	if err != nil {
		tb.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		tb.Errorf("the document is not valid: %v", err)
	}
}
