package extract_test

import "github.com/pratique-dev/pratique/extract/source"

// imageRef is the image that a text names.
func imageRef(text string) source.Ref { return source.MustParse(text) }
