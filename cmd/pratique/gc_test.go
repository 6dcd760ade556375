package main

import "testing"

func TestGCPercent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		live uint64
		want int
	}{{0, 300}, {1 << 20, 300}, {28 << 20, 300}, {56 << 20, 100}, {80 << 20, 40}, {97 << 20, 15}, {111 << 20, 15}, {1 << 40, 15}} {
		if got := gcPercent(tt.live); got != tt.want {
			t.Errorf("%d bytes: got %d, want %d", tt.live, got, tt.want)
		}
	}
}
