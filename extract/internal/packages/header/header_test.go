package header

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReaderNext(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		keep       []string
		want       []Block
	}{
		{"empty", "", nil, nil},
		{"blank lines only", "\n\n\r\n", nil, nil},
		{"one", "A: 1\nB: 2", nil, []Block{{{"A", "1"}, {"B", "2"}}}},
		{"two, several blank lines between", "A: 1\n\n\nA: 2\n", nil, []Block{{{"A", "1"}}, {{"A", "2"}}}},
		{"continuation", "A: 1\n  2\n\t3 \nB:", nil, []Block{{{"A", "1\n 2\n 3"}, {"B", ""}}}},
		{"carriage returns", "A: 1\r\n b\r\n\r\nA: 2\r\n", nil, []Block{{{"A", "1\n b"}}, {{"A", "2"}}}},
		{"colons in the value", "A: 1:2", nil, []Block{{{"A", "1:2"}}}},
		{"a line without a colon", "A: 1\nnonsense\n b\nB: 2", nil, []Block{{{"A", "1"}, {"B", "2"}}}},
		{"kept keys", "A: 1\nB: 2\n b\nC: 3\n c", []string{"A", "C"}, []Block{{{"A", "1"}, {"C", "3\n c"}}}},
		{"a block without kept keys", "B: 2\n\nA: 1", []string{"A"}, []Block{{{"A", "1"}}}},
		{"continuation first", " x\nA: 1", nil, []Block{{{"A", "1"}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var got []Block
			r := NewReader(strings.NewReader(test.text), test.keep...)
			for {
				b, err := r.Next()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, b)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReaderLongLine(t *testing.T) {
	t.Parallel()
	_, err := NewReader(strings.NewReader("A: " + strings.Repeat("x", MaxLine+1))).Next()
	if err == nil || errors.Is(err, io.EOF) {
		t.Errorf("got %v, want an error about the line", err)
	}
}

func TestBlock(t *testing.T) {
	t.Parallel()
	b := Block{{"A", "1"}, {"B", "2"}, {"A", "3"}}
	if got := b.Get("A") + b.Get("B") + b.Get("C") + b.Repeated(); got != "12A" {
		t.Errorf("got %q", got)
	}
	if got := b[:2].Repeated(); got != "" {
		t.Errorf("got %q", got)
	}
}

func FuzzReader(f *testing.F) {
	f.Add("A: 1\n b\n\nB: 2\n")
	f.Fuzz(func(t *testing.T, text string) {
		r := NewReader(strings.NewReader(text))
		for {
			b, err := r.Next()
			if err != nil {
				return
			}
			if len(b) == 0 {
				t.Fatal("a block without fields")
			}
		}
	})
}
