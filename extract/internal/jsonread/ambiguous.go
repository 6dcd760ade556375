package jsonread

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Unambiguous is an error where some object of a document has a key twice: programs differ
// in which one counts. Folds says of an object, by its place, that its readers are written
// in Go, which takes keys that differ only in case for one; nil stands for none.
//
// A place is the keys from the top, folded with Fold, with * for an element of an array and a slash between
// them: "", "config/healthcheck", "history/*".
func Unambiguous(data []byte, folds func(place string) bool) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	type level struct {
		place string
		keys  map[string]string // folded or as it is -> as it is; nil for an array
		folds bool
		value bool // the next token of an object is a value
		key   string
	}
	var levels []*level
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) && len(levels) > 0 {
			return io.ErrUnexpectedEOF
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var top *level
		if len(levels) > 0 {
			top = levels[len(levels)-1]
		}
		if delim, ok := token.(json.Delim); ok && (delim == '}' || delim == ']') {
			levels = levels[:len(levels)-1]
			continue
		}
		if top != nil && top.keys != nil && !top.value {
			top.key, _ = token.(string) // the decoder accepts no other key
			top.value = true
			same := top.key
			if top.folds {
				same = Fold(same)
			}
			if before, again := top.keys[same]; again {
				return repeated(top.place, before, top.key)
			}
			top.keys[same] = top.key
			continue
		}
		place := ""
		if top != nil {
			top.value = false
			place = "*"
			if top.keys != nil {
				place = Fold(top.key)
			}
			if len(levels) > 1 {
				place = top.place + "/" + place
			}
		}
		if delim, ok := token.(json.Delim); ok {
			next := &level{place: place}
			if delim == '{' {
				next.keys = map[string]string{}
				next.folds = folds != nil && folds(place)
			}
			levels = append(levels, next)
		}
	}
}

func repeated(place, before, again string) error {
	where := "it"
	if place != "" {
		where = place
	}
	if before == again {
		return fmt.Errorf("%s has the key %q twice", where, again)
	}
	return fmt.Errorf("%s has the keys %q and %q, which container engines take for one", where, before, again)
}

// Fold is the form that all keys have in common which encoding/json takes for one field.
func Fold(key string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return unicode.ToLower(least)
	}, key)
}

// Any is the value of a document, with numbers as they stand there.
func Any(data []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err
}
