package report

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestIdentityOverBuilds checks that what identifies a finding to a service stays from build to
// build: images are tagged by commit, and lines move.
func TestIdentityOverBuilds(t *testing.T) {
	t.Parallel()
	identities := map[string]func(*testing.T, []byte) []string{
		"gitlab": func(t *testing.T, text []byte) []string {
			var issues []gitlabIssue
			if err := json.Unmarshal(text, &issues); err != nil {
				t.Fatal(err)
			}
			var list []string
			for _, i := range issues {
				list = append(list, i.Fingerprint)
			}
			return list
		},
		"sarif": func(t *testing.T, text []byte) []string {
			var log sarifLog
			if err := json.Unmarshal(text, &log); err != nil {
				t.Fatal(err)
			}
			var list []string
			for _, r := range log.Runs {
				list = append(list, r.AutomationDetails.ID)
				for _, result := range r.Results {
					list = append(list, result.Fingerprints["gateTriggerTriggerId/v1"], result.Fingerprints["primaryLocationLineHash"])
				}
			}
			return list
		},
	}
	for format, of := range identities {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			build := func(tag string, line int) []string {
				in := many(3)
				in.Image = "registry.example/team/app:" + tag
				in.Decision.Image = json.RawMessage(`{"registry": "registry.example", "repository": "team/app", "tag": "` + tag + `"}`)
				for i := range in.Decision.Findings {
					if l := in.Decision.Findings[i].Location; l != nil {
						l.StartLine, l.EndLine = line, line
					}
				}
				var b bytes.Buffer
				if err := Render(&b, format, []Input{in}, Options{}); err != nil {
					t.Fatal(err)
				}
				return of(t, b.Bytes())
			}
			got, want := build("commit-2", 7), build("commit-1", 3)
			if len(want) < 3 {
				t.Fatalf("%d identities", len(want))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
