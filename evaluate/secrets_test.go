package evaluate_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/testimage"
	"github.com/pratique-dev/pratique/report"
)

// planted are made-up secrets, by where they are put.
func planted() map[string]string {
	return map[string]string{
		"aws id":        "AKIA" + strings.Repeat("Q7", 8),
		"aws key":       strings.Repeat("wJalrXUt", 5),
		"docker auth":   "bWU6bXktcGFzc3dvcmQ=",
		"api key":       strings.Repeat("Z9", 12),
		"environment":   "environment-value",
		"label":         "label-value",
		"history":       "history-value",
		"build arg":     "build-arg-value",
		"misspelt line": "misspelt-value",
	}
}

// TestPlantedSecrets finds all of them, with file and line, and shows none in any
// output.
func TestPlantedSecrets(t *testing.T) {
	t.Parallel()
	p := planted()
	source := archive(t, testimage.New().Reference("acme/leaky:1").Config(func(c *v1.Config) {
		c.Env = []string{"DB_PASSWORD=" + p["environment"]}
		c.Labels = map[string]string{"com.example.api_key": p["label"]}
	}).Layer(testimage.WithParents(
		testimage.File("/root/.aws/credentials", "[default]\naws_access_key_id = "+p["aws id"]+"\naws_secret_access_key = "+p["aws key"]+"\n"),
		testimage.File("/root/.docker/config.json", `{"auths": {"x": {"auth": "`+p["docker auth"]+`"}}}`),
		testimage.File("/srv/app.ini", "\n\napi_key = "+p["api key"]+"\n"),
		testimage.File("/srv/id_rsa", "-----BEGIN RSA PRIVATE KEY-----\n"),
		testimage.Symlink("/srv/link.ini", "app.ini"),
	)...).By("RUN |1 TOKEN="+p["history"]+" /bin/sh -c make # buildkit"))
	o := extract.Options{Source: imageRef(source), Dockerfile: &extract.DockerfileOptions{
		Path: "Dockerfile", Contents: []byte("FROM x\nARG NPM_TOKEN\nENV LATER=$NPM_TOKEN\nRUN npm ci\n"), BuildArgs: map[string]string{"NPM_TOKEN": p["build arg"]},
	}}
	doc, err := extract.Extract(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	validate(t, doc)
	var got []string
	for _, path := range slices.Sorted(maps.Keys(doc.SecretSearch)) {
		for _, m := range doc.SecretSearch[path] {
			for _, line := range m.Lines {
				got = append(got, path+" "+*m.Name+" "+string(rune('0'+line)))
			}
		}
	}
	for _, s := range doc.Secrets {
		got = append(got, s.Source+" "+s.Name+" "+*s.Path)
	}
	want := []string{
		"/root/.aws/credentials AWS_ACCESS_KEY 1", "/root/.aws/credentials AWS_SECRET_KEY 2", "/root/.docker/config.json DOCKER_AUTH 0",
		"/srv/app.ini API_KEY 2", "/srv/id_rsa PRIV_KEY 0", "/srv/link.ini API_KEY 2",
		"env DB_PASSWORD /image/config/Env/0", "label com.example.api_key /image/config/Labels/com.example.api_key",
		"history TOKEN /image/history/0", "build_arg NPM_TOKEN /dockerfile/instructions/1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
	outputs := map[string]string{}
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	outputs["document"] = string(text)

	bundle, err := evaluate.LoadNamed(t.Context(), bundleOf(t, fired{gate: "secret_scans", trigger: "content_regex_checks"}), evaluate.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	result, err := bundle.Evaluate(t.Context(), o.Source, evaluate.Options{Request: evaluate.Request{Extract: o, Now: time.Unix(0, 0)}})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(result.Decision.Findings); n != 6 {
		t.Errorf("got %d findings, want one for each file and pattern", n)
	}
	o.Dockerfile.Contents = []byte("FROM x\nHEALTHCHECK --password=" + p["misspelt line"] + " x\n")
	_, cause := extract.Extract(t.Context(), o)
	for _, format := range report.FormatNames() {
		var out, failed bytes.Buffer
		if err := report.Render(&out, format, []report.Input{report.FromResult(result)}, report.Options{ShowSuppressed: true}); err != nil {
			t.Fatal(err)
		}
		outputs[format] = out.String()
		if cause != nil {
			if err := report.RenderError(&failed, format, cause); err != nil {
				t.Fatal(err)
			}
			outputs[format+" of an error"] = failed.String()
		}
	}
	for name, output := range outputs {
		for what, value := range p {
			if strings.Contains(output, value) {
				t.Errorf("%s shows the %s", name, what)
			}
		}
	}
}
