// Package conformance compares Pratique's decisions with those recorded from
// Anchore Engine.
package conformance

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Case is one recorded case.
type Case struct {
	Name     string          `json:"name"`
	Area     string          `json:"area"`
	Input    json.RawMessage `json:"input"`
	Bundle   json.RawMessage `json:"bundle"`
	Expected Expected        `json:"expected"`
	// UnspecifiedOrder is "findings" or "content" where Anchore leaves an order open.
	UnspecifiedOrder string `json:"unspecified_order"`
}

// Expected is a decision, or a rejection.
type Expected struct {
	Rejected bool            `json:"rejected"`
	Stage    string          `json:"stage"` // "build" or "evaluation"
	Errors   []ExpectedError `json:"errors"`

	FinalAction             string            `json:"final_action"`
	PolicyAction            string            `json:"policy_action"`
	Reason                  string            `json:"reason"`
	Bundle                  json.RawMessage   `json:"bundle"`
	MatchedMapping          json.RawMessage   `json:"matched_mapping"`
	MatchedWhitelistedImage json.RawMessage   `json:"matched_whitelisted_image"`
	MatchedBlacklistedImage json.RawMessage   `json:"matched_blacklisted_image"`
	Policies                json.RawMessage   `json:"policies"`
	Findings                []json.RawMessage `json:"findings"`
}

// ExpectedError is one error of a rejection, or one note of a decision.
type ExpectedError struct {
	Kind      string  `json:"kind"`
	Gate      *string `json:"gate"`
	Trigger   *string `json:"trigger"`
	RuleID    *string `json:"rule_id"`
	PolicyID  *string `json:"policy_id"`
	Parameter *string `json:"parameter"`
	Severity  string  `json:"severity"`
	Message   string  `json:"message"`
}

// Load reads every case below dir/conformance, with inputs and bundles put in.
func Load(dir string) ([]Case, error) {
	dir = filepath.Join(dir, "conformance")
	paths, err := filepath.Glob(filepath.Join(dir, "cases", "*.json"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("listing the cases in %s: %w", dir, errors(err))
	}
	var cases []Case
	for _, path := range paths {
		var file struct{ Cases []Case }
		if err := readJSON(path, &file); err != nil {
			return nil, err
		}
		for _, c := range file.Cases {
			if c.Input, err = resolve(dir, c.Input); err != nil {
				return nil, err
			}
			if c.Bundle, err = resolve(dir, c.Bundle); err != nil {
				return nil, err
			}
			cases = append(cases, c)
		}
	}
	slices.SortStableFunc(cases, func(a, b Case) int { return strings.Compare(a.Area, b.Area) })
	return cases, nil
}

func errors(err error) error {
	if err == nil {
		return os.ErrNotExist
	}
	return err
}

// resolve follows {"$file": …}.
func resolve(dir string, value json.RawMessage) (json.RawMessage, error) {
	var file struct {
		File string `json:"$file"`
	}
	if json.Unmarshal(value, &file) != nil || file.File == "" {
		return value, nil
	}
	var text json.RawMessage
	err := readJSON(filepath.Join(dir, file.File), &text)
	return text, err
}

func readJSON(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	return nil
}
