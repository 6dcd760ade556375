// Package schemas holds the JSON schemas of pratique's documents.
package schemas

import _ "embed"

// Input is the schema of the input document, which policies read.
//
//go:embed input.schema.json
var Input []byte
