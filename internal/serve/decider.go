package serve

import (
	"context"
	"errors"
	"fmt"
	"path"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// Answer is what is known of one image.
type Answer struct {
	Image     string    `json:"image"` // as it was asked for
	Digest    string    `json:"digest,omitzero"`
	Allowed   bool      `json:"allowed"`
	Action    string    `json:"action,omitzero"`
	Bundle    string    `json:"bundle,omitzero"`
	Reasons   []string  `json:"reasons"` // of a denial
	Warnings  []string  `json:"warnings,omitzero"`
	Evaluated time.Time `json:"evaluated_at,omitzero"`
	Expires   time.Time `json:"-"` // when it must be asked for again; zero for whenever
	Err       error     `json:"-"` // why there is none
}

// Source gives decisions. It must be safe for concurrent use.
type Source interface {
	// Resolve gives the digest that a reference stands for now.
	Resolve(ctx context.Context, ref string) (digest string, err error)
	// Decide gives the decision on a digest under a name.
	Decide(ctx context.Context, ref, digest string) (Answer, error)
}

// Errors of a Decider.
var (
	errNotAllowed = errors.New("its registry is not among those that may be asked (--allow-registry)")
	// ErrPending is that the image is being judged, for longer than the caller can wait.
	ErrPending = errors.New("it is being judged; try again in a moment")
)

// Decider answers from a cache or a source, in time.
type Decider struct {
	Source Source
	// MaxWait is how long one request may take; what is not answered then is ErrPending, and goes on.
	MaxWait time.Duration
	// Registries are patterns (path.Match) of the repositories, with their registry, that may be asked;
	// none for all. A stranger chooses an image's name, so that it can be any host.
	Registries []string
	// MutableTags is what a tag, which may move between the answer and the pull, means: "warn", "deny"
	// or "allow".
	MutableTags string
	// TTL is how long a decision is kept, NegativeTTL one that denies.
	TTL, NegativeTTL time.Duration
	// Entries is how many decisions are kept.
	Entries int
	// Jobs is how many images are judged at a time.
	Jobs int

	once   sync.Once
	cache  *lru
	flight singleflight.Group
	slots  chan struct{}
}

func (d *Decider) prepare() {
	d.once.Do(func() {
		d.cache = newLRU(max(1, d.Entries))
		d.slots = make(chan struct{}, max(1, d.Jobs))
	})
}

// Forget drops all decisions that are kept: the bundle has changed.
func (d *Decider) Forget() {
	d.prepare()
	d.cache.clear()
}

// All answers for several images, side by side, in their order.
func (d *Decider) All(ctx context.Context, names []string) []Answer {
	d.prepare()
	ctx, cancel := context.WithTimeout(ctx, d.MaxWait)
	defer cancel()
	answers := make([]Answer, len(names))
	var group sync.WaitGroup
	for i, name := range names {
		group.Go(func() {
			answers[i] = d.one(ctx, name)
			answers[i].Image = name
			if answers[i].Reasons == nil {
				answers[i].Reasons = []string{}
			}
		})
	}
	group.Wait()
	return answers
}

func (d *Decider) one(ctx context.Context, name string) Answer {
	ref, err := parse(name)
	if err != nil {
		return Answer{Err: err}
	}
	if !d.mayAsk(ref.repository) {
		return Answer{Err: errNotAllowed}
	}
	digest := ref.digest
	if digest == "" {
		if d.MutableTags == "deny" {
			return Answer{Reasons: []string{"it is named by a tag, which may move; name it by its digest"}}
		}
		if digest, err = d.resolve(ctx, ref); err != nil {
			return Answer{Err: err}
		}
	}
	answer := d.decided(ctx, ref, digest)
	answer.Digest = digest
	if ref.digest == "" && d.MutableTags == "warn" && answer.Err == nil && answer.Allowed {
		answer.Warnings = append(answer.Warnings, fmt.Sprintf("pratique: %s may move; %s was judged", name, digest))
	}
	return answer
}

func (d *Decider) mayAsk(repository string) bool {
	if len(d.Registries) == 0 {
		return true
	}
	for _, pattern := range d.Registries {
		for at := repository; at != "." && at != "/"; at = path.Dir(at) {
			if ok, err := path.Match(pattern, at); ok && err == nil {
				return true
			}
		}
	}
	return false
}

// resolve asks what a tag stands for now. Several that ask at the same time share the answer.
func (d *Decider) resolve(ctx context.Context, ref reference) (string, error) {
	got, err := d.shared(ctx, "tag "+ref.String(), func(ctx context.Context) (any, error) { return d.Source.Resolve(ctx, ref.String()) })
	if err != nil {
		return "", fmt.Errorf("asking what the tag stands for: %w", err)
	}
	return got.(string), nil
}

// decided is the decision on a digest under a name: one that is kept, or that the source gives.
func (d *Decider) decided(ctx context.Context, ref reference, digest string) Answer {
	key := ref.String() + "@" + digest
	if kept, ok := d.cache.get(key, time.Now()); ok {
		return kept
	}
	got, err := d.shared(ctx, "judge "+key, func(ctx context.Context) (any, error) {
		select {
		case d.slots <- struct{}{}:
			defer func() { <-d.slots }()
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
		answer, err := d.Source.Decide(ctx, ref.String(), digest)
		if err != nil {
			return nil, err // errors are not kept
		}
		ttl := d.TTL
		if !answer.Allowed {
			ttl = d.NegativeTTL
		}
		until := time.Now().Add(ttl)
		if !answer.Expires.IsZero() && answer.Expires.Before(until) {
			until = answer.Expires
		}
		d.cache.put(key, answer, until)
		return answer, nil
	})
	if err != nil {
		return Answer{Err: err}
	}
	return got.(Answer)
}

// workTime bounds what goes on after whoever asked first has gone.
const workTime = 10 * time.Minute

// shared does one thing once for all that ask for it at the same time, and goes on when they go.
func (d *Decider) shared(ctx context.Context, key string, work func(context.Context) (any, error)) (any, error) {
	result := d.flight.DoChan(key, func() (got any, err error) {
		defer func() { // a fault in one image must not end the server, nor allow the image
			if reason := recover(); reason != nil {
				err = fmt.Errorf("judging failed: %v", reason)
			}
		}()
		own, cancel := context.WithTimeout(context.WithoutCancel(ctx), workTime)
		defer cancel()
		return work(own)
	})
	select {
	case r := <-result:
		return r.Val, r.Err
	case <-ctx.Done():
		return nil, ErrPending
	}
}
