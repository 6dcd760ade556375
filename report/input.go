package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/printable"
)

// Input is one decision and what a decision does not say. Only Decision is needed; a
// format leaves out, or takes from the decision, what is zero.
type Input struct {
	Decision *decision.Decision
	Image    string          // the image, or the Dockerfile, as the user named it
	Bundle   json.RawMessage // the Anchore bundle as given; nil where the bundle was translated before

	// Undecided says why the command takes the decision for none, such as a rule
	// without facts under --on-missing fail. Every format says so then.
	Undecided string

	BundleURI    string   // where the bundle was read: a path or a URI
	BundleDigest string   // "sha256:…" of the bundle; of Bundle where it is empty
	Dockerfile   string   // path of the Dockerfile that was given; formats that want a file for each finding use it
	Digest       string   // "sha256:…" of what was judged, where the decision names no image digest: of a Dockerfile
	Layers       []string // digests of the image's layers, as decision.Location.Layer counts them

	whole *decision.Decision // Decision before Options.IgnoreMissing left out rules; nil where it did not

	Exposure *evaluate.Exposure // the vulnerabilities by package, for people; nil where they are not known
}

// Options says how formats look.
type Options struct {
	Color            bool            // ANSI colours, in text only
	ShowSuppressed   bool            // list whitelisted findings, and unused whitelist items, in the formats that leave them out
	ShowNotEvaluated bool            // list in text the rules that lack data, instead of how many they are
	GroupBy          string          // how text groups findings, one of GroupBys; "" for the first
	Width            int             // of the terminal for text, in columns; 0 leaves lines as long as they are
	ShowPassed       bool            // say in text how many rules of each policy found nothing
	IgnoreMissing    bool            // leave out rules that lack data, but in json
	FailOnWarn       bool            // a warn fails too: junit's failures, intoto's result
	Template         *Template       // what the format template writes; nil for a line for each image, finding and problem
	ToolVersion      string          // Pratique's own version
	Help             map[string]Help // by "gate/trigger"; sarif describes its rules with it
}

// Help describes a trigger in plain text.
type Help struct{ Title, Description string }

// view is an input with what several formats want to know of it.
type view struct {
	Input
	image   identity
	name    string               // as the user or the reference names it
	rules   map[string][]ruleKey // policy id -> the bundle's rules; nil where the bundle is not known
	reasons map[string]string    // whitelist id, a zero byte, item id -> the bundle's comment on the item
}

func look(in Input) view {
	v := view{Input: in, image: identify(in.Decision)}
	v.name = v.Image
	if v.name == "" {
		v.name = v.image.Reference
	}
	if v.name == "" {
		v.name = v.image.fullTag()
	}
	v.reasons = comments(in.Bundle)
	v.rules = rulesOf(in.Bundle)
	return v
}

// comments finds why whitelist items are there. Anchore's schema has no such key, so
// this takes what people write; a bundle of another shape has none.
func comments(bundle json.RawMessage) map[string]string {
	var b struct {
		Whitelists []struct {
			ID    string
			Items []struct{ ID, Comment, Description, Reason any }
		}
	}
	if isNull(bundle) || json.Unmarshal(bundle, &b) != nil {
		return nil
	}
	reasons := map[string]string{}
	for _, list := range b.Whitelists {
		for _, item := range list.Items {
			id, _ := item.ID.(string)
			for _, value := range []any{item.Reason, item.Comment, item.Description} {
				if text, ok := value.(string); ok && text != "" {
					reasons[list.ID+"\x00"+id] = text
					break
				}
			}
		}
	}
	return reasons
}

// rulesOf are the rules of a bundle's policies; none of a bundle of another shape.
func rulesOf(bundle json.RawMessage) map[string][]ruleKey {
	var b struct {
		Policies []struct {
			ID    string
			Rules []struct{ ID, Gate, Trigger string }
		}
	}
	if isNull(bundle) || json.Unmarshal(bundle, &b) != nil {
		return nil
	}
	rules := map[string][]ruleKey{}
	for i, p := range b.Policies {
		if rules[p.ID] != nil { // which of the two was evaluated is not known
			return nil
		}
		for j, r := range p.Rules {
			rules[p.ID] = append(rules[p.ID], ruleKey{fmt.Sprintf("/policies/%d/rules/%d", i, j), r.ID, r.Gate, r.Trigger})
		}
	}
	return rules
}

// excuse says why a finding does not count, or "" where it does.
func (v view) excuse(f decision.Finding) string {
	d := v.Decision
	switch w := f.Whitelisted; {
	case w != nil:
		item := or(w.MatchedRuleID, "")
		text := "whitelist " + or(w.WhitelistName, w.WhitelistID)
		if item != "" {
			text += ", item " + item
		}
		if reason := v.reasons[w.WhitelistID+"\x00"+item]; reason != "" {
			text += ": " + reason
		}
		return text
	case d.Reason == "whitelisted" && d.FinalAction == decision.Go:
		return "whitelisted-image rule " + nameOf(d.MatchedWhitelistedImage)
	}
	return ""
}

// fails says whether the decision forbids the image, or is none.
func (v view) fails(o Options) bool {
	action := v.Decision.FinalAction
	return v.Undecided != "" || action != decision.Go && (action != decision.Warn || o.FailOnWarn)
}

// label is the verdict in capitals.
func (v view) label() string {
	if v.Undecided != "" {
		return noDecision
	}
	return printable.Text(strings.ToUpper(v.Decision.FinalAction))
}

const noDecision = "NO DECISION"

// full is the name with the digest, where there is one.
func (v view) full() string {
	digest := or(v.image.Digest, "")
	if digest == "" || strings.Contains(v.name, digest) {
		return v.name
	}
	return v.name + "@" + digest
}

// bundleDigest is "sha256:…", or "" where the bundle's text is not known.
func (v view) bundleDigest() string {
	if v.BundleDigest != "" || isNull(v.Bundle) {
		return v.BundleDigest
	}
	sum := sha256.Sum256(v.Bundle)
	return "sha256:" + hex.EncodeToString(sum[:])
}
