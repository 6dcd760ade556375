package packages

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/fxamacker/cbor/v2"
)

// encoded is how facts are written.
type encoded struct {
	Kind  string
	Value cbor.RawMessage
	Err   string
}

// null is CBOR's.
var null = []byte{0xf6}

var errUnknownKind = errors.New("there is no such kind of facts")

// Marshal writes facts so that Unmarshal gives the same again; of an error it keeps the text.
func (f *Facts) Marshal() ([]byte, error) {
	e := encoded{Kind: f.kind.name}
	if f.err != nil {
		e.Err = f.err.Error()
	}
	var err error
	if f.value != nil {
		if e.Value, err = cbor.Marshal(f.value); err != nil {
			return nil, fmt.Errorf("writing facts on packages: %w", err)
		}
	}
	return cbor.Marshal(e)
}

// decoding takes texts as they are: names in packages need not be UTF-8.
var decoding = func() cbor.DecMode {
	mode, err := cbor.DecOptions{UTF8: cbor.UTF8DecodeInvalid, MaxArrayElements: 1 << 27, MaxMapPairs: 1 << 20}.DecMode()
	if err != nil {
		panic(err) // the options are constant
	}
	return mode
}

// Unmarshal reads what Marshal wrote.
func Unmarshal(data []byte) (*Facts, error) {
	mode := decoding()
	var e encoded
	if err := mode.Unmarshal(data, &e); err != nil {
		return nil, fmt.Errorf("reading facts on packages: %w", err)
	}
	i := slices.IndexFunc(catalogers, func(k Kind) bool { return k.name == e.Kind })
	if i < 0 {
		return nil, fmt.Errorf("reading facts on packages: %w %q", errUnknownKind, e.Kind)
	}
	f := &Facts{kind: catalogers[i]}
	if e.Err != "" {
		f.err = errors.New(e.Err)
	}
	if len(e.Value) == 0 || bytes.Equal(e.Value, null) {
		return f, nil // the content declares nothing
	}
	var err error
	if f.value, err = f.kind.decode(mode, e.Value); err != nil {
		return nil, fmt.Errorf("reading facts on packages: %w", err)
	}
	return f, nil
}
