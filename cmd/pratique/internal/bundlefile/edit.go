// Package bundlefile edits and formats the JSON text of a bundle. What an edit
// does not touch stays as it is, byte for byte: a bundle is somebody's source,
// and its changes are read by people.
package bundlefile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/tailscale/hujson"

	"github.com/pratique-dev/pratique/translate/anchore"
)

// byteOrderMark may stand before a bundle; it stays there.
var byteOrderMark = []byte("\ufeff")

// File is a bundle's text, open for edits.
type File struct {
	mark bool
	root hujson.Value
	unit string // one level of indentation, "" for a text in one line
	line string // a line break, "" for a text in one line
}

// Open reads the text of a bundle: standard JSON, an object, without duplicate keys.
func Open(text []byte) (*File, error) {
	decoded, err := decode(text)
	if err != nil {
		return nil, err
	}
	if decoded.Kind != anchore.Object {
		return nil, errors.New("reading the bundle: it is not an object")
	}
	rest, mark := bytes.CutPrefix(text, byteOrderMark)
	root, err := hujson.Parse(rest)
	if err != nil {
		return nil, fmt.Errorf("reading the JSON: %w", err)
	}
	f := &File{mark: mark, root: root}
	for _, m := range root.Value.(*hujson.Object).Members {
		if line := lineBreak(m.Name.BeforeExtra, ""); line != "" {
			f.unit = cmp.Or(strings.TrimLeft(line, "\r\n"), indentation)
			f.line = strings.TrimRight(line, " \t")
			break
		}
	}
	return f, nil
}

// Text is the text with the edits.
func (f *File) Text() []byte {
	text := f.root.Pack()
	if f.mark {
		text = append(bytes.Clone(byteOrderMark), text...)
	}
	return text
}

// lineBreak is the last line break before a value and what stands between the
// two, or without one what is given instead.
func lineBreak(before hujson.Extra, without string) string {
	i := bytes.LastIndexByte(before, '\n')
	if i < 0 {
		return without
	}
	if i > 0 && before[i-1] == '\r' {
		i--
	}
	return string(before[i:])
}

// place is a value on the way to which the objects and lists are known.
type place struct {
	value *hujson.Value
	line  string // the line break of the line that it begins on, "" where there is none
}

// find is the value that the pointer names.
func (f *File) find(pointer string) (place, error) {
	p := place{value: &f.root, line: f.line}
	if pointer == "" {
		return p, nil
	}
	for _, key := range strings.Split(pointer, "/")[1:] {
		next := child(p.value, unescape.Replace(key))
		if next == nil {
			return p, fmt.Errorf("editing the bundle: there is no %s", pointer)
		}
		p = place{value: next.value, line: p.line}
		p.line = lineBreak(next.before, p.line)
	}
	return p, nil
}

// found is the list or the object, which kind says, that the pointer names.
func found[T hujson.ValueTrimmed](f *File, pointer, kind string) (place, T, error) {
	p, err := f.find(pointer)
	if err != nil {
		return p, *new(T), err
	}
	value, ok := p.value.Value.(T)
	if !ok {
		return p, value, fmt.Errorf("editing the bundle: %s is no %s", pointer, kind)
	}
	return p, value, nil
}

var unescape = strings.NewReplacer("~1", "/", "~0", "~")

// entry is a member's value or an element, and the blanks before it.
type entry struct {
	value  *hujson.Value
	before hujson.Extra
}

func child(v *hujson.Value, key string) *entry {
	switch v := v.Value.(type) {
	case *hujson.Object:
		for i := range v.Members {
			if m := &v.Members[i]; m.Name.Value.(hujson.Literal).String() == key {
				return &entry{&m.Value, m.Name.BeforeExtra}
			}
		}
	case *hujson.Array:
		if i, err := strconv.Atoi(key); err == nil && 0 <= i && i < len(v.Elements) {
			return &entry{&v.Elements[i], v.Elements[i].BeforeExtra}
		}
	}
	return nil
}

// remove takes elements out of the list at pointer; their places are sorted.
func (f *File) remove(pointer string, places []int) error {
	_, list, err := found[*hujson.Array](f, pointer, "list")
	if err != nil {
		return err
	}
	var kept []hujson.Value
	for i, e := range list.Elements {
		if len(places) > 0 && places[0] == i {
			places = places[1:]
			continue
		}
		if len(kept) == 0 {
			e.BeforeExtra = list.Elements[0].BeforeExtra
		}
		kept = append(kept, e)
	}
	list.Elements = kept
	if len(kept) == 0 {
		list.AfterExtra = nil
		return nil
	}
	kept[len(kept)-1].AfterExtra = nil // else hujson writes a comma after the last element
	return nil
}

// add puts a value at the end of the list at pointer, written as its
// neighbours are. kind is that of the value (see kinds).
func (f *File) add(pointer string, v *anchore.Value, kind string) error {
	p, list, err := found[*hujson.Array](f, pointer, "list")
	if err != nil {
		return err
	}
	n := len(list.Elements)
	if n == 0 {
		element, err := f.write(v, kind, f.deeper(p.line))
		if err != nil {
			return err
		}
		element.BeforeExtra = hujson.Extra(f.deeper(p.line))
		list.Elements, list.AfterExtra = []hujson.Value{element}, hujson.Extra(p.line)
		return nil
	}
	last := list.Elements[n-1]
	element, err := f.write(v, kind, lineBreak(last.BeforeExtra, ""))
	if err != nil {
		return err
	}
	imitate(&element, last)
	element.BeforeExtra = last.BeforeExtra
	if n == 1 && len(last.BeforeExtra) == 0 {
		element.BeforeExtra = f.blank()
	}
	list.Elements = append(list.Elements, element)
	return nil
}

// set gives a member of the object at pointer a value; a new one comes last.
func (f *File) set(pointer, key string, v *anchore.Value) error {
	p, object, err := found[*hujson.Object](f, pointer, "object")
	if err != nil {
		return err
	}
	line := f.deeper(p.line)
	before, colon := hujson.Extra(line), f.blank()
	if n := len(object.Members); n > 0 {
		last := object.Members[n-1]
		before, colon = last.Name.BeforeExtra, last.Value.BeforeExtra
		if n == 1 && len(before) == 0 {
			before = f.blank()
		}
		line = lineBreak(before, "")
	} else {
		object.AfterExtra = hujson.Extra(p.line)
	}
	value, err := f.write(v, kinds[key], line)
	if err != nil {
		return err
	}
	if old := child(p.value, key); old != nil {
		old.value.Value = value.Value
		return nil
	}
	value.BeforeExtra = colon
	object.Members = append(object.Members, hujson.ObjectMember{
		Name:  hujson.Value{BeforeExtra: before, Value: hujson.Literal(quote(key))},
		Value: value,
	})
	return nil
}

// unset takes a member out of the object at pointer, if it is there.
func (f *File) unset(pointer, key string) error {
	_, object, err := found[*hujson.Object](f, pointer, "object")
	if err != nil {
		return err
	}
	var kept []hujson.ObjectMember
	for _, m := range object.Members {
		if m.Name.Value.(hujson.Literal).String() == key {
			continue
		}
		if len(kept) == 0 {
			m.Name.BeforeExtra = object.Members[0].Name.BeforeExtra
		}
		kept = append(kept, m)
	}
	if object.Members = kept; len(kept) > 0 {
		kept[len(kept)-1].Value.AfterExtra = nil
	}
	return nil
}

// write is a value as the file would have it, on a line with that line break.
func (f *File) write(v *anchore.Value, kind, line string) (hujson.Value, error) {
	var b bytes.Buffer
	printer{Buffer: &b, unit: f.unit}.value(v, kind, line)
	text := b.Bytes()
	value, err := hujson.Parse(text)
	if err != nil {
		return value, fmt.Errorf("writing %s: %w", kind, err)
	}
	if f.unit == "" && len(f.blank()) == 0 {
		value.Minimize()
	}
	return value, nil
}

func (f *File) deeper(line string) string {
	if line == "" {
		return ""
	}
	return line + f.unit
}

// blank is what a text in one line has after colons and commas.
func (f *File) blank() hujson.Extra {
	if members := f.root.Value.(*hujson.Object).Members; len(members) > 0 && len(members[0].Value.BeforeExtra) == 0 {
		return nil
	}
	return hujson.Extra(" ")
}

// imitate gives an object the blanks that its neighbour has.
func imitate(v *hujson.Value, neighbour hujson.Value) {
	from, ok := neighbour.Value.(*hujson.Object)
	to, isObject := v.Value.(*hujson.Object)
	if !ok || !isObject || len(from.Members) == 0 {
		return
	}
	first, rest := from.Members[0], from.Members[len(from.Members)-1]
	for i := range to.Members {
		m := &to.Members[i]
		m.Name.BeforeExtra, m.Value.BeforeExtra = rest.Name.BeforeExtra, rest.Value.BeforeExtra
		if i == 0 {
			m.Name.BeforeExtra = first.Name.BeforeExtra
		}
	}
	to.AfterExtra = from.AfterExtra
}
