package anchore

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func readerTexts() []string {
	var keys []string
	for i := range 3 * fewKeys {
		keys = append(keys, fmt.Sprintf(`"k%d": %d`, i%(2*fewKeys), i))
	}
	return []string{
		"null", " true ", "false", "-1.5e3", "1e400", `""`, `"a\"\\\u00e9\ud83d\ude00"`, "[]", "{}", "[ ]", "{ }",
		"{\n\t\"a/b~\" : [1,2 , [\"x\", {}]],\r\n\"\" : null}",
		`{"a": 1, "b": {"a": 2, "a": {"x": 1}}, "\u0061": 3}`,
		"{" + strings.Join(keys, ", ") + "}",
		strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth),
		strings.Repeat("[", MaxDepth+2) + strings.Repeat("]", MaxDepth+2),
		"[1,]", "{", "", "1 2", `{"a" 1}`, "[1 2]", `"` + "\n" + `"`,
	}
}

// TestReader compares the reader with the library's decoder.
func TestReader(t *testing.T) {
	t.Parallel()
	for _, text := range readerTexts() {
		sameReading(t, text)
	}
}

func FuzzReader(f *testing.F) {
	for _, text := range readerTexts() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { sameReading(t, text) })
}

func sameReading(t *testing.T, text string) {
	t.Helper()
	got, gotTwice, gotErr := Decode([]byte(text))
	if gotErr != nil && got != nil {
		t.Errorf("%q: got a value beside %v", text, gotErr)
	}
	want, wantTwice, wantErr := decode([]byte(strings.TrimPrefix(text, "\ufeff")))
	if gotErr != nil && slices.Contains([]string{"it is not UTF-8", "an escape is half of a surrogate pair", "it is larger than 32 MiB"}, gotErr.Error()) {
		return // which is looked at before
	}
	if fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
		t.Errorf("%q: got error %v, want %v", text, gotErr, wantErr)
	}
	if !reflect.DeepEqual(want, got) { // cmp.Diff takes exponential time at depth 64
		t.Errorf("%q: got %+v, want %+v", text, got, want)
	}
	if !slices.Equal(wantTwice, gotTwice) {
		t.Errorf("%q: got duplicates %q, want %q", text, gotTwice, wantTwice)
	}
}

func TestHasKey(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{"mappings": []}`: true, `{"a": {"mappings": 1}, "b": "mappings"}`: false, `["mappings"]`: false,
		`{"a": "\"mappings\":", "mappings"` + "\n:1}": true, `{"\u006dappings": 1}`: false, `{"mappings`: false, "": false,
	} {
		if got := HasKey([]byte(text), "mappings"); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	var items []string
	for i := range 13_000 {
		items = append(items, fmt.Sprintf(`{"id": "i%d", "gate": "vulnerabilities", "trigger_id": "CVE-2020-%d+*"}`, i, i))
	}
	text := []byte("[" + strings.Join(items, ",\n") + "]")
	for b.Loop() {
		if _, _, err := Decode(text); err != nil {
			b.Fatal(err)
		}
	}
}
