package bounded

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// maxDepth bounds the nesting of elements.
const maxDepth = 256

// XML reads untrusted XML: no entities of the document's own, no more depth and
// length than result files have. The decoder on top keeps track of namespaces and of what
// is open.
type XML struct {
	*xml.Decoder
	raw   *xml.Decoder
	in    *Reader
	depth int
	ended bool // the root element is closed
	hold  bool // one element is being read whole, so that its parts together are bounded
}

// NewXML reads XML from r.
func NewXML(r *Reader) *XML {
	d := &XML{raw: xml.NewDecoder(r), in: r}
	d.raw.Strict = true
	d.raw.CharsetReader = charset
	d.Decoder = xml.NewTokenDecoder(rawTokens{d})
	return d
}

// rawTokens are the tokens below the decoder on top, which reads nothing else.
type rawTokens struct{ d *XML }

func (t rawTokens) Token() (xml.Token, error) {
	d := t.d
	if !d.hold {
		d.in.Element()
	}
	token, err := d.raw.RawToken()
	if err != nil {
		return token, err
	}
	switch token := token.(type) {
	case xml.StartElement:
		if d.ended {
			return nil, errors.New("more follows the document")
		}
		if d.depth++; d.depth > maxDepth {
			return nil, fmt.Errorf("elements are nested deeper than %d", maxDepth)
		}
		seen := map[xml.Name]bool{}
		for _, a := range token.Attr {
			if seen[a.Name] {
				return nil, fmt.Errorf("attribute %s of %s stands twice", a.Name.Local, token.Name.Local)
			}
			seen[a.Name] = true
		}
	case xml.EndElement:
		d.depth--
		d.ended = d.depth == 0
	case xml.Directive:
		if strings.ContainsAny(string(token), "[") || strings.Contains(strings.ToUpper(string(token)), "ENTITY") {
			return nil, errors.New("a DOCTYPE with declarations of its own is refused")
		}
	}
	return token, nil
}

// charset reads the encodings that result files have.
func charset(label string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return in, nil
	case "iso-8859-1", "latin1", "iso_8859-1":
		return charmap.ISO8859_1.NewDecoder().Reader(in), nil
	case "windows-1252", "cp1252":
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	}
	return nil, fmt.Errorf("unknown encoding %q; it has to be UTF-8, ISO-8859-1 or windows-1252", label)
}

// End reads what follows the root element: nothing may.
func (d *XML) End() error {
	for {
		switch _, err := d.Token(); {
		case errors.Is(err, io.EOF):
			if !d.ended {
				return errors.New("the document ends too early")
			}
			return nil
		case err != nil:
			return d.Wrap(err)
		}
	}
}

// Wrap adds the line to an error.
func (d *XML) Wrap(err error) error {
	if err == nil {
		return nil
	}
	line, _ := d.raw.InputPos()
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF"):
		return errors.New("the document ends too early")
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: %s", line, syntax.Msg)
	}
	return fmt.Errorf("line %d: %w", line, err)
}

// Attribute is the value of an attribute without a namespace, "" where there is none.
func Attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// Children visits the elements of the element that was read last, which each visit reads to
// their ends.
func (d *XML) Children(visit func(xml.StartElement) error) error {
	for {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := visit(token); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// Text is the text of the element that was read last, without that of elements in it.
func (d *XML) Text() (string, error) {
	var b strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.CharData:
			if b.Len() < MaxElement {
				b.Write(token)
			}
		case xml.StartElement:
			if err := d.Skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return strings.TrimSpace(b.String()), nil
		}
	}
}

// DecodeWhole reads one element whole, whose length is bounded.
func (d *XML) DecodeWhole(v any, e xml.StartElement) error {
	d.hold = true
	defer func() { d.hold = false }()
	return d.DecodeElement(v, &e)
}

// Root reads up to the root element.
func (d *XML) Root() (xml.StartElement, error) {
	for {
		token, err := d.Token()
		if err != nil {
			return xml.StartElement{}, d.Wrap(err)
		}
		if start, ok := token.(xml.StartElement); ok {
			return start, nil
		}
	}
}

// Ended says whether the root element is closed.
func (d *XML) Ended() bool { return d.ended }
