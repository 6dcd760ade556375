package layer

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
)

// Codec writes and reads what only its makers know: the facts of taps and contents that are kept.
type Codec struct {
	// MarshalFacts writes the facts of the tap called name; they are never nil.
	MarshalFacts func(name string, facts any) ([]byte, error)
	// UnmarshalFacts reads them again.
	UnmarshalFacts func(name string, data []byte) (any, error)
	// MarshalContents gives an entry's contents, nil for those that must not be written. Whoever
	// needs them then reads the layer again.
	MarshalContents func(*Entry) ([]byte, error)
	// UnmarshalContents keeps them again.
	UnmarshalContents func(e *Entry, data []byte) error
}

var errDamaged = errors.New("the records are damaged")

// Flags of an entry.
const (
	hasSums = 1 << iota
	hasContents
	hasFacts
	isBinary
)

// Marshal writes records so that Unmarshal gives the same again. Paths that follow each other share
// their beginning, which is written once.
func (r *Records) Marshal(c Codec) ([]byte, error) {
	w := writer{}
	w.text(r.Digest)
	w.text(r.DiffID)
	w.number(r.StoredSize)
	w.number(r.Size)
	w.number(int64(len(r.Entries)))
	before := ""
	for i := range r.Entries {
		e := &r.Entries[i]
		same := 0
		for same < min(len(before), len(e.Path)) && before[same] == e.Path[same] {
			same++
		}
		before = e.Path
		w.number(int64(same))
		w.text(e.Path[same:])
		if err := w.entry(e, c); err != nil {
			return nil, err
		}
	}
	return w.out, nil
}

func (w *writer) entry(e *Entry, c Codec) error {
	var contents []byte
	if e.Contents != nil {
		var err error
		if contents, err = c.MarshalContents(e); err != nil {
			return err
		}
	}
	flags := byte(0)
	for flag, is := range map[byte]bool{hasSums: e.Sums != Sums{}, hasContents: contents != nil, hasFacts: e.Facts != nil, isBinary: e.Binary} {
		if is {
			flags |= flag
		}
	}
	w.out = append(w.out, flags, byte(e.Kind))
	w.text(e.Link)
	w.number(int64(e.Mode))
	w.number(int64(e.UID))
	w.number(int64(e.GID))
	w.number(e.Size)
	w.text(e.Capabilities)
	w.number(e.PAX)
	if flags&hasSums != 0 {
		for _, sum := range []string{e.Sums.SHA256, e.Sums.SHA1, e.Sums.MD5} {
			raw, err := hex.DecodeString(sum)
			if err != nil {
				return fmt.Errorf("writing the digest of /%s: %w", e.Path, err)
			}
			w.text(string(raw))
		}
	}
	if contents != nil {
		w.text(string(contents))
	}
	if e.Facts == nil {
		return nil
	}
	w.number(int64(len(e.Facts)))
	names := make([]string, 0, len(e.Facts))
	for name := range e.Facts {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		facts, err := c.MarshalFacts(name, e.Facts[name])
		if err != nil {
			return fmt.Errorf("writing what %s found in /%s: %w", name, e.Path, err)
		}
		w.text(name)
		w.text(string(facts))
	}
	return nil
}

type writer struct{ out []byte }

func (w *writer) number(n int64) { w.out = binary.AppendVarint(w.out, n) }

func (w *writer) text(s string) {
	w.out = binary.AppendUvarint(w.out, uint64(len(s)))
	w.out = append(w.out, s...)
}

// Unmarshal reads what Marshal wrote.
func Unmarshal(data []byte, c Codec) (*Records, error) {
	in := reader{rest: string(data)} // one copy, of which all texts are parts
	r := &Records{Digest: in.text(), DiffID: in.text(), StoredSize: in.number(), Size: in.number()}
	n := in.number()
	if n < 0 || n > int64(len(in.rest)) { // each has several bytes
		return nil, errDamaged
	}
	r.Entries = make([]Entry, n)
	before := ""
	for i := range r.Entries {
		e := &r.Entries[i]
		same := in.number()
		if same < 0 || same > int64(len(before)) {
			return nil, errDamaged
		}
		rest := in.text()
		if same == 0 {
			e.Path = rest
		} else {
			e.Path = before[:same] + rest
		}
		before = e.Path
		if err := in.entry(e, c); err != nil {
			return nil, err
		}
		if in.bad {
			return nil, errDamaged
		}
	}
	if in.bad || in.rest != "" {
		return nil, errDamaged
	}
	return r, nil
}

func (in *reader) entry(e *Entry, c Codec) error {
	flags := in.byte()
	e.Kind = Kind(in.byte())
	e.Link = in.text()
	e.Mode = uint32(in.number())
	e.UID, e.GID = int(in.number()), int(in.number())
	e.Size = in.number()
	e.Capabilities = in.text()
	e.PAX = in.number()
	e.Binary = flags&isBinary != 0
	if flags&hasSums != 0 {
		for _, sum := range []*string{&e.Sums.SHA256, &e.Sums.SHA1, &e.Sums.MD5} {
			*sum = hex.EncodeToString([]byte(in.text()))
		}
	}
	if flags&hasContents != 0 {
		if contents := in.text(); !in.bad {
			if err := c.UnmarshalContents(e, []byte(contents)); err != nil {
				return err
			}
		}
	}
	if flags&hasFacts == 0 {
		return nil
	}
	e.Facts = map[string]any{}
	for n := in.number(); n > 0 && !in.bad; n-- {
		name, data := in.text(), in.text()
		facts, err := c.UnmarshalFacts(name, []byte(data))
		if err != nil {
			return err
		}
		e.Facts[name] = facts
	}
	return nil
}

// reader reads; after a fault, which bad tells, it gives zero values.
type reader struct {
	rest string
	bad  bool
}

func (in *reader) byte() byte {
	if in.rest == "" {
		in.bad = true
		return 0
	}
	b := in.rest[0]
	in.rest = in.rest[1:]
	return b
}

func (in *reader) uvarint() uint64 {
	var n uint64
	for shift := uint(0); shift < 64; shift += 7 {
		b := in.byte()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	in.bad = true
	return 0
}

func (in *reader) number() int64 {
	n := in.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

func (in *reader) text() string {
	n := in.uvarint()
	if n > uint64(len(in.rest)) {
		in.bad = true
		return ""
	}
	s := in.rest[:n]
	in.rest = in.rest[n:]
	return s
}
