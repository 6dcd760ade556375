// Package osv reads vulnerability records in the OSV format (schema 1.7) from zip
// archives, folders and files, JSON or YAML.
//
// Reading is lenient where the schema may grow: unknown fields are passed over, and so is
// what a record says in fields that no matching needs. What changes the meaning of a record
// and is not understood is counted, never dropped in silence.
package osv

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Record is one vulnerability record. Times are RFC 3339 in UTC, "" where there are none.
type Record struct {
	ID        string
	Modified  string
	Published string
	Withdrawn string
	Summary   string
	Link      string // the first advisory, or the record's page at osv.dev
	Word      string // the database's word for the severity
	Aliases   []string
	Upstream  []string
	Related   []string
	Severity  []Severity
	Streams   []string // NAME:STREAM of the modules that an advisory for rpm packages is about
	Affected  []Affected
}

// Severity is a rating: CVSS_V2, CVSS_V3 and CVSS_V4 with a vector, Ubuntu with a word.
type Severity struct{ Type, Score string }

// Affected is what a record says of one package.
type Affected struct {
	Ecosystem string // FAMILY or FAMILY:RELEASE
	Name      string
	Ranges    []Range // without those of commits
	Versions  []string
	Severity  []Severity
	Word      string   // of this package's severity
	Binaries  []string // names of binary packages, where the record says which are affected
}

// Range is one range of versions.
type Range struct {
	SemVer bool // compared as SemVer 2.0, whatever the ecosystem
	Events []Event
	Bad    string // why the range cannot be evaluated
}

// Event is the end or the beginning of an affected stretch.
type Event struct {
	Kind    EventKind
	Version string
}

// EventKind says what happens at a version.
type EventKind byte

// Kinds of events, in the order in which those of one version take place.
const (
	Introduced EventKind = iota
	Fixed
	LastAffected
	Limit
)

// Tally counts what was found in records.
type Tally struct {
	Records      int // read, of which
	Withdrawn    int
	Unreadable   int // left out, since they could not be read
	GitRanges    int // passed over: ranges of commits
	CustomRanges int // of Go modules whose versions are not canonical; passed over
	BadRanges    int // that cannot be evaluated
}

// Add adds up.
func (t *Tally) Add(other Tally) {
	t.Records += other.Records
	t.Withdrawn += other.Withdrawn
	t.Unreadable += other.Unreadable
	t.GitRanges += other.GitRanges
	t.CustomRanges += other.CustomRanges
	t.BadRanges += other.BadRanges
}

// wire is a record as it stands in JSON. RawMessage is what databases fill as they like.
type wire struct {
	ID, Modified, Published, Withdrawn string
	Summary, Details                   string
	Aliases, Upstream, Related         []string
	Severity                           []Severity
	References                         []struct{ Type, URL string }
	Affected                           []struct {
		Package           struct{ Ecosystem, Name string }
		Ranges            []wireRange
		Versions          []string
		Severity          []Severity
		EcosystemSpecific json.RawMessage `json:"ecosystem_specific"`
		DatabaseSpecific  json.RawMessage `json:"database_specific"`
	}
	DatabaseSpecific json.RawMessage `json:"database_specific"`
}

type wireRange struct {
	Type   string
	Events []map[string]json.RawMessage
}

// Parse reads a record in JSON.
func Parse(data []byte) (Record, Tally, error) {
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		return Record{}, Tally{}, fmt.Errorf("reading OSV record: %w", err)
	}
	r := Record{
		ID: w.ID, Modified: instant(w.Modified), Published: instant(w.Published), Withdrawn: instant(w.Withdrawn),
		Summary: cut(w.Summary), Aliases: w.Aliases, Upstream: w.Upstream, Related: w.Related, Severity: w.Severity,
		Word: word(w.DatabaseSpecific),
	}
	switch {
	case r.ID == "":
		return Record{}, Tally{}, errors.New("reading OSV record: it has no id")
	case len(r.ID) > maxText || strings.ContainsAny(r.ID, "\x00\n"):
		return Record{}, Tally{}, errors.New("reading OSV record: its id is not a name")
	case r.Modified == "":
		return Record{}, Tally{}, fmt.Errorf("reading OSV record %s: %q is not a time (modified)", r.ID, w.Modified)
	case w.Withdrawn != "" && r.Withdrawn == "":
		return Record{}, Tally{}, fmt.Errorf("reading OSV record %s: %q is not a time (withdrawn)", r.ID, w.Withdrawn)
	}
	if r.Word == "" {
		r.Word = leadingWord(w.Summary, r.ID)
	}
	if ofRedHat(r.ID) {
		for _, m := range stream.FindAllStringSubmatch(r.Summary, -1) {
			r.Streams = append(r.Streams, m[1])
		}
	}
	r.Link = "https://osv.dev/vulnerability/" + r.ID
	for _, reference := range w.References {
		if reference.Type == "ADVISORY" && reference.URL != "" && len(reference.URL) <= 2048 {
			r.Link = reference.URL
			break
		}
	}
	tally := Tally{Records: 1}
	if r.Withdrawn != "" {
		tally.Withdrawn = 1
	}
	for _, a := range w.Affected {
		if a.Package.Name == "" || a.Package.Ecosystem == "" {
			continue // commits of a repository
		}
		if strings.ContainsRune(a.Package.Name+a.Package.Ecosystem, 0) {
			return Record{}, Tally{}, fmt.Errorf("reading OSV record %s: a package's name has a NUL byte", r.ID)
		}
		affected := Affected{Ecosystem: a.Package.Ecosystem, Name: a.Package.Name, Versions: a.Versions, Severity: a.Severity}
		for _, raw := range a.Ranges {
			if raw.Type == "GIT" {
				tally.GitRanges++
				continue
			}
			one := readRange(raw)
			if one.Bad != "" {
				tally.BadRanges++
			}
			affected.Ranges = append(affected.Ranges, one)
		}
		affected.specific(a.EcosystemSpecific, a.DatabaseSpecific, &tally)
		r.Affected = append(r.Affected, affected)
	}
	return r, tally, nil
}

// specific reads what only some databases have.
func (a *Affected) specific(ecosystem, database json.RawMessage, tally *Tally) {
	var of struct {
		Urgency, Severity, Priority json.RawMessage
		UbuntuPriority              json.RawMessage   `json:"ubuntu_priority"`
		Custom                      []json.RawMessage `json:"custom_ranges"`
		Binaries                    json.RawMessage
	}
	if len(ecosystem) > 0 && json.Unmarshal(ecosystem, &of) == nil {
		a.Word = first(text(of.Urgency), text(of.Severity), text(of.UbuntuPriority), text(of.Priority))
		tally.CustomRanges += len(of.Custom)
		a.Binaries = binaries(of.Binaries)
	}
	if a.Word == "" {
		a.Word = word(database)
	}
}

// binaries are the names in SUSE's [{NAME: VERSION}] and in Ubuntu's
// [{binary_name: NAME, binary_version: VERSION}] and [{NAME: VERSION}].
func binaries(raw json.RawMessage) []string {
	var list []map[string]json.RawMessage
	if len(raw) == 0 || json.Unmarshal(raw, &list) != nil {
		return nil
	}
	seen := map[string]bool{}
	var names []string
	add := func(name string) {
		if name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for _, item := range list {
		if name, ok := item["binary_name"]; ok {
			add(text(name))
			continue
		}
		for name := range item {
			add(name)
		}
	}
	return names
}

func readRange(raw wireRange) Range {
	r := Range{SemVer: raw.Type == "SEMVER"}
	if raw.Type != "SEMVER" && raw.Type != "ECOSYSTEM" {
		r.Bad = fmt.Sprintf("its type %q is not known", cut(raw.Type))
		return r
	}
	for _, event := range raw.Events {
		if len(event) != 1 {
			r.Bad = fmt.Sprintf("an event says %d things", len(event))
			return r
		}
		for name, value := range event {
			kind, known := map[string]EventKind{"introduced": Introduced, "fixed": Fixed, "last_affected": LastAffected, "limit": Limit}[name]
			version := text(value)
			switch {
			case !known:
				r.Bad = fmt.Sprintf("the event %q is not known", cut(name))
				return r
			case version == "":
				r.Bad = fmt.Sprintf("the event %q has no version", name)
				return r
			case kind == Limit && version == "*": // no limit
			default:
				r.Events = append(r.Events, Event{kind, version})
			}
		}
	}
	return r
}

// word is the severity in an object that a database fills as it likes.
func word(raw json.RawMessage) string {
	var of struct{ Severity json.RawMessage }
	if len(raw) == 0 || json.Unmarshal(raw, &of) != nil {
		return ""
	}
	return text(of.Severity)
}

// leadingWord is the severity with which the summaries of AlmaLinux's, Rocky's and
// Red Hat's advisories begin: "Important: kernel security update".
func leadingWord(summary, id string) string {
	before, _, ok := strings.Cut(summary, ":")
	if !ok || !ofRedHat(id) {
		return ""
	}
	switch before {
	case "Critical", "Important", "Moderate", "Low":
		return before
	}
	return ""
}

// ofRedHat says whether an advisory is one of Red Hat or of those that rebuild its packages.
func ofRedHat(id string) bool {
	return len(id) > 5 && slices.Contains([]string{"AL", "RL", "RH"}, id[:2]) && strings.Contains(id[:5], "A")
}

// stream is a module's NAME:STREAM in the summary of an advisory: "Moderate: go-toolset:rhel8
// security update".
var stream = regexp.MustCompile(`(?:^|[ ,])([a-z0-9][A-Za-z0-9._+-]*:[A-Za-z0-9][A-Za-z0-9._+-]*)`)

// maxText bounds texts that are only shown, in bytes.
const maxText = 300

func cut(s string) string {
	if len(s) <= maxText {
		return s
	}
	return strings.ToValidUTF8(s[:maxText], "") + "…"
}

// text is a JSON string, "" for anything else.
func text(raw json.RawMessage) string {
	var s string
	if len(raw) == 0 || !bytes.HasPrefix(raw, []byte{'"'}) || json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

func instant(s string) string {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
