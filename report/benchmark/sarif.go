package benchmark

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/internal/printable"
)

// What code-scanning services take of a log.
const (
	maxSARIFRuns    = 20
	maxSARIFResults = 25_000
)

// The parts of a SARIF 2.1.0 log that a report needs.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool struct {
		Driver struct {
			Name           string      `json:"name"`
			InformationURI string      `json:"informationUri"`
			Version        string      `json:"version,omitzero"`
			Rules          []sarifRule `json:"rules"`
		} `json:"driver"`
	} `json:"tool"`
	Automation  sarifID           `json:"automationDetails"`
	Invocations []sarifInvocation `json:"invocations"`
	Results     []sarifResult     `json:"results"`
}

type sarifID struct {
	ID string `json:"id"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifRule struct {
	ID    string    `json:"id"`
	Short sarifText `json:"shortDescription"`
	Full  sarifText `json:"fullDescription"`
	Help  sarifText `json:"help"`
	URI   string    `json:"helpUri,omitzero"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications,omitzero"`
}

type sarifNotification struct {
	Descriptor sarifID   `json:"descriptor"`
	Level      string    `json:"level"`
	Message    sarifText `json:"message"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
}

type sarifLocation struct {
	Physical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region struct {
			StartLine int `json:"startLine"`
			EndLine   int `json:"endLine,omitzero"`
		} `json:"region"`
	} `json:"physicalLocation"`
}

// sarif writes a run for each image: a rule for each control, and a result for each finding of one that
// fails. What was not decided is no alert but a notification; the execution is not successful where
// something could not be judged.
func sarif(w io.Writer, inputs []Input) error {
	categories := map[string]int{}
	log := sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{}}
	for i, in := range inputs {
		if i == maxSARIFRuns {
			log.Runs[0].failed("left_out", fmt.Sprintf("%d images left out: a log has at most %d runs; write a log for each image", len(inputs)-i, maxSARIFRuns))
			break
		}
		run := sarifImage(in)
		category := "pratique-report/" + repository(in) // a service takes one run of each
		if categories[category]++; categories[category] > 1 {
			category += "#" + strconv.Itoa(categories[category])
		}
		run.Automation.ID = category + "/"
		log.Runs = append(log.Runs, run)
	}
	encoder := json.NewEncoder(printable.JSONWriter(w))
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(log)
}

// repository is what stays of an image's name from build to build; the name as given where that is not known.
func repository(in Input) string {
	var image struct{ Registry, Repository string }
	if in.Report == nil || json.Unmarshal(in.Report.Image, &image) != nil || image.Repository == "" {
		return in.Image
	}
	return strings.TrimPrefix(image.Registry+"/"+image.Repository, "/")
}

// failed says what could not be judged.
func (r *sarifRun) failed(kind, message string) {
	r.Invocations[0].Successful = false
	r.note(kind, "error", message)
}

func (r *sarifRun) note(kind, level, message string) {
	i := &r.Invocations[0]
	i.Notifications = append(i.Notifications, sarifNotification{sarifID{kind}, level, plain(message)})
}

// plain is a message without embedded links, which a file's name could spell.
func plain(message string) sarifText { return sarifText{strings.ReplaceAll(message, "](", `\](`)} }

func sarifImage(in Input) sarifRun {
	run := sarifRun{Invocations: []sarifInvocation{{Successful: true}}, Results: []sarifResult{}}
	driver := &run.Tool.Driver
	driver.Name, driver.InformationURI, driver.Version, driver.Rules = "Pratique", "https://github.com/pratique-dev/pratique", in.Version, []sarifRule{}
	if in.Report == nil {
		run.failed("no_report", "no report: "+in.Missing)
		return run
	}
	left := 0
	for i, c := range in.Report.Controls {
		rule := sarifRule{ID: in.Report.Benchmark.ID + "/" + c.ID, Short: plain(c.ID + " " + c.Title), Full: plain(cmp.Or(c.Description, c.Title)), Help: plain(cmp.Or(c.Remediation, c.Description, c.Title))}
		if len(c.References) > 0 && strings.HasPrefix(c.References[0], "https://") {
			if _, err := url.Parse(c.References[0]); err == nil {
				rule.URI = c.References[0]
			}
		}
		driver.Rules = append(driver.Rules, rule)
		said := strings.TrimSuffix(c.ID+" "+c.Title+": "+stateName(c.State)+": "+strings.Join(details(c), "; "), ": ")
		switch c.State {
		case controls.Pass, controls.NotApplicable:
		case controls.Fail:
			for _, e := range failing(c) {
				if len(run.Results) == maxSARIFResults {
					left++
					continue
				}
				run.Results = append(run.Results, sarifFinding(in, rule.ID, i, c, e))
			}
		case controls.ManualState:
			run.note("manual", "note", said)
		case controls.Unknown:
			run.Invocations[0].Successful = false
			run.note("unknown", "warning", said)
		default:
			run.failed("error", said)
		}
	}
	for _, warning := range warnings(in.Report) {
		run.note("warning", "warning", warning)
	}
	if left > 0 {
		run.failed("left_out", fmt.Sprintf("%d results left out: a run has at most %d", left, maxSARIFResults))
	}
	return run
}

// failing are the findings of a control that fails; one that says why where it has none.
func failing(c controls.Outcome) []controls.Evidence {
	var list []controls.Evidence
	for _, e := range c.Evidence {
		if !e.Whitelisted {
			list = append(list, e)
		}
	}
	if len(list) == 0 {
		list = append(list, controls.Evidence{Message: cmp.Or(strings.Join(details(c), "; "), c.Title)})
	}
	return list
}

func sarifFinding(in Input, rule string, index int, c controls.Outcome, e controls.Evidence) sarifResult {
	result := sarifResult{RuleID: rule, RuleIndex: index, Level: "warning", Message: plain(e.Message)}
	if c.Scored {
		result.Level = "error"
	}
	file, line, end := in.Image, 1, 0
	if l := e.Location; l != nil {
		file = cmp.Or(l.File, strings.TrimLeft(l.Path, "/"), file)
		line = max(1, l.StartLine)
		if l.EndLine > line {
			end = l.EndLine
		}
	}
	var location sarifLocation
	location.Physical.Artifact.URI = (&url.URL{Path: strings.TrimPrefix(cmp.Or(file, "image"), "./")}).String()
	location.Physical.Region.StartLine, location.Physical.Region.EndLine = line, end
	result.Locations = []sarifLocation{location}
	// Neither the image nor a line: both change from build to build.
	sum := sha256.Sum256([]byte(strings.Join([]string{rule, e.Gate, e.Trigger, cmp.Or(e.TriggerID, e.Message)}, "\x00")))
	result.Fingerprints = map[string]string{"controlTriggerId/v1": hex.EncodeToString(sum[:16])}
	return result
}
