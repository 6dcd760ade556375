package benchmark

import (
	"testing"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
)

// TestHead checks that a share of nothing is not told as a result.
func TestHead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		tally         controls.Tally
		head, percent string
	}{
		{controls.Tally{}, "no scored control could be decided", "-"},
		{controls.Tally{Max: 2}, "0 of 2 (0 %)", "0"},
		{controls.Tally{Score: 1, Max: 2, Percent: 50}, "1 of 2 (50 %)", "50"},
	}
	for _, tt := range tests {
		if got := head(&controls.Report{Total: tt.tally}); got != tt.head {
			t.Errorf("got %q, want %q", got, tt.head)
		}
		if cells := cells(tt.tally); cells[len(cells)-1] != tt.percent {
			t.Errorf("got %q, want %q", cells[len(cells)-1], tt.percent)
		}
	}
}
