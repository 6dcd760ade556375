package evidence

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// hdf reads InSpec's JSON and the Heimdall Data Format, which grew out of it.
type hdf struct {
	r *bounded.Reader
	d *jsonread.Decoder
	b *builder
	// An overlay repeats the controls of the profiles that it depends on; the results are in the
	// profile that has no other below it, which comes last. Each control counts once.
	at map[string]hdfControl
	// ids are in the order in which they were first seen.
	ids []string
}

func readHDF(r *bounded.Reader, _ Options) ([]*builder, error) {
	h := &hdf{r: r, d: jsonread.NewDecoder(r, r.Limit()+1), b: newBuilder("inspec", document.SubjectHost), at: map[string]hdfControl{}}
	seen := map[string]bool{}
	err := h.d.Object(func(key string) error {
		r.Element()
		seen[key] = true
		switch key {
		case "platform":
			return h.platform()
		case "version":
			var version string
			err := h.d.Decode(&version)
			h.b.Version = optional(version)
			return err
		case "profiles":
			return h.d.Array(func(int) error { return h.profile() })
		case "controls":
			return h.minimal()
		}
		return skip(h.d, r)
	})
	if err == nil {
		err = h.d.End()
	}
	if err != nil {
		return nil, err
	}
	if !seen["profiles"] && !seen["controls"] {
		return nil, errors.New("it has neither profiles nor controls")
	}
	for _, id := range h.ids {
		if err := h.add(h.at[id]); err != nil {
			return nil, err
		}
	}
	h.b.Complete = new(true)
	return []*builder{h.b}, nil
}

func (h *hdf) platform() error {
	var p struct {
		Name   string `json:"name"`
		Target string `json:"target_id"`
	}
	if err := h.d.Decode(&p); err != nil {
		return err
	}
	s := &h.b.Subject
	if p.Target != "" {
		h.b.target(p.Target)
	}
	switch strings.ToLower(p.Name) {
	case "aws", "azure", "gcp", "vmware":
		s.Kind, s.Name = document.SubjectUnknown, optional(p.Name)
	}
	return nil
}

type hdfControl struct {
	ID     string  `json:"id"`
	Title  string  `json:"title"`
	Impact float64 `json:"impact"`
	Tags   struct {
		NIST     texts  `json:"nist"`
		CCI      texts  `json:"cci"`
		Severity any    `json:"severity"`
		CISID    string `json:"cis_id"`
	} `json:"tags"`
	Results []struct {
		Status      string `json:"status"`
		CodeDesc    string `json:"code_desc"`
		StartTime   string `json:"start_time"`
		Message     string `json:"message"`
		SkipMessage string `json:"skip_message"`
		Backtrace   any    `json:"backtrace"`
	} `json:"results"`
	Waiver *struct {
		Run             *bool  `json:"run"`
		Justification   string `json:"justification"`
		SkippedByWaiver any    `json:"skipped_due_to_waiver"`
	} `json:"waiver_data"`
}

// texts is a list of texts, or one.
type texts []string

func (t *texts) UnmarshalJSON(data []byte) error {
	var list []any
	if err := jsonAny(data, &list); err != nil {
		var one any
		if err := jsonAny(data, &one); err != nil {
			return err
		}
		list = []any{one}
	}
	for _, v := range list {
		if s, ok := v.(string); ok {
			*t = append(*t, s)
		}
	}
	return nil
}

func (h *hdf) profile() error {
	var name, title, version, status, message string
	depends := false
	controls := 0
	err := h.d.Object(func(key string) error {
		h.r.Element()
		switch key {
		case "name":
			return h.d.Decode(&name)
		case "title":
			return h.d.Decode(&title)
		case "version":
			return h.d.Decode(&version)
		case "status":
			return h.d.Decode(&status)
		case "status_message":
			return h.d.Decode(&message)
		case "depends":
			depends = true
		case "controls":
			return h.d.Array(func(int) error {
				h.r.Element()
				controls++
				var c hdfControl
				if err := h.d.Decode(&c); err != nil {
					return err
				}
				return h.control(c)
			})
		}
		return skip(h.d, h.r)
	})
	if err != nil {
		return err
	}
	switch status {
	case "", "loaded":
	case "skipped":
		h.b.problem("the profile %s was skipped: %s", name, message)
	default:
		h.b.problem("the profile %s is %s: %s", name, status, message)
	}
	if h.b.Benchmark == nil {
		h.b.Benchmark = &document.EvidenceBenchmark{ID: clip(name), Version: optional(version), Title: optional(title)}
		h.b.Profile = optional(name)
	}
	if controls == 0 && !depends {
		h.b.problem("the profile %s has no controls", name)
	}
	return nil
}

func (h *hdf) control(c hdfControl) error {
	if c.ID == "" {
		return errors.New("a control has no id")
	}
	old, again := h.at[c.ID]
	switch {
	case !again && len(h.ids) == maxResults:
		return errTooMany
	case !again:
		h.ids = append(h.ids, c.ID)
	case len(c.Results) == 0: // the overlay's copy, without results
		if old.Waiver == nil {
			old.Waiver = c.Waiver
		}
		h.at[c.ID] = old
		return nil
	case len(old.Results) > 0: // the same control ran twice: its results together
		c.Results = append(old.Results, c.Results...)
	}
	if c.Waiver == nil {
		c.Waiver = old.Waiver
	}
	h.at[c.ID] = c
	return nil
}

func (h *hdf) add(c hdfControl) error {
	r := document.EvidenceResult{
		ID: c.ID, Title: optional(c.Title), Severity: hdfSeverity(c),
		Idents: document.EvidenceIdents{NIST: nistControls(c.Tags.NIST), CCI: clipped(c.Tags.CCI)},
	}
	if c.Tags.CISID != "" {
		r.Idents.CIS = []string{clip(c.Tags.CISID)}
	}
	worst := ""
	var reasons []string
	backtrace := false
	for _, one := range c.Results {
		at := h.b.instant(one.StartTime)
		h.b.StartedAt, h.b.FinishedAt = earliest(h.b.StartedAt, at), latest(h.b.FinishedAt, at)
		backtrace = backtrace || one.Backtrace != nil
		status := hdfStatus(one.Status)
		if status != document.EvidencePass && len(r.Items) < maxItems {
			r.Items = append(r.Items, items([]string{one.CodeDesc})...)
			reasons = append(reasons, strings.TrimSpace(one.Message+" "+one.SkipMessage))
		}
		if worst == "" || hdfRank(status) > hdfRank(worst) {
			worst = status
		}
	}
	r.Reason = optional(strings.Join(reasons, " "))
	switch {
	case worst == document.EvidenceError, worst == document.EvidenceFail:
		r.Status = worst
	case c.Waiver != nil && (c.Waiver.Run != nil || c.Waiver.Justification != "" || c.Waiver.SkippedByWaiver != nil):
		r.Status = document.EvidenceNotChecked
		r.Reason = optional("waived: " + c.Waiver.Justification)
		if text, ok := c.Waiver.SkippedByWaiver.(string); ok && c.Waiver.Justification == "" {
			r.Reason = optional("waived: " + text)
		}
	case c.Impact == 0:
		r.Status = document.EvidenceNotApplicable
	case worst == "" && backtrace:
		r.Status = document.EvidenceError
	case worst == "":
		r.Status, r.Reason = document.EvidenceNotChecked, optional("the control has no results")
	default:
		r.Status = worst
	}
	return h.b.add(r)
}

var nistControl = regexp.MustCompile(`^[A-Z]{2}-\d`)

// nistControls are the controls of SP 800-53 among the tags, which also name its revision.
func nistControls(tags []string) []string {
	return slices.DeleteFunc(clipped(tags), func(tag string) bool { return !nistControl.MatchString(tag) })
}

func clipped(list []string) []string {
	var kept []string
	for _, text := range list[:min(len(list), maxItems)] {
		if text = clip(text); text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

func hdfStatus(word string) string {
	switch word {
	case "passed":
		return document.EvidencePass
	case "failed":
		return document.EvidenceFail
	case "error":
		return document.EvidenceError
	case "skipped":
		return document.EvidenceNotChecked
	}
	return document.EvidenceUnknown
}

// hdfRank puts an error before a failure: the control did not run as it should have.
func hdfRank(status string) int {
	if status == document.EvidenceError {
		return 100
	}
	return rank(status)
}

// hdfSeverity is that of the impact, from 0 to 1, where the tags have none.
func hdfSeverity(c hdfControl) *string {
	if word, ok := c.Tags.Severity.(string); ok && word != "" {
		return severity(word)
	}
	return rated(10 * c.Impact)
}

// minimal reads the controls of the json-min reporter: one entry for each test of a control.
func (h *hdf) minimal() error {
	return h.d.Array(func(int) error {
		h.r.Element()
		var c struct {
			ID, Status string
			ProfileID  string `json:"profile_id"`
			CodeDesc   string `json:"code_desc"`
			Message    string
		}
		if err := h.d.Decode(&c); err != nil {
			return err
		}
		if h.b.Profile == nil {
			h.b.Profile = optional(c.ProfileID)
		}
		r := document.EvidenceResult{ID: c.ID, Status: hdfStatus(c.Status), Reason: optional(c.Message), Items: items([]string{c.CodeDesc})}
		if err := h.b.add(r); err != nil {
			return fmt.Errorf("controls: %w", err)
		}
		return nil
	})
}
