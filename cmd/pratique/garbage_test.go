package main

import "testing"

func TestGCPercent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		live uint64
		want int
	}{{0, 400}, {1 << 20, 400}, {20 << 20, 200}, {40 << 20, 100}, {80 << 20, 50}, {1 << 30, 40}} {
		if got := gcPercent(tt.live); got != tt.want {
			t.Errorf("%d bytes: got %d, want %d", tt.live, got, tt.want)
		}
	}
}
