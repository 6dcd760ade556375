package fleet

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
	"golang.org/x/sync/errgroup"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/oci"
)

// Judge is what a fleet needs of a bundle. It must be safe for concurrent use.
type Judge interface {
	// Identity is all that a decision depends on beside the image: the bundle, its parameters, the
	// author's Rego and data, the vulnerability index, the program's version.
	Identity() Identity
	// Needs are the facts that the bundle reads.
	Needs() []document.Need
	// Extract reads the image, and gives its input document with the facts that needs name.
	Extract(ctx context.Context, image Image, needs []document.Need) ([]byte, error)
	// Decide judges a document under a name of the image; seen is when vulnerabilities were first matched in
	// it before.
	Decide(ctx context.Context, document []byte, ref string, seen FirstSeen) (Verdict, error)
}

// Identity is what decisions depend on beside the image.
type Identity struct {
	Bundle    string // digest of the bundle's text
	Name      string // the bundle's, for people
	Index     string // digest of the vulnerability index, "" for none
	Extractor string // version of the program
	Rest      string // everything else: parameters, options, data
}

// Verdict is a decision and until when it holds.
type Verdict struct {
	Body      json.RawMessage
	Action    string
	Evaluated time.Time
	Expires   time.Time // of the first whitelist item that matched and expires; zero for never
	FirstSeen FirstSeen // what it was given, and what is new
}

// Key is the name of a decision: equal keys are equal decisions.
func (id Identity) Key(i Image, ref string) string {
	sum := sha256.New()
	for _, part := range []string{i.Repository, i.Digest, ref, id.Bundle, id.Index, id.Extractor, id.Rest} {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Outcome is what a run made of one name of an image.
type Outcome struct {
	Image  Image
	Ref    string
	State  State
	Action string
	Err    error
}

// State is what became of one name of an image.
type State string

// States.
const (
	Judged     State = "judged"
	Cached     State = "cached"      // it had been judged already
	Unjudgable State = "unjudgeable" // it can never be judged: it is broken, or has no such platform
	Later      State = "later"       // it could not be judged now, and may be later
	NeedsFacts State = "needs facts" // the stored facts lack what the bundle reads
	Unchanged  State = "unchanged"   // judged again, the decision is the same
	Changed    State = "changed"     // judged again, it is another
)

// Runner judges the images of a plan.
type Runner struct {
	Store *Store
	Judge Judge
	Jobs  int
	// Told is called for each name of an image, one call at a time; it may be nil.
	Told func(Outcome)

	tags Tags // as they were when each repository was first asked for
}

// Summary counts what became of the names of a plan's images.
type Summary map[State]int

// Open says how many names have no decision and may get one later.
func (s Summary) Open() int { return s[Later] + s[NeedsFacts] }

// Run judges the images that have no decision yet. Verdicts are no errors, nor is an image that
// could not be read: the summary says how many. Once ctx ends, the images at hand are left.
func (r *Runner) Run(ctx context.Context, plan Plan) (Summary, error) {
	return r.each(ctx, plan, r.one)
}

// each works on a plan's images side by side.
func (r *Runner) each(ctx context.Context, plan Plan, work func(context.Context, Image) []Outcome) (Summary, error) {
	var (
		mu      sync.Mutex
		summary = Summary{}
		group   errgroup.Group
	)
	group.SetLimit(max(1, r.Jobs))
	for _, image := range plan {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			outcomes := work(ctx, image)
			mu.Lock()
			defer mu.Unlock()
			for _, o := range outcomes {
				summary[o.State]++
				if r.Told != nil {
					r.Told(o)
				}
			}
			return nil
		})
	}
	_ = group.Wait() // nothing fails
	return summary, context.Cause(ctx)
}

// one judges the names of one image that have no decision.
func (r *Runner) one(ctx context.Context, image Image) []Outcome {
	id := r.Judge.Identity()
	var outcomes []Outcome
	var open []string
	for _, ref := range image.Refs {
		has, err := r.Store.Has(ctx, image, ref, id.Key(image, ref))
		switch {
		case err != nil:
			outcomes = append(outcomes, Outcome{image, ref, Later, "", err})
		case has:
			outcomes = append(outcomes, Outcome{image, ref, Cached, "", nil})
		default:
			open = append(open, ref)
		}
	}
	if len(open) == 0 {
		return outcomes
	}
	facts, err := r.facts(ctx, image)
	var seen FirstSeen
	if err == nil {
		seen, err = r.firstSeen(ctx, image)
	}
	for _, ref := range open {
		outcomes = append(outcomes, r.decide(ctx, image, ref, facts, seen, err))
	}
	return outcomes
}

// firstSeen is when vulnerabilities were first matched in an image: the earliest time that any earlier
// decision on it has.
func (r *Runner) firstSeen(ctx context.Context, image Image) (FirstSeen, error) {
	if r.Judge.Identity().Index == "" {
		return nil, nil
	}
	earlier, err := r.earlier(ctx, image)
	return seenIn(earlier), err
}

// earlier are the decisions on each name of an image, the newest first.
func (r *Runner) earlier(ctx context.Context, image Image) (map[string][]*Stored, error) {
	all := map[string][]*Stored{}
	for _, ref := range image.Refs {
		list, err := r.Store.All(ctx, image, ref, &r.tags)
		if err != nil {
			return nil, err
		}
		all[ref] = list
	}
	return all, nil
}

func seenIn(earlier map[string][]*Stored) FirstSeen {
	seen := FirstSeen{}
	for _, list := range earlier {
		for _, d := range list {
			seen.add(d.FirstSeen)
		}
	}
	return seen
}

// add takes over what was seen earlier.
func (f FirstSeen) add(others FirstSeen) {
	for id, at := range others {
		if have, ok := f[id]; !ok || at.Before(have) {
			f[id] = at
		}
	}
}

// facts are those that are stored, where they have all that the bundle reads, or else new ones.
func (r *Runner) facts(ctx context.Context, image Image) ([]byte, error) {
	needs, extractor := r.Judge.Needs(), r.Judge.Identity().Extractor
	stored, err := r.Store.GetFacts(ctx, image)
	if err == nil && r.suffice(stored) {
		return stored.Document, nil
	}
	if err != nil && !errors.Is(err, oci.ErrNotFound) {
		return nil, err
	}
	if err == nil { // what others have asked for stays
		needs = union(needs, stored.Needs)
	}
	text, err := r.Judge.Extract(ctx, image, needs)
	if err != nil {
		return nil, err
	}
	return text, r.Store.PutFacts(ctx, image, &Facts{text, needs, extractor})
}

// suffice says whether stored facts have all that the bundle reads, as this version finds it.
func (r *Runner) suffice(f *Facts) bool {
	return f.Extractor == r.Judge.Identity().Extractor && len(lacking(r.Judge.Needs(), f.Needs)) == 0
}

func lacking(needs, have []document.Need) []document.Need {
	return slices.DeleteFunc(slices.Clone(needs), func(n document.Need) bool { return slices.Contains(have, n) })
}

func union(a, b []document.Need) []document.Need {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// decide judges one name and stores the decision; failed is why there are no facts.
func (r *Runner) decide(ctx context.Context, image Image, ref string, facts []byte, seen FirstSeen, failed error) Outcome {
	id := r.Judge.Identity()
	o := Outcome{Image: image, Ref: ref, State: Judged}
	stored := &Stored{Key: id.Key(image, ref), Reference: ref, Bundle: id.Bundle, Name: id.Name, Index: id.Index}
	verdict, err := Verdict{}, failed
	if err == nil {
		verdict, err = r.Judge.Decide(ctx, facts, ref, seen)
	}
	switch {
	case err == nil:
		stored.Body, stored.Action, stored.Evaluated, stored.Expires = verdict.Body, verdict.Action, verdict.Evaluated, verdict.Expires
		stored.FirstSeen = verdict.FirstSeen
	case ctx.Err() != nil || passing(err):
		o.State, o.Err = Later, err
		return o
	default:
		o.State, o.Err = Unjudgable, err
		body, _ := json.Marshal(map[string]string{"error": err.Error()}) // a text
		stored.Body, stored.Action, stored.Evaluated = body, None, time.Now()
	}
	o.Action = stored.Action
	if err := r.Store.Put(ctx, image, stored); err != nil {
		o.State, o.Err = Later, fmt.Errorf("storing the decision: %w", err)
	}
	return o
}

// passing says whether an error may be gone tomorrow: the network's, and a registry's that is
// overloaded, down or does not let us in.
func passing(err error) bool {
	if refused, ok := errors.AsType[*transport.Error](err); ok {
		switch refused.StatusCode {
		case http.StatusUnauthorized, http.StatusForbidden, http.StatusRequestTimeout, http.StatusTooManyRequests:
			return true
		}
		return refused.StatusCode >= 500
	}
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "sent nothing for")
}

func sortNewest(list []*Stored) {
	slices.SortStableFunc(list, func(a, b *Stored) int {
		return cmp.Or(b.Evaluated.Compare(a.Evaluated), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Digest, b.Digest))
	})
}
