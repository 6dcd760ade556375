package controlstest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate"
	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// anchoreCIS has of Anchore's own bundle of the CIS benchmark what its controls go by: rules
// with their ids, comments and examples.
const anchoreCIS = `{"id": "anchore_cis_1.13.0_base", "name": "anchore_cis_1.13.0_base", "version": "1_0", "policies": [{"id": "p", "name": "p", "version": "1_0", "rules": [
{"id": "41b657bb-86e5-43ba-8f35-18edc3a465f9", "gate": "files", "trigger": "suid_or_guid_set", "action": "WARN", "comment": "section 4.8", "params": []},
{"id": "c0e5e302-764d-4b19-9fbd-5c7b0b558673", "gate": "secret_scans", "trigger": "content_regex_checks", "action": "WARN", "comment": "section 4.10", "params": []},
{"id": "ef85285b-801b-48a4-b130-3a35e2d58133", "gate": "dockerfile", "trigger": "exposed_ports", "action": "STOP", "comment": "section 5.8. example for allowing only whitelisted exposed ports 12345, 23456",
 "params": [{"name": "ports", "value": "12345,23456"}, {"name": "type", "value": "whitelist"}]},
{"id": "e9eacc50-aaac-4241-95ac-790cf0be84da", "gate": "dockerfile", "trigger": "instruction", "action": "WARN", "comment": "section",
 "params": [{"name": "instruction", "value": "ADD"}, {"name": "check", "value": "exists"}]},
{"id": "2f87d4bf-e963-496a-8b3d-ff90bef46014", "gate": "dockerfile", "trigger": "instruction", "action": "WARN", "comment": "section 4.7",
 "params": [{"name": "instruction", "value": "RUN"}, {"name": "check", "value": "like"}, {"name": "value", "value": "(\\s*/bin/sh\\s*-c\\s*)*\\s*apk.*up(date|grade)\\s*$"}]},
{"id": "64499886-5917-4a41-b18b-7d2d0bdcf12b", "gate": "dockerfile", "trigger": "instruction", "action": "STOP", "comment": "section 4.6",
 "params": [{"name": "instruction", "value": "HEALTHCHECK"}, {"name": "check", "value": "not_exists"}]},
{"id": "f2b27bac-37e5-4ed2-b3f6-da7c76748b49", "gate": "dockerfile", "trigger": "instruction", "action": "STOP", "comment": "section 4.2",
 "params": [{"name": "instruction", "value": "FROM"}, {"name": "check", "value": "not_in"}, {"name": "value", "value": "example_trusted_base1,example_trusted_base2"}, {"name": "actual_dockerfile_only", "value": "false"}]},
{"id": "c96bf84d-0e76-435c-a94c-0f556bbaf45f", "gate": "dockerfile", "trigger": "effective_user", "action": "STOP", "comment": "section 4.1",
 "params": [{"name": "users", "value": "root,docker"}, {"name": "type", "value": "blacklist"}]},
{"id": "94a6cbb5-66b0-4bc7-b1dc-6293cca251a7", "gate": "packages", "trigger": "blacklist", "action": "WARN", "comment": "section 4.3", "params": [{"name": "name", "value": "example_blacklisted_package_1"}]},
{"id": "0821c410-b0d4-4a25-90d7-aa71b46d7e32", "gate": "vulnerabilities", "trigger": "package", "action": "STOP", "comment": "section 4.4",
 "params": [{"name": "package_type", "value": "all"}, {"name": "severity_comparison", "value": ">="}, {"name": "severity", "value": "low"}, {"name": "vendor_only", "value": "true"}]}
]}], "whitelists": [], "mappings": [{"id": "m", "name": "all", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": []}],
"whitelisted_images": [], "blacklisted_images": []}`

// anchored judges a subject by a bundle of Anchore's, and reports by the controls that ship.
func anchored(t *testing.T, bundle string, s subject) *evaluate.Result {
	t.Helper()
	definition, err := evaluate.ReadControls(bundle, "anchore-cis-1.13")
	if err != nil {
		t.Fatal(err)
	}
	b, err := evaluate.LoadNamed(t.Context(), bundle, evaluate.LoadOptions{Benchmark: &evaluate.Benchmark{Definition: definition}})
	if err != nil {
		t.Fatal(err)
	}
	r := request(t, s)
	result, err := b.Evaluate(t.Context(), r.Extract.Source, evaluate.Options{Request: r, Settings: evaluate.Settings{OnError: policy.OnErrorWarn}})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestAnchoresBundle has the examples in Anchore's own bundle told, and what rests on them
// left to a person; the verdict is Anchore's.
func TestAnchoresBundle(t *testing.T) {
	t.Parallel()
	bundle := file(t, "anchore_cis_1.13.0_base.json", anchoreCIS)
	s := subject{image: alpine(testimage.File("/bin/su", "").Mode(0o4755)), dockerfile: "FROM debian:12\nADD x /x\nEXPOSE 80\nUSER app\n"}
	r := anchored(t, bundle, s)
	want := map[string]string{
		"4.1": "pass", "4.2": "manual", "4.3": "manual", "4.4": "unknown", "4.5": "manual", "4.6": "fail", "4.7": "pass", "4.8": "fail", "4.9": "fail",
		"4.10": "pass", "4.11": "manual", "5.6": "manual", "5.7": "manual", "5.8": "manual",
	}
	if diff := cmp.Diff(want, states(r.Controls)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	base := `site-specific value not set: rule f2b27bac-37e5-4ed2-b3f6-da7c76748b49, parameter value is "example_trusted_base1,example_trusted_base2"`
	if diff := cmp.Diff([]string{base}, outcome(t, r.Controls, "4.2").Reasons); diff != "" {
		t.Errorf("why 4.2 is manual (-want +got):\n%s", diff)
	}
	var told []string
	for _, w := range r.Decision.Warnings {
		if w.Kind == "site-value-not-set" {
			told = append(told, w.Message)
		}
	}
	warnings := []string{
		`site-specific value not set: rule ef85285b-801b-48a4-b130-3a35e2d58133, parameter ports is "12345,23456"`, base,
		`site-specific value not set: rule 94a6cbb5-66b0-4bc7-b1dc-6293cca251a7, parameter name is "example_blacklisted_package_1"`,
	}
	if diff := cmp.Diff(warnings, told); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	stored, err := evaluate.OpenBundle(t.Context(), bundle, evaluate.SourceOptions{})
	if err != nil {
		t.Fatal(err)
	}
	problems, err := stored.Lint(evaluate.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	linted := []string{}
	for _, p := range problems {
		if p.Kind == "site-value-not-set" {
			linted = append(linted, p.Message)
		}
	}
	if diff := cmp.Diff(warnings, linted); diff != "" {
		t.Errorf("lint (-want +got):\n%s", diff)
	}
	stopped := map[string]bool{}
	for _, f := range r.Decision.Findings {
		if f.Action == "stop" {
			stopped[f.Message] = true
		}
	}
	for _, message := range []string{
		"Dockerfile directive 'FROM' check 'not_in' matched against 'example_trusted_base1,example_trusted_base2' for line 'debian:12'",
		"Dockerfile exposes port (80) which is not in policy file ALLOWEDPORTS list",
	} {
		if !stopped[message] || r.Decision.FinalAction != "stop" {
			t.Errorf("%s: nothing stops by %q", r.Decision.FinalAction, message)
		}
	}
	unread := anchored(t, bundle, subject{dockerfile: "FROM debian:12\n"})
	for _, id := range []string{"4.3", "4.4", "4.8", "4.10"} {
		if got := outcome(t, unread.Controls, id).State; got != controls.Unknown {
			t.Errorf("%s of a Dockerfile alone: got %s, want unknown", id, got)
		}
	}
}

// TestAnchoresOwnBundle is the same on the bundle as it was published.
func TestAnchoresOwnBundle(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("PRATIQUE_SHARED")
	if shared == "" {
		t.Skip("PRATIQUE_SHARED is not set")
	}
	r := anchored(t, filepath.Join(shared, "conformance/bundles/hub-anchore_cis_1.13.0_base.json"), subject{image: alpine(), dockerfile: "FROM debian:12\nADD x /x\nUSER app\n"})
	got := states(r.Controls)
	want := map[string]string{
		"4.1": "pass", "4.2": "manual", "4.3": "manual", "4.4": "unknown", "4.5": "manual", "4.6": "fail", "4.7": "pass", "4.8": "pass", "4.9": "fail",
		"4.10": "pass", "4.11": "manual", "5.6": "manual", "5.7": "manual", "5.8": "manual",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
