package evaluate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/pratique-dev/pratique/evaluate/explanation"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/evaluate/pyregex"
	"github.com/pratique-dev/pratique/translate"
)

// Explained is the explanation of the decision on one image.
type Explained struct {
	Document *explanation.Document
	// Raw is the document as the policy gave it.
	Raw   json.RawMessage
	Image string // as it was asked for
}

// Explain explains what the bundle makes of facts. The bundle has to be loaded with
// LoadOptions.Explain.
func (b *Bundle) Explain(ctx context.Context, f *Facts, s Settings) (*Explained, error) {
	if err := pyregex.Fill(ctx, b.policy, f.input, pyregex.DefaultLimits()); err != nil {
		return nil, fmt.Errorf("explaining %s: %w", f.subject, err)
	}
	raw, err := b.policy.Raw(ctx, f.input, policy.Settings{OnError: s.OnError, StrictFacts: s.StrictFacts}, f.now)
	if err != nil {
		return nil, fmt.Errorf("explaining %s: %w", f.subject, err)
	}
	document, err := explanation.Read(raw)
	if err != nil {
		return nil, fmt.Errorf("explaining %s: %w", f.subject, err)
	}
	return &Explained{Document: document, Raw: raw, Image: f.subject}, nil
}

// explaining are the modules that only an explanation needs. To compile them
// takes as long as to compile a small bundle.
var explaining = []string{
	"pratique/explain.rego",
	"pratique/lib/near_miss.rego",
	"pratique/selectors.rego",
	"pratique/workings.rego",
}

// judging are the modules that a decision needs: those that only explain are
// left out, but where a module that somebody has added speaks of them.
func judging(modules []translate.Module) []translate.Module {
	explains := func(m translate.Module) bool { return slices.Contains(explaining, m.Path) }
	for _, m := range modules {
		if !explains(m) && mentions(m.Source) {
			return modules
		}
	}
	return slices.DeleteFunc(slices.Clone(modules), explains)
}

func mentions(source []byte) bool {
	for _, name := range []string{"pratique.explain", "pratique.selectors", "pratique.workings", "pratique.lib.near_miss"} {
		if bytes.Contains(source, []byte(name)) {
			return true
		}
	}
	return false
}
