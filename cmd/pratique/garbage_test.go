package main

import "testing"

func TestGCPercent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		live uint64
		want int
	}{{0, 200}, {1 << 20, 200}, {37 << 20, 200}, {56 << 20, 100}, {80 << 20, 40}, {111 << 20, 20}, {1 << 40, 20}} {
		if got := gcPercent(tt.live); got != tt.want {
			t.Errorf("%d bytes: got %d, want %d", tt.live, got, tt.want)
		}
	}
}
