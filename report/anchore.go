package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"time"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// lastEvaluation is the form of Anchore's times.
const lastEvaluation = "2006-01-02T15:04:05Z"

// anchore writes the answer of Anchore's API with its details, as anchore-cli --json
// prints it: one element for each image. The user is admin. What
// was not evaluated stands among the problems, since there is no other place for it.
func anchore(w io.Writer, inputs []Input, _ Options) error {
	list := make([]any, len(inputs))
	for i, in := range inputs {
		element, err := answer(in)
		if err != nil {
			return err
		}
		list[i] = element
	}
	return writePython(w, list)
}

func answer(in Input) (map[string]any, error) {
	d := in.Decision
	image := identify(d)
	bundle, err := bundleOf(in)
	if err != nil {
		return nil, err
	}
	result, err := evaluation(d, image, bundle)
	if err != nil {
		return nil, err
	}
	tag := image.fullTag()
	if nothing(d) {
		tag = in.Image // all that is known
	}
	return map[string]any{
		or(image.Digest, ""): map[string]any{
			tag: []any{map[string]any{
				"detail":          map[string]any{"policy": bundle, "result": result},
				"last_evaluation": evaluatedAt(d).Format(lastEvaluation),
				"policyId":        or(d.Bundle.ID, ""),
				"status":          status(d),
			}},
		},
	}, nil
}

// evaluation is the policy engine's part.
func evaluation(d *decision.Decision, image identity, bundle any) (map[string]any, error) {
	rules := map[string]any{}
	for key, raw := range map[string]json.RawMessage{
		"matched_mapping_rule":            d.MatchedMapping,
		"matched_whitelisted_images_rule": d.MatchedWhitelistedImage,
		"matched_blacklisted_images_rule": d.MatchedBlacklistedImage,
	} {
		rule, err := orFalse(raw)
		if err != nil {
			return nil, fmt.Errorf("reading the decision's %s: %w", key, err)
		}
		rules[key] = rule
	}
	id, tag, at := or(image.ID, ""), image.fullTag(), evaluatedAt(d).Unix()
	result := map[string]any{
		"bundle":              bundle,
		"created_at":          at,
		"evaluation_problems": problems(d),
		"final_action":        d.FinalAction,
		"final_action_reason": d.Reason,
		"image_digest":        or(image.Digest, ""),
		"image_id":            id,
		"last_modified":       at,
		"result": map[string]any{
			id: map[string]any{"result": map[string]any{
				"header":       []any{"Image_Id", "Repo_Tag", "Trigger_Id", "Gate", "Trigger", "Check_Output", "Gate_Action", "Whitelisted", "Policy_Id"},
				"row_count":    len(d.Findings),
				"rows":         rows(d, id, tag),
				"final_action": d.PolicyAction,
			}},
			"policy_data":     []any{},
			"whitelist_data":  []any{},
			"policy_name":     "",
			"whitelist_names": []any{},
		},
		"status":  status(d),
		"tag":     tag,
		"user_id": "admin",
	}
	maps.Copy(result, rules)
	return result, nil
}

func rows(d *decision.Decision, id, tag string) []any {
	list := make([]any, len(d.Findings))
	for i, f := range d.Findings {
		var whitelisted any = false
		if w := f.Whitelisted; w != nil {
			whitelisted = map[string]any{
				"matched_rule_id": orNull(w.MatchedRuleID),
				"whitelist_id":    w.WhitelistID,
				"whitelist_name":  orNull(w.WhitelistName),
			}
		}
		list[i] = []any{id, tag, f.TriggerID, f.Gate, f.Trigger, f.Message, f.Action, whitelisted, f.PolicyID}
	}
	return list
}

// problems are the errors, the end-of-life rules , and, which Anchore
// does not have, what nobody looked for.
func problems(d *decision.Decision) []any {
	list := []any{}
	add := func(severity, kind, details string) {
		list = append(list, map[string]any{"severity": severity, "problem_type": kind, "details": details})
	}
	for _, e := range d.Errors {
		add("error", e.Kind, e.Message)
	}
	for _, w := range d.Warnings {
		switch w.Kind {
		case "EndOfLifedError":
			add("error", w.Kind, w.Message)
		case "section_absent":
			add("warn", w.Kind, w.Message)
		}
	}
	for _, n := range missingLines(d.NotEvaluated) {
		add("warn", "not_evaluated", n.about+" "+n.said(" "))
	}
	return list
}

// anchoreError is the API's answer where the policy engine failed.
func anchoreError(w io.Writer, cause error) error {
	return writePython(w, map[string]any{
		"detail":   map[string]any{"error_codes": []any{}, "message": cause.Error()},
		"httpcode": 500,
		"message":  "Unexpected internal error",
	})
}

// bundleOf is the bundle's JSON, or its name alone where it was translated before.
func bundleOf(in Input) (any, error) {
	if isNull(in.Bundle) {
		b := in.Decision.Bundle
		return map[string]any{"id": orNull(b.ID), "name": orNull(b.Name), "version": b.Version}, nil
	}
	bundle, err := decode(in.Bundle)
	if err != nil {
		return nil, fmt.Errorf("reading the bundle: %w", err)
	}
	return bundle, nil
}

func orFalse(raw json.RawMessage) (any, error) {
	if isNull(raw) {
		return false, nil
	}
	return decode(raw)
}

func orNull(text *string) any {
	if text == nil {
		return nil
	}
	return *text
}

func decode(raw json.RawMessage) (any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var value any
	err := d.Decode(&value)
	return value, err
}

func status(d *decision.Decision) string {
	if d.FinalAction == decision.Stop {
		return "fail"
	}
	return "pass"
}

// evaluatedAt is the time of the evaluation in UTC. A decision without a readable one,
// which no evaluation of ours gives, is of the epoch.
func evaluatedAt(d *decision.Decision) time.Time {
	at, err := time.Parse(time.RFC3339, d.EvaluatedAt)
	if err != nil {
		return time.Unix(0, 0).UTC()
	}
	return at.UTC()
}
