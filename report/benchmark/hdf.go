package benchmark

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/internal/printable"
)

type hdfFile struct {
	Platform    hdfPlatform    `json:"platform"`
	Profiles    []hdfProfile   `json:"profiles"`
	Statistics  hdfStatistics  `json:"statistics"`
	Version     string         `json:"version"` // of the tool that has run
	Passthrough map[string]any `json:"passthrough,omitzero"`
}

type hdfPlatform struct {
	Name     string `json:"name"`
	Release  string `json:"release"`
	TargetID string `json:"target_id"`
}

type hdfStatistics struct {
	Controls map[string]hdfTotal `json:"controls"`
}

type hdfTotal struct {
	Total int `json:"total"`
}

type hdfProfile struct {
	Name          string       `json:"name"`
	Title         string       `json:"title"`
	Version       string       `json:"version"`
	SHA256        string       `json:"sha256"`
	Summary       string       `json:"summary,omitzero"`
	Supports      []struct{}   `json:"supports"`
	Attributes    []struct{}   `json:"attributes"`
	Groups        []hdfGroup   `json:"groups"`
	Controls      []hdfControl `json:"controls"`
	Status        string       `json:"status"`
	StatusMessage string       `json:"status_message,omitzero"`
}

type hdfGroup struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Controls []string `json:"controls"`
}

type hdfControl struct {
	ID           string           `json:"id"`
	Title        string           `json:"title"`
	Desc         string           `json:"desc"`
	Descriptions []hdfDescription `json:"descriptions"`
	Impact       float64          `json:"impact"`
	Refs         []hdfReference   `json:"refs"`
	Tags         map[string]any   `json:"tags"`
	Code         string           `json:"code"`
	Location     struct{}         `json:"source_location"`
	Results      []hdfResult      `json:"results"`
	Attestation  *hdfAttestation  `json:"attestation_data,omitzero"`
}

type hdfDescription struct {
	Label string `json:"label"`
	Data  string `json:"data"`
}

type hdfReference struct {
	URL string `json:"url"`
}

type hdfResult struct {
	Status      string `json:"status"`
	CodeDesc    string `json:"code_desc"`
	StartTime   string `json:"start_time"`
	Message     string `json:"message,omitzero"`
	SkipMessage string `json:"skip_message,omitzero"`
}

type hdfAttestation struct {
	Control     string `json:"control_id"`
	Explanation string `json:"explanation"`
	Frequency   string `json:"frequency"`
	Status      string `json:"status"`
	Updated     string `json:"updated"`
	UpdatedBy   string `json:"updated_by"`
}

// heimdall writes the Heimdall Data Format, which InSpec's JSON is: what was judged is the
// platform, the benchmark a profile. A control that nobody has decided is skipped, never passed.
func heimdall(w io.Writer, inputs []Input) error {
	if len(inputs) != 1 {
		return errors.New("rendering the report: HDF describes one image; write a file for each")
	}
	in := inputs[0]
	file := hdfFile{Platform: hdfPlatform{Name: "container image", TargetID: printable.Text(in.Image)}, Version: in.Version, Statistics: hdfStatistics{Controls: map[string]hdfTotal{}}}
	if in.Report == nil {
		file.Profiles = []hdfProfile{{
			Name: "pratique", SHA256: digestOf(nil), Supports: []struct{}{}, Attributes: []struct{}{}, Groups: []hdfGroup{}, Controls: []hdfControl{},
			Status: "failed", StatusMessage: printable.Text(in.Missing),
		}}
	} else {
		file.Platform.TargetID = cmp.Or(identity(in.Report), file.Platform.TargetID)
		file.Platform.Release = printable.Text(in.Image)
		file.Profiles = []hdfProfile{profile(in.Report)}
		for _, c := range in.Report.Controls {
			word := hdfStatus(c.State)
			if word == "error" { // the format counts three words only
				word = "failed"
			}
			file.Statistics.Controls[word] = hdfTotal{file.Statistics.Controls[word].Total + 1}
		}
		file.Passthrough = map[string]any{"pratique": map[string]any{
			"final_action": in.Report.FinalAction, "total": in.Report.Total, "evaluated_at": in.Report.EvaluatedAt, "image": in.Report.Image,
		}}
	}
	encoder := json.NewEncoder(printable.JSONWriter(w))
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(file)
}

// identity is the digest of the image that was judged, "" where it has none.
func identity(r *controls.Report) string {
	var image struct{ Digest, ID *string }
	if json.Unmarshal(r.Image, &image) != nil {
		return ""
	}
	for _, digest := range []*string{image.Digest, image.ID} {
		if digest != nil && *digest != "" {
			return "sha256:" + strings.TrimPrefix(*digest, "sha256:")
		}
	}
	return ""
}

func digestOf(list []controls.Outcome) string {
	h := sha256.New()
	for _, c := range list {
		fmt.Fprintf(h, "%q %q\n", c.ID, c.Title)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func profile(r *controls.Report) hdfProfile {
	p := hdfProfile{
		Name: printable.Text(r.Benchmark.ID), Title: printable.Text(r.Benchmark.Title), Version: printable.Text(r.Benchmark.Version), SHA256: digestOf(r.Controls),
		Supports: []struct{}{}, Attributes: []struct{}{}, Groups: []hdfGroup{}, Controls: []hdfControl{}, Status: "loaded",
	}
	if r.Profile != nil {
		p.Summary = "profile " + printable.Text(r.Profile.ID)
	}
	for _, s := range r.Sections {
		group := hdfGroup{ID: printable.Text(s.ID), Title: printable.Text(s.Title), Controls: []string{}}
		for _, c := range r.Controls {
			if c.Section == s.ID {
				group.Controls = append(group.Controls, printable.Text(c.ID))
			}
		}
		p.Groups = append(p.Groups, group)
	}
	for _, c := range r.Controls {
		p.Controls = append(p.Controls, hdfControlOf(c, r.EvaluatedAt))
	}
	return p
}

func hdfStatus(state string) string {
	switch state {
	case controls.Pass:
		return "passed"
	case controls.Fail:
		return "failed"
	case controls.Error:
		return "error"
	}
	return "skipped"
}

// impact is 0 where a control does not apply, as the format has it.
func impact(c controls.Outcome) float64 {
	switch {
	case c.State == controls.NotApplicable:
		return 0
	case !c.Scored:
		return 0.3
	case c.Level > 1:
		return 0.5
	}
	return 0.7
}

func hdfControlOf(c controls.Outcome, at string) hdfControl {
	control := hdfControl{
		ID: printable.Text(c.ID), Title: printable.Text(c.Title), Desc: printable.Text(c.Description), Descriptions: []hdfDescription{},
		Impact: impact(c), Refs: []hdfReference{},
		Tags: map[string]any{"level": c.Level, "scored": c.Scored, "state": c.State, "aliases": c.Aliases, "contradictions": c.Contradictions},
	}
	if c.DecidedBy != nil {
		control.Tags["decided_by"] = *c.DecidedBy
	}
	if c.Remediation != "" {
		control.Descriptions = append(control.Descriptions, hdfDescription{"fix", printable.Text(c.Remediation)})
	}
	for _, reference := range c.References {
		control.Refs = append(control.Refs, hdfReference{printable.Text(reference)})
	}
	if a := c.Attested; a != nil && a.State != controls.NotApplicable {
		control.Attestation = &hdfAttestation{
			Control: c.ID, Explanation: printable.Text(a.Note), Frequency: "", Status: hdfStatus(a.State), Updated: a.Date, UpdatedBy: printable.Text(a.By),
		}
	}
	list := details(c)
	status := hdfStatus(c.State)
	result := hdfResult{Status: status, CodeDesc: control.Title, StartTime: at}
	switch {
	case status == "skipped":
		result.SkipMessage = cmp.Or(strings.Join(list, "; "), stateName(c.State))
	case status == "passed", len(list) == 0:
		result.Message = strings.Join(list, "; ")
	default: // one for each finding
		for _, detail := range list {
			control.Results = append(control.Results, hdfResult{Status: status, CodeDesc: detail, StartTime: at, Message: detail})
		}
		return control
	}
	control.Results = []hdfResult{result}
	return control
}
