package texts_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/internal/texts"
)

func TestKeeper(t *testing.T) {
	t.Parallel()
	var (
		keeper    texts.Keeper
		got, want []string
	)
	for i := range 10_000 {
		text := fmt.Sprintf("/usr/share/%d/%s", i, strings.Repeat("x", i%200))
		want = append(want, text, "", "a"+text)
		got = append(got, keeper.Keep(text), keeper.Keep(""), keeper.Join("a", text))
	}
	long := strings.Repeat("long", 100_000)
	want, got = append(want, long), append(got, keeper.Keep(long))
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("text %d: got %.100q, want %.100q", i, got[i], want[i])
		}
	}
}
