package sbom

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

const nsCycloneDX = "http://cyclonedx.org/schema/bom/1."

var tagValue = regexp.MustCompile(`(?m)^SPDXVersion:\s*SPDX-2\.`)

func detect(in io.ReadSeeker, limit int64) (string, error) {
	r, err := bounded.Open(in, limit)
	if err != nil {
		return "", err
	}
	defer r.Close()
	head, err := r.Peek()
	if err != nil {
		return "", err
	}
	switch text := bytes.TrimLeft(head, " \t\r\n"); {
	case len(head) == 0:
		return "", errors.New("the file is empty")
	case len(text) == 0:
		return "", errUnknown
	case text[0] == '<':
		root, err := bounded.NewXML(r).Root()
		if err != nil {
			return "", err
		}
		if root.Name.Local != "bom" || !strings.HasPrefix(root.Name.Space, nsCycloneDX) {
			return "", errUnknown
		}
		return CycloneDXXML, nil
	case text[0] == '{', text[0] == '[':
		return detectJSON(r, text[0])
	case tagValue.Match(text):
		return SPDX2TagValue, nil
	}
	return "", errUnknown
}

var errFound = errors.New("found")

func detectJSON(r *bounded.Reader, first byte) (string, error) {
	d := jsonread.NewDecoder(r, r.Limit()+1)
	seen := map[string]bool{}
	if first == '[' {
		err := d.Array(func(int) error {
			r.Element()
			if err := d.Object(func(key string) error { seen[key] = true; return skip(d, r) }); err != nil {
				return err
			}
			return errFound
		})
		switch {
		case err != nil && !errors.Is(err, errFound):
			return "", err
		case seen["Image"] && seen["Pkg"] && seen["DistroName"]:
			return Banyan, nil
		}
		return "", errUnknown
	}
	format := ""
	err := d.Object(func(key string) error {
		r.Element()
		seen[key] = true
		switch key {
		case "bomFormat":
			format = CycloneDXJSON
		case "spdxVersion", "SPDXID":
			format = SPDX2JSON
		case "@graph", "@context":
			format = SPDX3
		case "artifacts":
			format = Syft
		case "payloadType":
			return errors.New("a signed attestation (DSSE); it is read from the registry of its image")
		case "predicateType":
			return errors.New("an attestation; give its predicate alone")
		default:
			return skip(d, r)
		}
		return errFound
	})
	switch {
	case errors.Is(err, errFound):
		return format, nil
	case err != nil:
		return "", err
	}
	return "", errUnknown
}

// skip reads over a value, whose parts may be many.
func skip(d *jsonread.Decoder, r *bounded.Reader) error {
	depth := 0
	for {
		r.Element()
		token, err := d.Token()
		if err != nil {
			return d.Wrap(err)
		}
		if delim, ok := token.(interface{ String() string }); ok {
			if s := delim.String(); s == "{" || s == "[" {
				depth++
			} else {
				depth--
			}
		}
		if depth == 0 {
			return nil
		}
	}
}
