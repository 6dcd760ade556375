package main

import "testing"

func TestGCPercent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		live uint64
		want int
	}{{0, 200}, {1 << 20, 200}, {40 << 20, 200}, {60 << 20, 100}, {80 << 20, 50}, {119 << 20, 25}, {1 << 40, 25}} {
		if got := gcPercent(tt.live); got != tt.want {
			t.Errorf("%d bytes: got %d, want %d", tt.live, got, tt.want)
		}
	}
}
