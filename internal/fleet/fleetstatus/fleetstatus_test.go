package fleetstatus_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/internal/fleet"
	"github.com/pratique-dev/pratique/internal/fleet/fleetstatus"
)

func rows() []fleet.Row {
	return []fleet.Row{
		{Reference: "r.example/a:1", Digest: "sha256:aa", State: fleet.Allowed, Action: "go", Evaluated: "2026-01-02T00:00:00Z", Policies: map[string]string{"p": "go"},
			History: []fleet.Point{{Evaluated: "2026-01-01T00:00:00Z", Action: "stop"}}},
		{Reference: "r.example/<b>:1", Digest: "sha256:bb", State: fleet.Forbidden, Action: "stop", Stop: 2, Warn: 1, Evaluated: "2026-01-02T00:00:00Z", Policies: map[string]string{"p": "stop"}},
		{Reference: "=cmd", Digest: "sha256:cc", State: fleet.Never},
		{Reference: "r.example/d:1", State: fleet.OtherBundle}, {Reference: "r.example/e:1", State: fleet.Expired}, {Reference: "r.example/f:1", State: fleet.Errored, Action: "none"},
	}
}

func render(t *testing.T, format string, list []fleet.Row) string {
	t.Helper()
	var b strings.Builder
	if err := fleetstatus.Render(&b, format, list, time.Unix(0, 0), "1.2.3"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestStates holds that every format tells the six states apart.
func TestStates(t *testing.T) {
	t.Parallel()
	for _, f := range fleetstatus.Formats() {
		format := f.Name
		text := render(t, format, rows())
		for _, state := range []string{fleet.Allowed, fleet.Forbidden, fleet.Errored, fleet.Never, fleet.OtherBundle, fleet.Expired} {
			if format == "sarif" {
				if state == fleet.Allowed {
					continue
				}
				state = "fleet/" + strings.ReplaceAll(state, " ", "-")
			}
			if !strings.Contains(text, state) {
				t.Errorf("%s does not say %q", format, state)
			}
		}
		if format != "json" && format != "sarif" && strings.Contains(text, "<b>") && format == "html" {
			t.Errorf("%s has a name as markup", format)
		}
	}
	if text := render(t, "csv", rows()); !strings.Contains(text, "'=cmd") {
		t.Errorf("csv has a formula:\n%s", text)
	}
	for _, format := range []string{"json", "sarif"} {
		if !json.Valid([]byte(render(t, format, rows()))) {
			t.Errorf("%s is not JSON", format)
		}
	}
	if err := fleetstatus.Render(&strings.Builder{}, "xml", nil, time.Now(), ""); err == nil {
		t.Error("xml: want an error")
	}
	render(t, "html", nil)
}

// TestPage holds that the page asks for nothing from elsewhere.
func TestPage(t *testing.T) {
	t.Parallel()
	var many []fleet.Row
	for i := range 5000 {
		many = append(many, fleet.Row{Reference: fmt.Sprintf("r.example/app%d:1", i), Digest: "sha256:aa", State: fleet.Allowed, Evaluated: "2026-01-02T00:00:00Z"})
	}
	text := render(t, "html", many)
	for _, bad := range []string{"http://", "https://", "src=", "@import", "url("} {
		if strings.Contains(text, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if !strings.Contains(text, "default-src &#39;none&#39;") && !strings.Contains(text, "default-src 'none'") {
		t.Error("the page has no content security policy")
	}
}
