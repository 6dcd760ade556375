package evaluate_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract"
)

// TestOrdinary holds that the default bundle stops no Dockerfile of the usual kind: each is
// written in the way of an official image, or as the documentation of a language shows it.
func TestOrdinary(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../bundles/testdata/ordinary/*.Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 60 {
		t.Fatalf("%d Dockerfiles", len(files))
	}
	bundle, err := evaluate.LoadNamed(t.Context(), "default", evaluate.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			request := evaluate.Request{Now: time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC)}
			request.Extract.Dockerfile = &extract.DockerfileOptions{Path: file, Contents: text}
			facts, err := bundle.Facts(t.Context(), request)
			if err != nil {
				t.Fatal(err)
			}
			result, err := bundle.Judge(t.Context(), facts, evaluate.Settings{})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range result.Decision.Findings {
				if f.Action == decision.Stop {
					t.Errorf("%s/%s: %s", f.Gate, f.Trigger, f.Message)
				}
			}
			for _, e := range result.Decision.Errors {
				t.Error(e.Message)
			}
		})
	}
}

// looked are the controls that the expectations of ordinary files speak of. Others, such as
// the restart policy, fail on most files, and rightly.
var looked = []string{"4.10", "5.3", "5.4", "5.5", "5.6", "5.7", "5.9", "5.10", "5.12", "5.13", "5.15", "5.16", "5.17", "5.19", "5.20", "5.21", "5.31"}

// TestOrdinaryRuntime holds that the runtime bundle finds in each ordinary compose file and
// Kubernetes manifest what somebody who reads it would, and nothing else.
func TestOrdinaryRuntime(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../bundles/testdata/ordinary/runtime.json")
	if err != nil {
		t.Fatal(err)
	}
	var expected map[string][]string
	if err := json.Unmarshal(text, &expected); err != nil {
		t.Fatal(err)
	}
	if len(expected) < 60 {
		t.Fatalf("%d files", len(expected))
	}
	bundle, err := evaluate.LoadNamed(t.Context(), "cis-docker-1.13-runtime", evaluate.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range expected {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := extract.RuntimeFiles{Containers: []string{"../bundles/testdata/ordinary/" + name + ".yaml"}}
			supplied, err := extract.ReadSupplied(extract.SuppliedFiles{Runtime: files})
			if err != nil {
				t.Fatal(err)
			}
			request := evaluate.Request{Now: time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC)}
			request.Extract.Supplied = supplied
			facts, err := bundle.Facts(t.Context(), request)
			if err != nil {
				t.Fatal(err)
			}
			result, err := bundle.Judge(t.Context(), facts, evaluate.Settings{})
			if err != nil {
				t.Fatal(err)
			}
			got := []string{}
			for _, f := range result.Decision.Findings {
				control := strings.Split(*f.RuleID, "-")[1]
				if f.Action != decision.Go && slices.Contains(looked, control) && !slices.Contains(got, control) {
					got = append(got, control)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("controls that fail (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDefaultCommands has commands of RUN that the default bundle warns of, and others that only look alike.
func TestDefaultCommands(t *testing.T) {
	t.Parallel()
	bundle, err := evaluate.LoadNamed(t.Context(), "default", evaluate.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for rule, commands := range map[string]struct{ yes, no []string }{
		"update-alone": {
			[]string{"apt-get update", "apt-get -q update -y", "apk update", "set -eux; dnf makecache", "echo b | xargs apt-get update"},
			[]string{"apt-get update && apt-get install -y curl", "echo apt-get update", "apt-get install -y update"},
		},
		"sudo": {
			[]string{"sudo make install", "cd /x && sudo make", "a;\\\n\tsudo b", "/usr/bin/sudo -u x make", "env A=1 sudo make"},
			[]string{"apt-get install sudo", "sudoku x", "/opt/pseudo sudo-x", "echo 'use sudo make'", "grep -q sudo /etc/group"},
		},
		"curl-to-shell": {
			[]string{"curl -fsSL https://x | sh", "a && wget -O- https://x |sudo bash -s", "curl x | \\\n /bin/sh", `sh -c "$(curl -fsSL https://x)"`, "curl x | python3", "bash <(curl x)", "curl x | env A=1 nice -n 5 bash"},
			[]string{"curl -o x https://x && sh x", "curl x | tar x", "curl x | shasum", "echo 'curl x | sh'", "curl x | grep bash"},
		},
	} {
		for wanted, list := range map[bool][]string{true: commands.yes, false: commands.no} {
			for _, command := range list {
				request := evaluate.Request{Now: time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC)}
				request.Extract.Dockerfile = &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte("FROM debian:12\nRUN " + command + "\n")}
				facts, err := bundle.Facts(t.Context(), request)
				if err != nil {
					t.Fatal(err)
				}
				result, err := bundle.Judge(t.Context(), facts, evaluate.Settings{})
				if err != nil {
					t.Fatal(err)
				}
				got := slices.ContainsFunc(result.Decision.Findings, func(f decision.Finding) bool { return f.RuleID != nil && *f.RuleID == rule })
				if got != wanted {
					t.Errorf("%s: got %t, want %t of %q", rule, got, wanted, command)
				}
			}
		}
	}
}
