package anchore

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pratique-dev/pratique/internal/limits"
)

var maxSize = limits.Bytes("anchore-bundle-bytes", 32<<20)

// MaxSize is how many bytes Decode takes.
func MaxSize() int64 { return maxSize.Bytes() }

// Bounds on what is decoded. The largest public bundles have half a megabyte
// and a depth of 7.
const (
	MaxDepth  = 64
	maxNumber = 64  // characters
	maxPower  = 300 // of ten
)

// Faults of a text that is no bundle.
var (
	ErrTooLarge  = errors.New("it is too large")
	ErrTooDeep   = fmt.Errorf("it is nested deeper than %d levels", MaxDepth)
	ErrNumber    = errors.New("a number is out of range")
	ErrNotUTF8   = errors.New("it is not UTF-8")
	ErrSurrogate = errors.New("an escape is half of a surrogate pair")
	ErrTrailing  = errors.New("there is more than one JSON value")
)

// Decode reads one JSON value. White space and a byte order mark around it are
// no fault. duplicates are the pointers of keys that an object has more than
// once: the last one counts, in Python as here.
func Decode(text []byte) (root *Value, duplicates []string, err error) {
	if len(text) > maxSize.Int() {
		return nil, nil, maxSize.Exceeded("%w: more than %s", ErrTooLarge, maxSize)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) {
		return nil, nil, ErrNotUTF8
	}
	if loneSurrogate(text) {
		// Go would read U+FFFD, Python the half: neither is what was meant.
		return nil, nil, ErrSurrogate
	}
	if json.Valid(text) {
		if r := (&reader{text: text}); r.read() {
			return r.root, r.duplicates, nil
		}
	}
	return decode(text) // which says what is wrong, and where
}

// decode reads a text with the library's decoder.
func decode(text []byte) (root *Value, duplicates []string, err error) {
	d := &decoder{json: json.NewDecoder(bytes.NewReader(text))}
	d.json.UseNumber()
	root, err = d.value("", 0)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, nil, fmt.Errorf("at byte %d: %w", d.json.InputOffset(), err)
	}
	if _, err := d.json.Token(); !errors.Is(err, io.EOF) {
		return nil, nil, ErrTrailing
	}
	return root, d.duplicates, nil
}

type decoder struct {
	json       *json.Decoder
	duplicates []string
}

func (d *decoder) value(pointer string, depth int) (*Value, error) {
	if depth > MaxDepth {
		return nil, ErrTooDeep
	}
	token, err := d.json.Token()
	if err != nil {
		return nil, err
	}
	v := &Value{Pointer: pointer}
	switch token := token.(type) {
	case bool:
		v.Kind, v.Bool = Bool, token
	case string:
		v.Kind, v.Text = String, token
	case json.Number:
		v.Kind, v.Text = Number, token.String()
		if !inRange(v.Text) {
			return nil, ErrNumber
		}
	case json.Delim:
		if token == '{' {
			v.Kind = Object
			return v, d.object(v, depth)
		}
		v.Kind = Array
		return v, d.array(v, depth)
	}
	return v, nil
}

func (d *decoder) array(v *Value, depth int) error {
	for d.json.More() {
		item, err := d.value(v.Pointer+"/"+strconv.Itoa(len(v.Items)), depth+1)
		if err != nil {
			return err
		}
		v.Items = append(v.Items, item)
	}
	_, err := d.json.Token()
	return err
}

func (d *decoder) object(v *Value, depth int) error {
	places := map[string]int{}
	for d.json.More() {
		token, err := d.json.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		pointer := v.Pointer + "/" + escapePointer.Replace(key)
		item, err := d.value(pointer, depth+1)
		if err != nil {
			return err
		}
		if at, twice := places[key]; twice {
			d.duplicates = append(d.duplicates, pointer)
			v.Items[at] = item
			continue
		}
		places[key] = len(v.Keys)
		v.Keys, v.Items = append(v.Keys, key), append(v.Items, item)
	}
	_, err := d.json.Token()
	return err
}

var escapePointer = strings.NewReplacer("~", "~0", "/", "~1")

// inRange keeps numbers out that OPA refuses, or takes very long to compare.
func inRange(number string) bool {
	if len(number) > maxNumber {
		return false
	}
	_, exponent, found := strings.Cut(strings.ToLower(number), "e")
	if !found {
		return true
	}
	n, err := strconv.Atoi(exponent)
	return err == nil && -maxPower <= n && n <= maxPower
}

// loneSurrogate looks for \uD800 to \uDFFF that are not a pair. Anything
// between two quotes is a string, whether the JSON is otherwise valid or not.
func loneSurrogate(text []byte) bool {
	high := false
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			if high {
				return true
			}
			continue
		}
		i++
		code, isEscape := unicodeEscape(text[i:])
		isLow := isEscape && 0xDC00 <= code && code <= 0xDFFF
		if high != isLow {
			return true
		}
		high = isEscape && 0xD800 <= code && code <= 0xDBFF
		if isEscape {
			i += 4
		}
	}
	return high
}

// unicodeEscape reads uXXXX.
func unicodeEscape(text []byte) (uint64, bool) {
	if len(text) < 5 || text[0] != 'u' {
		return 0, false
	}
	code, err := strconv.ParseUint(string(text[1:5]), 16, 16)
	return code, err == nil
}

// Deciding are those of repeated keys that may decide something. What only people read, such as a
// comment, may stand there twice, as it does in published bundles: the last one counts, as for Anchore.
func Deciding(duplicates []string) []string {
	return slices.DeleteFunc(slices.Clone(duplicates), func(pointer string) bool {
		key := pointer[strings.LastIndexByte(pointer, '/')+1:]
		return key == "comment" || key == "description" || key == "recommendation"
	})
}
