package fleet

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// States of a name of an image, as a status has them. Only the first three are of the bundle that
// was asked about.
const (
	Allowed     = "allowed"
	Forbidden   = "forbidden"
	Errored     = "error" // it can never be judged, or its decision is none
	Expired     = "expired"
	OtherBundle = "judged under another bundle"
	Never       = "never judged"
)

// Row is the status of one name of an image.
type Row struct {
	Reference string `json:"reference"`
	Digest    string `json:"digest"`
	State     string `json:"state"`
	Action    string `json:"action,omitzero"` // go, warn, stop or none
	Bundle    string `json:"bundle,omitzero"`
	Evaluated string `json:"evaluated_at,omitzero"`
	Expires   string `json:"expires,omitzero"`
	Stop      int    `json:"stop"` // findings by their action
	Warn      int    `json:"warn"`
	Skipped   int    `json:"not_evaluated"`
	Errors    int    `json:"errors"`
	// Policies are the actions of the policies, by their names.
	Policies map[string]string `json:"policies,omitzero"`
	// History are the earlier actions, the newest first.
	History []Point `json:"history,omitzero"`

	// Decision is the newest one of the bundle, nil where there is none.
	Decision *decision.Decision `json:"-"`
}

// Point is an earlier decision.
type Point struct {
	Evaluated string `json:"evaluated_at"`
	Action    string `json:"action"`
	Bundle    string `json:"bundle"`
}

// Status is the state of each name of a plan's images under a bundle, "" for whichever was used
// last; jobs images are asked for at a time.
func Status(ctx context.Context, store *Store, plan Plan, bundle string, now time.Time, jobs int) ([]Row, error) {
	var (
		tags Tags
		mu   sync.Mutex
		rows []Row
	)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(1, jobs))
	for _, image := range plan {
		group.Go(func() error {
			for _, ref := range image.Refs {
				stored, err := store.All(ctx, image, ref, &tags)
				if err != nil {
					return fmt.Errorf("reading the decisions on %s: %w", ref, err)
				}
				row := rowOf(image, ref, stored, bundle, now)
				mu.Lock()
				rows = append(rows, row)
				mu.Unlock()
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Reference, b.Reference), cmp.Compare(a.Digest, b.Digest))
	})
	return rows, nil
}

func rowOf(image Image, ref string, stored []*Stored, bundle string, now time.Time) Row {
	row := Row{Reference: ref, Digest: image.Digest, State: Never}
	if len(stored) == 0 {
		return row
	}
	at := slices.IndexFunc(stored, func(s *Stored) bool { return bundle == "" || s.Bundle == bundle })
	current := stored[max(0, at)]
	row.Action, row.Bundle = current.Action, current.Name
	row.Evaluated = current.Evaluated.UTC().Format(time.RFC3339)
	if !current.Expires.IsZero() {
		row.Expires = current.Expires.UTC().Format(time.RFC3339)
	}
	for i, s := range stored {
		if i != max(0, at) {
			row.History = append(row.History, Point{s.Evaluated.UTC().Format(time.RFC3339), s.Action, s.Name})
		}
	}
	row.fill(current)
	switch {
	case at < 0:
		row.State = OtherBundle
	case !current.Expires.IsZero() && !now.Before(current.Expires):
		row.State = Expired
	case current.Action == None || row.Errors > 0:
		row.State = Errored
	case current.Action == decision.Stop:
		row.State = Forbidden
	default:
		row.State = Allowed
	}
	return row
}

func (r *Row) fill(s *Stored) {
	d, err := s.Decision()
	if err != nil || d.FinalAction == "" {
		return
	}
	r.Decision, r.Skipped, r.Errors = d, len(d.NotEvaluated), len(d.Errors)
	r.Policies = map[string]string{}
	for _, p := range d.Policies {
		name := p.ID
		if p.Name != nil {
			name = *p.Name
		}
		r.Policies[name] = p.FinalAction
	}
	for _, f := range d.Findings {
		switch {
		case f.Whitelisted != nil:
		case f.Action == decision.Stop:
			r.Stop++
		case f.Action == decision.Warn:
			r.Warn++
		}
	}
}

// Prune removes all but the newest keep decisions of each name and bundle. Where the registry does
// not allow that, refused is told; it may be nil.
func Prune(ctx context.Context, store *Store, plan Plan, keep int, dry bool, refused func(tag string, err error)) (removed int, err error) {
	var tags Tags
	for _, image := range plan {
		for _, ref := range image.Refs {
			stored, err := store.All(ctx, image, ref, &tags)
			if err != nil {
				return removed, fmt.Errorf("reading the decisions on %s: %w", ref, err)
			}
			r, err := store.repository(image)
			if err != nil {
				return removed, err
			}
			seen := map[string]int{}
			for _, s := range stored {
				if seen[s.Name]++; seen[s.Name] <= keep {
					continue
				}
				if !dry {
					if err := r.Delete(ctx, s.Digest); err != nil {
						if refused != nil {
							refused(decisionTag(image, ref, s.Key), err)
						}
						continue
					}
				}
				removed++
			}
		}
	}
	return removed, nil
}
