package evaluate

import (
	"fmt"

	"github.com/pratique-dev/pratique/translate/anchore"
)

// Source is the text of the bundle that ref names, as Load finds it.
func Source(ref string) ([]byte, error) { return read(ref) }

// Decode is the JSON of the bundle that ref names, whatever Anchore makes of it.
func Decode(ref string) (*anchore.Value, error) {
	text, err := read(ref)
	if err != nil {
		return nil, err
	}
	root, _, err := anchore.Decode(text)
	if err != nil {
		return nil, fmt.Errorf("reading bundle %s: reading the JSON: %w", ref, err)
	}
	return root, nil
}

// Check says why a bundle would be refused, nil where it would not. name is
// what the error calls it.
func Check(name string, text []byte, o LoadOptions) error {
	_, err := translateText(name, text, o)
	return err
}
