package source

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/translate/anchore"
)

func TestString(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain", "a b", `"a b"`},
		{"quotes", `a"b\c`, `"a\"b\\c"`},
		{"white space", "a\n\t\r", `"a\n\t\r"`},
		{"control", "\x00\x1b[2J\x7f", `"\u0000\u001b[2J\u007f"`},
		{"backquote", "`", `"\u0060"`},
		{"line separator", "\u2028\u2029\u0085", `"\u2028\u2029\u0085"`},
		{"bidirectional", "a\u202eb", `"a\u202eb"`},
		{"byte order mark", "\ufeff", `"\ufeff"`},
		{"beyond the basic plane, not printable", "\U000e0001", `"\udb40\udc01"`},
		{"beyond the basic plane", "🚢", `"🚢"`},
		{"interpolation", "$\"{input}", `"$\"{input}"`},
		{"not UTF-8", "a\xffb", "\"a\ufffdb\""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, String(tt.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzString(f *testing.F) {
	for _, s := range []string{"", `"`, `\`, "`", "\u2028", "\x00", "\U0010ffff", `\u0022`, "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		literal := String(s)
		s = strings.ToValidUTF8(s, "\ufffd")
		// A run of bad bytes becomes one replacement there and several here.
		if !strings.ContainsRune(s, '\ufffd') {
			term, err := ast.ParseTerm(literal)
			if err != nil {
				t.Fatalf("%s is no term: %v", literal, err)
			}
			if got, ok := term.Value.(ast.String); !ok || string(got) != s {
				t.Errorf("got %v, want %q", term, s)
			}
		}
		if strings.ContainsFunc(literal, func(r rune) bool { return r != ' ' && !unicode.IsPrint(r) || r == '`' }) {
			t.Errorf("%q has a character that is not seen", literal)
		}
		var back string
		if err := json.Unmarshal([]byte(literal), &back); err != nil {
			t.Errorf("%s is not JSON: %v", literal, err)
		}
	})
}

func TestValue(t *testing.T) {
	t.Parallel()
	const text = `{"b": [1.0, -0, 1E+2, 1e-05, true, null, {}, []], "a": {"x": "\u2028"}}`
	v, _, err := anchore.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"b": [1.0, -0, 1E+2, 1e-05, true, null, {}, []], "a": {"x": "\u2028"}}`
	if diff := cmp.Diff(want, Value(v)); diff != "" {
		t.Error(diff)
	}
	if got := Value(nil); got != "null" {
		t.Errorf("got %s of an absent value, want null", got)
	}
}

func TestComment(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain", "section 4.9", "# /p: section 4.9\n"},
		{"empty", "", "# /p:\n"},
		{"lines", "a\nimport b\r\nc\u2028d\u0085e\vf", "# /p: a import b c d e f\n"},
		{"metadata", "\n# METADATA\n# title: x", "# /p: # METADATA # title: x\n"},
		{"invisible", "a\u202e\u200b\x1b[2Jb", "# /p: a [2Jb\n"},
		{"long", strings.Repeat("é", 300), "# /p: " + strings.Repeat("é", 200) + "…\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Comment("/p: ", tt.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain", "a b", `"a b"`},
		{"backslash", `\d+\.`, "`\\d+\\.`"},
		{"quotes", `a"b`, "`a\"b`"},
		{"backquote", "`\\", `"\u0060\\"`},
		{"line end", "\\\n", `"\\\n"`},
		{"invisible", "\\\u202e", `"\\\u202e"`},
		{"not UTF-8", "\\\xff", "\"\\\\\ufffd\""},
		{"empty", "", `""`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Text(tt.in)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if term, err := ast.ParseTerm(got); err != nil || term.Value.Compare(ast.String(strings.ToValidUTF8(tt.in, "\ufffd"))) != 0 {
				t.Errorf("%s is read as %v, %v", got, term, err)
			}
		})
	}
}

func TestTitle(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"section 4.9", "section 4.9"},
		{"Setuid, setgid (all)", "Setuid, setgid (all)"},
		{"true", `"true"`},
		{"a: b", `"a: b"`},
		{"a #b", `"a #b"`},
		{"a\n# custom: {x: 1}", `"a # custom: {x: 1}"`},
		{`"quoted"`, `"\"quoted\""`},
		{"é\u202eü", `"é ü"`},
		{"", `""`},
	}
	for _, tt := range tests {
		want := "# METADATA\n# title: " + tt.want + "\n"
		got := Title(tt.text, "")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		module, err := ast.ParseModuleWithOpts("x.rego", "package x\n\n"+got+"a := 1\n", ast.ParserOptions{ProcessAnnotation: true})
		if err != nil || len(module.Annotations) != 1 || module.Annotations[0].Title != plain(tt.text) || module.Annotations[0].Custom != nil {
			t.Errorf("%q is read as %v, %v", got, module, err)
		}
	}
	if diff := cmp.Diff("# METADATA\n# title: a b\n# description: \"c: d\"\n", Title("a b", "c: d")); diff != "" {
		t.Error(diff)
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 50)
	tests := []struct{ name, in, want string }{
		{"short", "a := [1, 2]\n", "a := [1, 2]\n"},
		{"list", `a := ["` + long + `y", "` + long + `zzzzz", "(,"]`, "a := [\n\t\"" + long + "y\",\n\t\"" + long + "zzzzz\",\n\t\"(,\",\n]\n"},
		{"member", "\t\"a\": {\"b\": \"" + long + "\", \"c\": \"" + long + "\"},", "\t\"a\": {\n\t\t\"b\": \"" + long + "\",\n\t\t\"c\": \"" + long + "\",\n\t},\n"},
		{"argument", `a := f(["` + long + `", "` + long + `, ", 1])`, "a := f([\n\t\"" + long + "\",\n\t\"" + long + ", \",\n\t1,\n])\n"},
		{"a text", `a := "` + long + long + long + `"`, `a := "` + long + long + long + `"` + "\n"},
		{"a raw string", "a := [`" + long + "]`, `\\" + long + "`, `x`, 1]", "a := [\n\t`" + long + "]`,\n\t`\\" + long + "`,\n\t`x`,\n\t1,\n]\n"},
		{"comment", "# [" + long + long + ", " + long + "]", "# [" + long + long + ", " + long + "]\n"},
		{"JSON", "a := json.unmarshal(`{\n" + long + long + long + "[1, 2]`)", "a := json.unmarshal(`{\n" + long + long + long + "[1, 2]`)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Wrap(tt.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRuleSlugs(t *testing.T) {
	t.Parallel()
	s := Slugs{Prefix: "rule", Rules: true}
	s.Take("policy", "count")
	tests := []struct{ in, want string }{
		{"policy", "policy_2"},
		{"count", "count_2"},
		{"test_x", "rule_test_x"},
		{"Todo: test x", "rule_todo_test_x"},
		{"x", "x"},
		{"1", "rule_1"},
	}
	for _, tt := range tests {
		if got := s.Name(tt.in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestSlugs(t *testing.T) {
	t.Parallel()
	s := Slugs{Prefix: "policy"}
	tests := []struct{ in, want string }{
		{"CIS Dockerfile Checks", "cis_dockerfile_checks"},
		{"cis/dockerfile-checks!", "cis_dockerfile_checks_2"},
		{"CIS Dockerfile Checks 2", "cis_dockerfile_checks_2_2"},
		{"", "policy"},
		{"规则", "policy_2"},
		{"48e6f7d6", "policy_48e6f7d6"},
		{"default", "policy_default"},
		{"../../etc/passwd", "etc_passwd"},
		{"smoke test", "smoke_test_policy"}, // smoke_test.rego would be a test
		{"test", "test_policy"},
		{strings.Repeat("x", 500), strings.Repeat("x", 60)},
		{"\u212a", "policy_3"}, // the Kelvin sign is no k
	}
	for _, tt := range tests {
		if got := s.Name(tt.in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestBlocks(t *testing.T) {
	t.Parallel()
	var inner, outer Object
	if got := outer.Block() + outer.Inline() + Lines(nil); got != "{}{}[]" {
		t.Errorf("empty: got %s", got)
	}
	inner.Add("b", Strings([]string{"c", "d"}))
	outer.Add("a", inner.Block())
	outer.Add("n", Nullable(nil))
	want := "{\n\t\"a\": {\n\t\t\"b\": [\"c\", \"d\"],\n\t},\n\t\"n\": null,\n}"
	if diff := cmp.Diff(want, outer.Block()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("[\n\t1,\n]", Lines([]string{"1"})); diff != "" {
		t.Error(diff)
	}
}
