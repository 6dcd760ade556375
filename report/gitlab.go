package report

import (
	"io"
	"strconv"

	"github.com/pratique-dev/pratique/internal/printable"
)

// gitlabIssue is one issue of a GitLab code quality report. GitLab wants each field.
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"` // unique in the report, the same from run to run
	Severity    string         `json:"severity"`    // info, minor, major, critical, blocker
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"` // relative to the repository, without ./
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// gitlab writes a GitLab code quality report: one array for all images. It has no
// suppressions, so what is suppressed is left out; what is in no file is on line 1 of the
// Dockerfile that was given, or of the image's name.
func gitlab(w io.Writer, inputs []Input, o Options) error {
	issues := []gitlabIssue{}
	seen := map[string]int{}
	for _, in := range inputs {
		v := look(in)
		for _, e := range v.entries(o) {
			issue := gitlabIssue{
				Description: printable.Text(v.name + ": " + e.message),
				CheckName:   printable.Text(e.rule),
				Severity:    gitlabSeverity(e),
				Location:    gitlabLocation{printable.Text(v.fileFor(e.where)), gitlabLines{max(1, e.where.start)}},
			}
			// Neither the image's name nor a line is in it: images are tagged by commit, and GitLab
			// compares the fingerprints of two commits.
			key := fingerprint(e.rule, e.id)
			issue.Fingerprint = fingerprint(key, strconv.Itoa(seen[key])) // a rule may say a thing twice, and of two images
			seen[key]++
			issues = append(issues, issue)
		}
	}
	return encode(w, issues)
}

func gitlabError(w io.Writer, cause error) error {
	return encode(w, []gitlabIssue{{
		Description: "no decision: " + printable.Text(cause.Error()),
		CheckName:   "pratique/no_decision",
		Fingerprint: fingerprint("pratique/no_decision", cause.Error()),
		Severity:    "blocker",
		Location:    gitlabLocation{"Dockerfile", gitlabLines{1}},
	}})
}

func gitlabSeverity(e entry) string {
	switch {
	case e.level == levelError && e.problem:
		return "blocker"
	case e.level == levelError:
		return "critical"
	case e.level == levelWarning && e.problem:
		return "major"
	case e.level == levelWarning:
		return "minor"
	}
	return "info"
}

// fileFor is a file for a spot, for formats that cannot do without.
func (v view) fileFor(s spot) string {
	switch {
	case s.file != "":
		return s.file
	case v.Dockerfile != "":
		return clean(v.Dockerfile)
	}
	return clean(v.name)
}
