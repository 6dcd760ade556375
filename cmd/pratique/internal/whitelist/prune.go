package whitelist

import (
	"fmt"
	"slices"
	"time"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/explanation"
	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/anchore"
)

// Dropped is a whitelist item that no finding needs.
type Dropped struct {
	Pointer   string `json:"pointer"`
	ID        string `json:"id"`
	Whitelist string `json:"whitelist"` // its id
	Gate      string `json:"gate"`
	TriggerID string `json:"trigger_id"`
	// Why is expired or unused.
	Why string `json:"why"`
}

// Pruning is what a look for items that no finding needs has found.
type Pruning struct {
	Items   int       `json:"items"` // of all whitelists
	Dropped []Dropped `json:"dropped"`
	// Kept says of which unused items nobody knows whether they are needed.
	Kept []string `json:"kept"`
}

// Prune finds the items of a bundle that have expired, and those that
// suppressed nothing in any of the explanations. An item is not called unused
// where no image came to its whitelist, or where rules of its gate could not be
// evaluated: they might have found what it is for.
func Prune(root *anchore.Value, documents []*explanation.Document, now time.Time) Pruning {
	p := Pruning{Dropped: []Dropped{}, Kept: []string{}}
	s := survey(documents)
	for _, w := range elements(root, "whitelists") {
		id := w.Get("id").String()
		unknown := map[string]bool{}
		for _, v := range elements(w, "items") {
			p.Items++
			d := Dropped{Pointer: v.Pointer, ID: v.Get("id").String(), Whitelist: id, Gate: v.Get("gate").String(), TriggerID: v.Get("trigger_id").String()}
			expires, ok := translate.ExpiresAt(v.Get("expires_on").String())
			switch reason := s.doubt(w.Pointer, anchore.Lower(d.Gate)); {
			case ok && !now.Before(expires):
				d.Why = "expired"
				p.Dropped = append(p.Dropped, d)
			case len(documents) == 0 || s.used[v.Pointer]:
			case reason != "":
				unknown[reason] = true
			default:
				d.Why = "unused"
				p.Dropped = append(p.Dropped, d)
			}
		}
		var reasons []string
		for reason := range unknown {
			reasons = append(reasons, fmt.Sprintf("whitelist %s: %s", id, reason))
		}
		slices.Sort(reasons)
		p.Kept = append(p.Kept, reasons...)
	}
	return p
}

func elements(v *anchore.Value, key string) []*anchore.Value {
	list := v.Get(key)
	if list == nil || list.Kind != anchore.Array {
		return nil
	}
	return list.Items
}

// surveyed is what the explanations say of whitelists.
type surveyed struct {
	tested map[string]bool            // pointers of the whitelists that some image came to
	used   map[string]bool            // pointers of the items that suppressed something
	blind  map[string]map[string]bool // pointer of a whitelist -> gates with rules that were not evaluated
	broken map[string]bool            // pointers of the whitelists of an image with other errors
}

func survey(documents []*explanation.Document) surveyed {
	s := surveyed{tested: map[string]bool{}, used: map[string]bool{}, blind: map[string]map[string]bool{}, broken: map[string]bool{}}
	for _, d := range documents {
		gates, rules := map[string]bool{}, map[string]bool{}
		for _, r := range d.Rules {
			rules[r.Pointer] = true
			if r.State == explanation.NotEvaluated || r.State == explanation.Error {
				gates[r.Gate] = true
			}
		}
		broken := slices.ContainsFunc(d.Errors, func(e decision.Error) bool { return e.Pointer == nil || !rules[*e.Pointer] })
		for _, w := range d.Whitelists {
			s.tested[w.Pointer] = true
			s.broken[w.Pointer] = s.broken[w.Pointer] || broken
			for _, pointer := range w.Used {
				s.used[pointer] = true
			}
			if s.blind[w.Pointer] == nil {
				s.blind[w.Pointer] = map[string]bool{}
			}
			for gate := range gates {
				s.blind[w.Pointer][gate] = true
			}
		}
	}
	return s
}

// doubt is why an unused item of the gate may be needed all the same, "" where
// there is no reason.
func (s surveyed) doubt(whitelist, gate string) string {
	switch {
	case !s.tested[whitelist]:
		return "no image came to it, so all of its items that have not expired are kept"
	case s.broken[whitelist]:
		return "an image could not be evaluated whole, so its unused items are kept"
	case s.blind[whitelist][gate]:
		return "rules of the gate " + gate + " could not be evaluated, so its unused items for that gate are kept"
	}
	return ""
}
