package serve

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/fleet"
	"github.com/pratique-dev/pratique/internal/oci"
)

// Registry gives decisions on images in registries: those that are stored, or new ones. It
// implements Source.
type Registry struct {
	Client *oci.Client
	// Store has the decisions of a fleet, nil for none. Those that none of its keys has signed do not
	// count, where it has any.
	Store *fleet.Store
	// Judges judges what is not stored, nil where only stored decisions count. It may be replaced while
	// requests are answered.
	Judges atomic.Pointer[fleet.Bundle]
	// JudgeMissing judges images without a stored decision.
	JudgeMissing bool
	// MaxAge is how old a stored decision may be; 0 for any age.
	MaxAge time.Duration
	// FailOn is the action from which on an image is denied: stop or warn.
	FailOn string
}

// Resolve implements Source.
func (r *Registry) Resolve(ctx context.Context, ref string) (string, error) {
	repository, identifier, err := fleet.Split(ref)
	if err != nil {
		return "", err
	}
	repo, err := r.Client.Repository(repository)
	if err != nil {
		return "", err
	}
	return repo.Exists(ctx, identifier)
}

var errNotStored = errors.New("there is no decision on it under this bundle (pratique fleet run)")

// Decide implements Source.
func (r *Registry) Decide(ctx context.Context, ref, digest string) (Answer, error) {
	judge := r.Judges.Load()
	if judge == nil {
		return Answer{}, errors.New("the bundle is not loaded yet")
	}
	repository, _, err := fleet.Split(ref)
	if err != nil {
		return Answer{}, err
	}
	image := fleet.Image{Repository: repository, Digest: digest, Refs: []string{ref}}
	if r.Store != nil {
		answer, err := r.stored(ctx, judge, image, ref)
		if err == nil || !r.JudgeMissing {
			return answer, err
		}
	}
	facts, err := judge.Extract(ctx, image, judge.Needs())
	if err != nil {
		return Answer{}, err
	}
	verdict, err := judge.Decide(ctx, facts, ref, nil)
	if err != nil {
		return Answer{}, err
	}
	return r.answer(judge, &fleet.Stored{Body: verdict.Body, Action: verdict.Action, Evaluated: verdict.Evaluated, Expires: verdict.Expires})
}

// stored answers from the newest stored decision that is believed.
func (r *Registry) stored(ctx context.Context, judge *fleet.Bundle, image fleet.Image, ref string) (Answer, error) {
	id := judge.Identity()
	candidates, err := r.Store.Candidates(ctx, image, ref, id.Key(image, ref))
	switch {
	case errors.Is(err, oci.ErrNotFound):
		return Answer{}, errNotStored
	case err != nil:
		return Answer{}, fmt.Errorf("its stored decision does not count: %w", err)
	}
	stored := candidates[0]
	now := time.Now()
	switch {
	case !stored.Expires.IsZero() && !now.Before(stored.Expires):
		return Answer{}, errors.New("its decision has expired")
	case r.MaxAge > 0 && now.Sub(stored.Evaluated) > r.MaxAge:
		return Answer{}, fmt.Errorf("its decision is older than %s", r.MaxAge)
	}
	if r.MaxAge > 0 {
		if until := stored.Evaluated.Add(r.MaxAge); stored.Expires.IsZero() || until.Before(stored.Expires) {
			stored.Expires = until
		}
	}
	return r.answer(judge, stored)
}

func (r *Registry) answer(judge *fleet.Bundle, stored *fleet.Stored) (Answer, error) {
	a := Answer{Action: stored.Action, Bundle: judge.ID.Name, Evaluated: stored.Evaluated, Expires: stored.Expires, Reasons: []string{}}
	if stored.Action == fleet.None {
		var body struct{ Error string }
		_ = json.Unmarshal(stored.Body, &body)
		return a, fmt.Errorf("it cannot be judged: %s", body.Error)
	}
	d, err := stored.Decision()
	if err != nil {
		return a, err
	}
	if len(d.Errors) > 0 {
		return a, fmt.Errorf("there is no decision: %s", d.Errors[0].Message)
	}
	a.Action = d.FinalAction
	a.Allowed = d.FinalAction == decision.Go || d.FinalAction == decision.Warn && r.FailOn != decision.Warn
	for _, f := range d.Findings {
		if f.Whitelisted == nil && (f.Action == decision.Stop || f.Action == decision.Warn && r.FailOn == decision.Warn) && len(a.Reasons) < maxReasons {
			a.Reasons = append(a.Reasons, strings.TrimSpace(f.Message))
		}
	}
	if d.Reason == "blacklisted" {
		a.Reasons = append(a.Reasons, "the image is blacklisted")
	}
	return a, nil
}
