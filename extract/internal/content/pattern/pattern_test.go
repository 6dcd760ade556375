package pattern_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/content/pattern"
)

const limit = 5 * time.Second

// TestPython compares with what python3 said (testdata/record.py). More of it,
// made by `record.py SEED COUNT`, can be given by PRATIQUE_PYTHON_CASES.
func TestPython(t *testing.T) {
	t.Parallel()
	name := "testdata/python.json"
	if more := os.Getenv("PRATIQUE_PYTHON_CASES"); more != "" {
		name = more
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var recorded struct {
		Lines []string
		Cases [][2]*string
	}
	if err := json.Unmarshal(data, &recorded); err != nil {
		t.Fatal(err)
	}
	for _, c := range recorded.Cases {
		expr, hits := *c[0], new(big.Int)
		compiled, err := pattern.Compile(expr, limit)
		if got, want := err == nil, c[1] != nil; got != want {
			t.Errorf("%q: compiles: got %v (%v), want %v", expr, got, err, want)
		}
		if err != nil || c[1] == nil {
			continue
		}
		hits.SetString(*c[1], 16)
		for i, text := range recorded.Lines {
			subject := unhex(t, text)
			var line pattern.Line
			line.Reset(subject)
			got, err := compiled.Match(&line)
			if err != nil {
				t.Errorf("%q on %q: %v", expr, subject, err)
			}
			if want := hits.Bit(i) == 1; got != want {
				t.Errorf("%q on %q: got %v, want %v", expr, subject, got, want)
			}
			if got && !holdsLiteral(compiled, subject) {
				t.Errorf("%q matches %q, which holds none of %q", expr, subject, compiled.Literals())
			}
		}
	}
}

func unhex(t *testing.T, text string) []byte {
	if _, count, ok := strings.Cut(text, "*"); ok {
		n, err := strconv.Atoi(count)
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Repeat([]byte("a"), n)
	}
	subject, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return subject
}

func holdsLiteral(p *pattern.Pattern, subject []byte) bool {
	lowered := bytes.Clone(subject)
	for i, b := range lowered {
		lowered[i] = pattern.Lower(b)
		if !bytes.Contains(pattern.Cases(lowered[i]), subject[i:i+1]) {
			panic("a byte is no case of its lower case")
		}
	}
	for _, text := range p.Literals() {
		if bytes.Contains(lowered, text) {
			return true
		}
	}
	return p.Literals() == nil
}

// TestPython38 has what later versions of Python, with which python.json is
// recorded, take otherwise.
func TestPython38(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, expr, line string
		want             bool
		err              string
	}{
		{name: "flags in the middle hold for the whole", expr: "a(?i)b", line: "AB", want: true},
		{name: "flags in a group hold for the whole", expr: "(a(?i))b", line: "AB", want: true},
		{name: "verbose flag at the end", expr: "a b#(\n(?x)", line: "ab", want: true},
		{name: "verbose twice", expr: "(?x)(?-x:(?x))", err: "verbose flag"},
		{name: "possessive", expr: "a*+", err: "multiple repeat at position 3"},
		{name: "atomic", expr: "(?>a)", err: "unknown extension ?> at position 3"},
		{name: "locale", expr: "(?L)a", err: `flag 'L' is not supported at position 2`},
		{name: "too deep", expr: strings.Repeat("(", 300), err: "groups nested more than 200 deep at position 201"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			p, err := pattern.Compile(tc.expr, limit)
			if tc.err != "" {
				if err == nil || err.Error() != tc.err {
					t.Fatalf("got error %v, want %s", err, tc.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var line pattern.Line
			line.Reset([]byte(tc.line))
			if got, err := p.Match(&line); got != tc.want || err != nil {
				t.Errorf("got %v, %v, want %v", got, err, tc.want)
			}
		})
	}
}

func TestLiterals(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		expr       string
		want       []string
		backtracks bool
	}{
		{expr: `(?i).*aws_access_key_id( *=+ *).*(?<![A-Z0-9])[A-Z0-9]{20}(?![A-Z0-9]).*`, want: []string{"aws_access_key_id"}, backtracks: true},
		{expr: `(?i)-+BEGIN(.*)PRIVATE KEY-+`, want: []string{"private key"}},
		{expr: `(?i).*"auth": *".+"`, want: []string{`"auth":`}},
		{expr: `(?i).*api(-|_)key( *=+ *).*`, want: []string{"api-key", "api_key"}},
		{expr: `(?:password|PWD)=`, want: []string{"password=", "pwd="}},
		{expr: `(?:password|x*)=`, want: []string{"="}},
		{expr: `[a-z]+`, want: nil},
		{expr: `(?:abc)*`, want: nil},
		{expr: `(?:abc){2,}`, want: []string{"abc"}},
		{expr: `(a)\1bcd`, want: []string{"bcd"}, backtracks: true},
		{expr: `a$b`, want: []string{"ab"}, backtracks: true},
		{expr: `(?!secret).`, want: nil, backtracks: true},
		{expr: `a{1001}`, want: []string{"a"}, backtracks: true},
		{expr: `(?:(?:a{100}){100}){100}`, want: []string{"a"}, backtracks: true},
	} {
		t.Run(tc.expr, func(t *testing.T) {
			t.Parallel()
			p, err := pattern.Compile(tc.expr, limit)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, text := range p.Literals() {
				got = append(got, string(text))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("literals (-want +got):\n%s", diff)
			}
			if p.Backtracks() != tc.backtracks {
				t.Errorf("backtracks: got %v, want %v", p.Backtracks(), tc.backtracks)
			}
		})
	}
}

func TestMatchErrors(t *testing.T) {
	t.Parallel()
	p, err := pattern.Compile(`(?:(?=a)a|aa)*b`, 10*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name string
		line string
		want error
	}{
		{name: "time", line: strings.Repeat("a", 200), want: pattern.ErrTime},
		{name: "length", line: strings.Repeat("a", pattern.MaxBacktrack+1), want: pattern.ErrLength},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var line pattern.Line
			line.Reset([]byte(tc.line))
			if _, err := p.Match(&line); !errors.Is(err, tc.want) || strings.Contains(err.Error(), "aaa") {
				t.Errorf("got %v, want %v", err, tc.want)
			}
		})
	}
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{`(?i).*api(-|_)key( *=+ *).*(?<![A-Z0-9])[A-Z0-9]{20,60}`, `(a)\1(?(1)b|c)$x`, `[\x80-\xff]{2,}`, `(?x) a # b`} {
		f.Add(seed, []byte("API_KEY = \xff\n"))
	}
	f.Fuzz(func(t *testing.T, expr string, subject []byte) {
		p, err := pattern.Compile(expr, 50*time.Millisecond)
		if err != nil {
			return
		}
		var line pattern.Line
		line.Reset(subject)
		matched, err := p.Match(&line)
		if err == nil && matched && !holdsLiteral(p, subject) {
			t.Errorf("%q matches %q, which holds none of %q", expr, subject, p.Literals())
		}
	})
}
