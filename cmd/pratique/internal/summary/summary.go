// Package summary says in short what is in a bundle.
package summary

import (
	"cmp"
	"slices"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/anchore"
)

// Summary is a bundle in short. Lists stand in the bundle's order, but for
// Triggers.
type Summary struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Version  string `json:"version"`
	Comment  string `json:"comment,omitzero"`
	SHA256   string `json:"sha256,omitzero"`
	Errors   int    `json:"errors"` // that make Anchore refuse it
	Warnings int    `json:"warnings"`

	Policies          []Policy    `json:"policies"`
	Triggers          []Trigger   `json:"triggers"` // sorted
	Mappings          []Mapping   `json:"mappings"`
	WhitelistedImages []Mapping   `json:"whitelisted_images"`
	BlacklistedImages []Mapping   `json:"blacklisted_images"`
	Whitelists        []Whitelist `json:"whitelists"`
	// Needs are the facts that the rules read.
	Needs []document.Need `json:"needs"`
}

// Policy is a policy; Actions counts its rules by their action.
type Policy struct {
	Pointer string         `json:"pointer"`
	ID      string         `json:"id"`
	Name    string         `json:"name,omitzero"`
	Rules   int            `json:"rules"`
	Actions map[string]int `json:"actions"`
	Used    bool           `json:"used"` // by some mapping
}

// Trigger counts the rules that use a trigger.
type Trigger struct {
	Gate    string `json:"gate"`
	Trigger string `json:"trigger"`
	Rules   int    `json:"rules"`
}

// Mapping is a mapping or an image rule.
type Mapping struct {
	Pointer    string   `json:"pointer"`
	Name       string   `json:"name,omitzero"`
	Registry   string   `json:"registry"`
	Repository string   `json:"repository"`
	ImageType  string   `json:"image_type"`
	Image      string   `json:"image"`
	Policies   []string `json:"policies,omitzero"`
	Whitelists []string `json:"whitelists,omitzero"`
}

// Whitelist is a whitelist, and when its items expire.
type Whitelist struct {
	Pointer string `json:"pointer"`
	ID      string `json:"id"`
	Name    string `json:"name,omitzero"`
	Items   int    `json:"items"`
	Used    bool   `json:"used"` // by some mapping
	// Expired are the items that match nothing any more, Endless those that never expire.
	Expired int `json:"expired"`
	Endless int `json:"endless"`
	// Next is when the next item expires, nil where none does.
	Next *time.Time `json:"next,omitzero"`
}

// Read outlines a bundle at a time.
func Read(root *anchore.Value, now time.Time) *Summary {
	o := &Summary{
		ID: root.Get("id").String(), Name: root.Get("name").String(), Version: root.Get("version").String(), Comment: root.Get("comment").String(),
		Policies: []Policy{}, Triggers: []Trigger{}, Whitelists: []Whitelist{}, Needs: []document.Need{},
	}
	o.Mappings = mappings(root, "mappings")
	o.WhitelistedImages, o.BlacklistedImages = mappings(root, "whitelisted_images"), mappings(root, "blacklisted_images")
	policies, whitelists := map[string]bool{}, map[string]bool{}
	for _, m := range o.Mappings {
		for _, id := range m.Policies {
			policies[id] = true
		}
		for _, id := range m.Whitelists {
			whitelists[id] = true
		}
	}
	triggers := map[Trigger]int{}
	for _, v := range elements(root, "policies") {
		p := policy(v, triggers)
		p.Used = policies[p.ID]
		o.Policies = append(o.Policies, p)
	}
	for t, rules := range triggers {
		t.Rules = rules
		o.Triggers = append(o.Triggers, t)
	}
	for _, v := range elements(root, "whitelists") {
		w := whitelist(v, now)
		w.Used = whitelists[w.ID]
		o.Whitelists = append(o.Whitelists, w)
	}
	slices.SortFunc(o.Triggers, func(a, b Trigger) int {
		return cmp.Or(cmp.Compare(a.Gate, b.Gate), cmp.Compare(a.Trigger, b.Trigger))
	})
	return o
}

func elements(v *anchore.Value, key string) []*anchore.Value {
	list := v.Get(key)
	if list == nil || list.Kind != anchore.Array {
		return nil
	}
	return list.Items
}

// policy outlines a policy, and adds its rules to those of their triggers.
func policy(v *anchore.Value, triggers map[Trigger]int) Policy {
	p := Policy{Pointer: v.Pointer, ID: v.Get("id").String(), Name: v.Get("name").String(), Actions: map[string]int{}}
	for _, r := range elements(v, "rules") {
		p.Rules++
		p.Actions[anchore.Lower(r.Get("action").String())]++
		triggers[Trigger{Gate: anchore.Lower(r.Get("gate").String()), Trigger: anchore.Lower(r.Get("trigger").String())}]++
	}
	return p
}

func mappings(root *anchore.Value, key string) []Mapping {
	list := []Mapping{}
	for _, v := range elements(root, key) {
		image := v.Get("image")
		m := Mapping{
			Pointer: v.Pointer, Name: v.Get("name").String(),
			Registry: v.Get("registry").String(), Repository: v.Get("repository").String(),
			ImageType: image.Get("type").String(), Image: image.Get("value").String(),
		}
		if id := v.Get("policy_id").String(); id != "" {
			m.Policies = []string{id}
		}
		for _, id := range elements(v, "policy_ids") {
			m.Policies = append(m.Policies, id.String())
		}
		for _, id := range elements(v, "whitelist_ids") {
			m.Whitelists = append(m.Whitelists, id.String())
		}
		list = append(list, m)
	}
	return list
}

func whitelist(v *anchore.Value, now time.Time) Whitelist {
	w := Whitelist{Pointer: v.Pointer, ID: v.Get("id").String(), Name: v.Get("name").String()}
	for _, item := range elements(v, "items") {
		w.Items++
		expires := item.Get("expires_on")
		if !expires.Truthy() {
			w.Endless++
			continue
		}
		switch t, ok := translate.ExpiresAt(expires.String()); {
		case !ok:
		case !now.Before(t):
			w.Expired++
		case w.Next == nil || t.Before(*w.Next):
			w.Next = &t
		}
	}
	return w
}
