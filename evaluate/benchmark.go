package evaluate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/bundles"
	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/parameters"
)

// Benchmark asks for the report on a benchmark's controls beside the decision.
type Benchmark struct {
	Definition   *controls.Definition
	Attestations []controls.Attestation
	// Profile is one of the definition's, "" for all controls.
	Profile string
	// ManualAsFail counts scored manual controls in the maximum.
	ManualAsFail bool
}

// ReadControls reads the controls of a bundle: the file given, or those that ship under that
// name; else the file beside the bundle (BUNDLE.controls.yaml, .yml or .json), or those that
// ship with it. Nil is a bundle that has none.
func ReadControls(bundle, file string) (*controls.Definition, error) {
	if file != "" {
		d, err := controlsFile(file)
		if text, ok := bundles.Controls(file); ok && errors.Is(err, fs.ErrNotExist) {
			return controls.ReadDefinition(bytes.NewReader(text), bundles.Controls)
		}
		return d, err
	}
	if onDisk(bundle) {
		base := strings.TrimSuffix(bundle, path.Ext(bundle))
		for _, extension := range []string{".yaml", ".yml", ".json"} {
			d, err := controlsFile(base + ".controls" + extension)
			if !errors.Is(err, fs.ErrNotExist) {
				return d, err
			}
		}
		return nil, nil
	}
	text, ok := bundles.Controls(bundle)
	if !ok {
		return nil, nil
	}
	return controls.ReadDefinition(bytes.NewReader(text), bundles.Controls)
}

func controlsFile(file string) (*controls.Definition, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("reading controls: %w", err)
	}
	defer f.Close()
	d, err := controls.ReadDefinition(f, bundles.Controls)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return d, nil
}

// remediations are what the controls say to do that rest on one rule alone, by its id. Of a control with
// several rules, or of several controls with one rule, the text is about more than the rule finds: there
// the check says it.
func (b *Benchmark) remediations() map[string]string {
	if b == nil {
		return nil
	}
	named := map[string]int{}
	for _, c := range b.Definition.Controls {
		for _, r := range c.Rules {
			named[r.Rule]++
		}
	}
	texts := map[string]string{}
	for _, c := range b.Definition.Controls {
		if len(c.Rules) != 1 || c.Remediation == "" {
			continue
		}
		r := c.Rules[0]
		if r.Rule != "" && named[r.Rule] == 1 && r.Policy == "" { // an id may be in several policies
			texts[r.Rule] = c.Remediation
		}
	}
	return texts
}

// controlsDir is where the library has the modules of the report.
const controlsDir = "pratique/controls"

// queryControls is what a decision and the report on a benchmark are the answer to.
const queryControls = "data.pratique.controls.answer"

// prepare adds what the report needs to a compilation.
func (b *Benchmark) prepare(source []byte, warnings []translate.Warning, modules map[string][]byte, o *policy.Options) error {
	if source == nil {
		return errors.New("reporting on a benchmark: the bundle is translated already; a report needs the Anchore bundle")
	}
	if b.Profile != "" && !b.Definition.HasProfile(b.Profile) {
		return fmt.Errorf("reporting on a benchmark: %s has no profile %q", b.Definition.Benchmark.ID, b.Profile)
	}
	library, err := translate.Library(rego.FS, controlsDir)
	if err != nil {
		return err
	}
	for _, m := range library {
		modules[m.Path] = m.Source
	}
	given := parameters.Values{}
	for _, p := range parameters.Of(source) {
		given[p.Name] = p.Default
	}
	o.Query = queryControls
	own, err := toJSONObject(map[string]any{"benchmark": map[string]any{
		"definition": b.Definition, "rules": bundleRules(source, warnings), "parameters": given, "attestations": append([]controls.Attestation{}, b.Attestations...),
		"options": map[string]any{"profile": b.Profile, "manual_as_fail": b.ManualAsFail},
	}})
	if err != nil {
		return err
	}
	if o.Data == nil {
		o.Data = map[string]any{}
	}
	maps.Copy(o.Data, own)
	return nil
}

// toJSONObject is a value as JSON has it.
func toJSONObject(v any) (map[string]any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("converting the controls: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		return nil, fmt.Errorf("converting the controls: %w", err)
	}
	return object, nil
}

// ruleText is a rule as the bundle has it, for the references of controls.
type ruleText struct {
	Pointer  string         `json:"pointer"`
	Policy   string         `json:"policy"`
	Rule     string         `json:"rule"`
	Gate     string         `json:"gate"`
	Trigger  string         `json:"trigger"`
	Params   map[string]any `json:"params"`
	Comment  string         `json:"comment"`
	Controls []string       `json:"controls"`
	// Unset says which of its values are examples that were left in.
	Unset []string `json:"unset"`
}

// bundleRules are the rules of a bundle. The translator has read it, so that what has no
// form here has none that a control could name.
func bundleRules(source []byte, warnings []translate.Warning) []ruleText {
	var root struct {
		Policies []struct {
			ID    string            `json:"id"`
			Rules []json.RawMessage `json:"rules"`
		} `json:"policies"`
	}
	list := []ruleText{}
	if json.Unmarshal(source, &root) != nil {
		return list
	}
	for i, p := range root.Policies {
		for j, text := range p.Rules {
			var r struct {
				ID       string   `json:"id"`
				Gate     string   `json:"gate"`
				Trigger  string   `json:"trigger"`
				Comment  string   `json:"comment"`
				Controls []string `json:"controls"`
				Params   []struct {
					Name  string `json:"name"`
					Value any    `json:"value"`
				} `json:"params"`
			}
			_ = json.Unmarshal(text, &r) // what it could read is there
			rule := ruleText{
				Pointer: fmt.Sprintf("/policies/%d/rules/%d", i, j), Policy: p.ID, Rule: r.ID,
				Gate: strings.ToLower(r.Gate), Trigger: strings.ToLower(r.Trigger), Comment: r.Comment,
				Params: map[string]any{}, Controls: append([]string{}, r.Controls...),
			}
			rule.Unset = unsetOf(warnings, rule.Pointer)
			for _, param := range r.Params {
				rule.Params[strings.ToLower(param.Name)] = param.Value
			}
			list = append(list, rule)
		}
	}
	return list
}

// decide asks for the decision, and for the report where the bundle was loaded for one.
func (b *Bundle) decide(ctx context.Context, input ast.Value, s policy.Settings, now time.Time) (*decision.Decision, *controls.Report, error) {
	if b.benchmark == nil {
		d, err := b.policy.Decide(ctx, input, s, now)
		return d, nil, err
	}
	text, err := b.policy.Raw(ctx, input, s, now)
	if err != nil {
		return nil, nil, err
	}
	var answer struct {
		Decision *decision.Decision `json:"decision"`
		Report   *controls.Report   `json:"report"`
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, nil, fmt.Errorf("reading the report: %w", err)
	}
	if answer.Decision != nil {
		answer.Decision.Describe()
	}
	return answer.Decision, answer.Report, nil
}
