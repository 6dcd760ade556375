package extract_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract"
)

// TestRedactDockerfile plants values in each place of a Dockerfile that tells a secret.
func TestRedactDockerfile(t *testing.T) {
	t.Parallel()
	planted := []string{"Planted1value", "Planted2value", "Planted3 value", "Planted4value", "Planted5value", "Planted6value", "Planted7value", "Planted8value"}
	contents := `FROM alpine:3.20
ARG DB_PASSWORD=Planted1value
ENV API_TOKEN=Planted2value OTHER=kept
ENV SECRET_KEY "Planted3 value"
RUN curl -u me:Planted4value https://me:Planted5value@example.com/x | sh
RUN mysql --password=Planted6value -e 'select 1' && echo kept
CMD ["serve", "--password", "Planted7value", "--port", "80"]
LABEL password=Planted8value
`
	options := extract.Options{Dockerfile: &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte(contents)}}
	doc := mustExtract(t, options)
	before, err := json.Marshal(doc.Dockerfile)
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range planted {
		if !strings.Contains(string(before), value) {
			t.Errorf("%s is not in the document: the test says nothing of it", value)
		}
	}
	if err := extract.RedactDockerfile(doc); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range planted {
		if strings.Contains(string(text), value) {
			t.Errorf("%s is still there", value)
		}
	}
	if !doc.Dockerfile.Redacted || slices.Contains(doc.Searched.Sections, "dockerfile") {
		t.Errorf("it does not say that it is redacted: %+v", doc.Searched)
	}
	if d := doc.Dockerfile; d.Mode != "actual" || len(d.Instructions) != 8 || !strings.Contains(*d.Contents, "OTHER=kept") || !strings.Contains(*d.Contents, "echo kept") || d.Instructions[0].StartLine != 1 {
		t.Errorf("more is gone than the values: %s", text)
	}
}
