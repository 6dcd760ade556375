package feeds

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// maxFacts bounds a document of facts, in bytes.
const maxFacts = 64 << 20

// Assignment splits NAME=FILE, as --feed and --facts take it. NAME is made of
// letters, digits, "_" and "-" and begins with a letter or "_".
func Assignment(text string) (name, file string, err error) {
	name, file, ok := strings.Cut(text, "=")
	if !ok || file == "" {
		return "", "", fmt.Errorf("%q is not NAME=FILE", text)
	}
	for i, c := range name {
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c != '-' && (c < '0' || c > '9')) {
			name = ""
			break
		}
	}
	if name == "" {
		return "", "", fmt.Errorf("%q does not begin with a name of letters, digits, - and _", text)
	}
	return name, file, nil
}

// Facts reads one JSON document of any shape for input.custom.NAME, as it stands.
func Facts(r io.Reader, name string) (json.RawMessage, error) {
	d := jsonread.NewDecoder(r, maxFacts)
	var facts json.RawMessage
	err := d.Decode(&facts)
	if err == nil {
		err = d.End()
	}
	if err != nil {
		return nil, fmt.Errorf("reading facts %s: %w", name, d.Wrap(err))
	}
	return facts, nil
}
