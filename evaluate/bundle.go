// Package evaluate takes one image from its source to its decision: it loads
// the bundle, asks the extractor for the facts that the bundle reads, and the
// policy for the decision.
package evaluate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/author"
	"github.com/pratique-dev/pratique/translate/normalize"
	"github.com/pratique-dev/pratique/translate/parameters"
)

// LoadOptions are how a bundle is read.
type LoadOptions struct {
	// Lenient accepts what Anchore's evaluation accepts: a bundle is then judged
	// by the mapping that the image matches.
	Lenient bool
	// AllowDeprecated skips rules of end-of-life gates with a warning.
	AllowDeprecated bool
	// Policies are files and directories of the author's own Rego, which goes
	// with an Anchore bundle.
	Policies []string
	// Data are files and directories of documents that this Rego reads under data.
	Data []string
	// Namespaces are the packages in it whose deny, violation and warn hold for
	// every image; nil for main.
	Namespaces []string
	// Explain loads a bundle for Bundle.Explain; it cannot Inspect then.
	Explain bool
	// Parameters are the site's values of the bundle's parameters, by name; nil for none.
	Parameters parameters.Values
	// Strict refuses what Anchore's API refuses, where otherwise a bundle without
	// ids and mappings is repaired, with a warning for each repair.
	Strict bool
	// Rules reads rules without a bundle (package repair).
	Rules bool
	// Source is how a named bundle is fetched, and what is demanded of it.
	Source SourceOptions
	// Benchmark asks for the report on a benchmark, nil for none.
	Benchmark *Benchmark
}

// Bundle is a bundle that is ready to judge images. It is safe for concurrent use.
type Bundle struct {
	Name string
	// Source is the Anchore bundle as it was given; nil for a translated one.
	Source json.RawMessage
	// Fingerprint is the SHA-256, in hex, of all that judges: the modules of the bundle and of its
	// author, with the parameters' values in them, and data.
	Fingerprint string
	// Needs are the facts that the bundle reads.
	Needs     []document.Need
	policy    *policy.Policy
	benchmark *Benchmark
	origin    decision.Origin
}

// Load loads an Anchore bundle from its JSON text. Errors that are due to the bundle are
// translate.Errors (errors.As), each with pointer, gate, trigger and parameter.
func Load(ctx context.Context, text []byte, o LoadOptions) (*Bundle, error) {
	return loadText(ctx, "bundle.json", text, o)
}

// LoadNamed loads the bundle that ref names: one of BundleKinds.
func LoadNamed(ctx context.Context, ref string, o LoadOptions) (*Bundle, error) {
	stored, err := OpenBundle(ctx, ref, o.Source)
	if err != nil {
		return nil, err
	}
	return stored.Load(ctx, o)
}

// Load makes a stored bundle ready to judge: the translated one, where there is one.
func (s *Stored) Load(ctx context.Context, o LoadOptions) (*Bundle, error) {
	if s.Translated == nil {
		return loadText(ctx, s.Name, s.Text, o)
	}
	if err := o.checkTranslated(s.Name); err != nil {
		return nil, err
	}
	b, err := compile(ctx, s.Name, nil, s.Translated, false, o)
	if err != nil {
		return nil, err
	}
	b.origin = s.Origin
	return b, nil
}

// checkTranslated refuses what has to be given where a bundle is translated.
func (o LoadOptions) checkTranslated(ref string) error {
	if len(o.Policies) > 0 {
		return fmt.Errorf("reading bundle %s: it is translated already; own Rego goes with an Anchore bundle (pratique translate --policy)", ref)
	}
	if len(o.Parameters) > 0 {
		return fmt.Errorf("reading bundle %s: it is translated already, with its parameters (pratique translate --param)", ref)
	}
	if len(o.Data) > 0 {
		return fmt.Errorf("reading bundle %s: it is translated already, with its data (pratique translate --data)", ref)
	}
	return nil
}

func loadText(ctx context.Context, ref string, text []byte, o LoadOptions) (*Bundle, error) {
	text, warnings, err := prepare(ref, text, o)
	if err != nil {
		return nil, err
	}
	result, err := translateText(ref, text, o, warnings...)
	if err != nil {
		return nil, err
	}
	return compile(ctx, ref, text, result, len(o.Policies) == 0, o)
}

// Translate compiles the Anchore bundle to Rego.
func (s *Stored) Translate(o LoadOptions) (*translate.Result, error) {
	text, err := s.Anchore()
	if err != nil {
		return nil, err
	}
	text, warnings, err := prepare(s.Name, text, o)
	if err != nil {
		return nil, err
	}
	return translateText(s.Name, text, o, warnings...)
}

// prepare repairs a bundle and sets its parameters.
func prepare(ref string, text []byte, o LoadOptions) (_ []byte, _ []translate.Warning, err error) {
	var warnings []translate.Warning
	switch {
	case o.Rules:
		if text, warnings, err = normalize.Rules(text); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", ref, err)
		}
	case o.Strict:
		if errs := normalize.Check(text); len(errs) > 0 {
			return nil, nil, fmt.Errorf("reading bundle %s: %w", ref, errs)
		}
	case !o.Lenient: // as Anchore does it, which repairs nothing
		text, warnings = normalize.Bundle(text)
	}
	values := o.Parameters
	warnings = append(warnings, unset(values.Examples(text))...)
	if text, err = values.Apply(text); err != nil {
		return nil, nil, fmt.Errorf("reading bundle %s: %w", ref, err)
	}
	return text, warnings, nil
}

func translateText(ref string, text []byte, o LoadOptions, warnings ...translate.Warning) (*translate.Result, error) {
	if len(o.Namespaces) > 0 && len(o.Policies) == 0 {
		return nil, errors.New("reading policies: a namespace is given, and no Rego that it could be in (--policy)")
	}
	if len(o.Data) > 0 && len(o.Policies) == 0 {
		return nil, errors.New("reading data: data is given, and no Rego that could read it (--policy)")
	}
	modules, err := author.Read(o.Policies)
	if err != nil {
		return nil, err
	}
	data, err := author.ReadData(o.Data)
	if err != nil {
		return nil, err
	}
	result, err := translate.Translate(baseName(ref), text, rego.FS, translate.Options{
		Lenient: o.Lenient, AllowDeprecated: o.AllowDeprecated, Warnings: warnings,
		Own: modules, Data: data, Namespaces: o.Namespaces, Capabilities: policy.Capabilities(),
		Remediations: o.Benchmark.remediations(),
	})
	if err != nil {
		if len(modules) > 0 && translate.AsErrors(err) == nil {
			return nil, fmt.Errorf("reading policies: %w", err)
		}
		return nil, fmt.Errorf("reading bundle %s: %w", ref, err)
	}
	return result, nil
}

// baseName names a bundle without the directories of this machine: the same
// bundle gives the same modules wherever it lies.
func baseName(ref string) string {
	return ref[strings.LastIndexAny(ref, `/\`)+1:]
}

// compile takes the modules of a translated bundle; trusted are those that were
// translated just now, not those that somebody may have edited since.
func compile(ctx context.Context, name string, source []byte, result *translate.Result, trusted bool, o LoadOptions) (*Bundle, error) {
	options := policy.Options{Trusted: trusted, Query: policy.QueryExplanation}
	wanted := result.Modules
	if !o.Explain {
		options.Query = policy.Query
		wanted = judging(wanted)
	}
	modules := make(map[string][]byte, len(wanted))
	for _, m := range wanted {
		modules[m.Path] = m.Source
	}
	if result.Data != nil {
		data, err := author.ParseData(result.Data)
		if err != nil {
			return nil, fmt.Errorf("reading bundle %s: %w", name, err)
		}
		options.Data = data
	}
	if o.Benchmark != nil {
		if err := o.Benchmark.prepare(source, result.Warnings, modules, &options); err != nil {
			return nil, err
		}
	}
	policy, err := policy.Compile(context.WithoutCancel(ctx), modules, options) // half of it is of no use
	if err != nil {
		return nil, fmt.Errorf("compiling bundle %s: %w", name, err)
	}
	return &Bundle{
		Name: name, Source: source, Needs: result.Needs, Fingerprint: fingerprint(modules, result.Data), policy: policy, benchmark: o.Benchmark,
	}, nil
}

// fingerprint is Bundle.Fingerprint.
func fingerprint(modules map[string][]byte, data []byte) string {
	sum := sha256.New()
	for _, path := range slices.Sorted(maps.Keys(modules)) {
		fmt.Fprintf(sum, "%d:%s%d:", len(path), path, len(modules[path]))
		sum.Write(modules[path])
	}
	sum.Write(data)
	return hex.EncodeToString(sum.Sum(nil))
}
