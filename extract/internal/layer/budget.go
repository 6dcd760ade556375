package layer

import (
	"fmt"
	"sync/atomic"
)

// Limits bound what the layers of one image may cost.
type Limits struct {
	Bytes   int64 // uncompressed bytes
	Entries int64 // entries
	Records int64 // bytes of the entries' records: names, link targets, bookkeeping
}

// DefaultLimits are far beyond what real images need.
func DefaultLimits() Limits {
	return Limits{Bytes: 128 << 30, Entries: 4 << 20, Records: 1 << 30}
}

// Budget is what is left of the limits. The layers of an image share one, and
// use it concurrently.
type Budget struct {
	limits                  Limits
	bytes, entries, records atomic.Int64
}

// NewBudget returns a budget of which nothing is used.
func NewBudget(l Limits) *Budget {
	return &Budget{limits: l}
}

func (b *Budget) read(n int64) error {
	// Compared without the sum first, which n may make overflow.
	if n > b.limits.Bytes || b.bytes.Add(n) > b.limits.Bytes {
		return fmt.Errorf("the layers hold more than %d bytes uncompressed, which is the limit", b.limits.Bytes)
	}
	return nil
}

// Spend takes from the budget what reading the records' layer would have taken.
func (b *Budget) Spend(r *Records) error {
	if err := b.read(r.Size); err != nil {
		return err
	}
	for i := range r.Entries {
		if err := b.entry(&r.Entries[i]); err != nil {
			return err
		}
	}
	return nil
}

// perEntry is about what an entry costs beside its names, in bytes.
const perEntry = 200

func (b *Budget) entry(e *Entry) error {
	if b.entries.Add(1) > b.limits.Entries {
		return fmt.Errorf("the layers hold more than %d entries, which is the limit", b.limits.Entries)
	}
	if b.records.Add(int64(perEntry+len(e.Path)+len(e.Link))) > b.limits.Records {
		return fmt.Errorf("the layers' entries take more than %d bytes, which is the limit", b.limits.Records)
	}
	return nil
}
