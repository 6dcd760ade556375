// Package benchmarks_test judges images and Dockerfiles by the benchmarks that ship
// with pratique, from the image on.
package controlstest_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/evaluate"
	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/testimage"
	"github.com/pratique-dev/pratique/translate/parameters"
)

// TestMain lets the garbage of many short evaluations be: collecting it is a third of the time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	m.Run()
}

// now is a week after testimage's images were made.
func now() time.Time { return testimage.Epoch().AddDate(0, 0, 7) }

// subject is what is judged: a Dockerfile, an image, both, or a document.
type subject struct {
	dockerfile string
	image      *testimage.Builder
	document   string // JSON
	source     string // of any other image
	supplies   extract.SuppliedFiles
	params     []string // NAME=VALUE
	profile    string
}

// loaded keeps the bundles that the tests share.
var loaded sync.Map

func load(t testing.TB, bundle, profile string, params []string) *evaluate.Bundle {
	t.Helper()
	key := bundle + "\x00" + profile + "\x00" + strings.Join(params, "\x00")
	load, _ := loaded.LoadOrStore(key, sync.OnceValues(func() (*evaluate.Bundle, error) {
		definition, err := evaluate.ReadControls(bundle, "")
		if err != nil {
			return nil, err
		}
		values := parameters.Values{}
		for _, text := range params {
			if err := values.Set(text); err != nil {
				return nil, err
			}
		}
		o := evaluate.LoadOptions{Parameters: values}
		if definition != nil {
			o.Benchmark = &evaluate.Benchmark{Definition: definition, Profile: profile}
		}
		return evaluate.LoadNamed(t.Context(), bundle, o)
	}))
	b, err := load.(func() (*evaluate.Bundle, error))()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// judge gives the decision and the report of a bundle on a subject.
func judge(t *testing.T, bundle string, s subject) *evaluate.Result {
	t.Helper()
	r := request(t, s)
	result, err := load(t, bundle, s.profile, s.params).Evaluate(t.Context(), r.Extract.Source, evaluate.Options{Request: r, Settings: evaluate.Settings{OnError: policy.OnErrorWarn}})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// request asks about a subject.
func request(t testing.TB, s subject) evaluate.Request {
	t.Helper()
	r := evaluate.Request{Now: now()}
	if s.dockerfile != "" {
		r.Extract.Dockerfile = &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte(s.dockerfile)}
	}
	if s.image != nil {
		r.Extract.Source = imageRef(archive(t, s.image))
	}
	if s.source != "" {
		r.Extract.Source = imageRef(s.source)
	}
	if s.document != "" {
		r.Extract.Source, r.Extract.Stdin = imageRef("-"), strings.NewReader(s.document)
	}
	var err error
	if r.Extract.Supplied, err = extract.ReadSupplied(s.supplies); err != nil {
		t.Fatal(err)
	}
	return r
}

func archive(t testing.TB, image *testimage.Builder) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "image.tar")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := image.Archive(f); err != nil {
		t.Fatal(err)
	}
	return "archive:" + path
}

// states are those of a report, by control.
func states(r *controls.Report) map[string]string {
	states := map[string]string{}
	for _, c := range r.Controls {
		states[c.ID] = c.State
	}
	return states
}

func outcome(t *testing.T, r *controls.Report, id string) controls.Outcome {
	t.Helper()
	for _, c := range r.Controls {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("the report has no control %s", id)
	return controls.Outcome{}
}

// text is a value as JSON, for documents.
func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// file writes a file for a test and gives its path.
func file(t *testing.T, name, contents string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(contents), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// controlCase is one control and what it makes of a subject, see each.
type controlCase struct {
	control, name string
	subject       subject
	want          string
}
