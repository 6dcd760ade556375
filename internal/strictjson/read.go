// Package strictjson reads JSON documents that have one reading only: one document of valid
// UTF-8 in which no object has a key twice. It checks them against a schema while it reads,
// in one pass: a library for JSON Schema takes a second for an image of 50,000 files.
package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Error is what is wrong with a document, and where.
type Error struct {
	Line    int    // from 1
	Pointer string // JSON pointer of the value, "" for the document
	Message string
}

func (e *Error) Error() string {
	if e.Pointer == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.Message)
	}
	return fmt.Sprintf("line %d: %s: %s", e.Line, e.Pointer, e.Message)
}

// Builder makes values of what is read. Numbers are given as they are written, members in
// the order of the text.
type Builder[V any] struct {
	Null   func() V
	Bool   func(bool) V
	Number func(string) V
	String func(string) V
	Array  func([]V) V
	Object func([]Member[V]) V
	// Keep says of a member of an object, by its path of keys, whether it is made; nil for all.
	// Others are checked like all, and left out. text gives the value's JSON.
	Keep func(path []string, text func() []byte) bool
}

// Member is one member of an object.
type Member[V any] struct {
	Key   string
	Value V
}

// Read reads the one document of a text. A nil schema allows everything. Its errors are of
// type *Error.
func Read[V any](text []byte, s *Schema, b Builder[V]) (V, error) {
	var none V
	if err := valid(text); err != nil {
		return none, err
	}
	r := &reader[V]{text: text, build: b}
	r.blanks()
	return r.value(s)
}

// Check reads a text like [Read], for its errors alone.
func Check(text []byte, s *Schema) error {
	_, err := Read(text, s, nothing())
	return err
}

// CheckFolded reads a text of another's, whose schema is not known, and also refuses keys of
// one object that differ in case alone: readers take the one for the other. Keys below a name
// in free are anybody's, such as labels.
func CheckFolded(text []byte, free ...string) error {
	if err := valid(text); err != nil {
		return err
	}
	r := &reader[struct{}]{text: text, build: nothing(), folds: true, free: free}
	r.blanks()
	_, err := r.value(nil)
	return err
}

func nothing() Builder[struct{}] {
	nothing := struct{}{}
	return Builder[struct{}]{
		Null: func() struct{} { return nothing }, Bool: func(bool) struct{} { return nothing },
		Number: func(string) struct{} { return nothing }, String: func(string) struct{} { return nothing },
		Array: func([]struct{}) struct{} { return nothing }, Object: func([]Member[struct{}]) struct{} { return nothing },
	}
}

// valid makes sure of the syntax, so that the reader need not look at it.
func valid(text []byte) error {
	if !utf8.Valid(text) {
		offset := 0
		for offset < len(text) {
			r, size := utf8.DecodeRune(text[offset:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			offset += size
		}
		return &Error{Line: line(text, offset), Message: "it is not UTF-8"}
	}
	if json.Valid(text) {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	var document json.RawMessage
	err := decoder.Decode(&document)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return &Error{Line: line(text, int(syntax.Offset)), Message: syntax.Error()}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &Error{Line: line(text, len(text)), Message: "the document ends too early"}
	}
	after := int(decoder.InputOffset())
	after += len(text[after:]) - len(bytes.TrimLeft(text[after:], " \t\r\n"))
	return &Error{Line: line(text, after), Message: "more follows the document"}
}

func line(text []byte, offset int) int {
	return 1 + bytes.Count(text[:min(offset, len(text))], []byte("\n"))
}

type reader[V any] struct {
	text  []byte // valid JSON
	at    int
	path  []string // of the value that is being read
	build Builder[V]
	skips bool // nothing is made of what is read
	keys  map[string]string
	folds bool // keys that differ in case alone are refused, but below those that are free
	free  []string
}

func (r *reader[V]) fail(at int, format string, args ...any) error {
	var pointer strings.Builder
	for _, key := range r.path {
		pointer.WriteByte('/')
		pointer.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(shortened(key)))
	}
	return &Error{Line: line(r.text, at), Pointer: pointer.String(), Message: fmt.Sprintf(format, args...)}
}

// shortened keeps a key short enough for an error.
func shortened(key string) string {
	if len(key) > 200 {
		return key[:200] + "…"
	}
	return key
}

func (r *reader[V]) blanks() {
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case ' ', '\t', '\r', '\n':
			r.at++
		default:
			return
		}
	}
}

// value reads the value at which the reader stands.
func (r *reader[V]) value(s *Schema) (v V, err error) {
	start := r.at
	switch c := r.text[start]; c {
	case '{':
		if err := r.allow(s, start, Object); err != nil {
			return v, err
		}
		return r.object(s)
	case '[':
		if err := r.allow(s, start, Array); err != nil {
			return v, err
		}
		return r.array(s)
	case '"':
		if err := r.allow(s, start, String); err != nil {
			return v, err
		}
		if r.skips && (s == nil || len(s.enum) == 0 && !s.instant) {
			r.skipString()
			return v, nil
		}
		text := r.string()
		if s != nil && len(s.enum) > 0 && !s.enum[text] {
			return v, r.fail(start, "%q instead of %s", shortened(text), s.choices)
		}
		if s != nil && s.instant {
			if _, err := time.Parse(time.RFC3339, text); err != nil {
				return v, r.fail(start, "%q instead of a time such as 2024-03-15T12:00:00Z", shortened(text))
			}
		}
		if r.skips {
			return v, nil
		}
		return r.build.String(text), nil
	case 't', 'f':
		if err := r.allow(s, start, Boolean); err != nil {
			return v, err
		}
		r.at += len("true")
		if c == 'f' {
			r.at++
		}
		if r.skips {
			return v, nil
		}
		return r.build.Bool(c == 't'), nil
	case 'n':
		if err := r.allow(s, start, Null); err != nil {
			return v, err
		}
		r.at += len("null")
		if r.skips {
			return v, nil
		}
		return r.build.Null(), nil
	}
	for r.at < len(r.text) && strings.IndexByte("+-.0123456789eE", r.text[r.at]) >= 0 {
		r.at++
	}
	number := string(r.text[start:r.at])
	kind := Number
	if isInteger(number) {
		kind = Number | Integer
	}
	if err := r.allow(s, start, kind); err != nil {
		return v, err
	}
	if r.skips {
		return v, nil
	}
	return r.build.Number(number), nil
}

// isInteger says whether a number has no fraction, in whatever form it is written.
func isInteger(number string) bool {
	if strings.Trim(number, "-0123456789") == "" {
		return true
	}
	f, err := strconv.ParseFloat(number, 64)
	return err == nil && f == math.Trunc(f)
}

func (r *reader[V]) allow(s *Schema, at int, k Kind) error {
	if s == nil || s.kinds == 0 || s.kinds&k != 0 {
		return nil
	}
	return r.fail(at, "%s instead of %s", k.text(), s.kinds.text())
}

func (r *reader[V]) array(s *Schema) (v V, err error) {
	r.at++
	r.blanks()
	list := []V{}
	var items *Schema
	if s != nil {
		items = s.items
	}
	r.path = append(r.path, "")
	for r.text[r.at] != ']' {
		if r.text[r.at] == ',' {
			r.at++
			r.blanks()
		}
		r.path[len(r.path)-1] = strconv.Itoa(len(list))
		item, err := r.value(items)
		if err != nil {
			return v, err
		}
		list = append(list, item)
		r.blanks()
	}
	r.at++
	r.path = r.path[:len(r.path)-1]
	if r.skips {
		return v, nil
	}
	return r.build.Array(list), nil
}

// fewMembers is how many members are compared with each other; more go by a map.
const fewMembers = 16

//nolint:gocognit // one pass, for each object of a document
func (r *reader[V]) object(s *Schema) (v V, err error) {
	begin := r.at
	r.at++
	r.blanks()
	var members []Member[V]
	var left []string // keys of members that are left out
	var seen map[string]bool
	for r.text[r.at] != '}' {
		if r.text[r.at] == ',' {
			r.at++
			r.blanks()
		}
		start := r.at
		key := r.key()
		twice := seen[key]
		if seen == nil {
			for _, m := range members {
				twice = twice || m.Key == key
			}
			twice = twice || slices.Contains(left, key)
			if len(members)+len(left) >= fewMembers {
				seen = make(map[string]bool, 2*fewMembers)
				for _, m := range members {
					seen[m.Key] = true
				}
				for _, key := range left {
					seen[key] = true
				}
			}
		}
		if twice {
			return v, r.fail(start, "duplicate key %q", shortened(key))
		}
		if seen != nil {
			seen[key] = true
		}
		if s != nil && s.names != nil && s.names.enum != nil && !s.names.enum[key] {
			return v, r.fail(start, "the key %q instead of %s", shortened(key), s.names.choices)
		}
		inner, known := s.member(key)
		if !known {
			if meant := s.meant(key); meant != "" {
				return v, r.fail(start, "the key %q is not known (did you mean %q?)", shortened(key), meant)
			}
		}
		r.blanks()
		r.at++ // the colon
		r.blanks()
		r.path = append(r.path, key)
		skips := r.skips
		r.skips = skips || r.build.Keep != nil && !r.build.Keep(r.path, r.ahead)
		value, err := r.value(inner)
		if err != nil {
			return v, err
		}
		r.path = r.path[:len(r.path)-1]
		if r.skips && !skips {
			if seen == nil {
				left = append(left, key)
			}
		} else {
			members = append(members, Member[V]{key, value})
		}
		r.skips = skips
		r.blanks()
	}
	r.at++
	if err := r.folded(begin, members); err != nil {
		return v, err
	}
	if s != nil {
		for _, required := range s.required {
			if !has(members, seen, required) && !slices.Contains(left, required) {
				return v, r.fail(begin, "%q is missing", required)
			}
		}
	}
	if r.skips {
		return v, nil
	}
	return r.build.Object(members), nil
}

// folded refuses members whose keys differ in case alone.
func (r *reader[V]) folded(at int, members []Member[V]) error {
	if !r.folds || len(r.path) > 0 && slices.Contains(r.free, r.path[len(r.path)-1]) {
		return nil
	}
	keys := make(map[string]string, len(members))
	for _, m := range members {
		key := strings.ToLower(m.Key)
		if other, ok := keys[key]; ok {
			return r.fail(at, "the keys %q and %q differ in case alone", shortened(other), shortened(m.Key))
		}
		keys[key] = m.Key
	}
	return nil
}

func has[V any](members []Member[V], seen map[string]bool, key string) bool {
	if seen != nil {
		return seen[key]
	}
	for _, m := range members {
		if m.Key == key {
			return true
		}
	}
	return false
}

// key reads a key. Most of them are the same few, which are kept.
func (r *reader[V]) key() string {
	start := r.at
	r.skipString()
	if key, ok := r.keys[string(r.text[start:r.at])]; ok {
		return key
	}
	end := r.at
	r.at = start
	key := r.string()
	if len(key) <= maxKey && len(r.keys) < maxKeys {
		if r.keys == nil {
			r.keys = map[string]string{}
		}
		r.keys[string(r.text[start:end])] = key
	}
	return key
}

const (
	maxKey  = 24   // bytes of the longest key that is kept
	maxKeys = 1024 // that are kept
)

// skipString goes past the string at which the reader stands.
func (r *reader[V]) skipString() {
	for r.at++; r.text[r.at] != '"'; r.at++ {
		if r.text[r.at] == '\\' {
			r.at++
		}
	}
	r.at++
}

// ahead is the text of the value at which the reader stands, and stays.
func (r *reader[V]) ahead() []byte {
	start := r.at
	defer func() { r.at = start }()
	depth := 0
	for {
		switch c := r.text[r.at]; c {
		case '"':
			r.skipString()
		case '{', '[':
			depth++
			r.at++
		case '}', ']':
			depth--
			r.at++
		default:
			r.at++
			if depth > 0 || r.at < len(r.text) && strings.IndexByte(",]} \t\r\n", r.text[r.at]) < 0 {
				continue // within a number or a word
			}
		}
		if depth <= 0 {
			return r.text[start:r.at]
		}
	}
}

// string reads the string at which the reader stands.
func (r *reader[V]) string() string {
	start := r.at
	r.at++
	escaped := false
	for r.text[r.at] != '"' {
		if r.text[r.at] == '\\' {
			escaped = true
			r.at++
		}
		r.at++
	}
	r.at++
	if !escaped {
		return string(r.text[start+1 : r.at-1])
	}
	var text string
	_ = json.Unmarshal(r.text[start:r.at], &text) // it is valid
	return text
}
