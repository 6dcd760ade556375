package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Compiling a policy makes much garbage and little that stays; collecting it takes
// a fifth of a short run. So nothing is collected before the heap has 40 MB. When the
// policy is compiled (see loadBundle) memory counts again.
const gcPercentCompiling = 1000

// Heaps grow to four times what is in use, as long as that is no more than
// comfortable, and in any case to a seventh more.
const (
	gcPercentMost  = 300
	gcPercentLeast = 15
	comfortable    = 112 << 20 // bytes
)

// chosen says whether whoever calls has a measure of their own.
func chosen() bool { return os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" }

// relaxGC begins the time in which it is left lying.
func relaxGC() {
	if !chosen() {
		debug.SetGCPercent(gcPercentCompiling)
	}
}

// paceGC ends that time.
func paceGC() {
	if !chosen() {
		new(pacer).pace()
	}
}

// pacer is collected each time that garbage is, and then sets the measure for the
// next time.
type pacer struct{ _ *byte }

func (p *pacer) pace() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(gcPercent(live[0].Value.Uint64()))
	runtime.SetFinalizer(p, (*pacer).pace)
}

// gcPercent is the measure for a heap of which so many bytes are in use; 0 before the
// first collection.
func gcPercent(live uint64) int {
	if live*(100+gcPercentMost)/100 <= comfortable {
		return gcPercentMost
	}
	return max(gcPercentLeast, int(comfortable*100/live)-100)
}
