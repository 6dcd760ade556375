package strictjson_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/internal/schemas"
	"github.com/pratique-dev/pratique/internal/strictjson"
)

// plain makes the values that encoding/json makes.
func plain() strictjson.Builder[any] {
	return strictjson.Builder[any]{
		Null: func() any { return nil }, Bool: func(b bool) any { return b },
		Number: func(n string) any { return json.Number(n) }, String: func(s string) any { return s },
		Array: func(list []any) any { return list },
		Object: func(members []strictjson.Member[any]) any {
			m := map[string]any{}
			for _, member := range members {
				m[member.Key] = member.Value
			}
			return m
		},
	}
}

func compiled(t testing.TB, text string) *strictjson.Schema {
	t.Helper()
	s, err := strictjson.Compile([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const schema = `{
	"type": "object", "required": ["a"],
	"properties": {
		"a": {"type": "integer"},
		"List": {"type": "array", "items": {"type": ["string", "null"]}},
		"map": {"type": "object", "additionalProperties": {"$ref": "#/definitions/d"}},
		"kind": {"enum": ["x", "y"]},
		"version": {"const": "1"},
		"number": {"type": "number"},
		"at": {"type": ["string", "null"], "format": "date-time"},
		"counts": {"type": "object", "propertyNames": {"enum": ["x", "y"]}, "additionalProperties": {"type": "integer"}}
	},
	"definitions": {"d": {"type": "object", "required": ["r"], "properties": {"r": {"type": "boolean"}, "d": {"$ref": "#/definitions/d"}}}}
}`

func TestCheck(t *testing.T) {
	t.Parallel()
	members := func(n int, last string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `"k%d": 1, `, i)
		}
		return `{"a": 1, ` + b.String() + last + `}`
	}
	for _, test := range []struct{ name, text, want string }{
		{"right", `{"a": -1, "List": ["x", null], "map": {"Any": {"r": true, "d": {"r": false}}, "any": {"r": true}}, "kind": "y", "version": "1", "number": 1.5e3, "other": [{}]}` + "\n", ""},
		{"integers in other forms", `{"a": 1.0, "number": 3}`, ""},
		{"escapes", `{"a": 1, "\u0078\n\"": "\ud83d\ude00"}`, ""},
		{"a fraction", `{"a": 1.5}`, "line 1: /a: a number instead of an integer"},
		{"missing", "\n{\"List\": []}", `line 2: "a" is missing`},
		{"missing below", `{"a": 1, "map": {"x/y": {}}}`, `line 1: /map/x~1y: "r" is missing`},
		{"type", "{\"a\": 1,\n \"List\": {}}", "line 2: /List: an object instead of an array"},
		{"type of an item", `{"a": 1, "List": ["x", 1]}`, "line 1: /List/1: a number instead of null or a string"},
		{"null", `{"a": null}`, "line 1: /a: null instead of an integer"},
		{"the document", `[]`, "line 1: an array instead of an object"},
		{"choice", `{"a": 1, "kind": "z"}`, `line 1: /kind: "z" instead of "x" or "y"`},
		{"constant", `{"a": 1, "version": "2"}`, `line 1: /version: "2" instead of "1"`},
		{"constant of another type", `{"a": 1, "version": 1}`, "line 1: /version: a number instead of a string"},
		{"in another case", `{"a": 1, "list": []}`, `line 1: the key "list" is not known (did you mean "List"?)`},
		{"twice", "{\"a\": 1,\n\"a\": 2}", `line 2: duplicate key "a"`},
		{"twice, spelt in another way", `{"a": 1, "\u0061": 2}`, `line 1: duplicate key "a"`},
		{"twice below", `{"a": 1, "o": [{"x": 1, "x": 1}]}`, `line 1: /o/0: duplicate key "x"`},
		{"twice among many", members(100, `"k3": 1`), `line 1: duplicate key "k3"`},
		{"times", `{"a": 1, "at": "2024-03-15T12:00:00.123+02:00"}`, ""},
		{"no time", `{"a": 1, "at": null}`, ""},
		{"another text", `{"a": 1, "at": "yesterday"}`, `line 1: /at: "yesterday" instead of a time such as 2024-03-15T12:00:00Z`},
		{"names of keys", `{"a": 1, "counts": {"x": 1, "y": 2}}`, ""},
		{"another name of a key", `{"a": 1, "counts": {"z": 1}}`, `line 1: /counts: the key "z" instead of "x" or "y"`},
		{"many", members(100, `"k": 1`), ""},
		{"missing among many", strings.Replace(members(100, `"k": 1`), `"a"`, `"b"`, 1), `line 1: "a" is missing`},
		{"two documents", "{\"a\": 1}\n{\"a\": 1}", "line 2: more follows the document"},
		{"cut", `{"a": 1`, "line 1: the document ends too early"},
		{"empty", "", "line 1: the document ends too early"},
		{"syntax", "{\n\"a\": x}", "line 2: invalid character 'x' looking for beginning of value"},
		{"not UTF-8", "{\"a\": 1,\n\"b\": \"\xff\"}", "line 2: it is not UTF-8"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if err := strictjson.Check([]byte(test.text), compiled(t, schema)); err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckFolded(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{`{"A": {"b": 1}, "b": {"A": 1}, "Labels": {"x": 1, "X": 2}}`, ""},
		{"{\"A\": 1,\n\"a\": 1}", `line 1: the keys "A" and "a" differ in case alone`},
		{`[{"A": {"b": 1, "B": 1}}]`, `line 1: /0/A: the keys "b" and "B" differ in case alone`},
		{`{"Labels": {"x": 1, "x": 2}}`, `line 1: /Labels: duplicate key "x"`},
	} {
		got := ""
		if err := strictjson.CheckFolded([]byte(test.text), "Labels"); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{`{"pattern": "x"}`, "unknown field"},
		{`{"type": "text"}`, "there is no type"},
		{`{"$ref": "#/definitions/x"}`, "there is no #/definitions/x"},
	} {
		if _, err := strictjson.Compile([]byte(test.text)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want it to say %q", test.text, err, test.want)
		}
	}
}

// TestAgainstLibrary changes input documents at random and compares with a library for JSON
// Schema.
func TestAgainstLibrary(t *testing.T) {
	t.Parallel()
	ours := compiled(t, string(schemas.Input))
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemas.Input))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("input.json", value); err != nil {
		t.Fatal(err)
	}
	oracle, err := compiler.Compile("input.json")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for range 3000 {
		var document any
		if err := json.Unmarshal([]byte(whole), &document); err != nil {
			t.Fatal(err)
		}
		for range 1 + random.IntN(2) {
			document = change(random, document)
		}
		text, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		want, got := oracle.Validate(instance), strictjson.Check(text, ours)
		if got != nil {
			refused++
		}
		if (want == nil) != (got == nil) {
			t.Fatalf("%s\ngot %v, the library says %v", text, got, want)
		}
	}
	if refused < 500 || refused > 2900 {
		t.Errorf("%d of 3000 documents were refused: the changes do not try both", refused)
	}
}

// change replaces or removes one value at random.
func change(random *rand.Rand, value any) any {
	values := []any{nil, true, 1.0, 1.5, "x", "file", []any{}, map[string]any{}}
	switch v := value.(type) {
	case map[string]any:
		keys := make([]string, 0, len(v))
		for key := range v {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		if len(keys) == 0 || random.IntN(8) == 0 {
			break
		}
		key := keys[random.IntN(len(keys))]
		if random.IntN(8) == 0 {
			delete(v, key)
			return v
		}
		v[key] = change(random, v[key])
		return v
	case []any:
		if len(v) > 0 && random.IntN(8) != 0 {
			i := random.IntN(len(v))
			v[i] = change(random, v[i])
			return v
		}
	}
	return values[random.IntN(len(values))]
}

const whole = `{
	"schema_version": "1",
	"image": {"registry": "r", "repository": "x", "tag": "1", "digest": null, "id": "i", "size": 5, "config": {"User": "x"}, "layers": [{"digest": "d", "size": 1}], "history": [{"created_by": "x"}]},
	"dockerfile": {"mode": "actual", "lines": {"RUN": ["RUN x"]}, "instructions": [{"instruction": "RUN", "stage": 0, "start_line": 1, "end_line": 2, "commands": [{"name": "x", "arguments": ["y"]}]}]},
	"files": {"/a": {"type": "file", "mode": 33261, "uid": 0, "gid": 0, "size": 1, "sha256": null}},
	"packages": [{"name": "x", "version": "1", "type": "dpkg", "licenses": ["MIT"], "files": [{"path": "/a"}]}],
	"retrieved_files": {"/etc/passwd": {"content": "x", "encoding": "utf-8"}},
	"secret_search": {"/a": [{"name": "n", "regex": "r", "lines": [1]}]},
	"vulnerabilities": {"matches": [{"vulnerability": {"id": "CVE-1", "severity": "High", "cvss_nvd": [{"base_score": 1.5}]}, "package": {"name": "x", "version": "1", "type": "dpkg"}, "fix": {"versions": ["2"]}}]},
	"containers": [{"source": "run", "role": "container", "name": "x", "incomplete": [], "unsupported": [], "ports": [{"container_port": 1, "protocol": "tcp", "host_ip": null, "host_port": 1}], "labels": {"a": "b"}}],
	"daemon": {"info": {"ServerVersion": "1", "SecurityOptions": ["a"], "Swarm": {"Managers": 1}, "RegistryConfig": {"IndexConfigs": {"a": {"Secure": true}}}}, "config": {"icc": true}, "networks": [{"name": "bridge", "driver": "bridge", "options": {"a": "b"}}], "conflicts": [], "unsupported": []},
	"host": {"files": {"/a": {"mode": 1, "uid": 0, "gid": 0}, "/b": null}, "groups": {"docker": {"gid": 1, "members": ["a"]}}},
	"problems": [{"section": "files", "path": null, "message": "m", "minor": true}]
}`

// FuzzRead compares with encoding/json: what is read is the same, and what is refused
// besides has a key twice or is not UTF-8.
func FuzzRead(f *testing.F) {
	for _, text := range []string{whole, `{"a":{"a":1,"a":2}}`, `[1e5, "\ud800", " \"", {}]`, "{}{}", "\xff", "  1 "} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := strictjson.Read(text, nil, plain())
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		var want any
		wrong := decoder.Decode(&want)
		switch {
		case err == nil && (wrong != nil || !json.Valid(text)):
			t.Fatalf("it is read, though %v", wrong)
		case err == nil && !cmp.Equal(want, got):
			t.Fatalf("values differ: %s", cmp.Diff(want, got))
		case err != nil && json.Valid(text) && !strings.Contains(err.Error(), "duplicate key") && !strings.Contains(err.Error(), "UTF-8"):
			t.Fatalf("it is refused: %v", err)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	var text bytes.Buffer
	text.WriteString(`{"schema_version": "1", "files": {`)
	for i := range 50_000 {
		if i > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `"/usr/share/doc/package-%d/file": {"type": "file", "mode": 33188, "uid": 0, "gid": 0, "size": %d, "sha256": "0123456789012345678901234567890123456789012345678901234567890123", "layer": 3}`, i, i)
	}
	text.WriteString("}}")
	s := compiled(b, string(schemas.Input))
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if err := strictjson.Check(text.Bytes(), s); err != nil {
			b.Fatal(err)
		}
	}
}

// TestKeep compares a document of which some members are not made with one that has lost them.
func TestKeep(t *testing.T) {
	t.Parallel()
	many := "{"
	for i := range 40 {
		many += fmt.Sprintf(`"drop%d": {"x": [1, "}", null]}, "k%d": %d, `, i, i, i)
	}
	many += `"last": 0}`
	for _, text := range []string{
		`{"a": 1, "drop": {"b": [{"c": "}\\""}]}, "c": {"drop": -1.5, "d": "x"}, "e": [{"drop": "x"}, {"drop": tru}]}`,
		`{"a": 1, "drop": {"b": [{"c": "}\\""}]}, "c": {"drop": -1.5, "d": "x"}, "e": [{"drop": "x"}, {"drop" :true , "f":false }]}`,
		many,
		`{"a": 1, "drop": 1, "drop": 2}`, `{"a": 1, "drop": {"x": 1, "x": 1}}`, strings.Replace(many, "last", "drop3", 1),
		`{"a": 1, "List": ["drop", 1]}`, `{"drop": 1}`, `{"a": 1, "map": {"drop": {"r": 1}}}`, `{"a": 1, "map": {"drop": {"r": true, "d": {"r": false}}}}`,
	} {
		for _, s := range []*strictjson.Schema{nil, compiled(t, schema)} {
			want, wantErr := strictjson.Read([]byte(text), s, plain())
			builder := plain()
			builder.Keep = func(path []string, ahead func() []byte) bool {
				var value any
				if err := json.Unmarshal(ahead(), &value); err != nil {
					t.Errorf("%v: %v in %s", path, err, ahead())
				}
				return !strings.HasPrefix(path[len(path)-1], "drop")
			}
			got, err := strictjson.Read([]byte(text), s, builder)
			if fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Errorf("%.80s: got error %v, want %v", text, err, wantErr)
			}
			if diff := cmp.Diff(without(want), got); diff != "" {
				t.Errorf("%.80s (-want +got):\n%s", text, diff)
			}
		}
	}
}

// without takes members out of what plain made.
func without(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = without(v[i])
		}
	case map[string]any:
		for key := range v {
			if v[key] = without(v[key]); strings.HasPrefix(key, "drop") {
				delete(v, key)
			}
		}
	}
	return v
}
