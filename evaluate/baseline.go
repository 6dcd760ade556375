package evaluate

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/strictjson"
)

const (
	maxBaseline     = 64 << 20 // bytes
	baselineVersion = "1"
)

// Baseline are findings that were known at a time, of any number of images and files. A decision with it
// rests on those that are new; the policy library decides which these are, and that a baseline of more
// than 90 days excepts nothing.
type Baseline struct {
	SchemaVersion string `json:"schema_version"`
	Created       string `json:"created"` // RFC 3339
	// Subjects has the findings by registry/repository of an image, without its tag, or else by the
	// name of what was judged: the path of a Dockerfile.
	Subjects map[string][]policy.BaselineFinding `json:"subjects"`
}

// ReadBaseline reads what Baseline.JSON wrote.
func ReadBaseline(file string) (*Baseline, error) {
	text, err := boundedfile.Read(file, maxBaseline)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w", err)
	}
	b, err := parseBaseline(text)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline %s: %w", file, err)
	}
	return b, nil
}

func parseBaseline(text []byte) (*Baseline, error) {
	if err := strictjson.CheckFolded(text, "subjects"); err != nil {
		return nil, err
	}
	b := &Baseline{}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(b); err != nil {
		return nil, err
	}
	if b.SchemaVersion != baselineVersion {
		return nil, fmt.Errorf("its schema_version is %q, expected %q (pratique eval --write-baseline writes one)", b.SchemaVersion, baselineVersion)
	}
	if _, err := time.Parse(time.RFC3339, b.Created); err != nil {
		return nil, fmt.Errorf("its created is %q, expected a time such as 2026-03-15T12:00:00Z", b.Created)
	}
	for name, findings := range b.Subjects {
		for _, f := range findings {
			if f.Gate == "" || f.Trigger == "" || f.TriggerID == "" {
				return nil, fmt.Errorf("a finding of %s lacks its gate, trigger or trigger_id", name)
			}
		}
	}
	return b, nil
}

// NewBaseline has the findings of results that count: which stop or warn, and are not suppressed.
func NewBaseline(results []*Result, at time.Time) *Baseline {
	b := &Baseline{SchemaVersion: baselineVersion, Created: at.UTC().Format(time.RFC3339), Subjects: map[string][]policy.BaselineFinding{}}
	for _, r := range results {
		known := b.Subjects[r.baselineKey]
		for _, f := range r.Decision.Findings {
			if f.Whitelisted == nil && f.Action != decision.Go {
				known = append(known, policy.BaselineFinding{Gate: f.Gate, Trigger: f.Trigger, TriggerID: f.TriggerID, Message: f.Message})
			}
		}
		slices.SortFunc(known, compareFindings)
		b.Subjects[r.baselineKey] = slices.Compact(known)
	}
	return b
}

func compareFindings(a, b policy.BaselineFinding) int {
	return cmp.Or(cmp.Compare(a.Gate, b.Gate), cmp.Compare(a.Trigger, b.Trigger), cmp.Compare(a.TriggerID, b.TriggerID), cmp.Compare(a.Message, b.Message))
}

// JSON is what ReadBaseline reads, the same for the same findings and time.
func (b *Baseline) JSON() ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(b)
	return out.Bytes(), err
}

// of is the part of one subject, nil for no baseline. One that the baseline does not have has no finding
// in it.
func (b *Baseline) of(key string) *policy.Baseline {
	if b == nil {
		return nil
	}
	findings := b.Subjects[key]
	if findings == nil {
		findings = []policy.BaselineFinding{}
	}
	return &policy.Baseline{Created: b.Created, Findings: findings}
}

// baselineKey is what stays of a subject's name from build to build.
func baselineKey(input ast.Value, subject string) (string, error) {
	object, ok := input.(ast.Object)
	if !ok {
		return "", errors.New("the input document is not a JSON object")
	}
	image, err := identity(object)
	if err != nil {
		return "", err
	}
	if name := repositoryOf(image); name != "" {
		return name, nil
	}
	return path.Clean(strings.ReplaceAll(subject, `\`, "/")), nil
}

func repositoryOf(image *document.Image) string {
	switch {
	case image == nil || image.Repository == nil || *image.Repository == "":
		return ""
	case image.Registry == nil || *image.Registry == "":
		return *image.Repository
	}
	return *image.Registry + "/" + *image.Repository
}
