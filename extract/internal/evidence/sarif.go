package evidence

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

func jsonAny(data []byte, v any) error { return json.Unmarshal(data, v) }

type sarifRule struct {
	ID    string `json:"id"`
	Short struct {
		Text string `json:"text"`
	} `json:"shortDescription"`
	Properties struct {
		Severity any `json:"security-severity"`
	} `json:"properties"`
	Default struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
}

type sarifResult struct {
	RuleID string `json:"ruleId"`
	Rule   struct {
		ID string `json:"id"`
	} `json:"rule"`
	RuleIndex *int   `json:"ruleIndex"`
	Level     string `json:"level"`
	Kind      string `json:"kind"`
	Message   struct {
		Text string `json:"text"`
	} `json:"message"`
	Locations []struct {
		Physical struct {
			Artifact struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region struct {
				StartLine int `json:"startLine"`
			} `json:"region"`
		} `json:"physicalLocation"`
	} `json:"locations"`
	Suppressions []struct {
		Status string `json:"status"`
	} `json:"suppressions"`
}

// readSARIF reads findings. A rule that the tool lists and that found nothing has passed; of
// rules that it does not list nothing is known.
func readSARIF(r *bounded.Reader, _ Options) ([]*builder, error) {
	d := jsonread.NewDecoder(r, r.Limit()+1)
	var runs []*builder
	version, found := "", false
	err := d.Object(func(key string) error {
		r.Element()
		switch key {
		case "version":
			return d.Decode(&version)
		case "runs":
			found = true
			return d.Array(func(int) error {
				run, err := sarifRun(d, r)
				if err == nil {
					runs = append(runs, run)
				}
				return err
			})
		}
		return skip(d, r)
	})
	if err == nil {
		err = d.End()
	}
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, errors.New("it has no runs")
	case version != "2.1.0":
		return nil, fmt.Errorf("its version is %q; 2.1.0 is read", version)
	}
	if len(runs) == 0 {
		b := newBuilder("sarif", document.SubjectUnknown)
		b.incomplete("the file has no run of a tool")
		runs = append(runs, b)
	}
	return runs, nil
}

func sarifRun(d *jsonread.Decoder, r *bounded.Reader) (*builder, error) {
	b := newBuilder("sarif", document.SubjectFile)
	b.Complete = new(true)
	var rules []sarifRule
	var raw []sarifResult // in logs the tool may come after its results
	var uris []string
	hasResults := false
	err := d.Object(func(key string) error {
		r.Element()
		switch key {
		case "tool":
			var tool struct {
				Driver struct {
					Name            string      `json:"name"`
					Version         string      `json:"version"`
					SemanticVersion string      `json:"semanticVersion"`
					Rules           []sarifRule `json:"rules"`
				} `json:"driver"`
			}
			if err := d.Decode(&tool); err != nil {
				return err
			}
			if name := clip(tool.Driver.Name); name != "" {
				b.Tool = strings.ToLower(name)
			}
			b.Version = optional(tool.Driver.Version)
			if b.Version == nil {
				b.Version = optional(tool.Driver.SemanticVersion)
			}
			rules = tool.Driver.Rules
			return nil
		case "invocations":
			return sarifInvocations(d, b)
		case "results":
			hasResults = true
			return d.Array(func(int) error {
				r.Element()
				var one sarifResult
				if err := d.Decode(&one); err != nil {
					return err
				}
				if len(raw) == maxResults {
					return errTooMany
				}
				one.Message.Text = clip(one.Message.Text)
				raw = append(raw, one)
				return nil
			})
		}
		return skip(d, r)
	})
	if err != nil {
		return nil, err
	}
	if !hasResults {
		b.incomplete("the run has no results: it was not finished, or its results are kept elsewhere")
	}
	listed := map[string]sarifRule{}
	for _, rule := range rules {
		listed[rule.ID] = rule
	}
	found := map[string]bool{}
	for i, one := range raw {
		result, uri, err := sarifOne(one, rules, listed)
		if err != nil {
			return nil, fmt.Errorf("result %d: %w", i, err)
		}
		found[result.ID] = true
		if uri != "" && len(uris) < 2 && (len(uris) == 0 || uris[0] != uri) {
			uris = append(uris, uri)
		}
		if err := b.add(result); err != nil {
			return nil, err
		}
	}
	if hasResults && (b.Complete == nil || *b.Complete) {
		if err := b.sarifPasses(rules, found); err != nil {
			return nil, err
		}
	}
	if len(uris) == 1 {
		b.Subject.Name = &uris[0]
	}
	return b, nil
}

// sarifPasses adds a result for each rule of the tool that found nothing.
func (b *builder) sarifPasses(rules []sarifRule, found map[string]bool) error {
	for _, rule := range rules {
		if rule.ID == "" || found[rule.ID] {
			continue
		}
		found[rule.ID] = true
		if err := b.add(document.EvidenceResult{ID: rule.ID, Status: document.EvidencePass, Title: optional(rule.Short.Text)}); err != nil {
			return err
		}
	}
	return nil
}

// sarifInvocations reads when the run was, and whether it came to its end.
func sarifInvocations(d *jsonread.Decoder, b *builder) error {
	var list []struct {
		Successful *bool  `json:"executionSuccessful"`
		Start      string `json:"startTimeUtc"`
		End        string `json:"endTimeUtc"`
		Notes      []struct {
			Level   string `json:"level"`
			Message struct {
				Text string `json:"text"`
			} `json:"message"`
		} `json:"toolExecutionNotifications"`
	}
	if err := d.Decode(&list); err != nil {
		return err
	}
	for _, i := range list {
		b.StartedAt, b.FinishedAt = earliest(b.StartedAt, b.instant(i.Start)), latest(b.FinishedAt, b.instant(i.End))
		if i.Successful != nil && !*i.Successful {
			b.incomplete("the run was not successful")
		}
		for _, n := range i.Notes {
			if n.Level == "error" {
				b.incomplete("the tool reports an error: %s", n.Message.Text)
			}
		}
	}
	return nil
}

func sarifOne(one sarifResult, rules []sarifRule, listed map[string]sarifRule) (document.EvidenceResult, string, error) {
	id := one.RuleID
	if id == "" {
		id = one.Rule.ID
	}
	if id == "" && one.RuleIndex != nil && *one.RuleIndex >= 0 && *one.RuleIndex < len(rules) {
		id = rules[*one.RuleIndex].ID
	}
	if id == "" {
		return document.EvidenceResult{}, "", errors.New("it names no rule")
	}
	rule := listed[id]
	level := one.Level
	if level == "" {
		level = rule.Default.Level
	}
	r := document.EvidenceResult{ID: id, Title: optional(rule.Short.Text), Reason: optional(one.Message.Text)}
	switch one.Kind {
	case "pass":
		r.Status = document.EvidencePass
	case "open", "review":
		r.Status = document.EvidenceManual
	case "informational":
		r.Status = document.EvidenceInformational
	case "notApplicable":
		r.Status = document.EvidenceNotApplicable
	case "", "fail":
		r.Status = document.EvidenceFail
		if level == "none" || level == "note" {
			r.Status = document.EvidenceInformational
		}
	default:
		r.Status = document.EvidenceUnknown
	}
	r.Severity = severity(level)
	if level == "" {
		r.Severity = severity("warning") // SARIF's default
	}
	if score, ok := sarifScore(rule.Properties.Severity); ok {
		r.Score, r.Severity = &score, rated(score)
	}
	for _, s := range one.Suppressions {
		if s.Status == "" || s.Status == "accepted" {
			r.Suppressed = true
		}
	}
	uri := ""
	if len(one.Locations) > 0 {
		place := one.Locations[0].Physical
		uri = clip(place.Artifact.URI)
		at := uri
		if place.Region.StartLine > 0 {
			at = fmt.Sprintf("%s:%d", at, place.Region.StartLine)
		}
		r.Location = optional(at)
	}
	return r, uri, nil
}

func sarifScore(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case string:
		var score float64
		_, err := fmt.Sscanf(v, "%g", &score)
		return score, err == nil
	}
	return 0, false
}

// readHadolint reads hadolint's own JSON, which lists what fired and nothing else.
func readHadolint(r *bounded.Reader, _ Options) ([]*builder, error) {
	b := newBuilder(Hadolint, document.SubjectFile)
	d := jsonread.NewDecoder(r, r.Limit()+1)
	file, several := "", false
	err := d.Array(func(int) error {
		r.Element()
		var one struct {
			Line                       int
			Code, Message, Level, File string
		}
		if err := d.Decode(&one); err != nil {
			return err
		}
		name := strings.ReplaceAll(one.File, `\`, "/")
		several = several || file != "" && file != name
		file = name
		result := document.EvidenceResult{
			ID: one.Code, Status: document.EvidenceFail, Severity: severity(one.Level), Title: optional(one.Message),
			Location: optional(fmt.Sprintf("%s:%d", name, one.Line)),
		}
		if one.Level == "info" || one.Level == "style" || one.Level == "ignore" {
			result.Status = document.EvidenceInformational
		}
		return b.add(result)
	})
	if err == nil {
		err = d.End()
	}
	if err != nil {
		return nil, err
	}
	if !several {
		b.Subject.Name = optional(file)
	}
	b.problem("hadolint lists only the rules that fired: of the others nothing is known")
	return []*builder{b}, nil
}
