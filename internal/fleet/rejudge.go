package fleet

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/oci"
)

// Change is what judging again has changed.
type Change struct {
	Image     string   `json:"image"` // the reference
	Digest    string   `json:"digest"`
	Old       string   `json:"old_action"` // "" where it had not been judged
	New       string   `json:"new_action"`
	Findings  []string `json:"new_findings"`  // messages that were not there
	Gone      []string `json:"gone_findings"` // messages that are not there any more
	Evaluated string   `json:"evaluated_at"`
}

// maxListed is how many findings of each kind a change lists.
const maxListed = 100

// Rejudge judges stored facts again, without reading an image, and stores the decisions that
// differ from the newest one, or where that has expired. Where the facts lack what the bundle
// reads, or another version of the program has extracted them, the image is left; pull extracts
// them instead. changed is told of each change, one call at a time.
func (r *Runner) Rejudge(ctx context.Context, plan Plan, pull bool, changed func(Change)) (Summary, error) {
	var mu sync.Mutex
	told := func(c Change) {
		mu.Lock()
		defer mu.Unlock()
		if changed != nil {
			changed(c)
		}
	}
	return r.each(ctx, plan, func(ctx context.Context, image Image) []Outcome { return r.again(ctx, image, pull, told) })
}

func (r *Runner) again(ctx context.Context, image Image, pull bool, changed func(Change)) []Outcome {
	all := func(state State, err error) []Outcome {
		var list []Outcome
		for _, ref := range image.Refs {
			list = append(list, Outcome{image, ref, state, "", err})
		}
		return list
	}
	stored, err := r.Store.GetFacts(ctx, image)
	switch {
	case errors.Is(err, oci.ErrNotFound), err == nil && !r.suffice(stored):
		if !pull {
			return all(NeedsFacts, nil)
		}
		return r.one(ctx, image)
	case err != nil:
		return all(Later, err)
	}
	earlier, err := r.earlier(ctx, image)
	if err != nil {
		return all(Later, err)
	}
	var seen FirstSeen
	if r.Judge.Identity().Index != "" {
		seen = seenIn(earlier)
	}
	var outcomes []Outcome
	for _, ref := range image.Refs {
		outcomes = append(outcomes, r.judgeAgain(ctx, image, ref, stored.Document, earlier[ref], seen, changed))
	}
	return outcomes
}

func (r *Runner) judgeAgain(ctx context.Context, image Image, ref string, facts []byte, before []*Stored, seen FirstSeen, changed func(Change)) Outcome {
	verdict, err := r.Judge.Decide(ctx, facts, ref, seen)
	if err != nil {
		return Outcome{image, ref, Unjudgable, "", err}
	}
	var old *Stored
	if len(before) > 0 {
		old = before[0]
	}
	change := compare(image, ref, old, verdict)
	if old != nil && change == nil && !isNews(old, verdict) && (old.Expires.IsZero() || time.Now().Before(old.Expires)) {
		return Outcome{image, ref, Unchanged, verdict.Action, nil}
	}
	id := r.Judge.Identity()
	err = r.Store.Put(ctx, image, &Stored{
		Key: id.Key(image, ref), Reference: ref, Bundle: id.Bundle, Name: id.Name, Index: id.Index,
		Body: verdict.Body, Action: verdict.Action, Evaluated: verdict.Evaluated, Expires: verdict.Expires,
		FirstSeen: verdict.FirstSeen,
	})
	if err != nil {
		return Outcome{image, ref, Later, "", err}
	}
	if change == nil {
		return Outcome{image, ref, Judged, verdict.Action, nil}
	}
	changed(*change)
	return Outcome{image, ref, Changed, verdict.Action, nil}
}

// isNews says whether vulnerabilities were matched for the first time: that must be kept, although no rule
// may ask for them before they have an age.
func isNews(old *Stored, now Verdict) bool {
	for id := range now.FirstSeen {
		if _, known := old.FirstSeen[id]; !known {
			return true
		}
	}
	return false
}

// compare gives the difference of a verdict to an earlier decision, nil for none.
func compare(image Image, ref string, old *Stored, now Verdict) *Change {
	c := &Change{
		Image: ref, Digest: image.Digest, New: now.Action, Evaluated: now.Evaluated.UTC().Format(time.RFC3339), Findings: []string{}, Gone: []string{},
	}
	fresh := findings(now.Body)
	var past []string
	if old != nil {
		c.Old, past = old.Action, findings(old.Body)
	}
	c.Findings, c.Gone = without(fresh, past), without(past, fresh)
	if old != nil && c.Old == c.New && len(c.Findings) == 0 && len(c.Gone) == 0 {
		return nil
	}
	return c
}

// findings are the messages of a decision that no whitelist excepts.
func findings(body json.RawMessage) []string {
	var d decision.Decision
	if json.Unmarshal(body, &d) != nil {
		return nil // there was none
	}
	var list []string
	for _, f := range d.Findings {
		if f.Whitelisted == nil {
			list = append(list, f.Gate+"/"+f.Trigger+" "+f.TriggerID+" "+f.Message)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func without(list, others []string) []string {
	rest := []string{}
	for _, text := range list {
		if _, there := slices.BinarySearch(others, text); !there && len(rest) < maxListed {
			rest = append(rest, text)
		}
	}
	return rest
}
