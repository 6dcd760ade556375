package pyregex_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/evaluate/pyregex"
	"github.com/pratique-dev/pratique/extract/document"
)

func TestRun(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 1001)
	slow := strings.Repeat("a", 100) + "b"
	const catastrophic = `(a+)+\1$`
	tests := []struct {
		name        string
		expressions []policy.Expression
		want        pyregex.Answers
	}{
		{
			"none", nil,
			pyregex.Answers{Matches: map[string][]string{}, Errors: map[string]string{}},
		},
		{
			"from the beginning, free at the end",
			[]policy.Expression{{Need: "n", Python: `/(.)(?=\1)`, Texts: []string{"/aab", "//aa", "/ab", "x/aa", ""}}},
			pyregex.Answers{
				Matches: map[string][]string{`/(.)(?=\1)`: {"/aab"}},
				Errors:  map[string]string{}, Needs: []document.Need{"n"},
			},
		},
		{
			"look-behind, Unicode and a trailing line end",
			[]policy.Expression{{Need: "n", Python: `(\w)(?<!x)\1$`, Texts: []string{"éé\n", "éé\n\n", "xx", "66"}}},
			pyregex.Answers{
				Matches: map[string][]string{`(\w)(?<!x)\1$`: {"66", "éé\n"}},
				Errors:  map[string]string{}, Needs: []document.Need{"n"},
			},
		},
		{
			"two rules with one expression",
			[]policy.Expression{
				{Need: "m", Python: `(.)\1`, Texts: []string{"bb", "aa", "ab"}},
				{Need: "n", Python: `(.)\1`, Texts: []string{"cc", "aa"}},
			},
			pyregex.Answers{
				Matches: map[string][]string{`(.)\1`: {"aa", "bb", "cc"}},
				Errors:  map[string]string{}, Needs: []document.Need{"m", "n"},
			},
		},
		{
			"no texts, no matches",
			[]policy.Expression{{Need: "m", Python: `(.)\1`}, {Need: "n", Python: `(.)(?!\1)`, Texts: []string{"aa"}}},
			pyregex.Answers{
				Matches: map[string][]string{`(.)\1`: {}, `(.)(?!\1)`: {}},
				Errors:  map[string]string{}, Needs: []document.Need{"m", "n"},
			},
		},
		{
			"out of time: an error, never part of an answer",
			[]policy.Expression{
				{Need: "m", Python: catastrophic, Texts: []string{"aa", slow}},
				{Need: "n", Python: `(.)\1`, Texts: []string{"aa"}},
			},
			pyregex.Answers{
				Matches: map[string][]string{`(.)\1`: {"aa"}},
				Errors:  map[string]string{catastrophic: "out of time"}, Needs: []document.Need{"m", "n"},
			},
		},
		{
			"too long a text",
			[]policy.Expression{{Need: "n", Python: `(.)\1`, Texts: []string{long}}},
			pyregex.Answers{
				Matches: map[string][]string{},
				Errors:  map[string]string{`(.)\1`: "a text is too long: more than 1000 characters"}, Needs: []document.Need{"n"},
			},
		},
		{
			"no Python",
			[]policy.Expression{{Need: "n", Python: `*`, Texts: []string{"a"}}},
			pyregex.Answers{
				Matches: map[string][]string{},
				Errors:  map[string]string{`*`: "nothing to repeat at position 0"}, Needs: []document.Need{"n"},
			},
		},
		{
			"more repetitions than the engine counts",
			[]policy.Expression{{Need: "n", Python: `(a?){2147483647}`, Texts: []string{"a"}}},
			pyregex.Answers{
				Matches: map[string][]string{},
				Errors:  map[string]string{`(a?){2147483647}`: "no exact translation: a repetition of more than 2147483646"}, Needs: []document.Need{"n"},
			},
		},
	}
	limits := pyregex.Limits{Text: 1000, Match: 100 * time.Millisecond, Expression: time.Minute, Total: time.Minute}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := pyregex.Run(t.Context(), tt.expressions, limits)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestBudgets uses up the time of one expression, and of all.
func TestBudgets(t *testing.T) {
	t.Parallel()
	slow := []string{strings.Repeat("a", 100) + "b", strings.Repeat("a", 101) + "b"}
	expressions := []policy.Expression{
		{Need: "m", Python: `(a+)+\1$`, Texts: slow},
		{Need: "n", Python: `(.)\1`, Texts: []string{"aa"}},
	}
	tests := []struct {
		name   string
		limits pyregex.Limits
		want   map[string]string
	}{
		{
			"of one expression", pyregex.Limits{Text: 1000, Match: time.Hour, Expression: 10 * time.Millisecond, Total: time.Hour},
			map[string]string{`(a+)+\1$`: "out of time"},
		},
		{
			"of all", pyregex.Limits{Text: 1000, Match: time.Hour, Expression: time.Hour, Total: 10 * time.Millisecond},
			map[string]string{`(a+)+\1$`: "out of time", `(.)\1`: "out of time"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := pyregex.Run(t.Context(), expressions, tt.limits)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got.Errors); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRunStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := pyregex.Run(ctx, []policy.Expression{{Need: "n", Python: `(.)\1`, Texts: []string{"aa"}}}, pyregex.DefaultLimits())
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}
