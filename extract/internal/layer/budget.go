package layer

import (
	"sync/atomic"

	"github.com/pratique-dev/pratique/internal/limits"
)

var (
	maxBytes   = limits.Bytes("layer-bytes", 128<<30)
	maxEntries = limits.Count("layer-entries", 4<<20)
	maxRecords = limits.Bytes("layer-record-bytes", 1<<30)
)

// Limits bound what the layers of one image may cost.
type Limits struct {
	Bytes   int64 // uncompressed bytes
	Entries int64 // entries
	Records int64 // bytes of the entries' records: names, link targets, bookkeeping
}

// DefaultLimits are far beyond what real images need.
func DefaultLimits() Limits {
	return Limits{Bytes: maxBytes.Bytes(), Entries: int64(maxEntries.Int()), Records: maxRecords.Bytes()}
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
		return maxBytes.Exceeded("the layers hold more than %d bytes uncompressed, which is the limit", b.limits.Bytes)
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
		return maxEntries.Exceeded("the layers hold more than %d entries, which is the limit", b.limits.Entries)
	}
	if b.records.Add(int64(perEntry+len(e.Path)+len(e.Link))) > b.limits.Records {
		return maxRecords.Exceeded("the layers' entries take more than %d bytes, which is the limit", b.limits.Records)
	}
	return nil
}
