package fleet

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/source"
)

// Bundle judges under a bundle. It implements Judge.
type Bundle struct {
	Bundle *evaluate.Bundle
	ID     Identity
	// Request is how images are read; its source, tag and needs are set for each.
	Request  evaluate.Request
	Settings evaluate.Settings
	// Supplied are data that judging needs beside the stored facts, such as a vulnerability index; nil
	// for none. They are not stored with the facts.
	Supplied *extract.Supplied
	// Now is the time of the evaluation; zero for the present.
	Now time.Time
}

// Identity implements Judge.
func (b *Bundle) Identity() Identity { return b.ID }

// Needs implements Judge.
func (b *Bundle) Needs() []document.Need { return union(b.Bundle.Needs, b.Supplied.Needs()) }

// Extract implements Judge.
func (b *Bundle) Extract(ctx context.Context, image Image, needs []document.Need) ([]byte, error) {
	ref, err := source.Parse("registry:" + image.Repository + "@" + image.Digest)
	if err != nil {
		return nil, err
	}
	r := b.Request
	r.Extract.Source, r.Extract.Needs, r.Extract.Supplied = ref, append([]document.Need{}, needs...), nil
	d, err := b.Bundle.Extract(ctx, r)
	if err != nil {
		return nil, err
	}
	return json.Marshal(d)
}

// Decide implements Judge.
func (b *Bundle) Decide(ctx context.Context, text []byte, ref string, seen FirstSeen) (Verdict, error) {
	r := evaluate.Request{Now: b.Now, NowSet: true}
	if r.Now.IsZero() {
		r.Now = time.Now().UTC()
	}
	r.Extract.Source, r.Extract.Stdin, r.Extract.Tag = source.MustParse(source.Stdin), bytes.NewReader(text), ref
	fresh := FirstSeen{}
	fresh.add(seen)
	r.Extract.Supplied = b.Supplied.Remembering(func(matches []document.VulnerabilityMatch) { fresh.date(matches, r.Now) })
	facts, err := b.Bundle.Facts(ctx, r)
	if err != nil {
		return Verdict{}, err
	}
	result, err := b.Bundle.Judge(ctx, facts, b.Settings)
	if err != nil {
		return Verdict{}, err
	}
	body, err := json.Marshal(result.Decision)
	if err != nil {
		return Verdict{}, fmt.Errorf("writing the decision on %s: %w", ref, err)
	}
	return Verdict{Body: body, Action: result.Decision.FinalAction, Evaluated: r.Now, Expires: expiry(result), FirstSeen: fresh}, nil
}

// date gives matches the time when their vulnerability was first matched, and takes in those that are new.
func (f FirstSeen) date(matches []document.VulnerabilityMatch, now time.Time) {
	now = now.UTC().Truncate(time.Second)
	for i := range matches {
		id := matches[i].Vulnerability.ID
		at, known := f[id]
		if !known || now.Before(at) { // the time of the evaluation was chosen
			at = now
			f[id] = at
		}
		text := at.UTC().Format(time.RFC3339)
		matches[i].DetectedAt = &text
	}
}

// expiry is when the first of the whitelist items that excepted a finding expires, zero for never.
func expiry(r *evaluate.Result) time.Time {
	var bundle struct {
		Whitelists []struct {
			ID    string `json:"id"`
			Items []struct {
				ID      string `json:"id"`
				Expires string `json:"expires_on"`
			} `json:"items"`
		} `json:"whitelists"`
	}
	if json.Unmarshal(r.Bundle.Source, &bundle) != nil {
		return time.Time{}
	}
	ends := map[[2]string]time.Time{}
	for _, w := range bundle.Whitelists {
		for _, i := range w.Items {
			if at, err := time.Parse(time.RFC3339, i.Expires); err == nil {
				ends[[2]string{w.ID, i.ID}] = at
			}
		}
	}
	var first time.Time
	for _, f := range r.Decision.Findings {
		if end, ok := ends[excepted(f)]; ok && (first.IsZero() || end.Before(first)) {
			first = end
		}
	}
	return first
}

func excepted(f decision.Finding) [2]string {
	if f.Whitelisted == nil || f.Whitelisted.MatchedRuleID == nil {
		return [2]string{}
	}
	return [2]string{f.Whitelisted.WhitelistID, *f.Whitelisted.MatchedRuleID}
}
