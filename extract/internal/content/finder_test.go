package content_test

import (
	"bytes"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/content"
	"github.com/pratique-dev/pratique/extract/internal/content/pattern"
)

// everyLine runs each item on each line: the search without what makes it fast.
func everyLine(t *testing.T, section content.Search, text []byte) map[string][]int {
	t.Helper()
	want := map[string][]int{}
	for _, item := range section.Items {
		p, err := pattern.Compile(item.Regex, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		for i, raw := range bytes.SplitAfter(text, []byte{'\n'}) {
			var line pattern.Line
			line.Reset(raw)
			if matched, err := p.Match(&line); len(raw) > 0 && matched && err == nil && len(want[item.String()]) < 1000 {
				want[item.String()] = append(want[item.String()], i)
			}
		}
	}
	return want
}

func compare(t *testing.T, section content.Search, text []byte, part int) {
	t.Helper()
	matches, err := searcher(t, section).Search(&limitedReads{r: bytes.NewReader(text), n: part})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]int{}
	for _, m := range matches {
		got[content.Item{Name: m.Name, Regex: m.Regex}.String()] = m.Lines
	}
	if diff := cmp.Diff(everyLine(t, section, text), got); diff != "" {
		t.Errorf("%d bytes, %d at a time, lines (-want +got):\n%s", len(text), part, diff)
	}
}

// sections are searches with literals, with many, with short ones and with none.
func sections() []content.Search {
	return []content.Search{
		{Items: content.Default().SecretSearch.Items},
		items("A=.*needle", "B=(?i).*K", "C=x?(?<!a)b"),
		items(".*needle", "(?i).*(hay|stack)k", "z$", "[a-c]+$"),
	}
}

func FuzzSearch(f *testing.F) {
	for _, text := range []string{"", "\n", "needle\n\nK", "xNEEDLE\nneedleneedle\nstackk", "aws_access_key_id = " + key(20) + "\n\nAPI-key = " + key(20)} {
		f.Add([]byte(text), uint16(3))
	}
	f.Fuzz(func(t *testing.T, text []byte, part uint16) {
		for _, section := range sections() {
			compare(t, section, text, int(part)+1)
		}
	})
}

// TestSearchSame goes over the parts in which a long file is searched.
func TestSearchSame(t *testing.T) {
	t.Parallel()
	words := []string{"needle", "Needle", "NEEDLE", "k", "K", "hayK", "stackk", "b", "z", "needl", "eneedle", "api_key = " + key(20), "API-KEY=" + key(22), "-BEGIN PRIVATE KEY-", "x\xe9x", "\x00"}
	for seed := range uint64(6) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 1))
			var text bytes.Buffer
			for text.Len() < 300_000 {
				text.WriteString(strings.Repeat("f ", r.IntN(60)))
				for range r.IntN(4) * r.IntN(3) {
					text.WriteString(words[r.IntN(len(words))])
				}
				text.WriteString([]string{"\n", "", "\r\n", "\n\n"}[r.IntN(4)])
			}
			for _, section := range sections() {
				compare(t, section, text.Bytes(), 1+r.IntN(100_000))
			}
		})
	}
}
