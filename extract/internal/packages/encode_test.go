package packages

import (
	"errors"
	"reflect"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/go-cmp/cmp"
)

// TestCatalogers checks that each row has what is asked of it, and a name of its own.
func TestCatalogers(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, k := range catalogers {
		if names[k.name] || k.name == "" || len(k.types) == 0 || k.match == nil || k.decode == nil || k.read == nil && !k.stream && k.limit != present {
			t.Errorf("the row %q is not complete, or there are two of its name", k.name)
		}
		names[k.name] = true
	}
}

// TestEncode writes and reads a full value of each kind: fields that the encoding would leave out
// (unexported ones, those of a kind that somebody has added) show themselves here.
func TestEncode(t *testing.T) {
	t.Parallel()
	mode := decoding()
	for _, kind := range catalogers {
		zero, err := kind.decode(mode, cbor.RawMessage{0xf6}) // null
		if err != nil {
			t.Errorf("kind %s: %v", kind, err)
			continue
		}
		value := reflect.New(reflect.TypeOf(zero)).Elem()
		populate(t, value, 0)
		want := &Facts{kind: kind, value: value.Interface(), err: errors.New("half of it")}
		text, err := want.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Unmarshal(text)
		if err != nil {
			t.Fatal(err)
		}
		if got.kind != kind || got.err.Error() != "half of it" {
			t.Errorf("kind %s: got %+v", kind, got)
		}
		if diff := cmp.Diff(want.value, got.value); diff != "" {
			t.Errorf("kind %s (-want +got):\n%s", kind, diff)
		}
	}
	if _, err := Unmarshal([]byte("\xff")); err == nil {
		t.Error("no CBOR: want an error")
	}
}

// populate gives every field below a value one that is not zero.
func populate(t *testing.T, v reflect.Value, depth int) {
	t.Helper()
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		populate(t, v.Elem(), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() {
				t.Errorf("%s.%s is not exported, so it would be lost", v.Type(), v.Type().Field(i).Name)
				continue
			}
			populate(t, v.Field(i), depth+1)
		}
	case reflect.Slice:
		n := 2
		if depth > 6 {
			n = 0 // a type that holds itself
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			populate(t, v.Index(i), depth+1)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		populate(t, key, depth+1)
		populate(t, value, depth+1)
		v.SetMapIndex(key, value)
	case reflect.String:
		v.SetString("é\xff")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(7)
	case reflect.Array:
		for i := range v.Len() {
			populate(t, v.Index(i), depth+1)
		}
	default:
		t.Errorf("a field of kind %s: the test does not know how to fill it", v.Kind())
	}
}
