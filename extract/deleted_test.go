package extract_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/content"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// deleted writes the secrets of files that are gone, one a line: layer, path, line, name.
func deleted(t *testing.T, doc *document.Document) []string {
	t.Helper()
	var lines []string
	for _, s := range doc.Secrets {
		if s.Deleted {
			if s.Source != document.SecretFile {
				t.Errorf("%s: its source is %s", s.Name, s.Source)
			}
			lines = append(lines, fmt.Sprintf("%d %s:%d %s", *s.Layer, *s.Path, *s.Line, s.Name))
		}
	}
	return lines
}

// TestDeletedSecrets: what was found in a file that the final filesystem no longer has is still in
// its layer.
func TestDeletedSecrets(t *testing.T) {
	t.Parallel()
	reg, link, dir := testimage.File, testimage.Hardlink, testimage.Dir
	again := []testimage.Entry{reg("again", key)}
	for _, tc := range []struct {
		name   string
		layers layers
		want   []string
	}{
		{name: "kept", layers: layers{{reg("srv/key", key)}}},
		{name: "removed", layers: layers{{reg("srv/key", "\n"+key)}, {reg("srv/.wh.key", "")}}, want: []string{"0 /srv/key:2 PRIV_KEY"}},
		{name: "removed with its directory", layers: layers{{reg("a", "a")}, {dir("srv"), reg("srv/key", key)}, {reg(".wh.srv", "")}}, want: []string{"1 /srv/key:1 PRIV_KEY"}},
		{name: "hidden by an opaque directory", layers: layers{{reg("srv/key", key)}, {dir("srv"), reg("srv/.wh..wh..opq", "")}}, want: []string{"0 /srv/key:1 PRIV_KEY"}},
		{name: "overwritten", layers: layers{{reg("srv/key", key)}, {reg("srv/key", "harmless\n")}}, want: []string{"0 /srv/key:1 PRIV_KEY"}},
		{name: "overwritten by another secret", layers: layers{{reg("srv/key", key)}, {reg("srv/key", strings.Replace(key, "not", "nor", 1))}}, want: []string{"0 /srv/key:1 PRIV_KEY"}},
		{name: "copied up, such as by chmod", layers: layers{{reg("srv/key", key)}, {reg("srv/key", key).As(0o600, 1, 1)}}},
		{name: "moved", layers: layers{{reg("srv/key", key)}, {reg("srv/.wh.key", ""), reg("opt/key", key)}}, want: []string{"0 /srv/key:1 PRIV_KEY"}},
		{name: "overwritten in its own layer", layers: layers{{reg("srv/key", key), reg("srv/key", "x")}}, want: []string{"0 /srv/key:1 PRIV_KEY"}},
		{name: "under another name", layers: layers{{reg("srv/key", key), link("kept", "srv/key")}, {reg("srv/.wh.key", "")}}},
		{name: "a layer listed twice", layers: layers{again, {reg(".wh.again", "")}, again, {reg(".wh.again", "")}}, want: []string{"0 /again:1 PRIV_KEY"}},
		{name: "by layer and path", layers: layers{{reg("b", key), reg("a", key)}, {reg("c", key)}, {reg(".wh.a", ""), reg(".wh.b", ""), reg(".wh.c", "")}}, want: []string{"0 /a:1 PRIV_KEY", "0 /b:1 PRIV_KEY", "1 /c:1 PRIV_KEY"}},
		{name: "too long to be searched", layers: layers{{reg("long", key+strings.Repeat(" ", 10000))}, {reg(".wh.long", "")}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			source := archiveOf(t, tc.layers)
			doc := mustExtract(t, extract.Options{Source: imageRef(source), Needs: []document.Need{"secret_search", "secrets"}})
			validate(t, doc)
			if diff := cmp.Diff(tc.want, deleted(t, doc)); diff != "" {
				t.Errorf("deleted (-want +got):\n%s", diff)
			}
			if !slices.Contains(doc.Searched.Sections, "secrets.deleted") {
				t.Errorf("secrets.deleted is not among %q", doc.Searched.Sections)
			}
			alone := mustExtract(t, extract.Options{Source: imageRef(source), Needs: []document.Need{"secret_search"}})
			if diff := cmp.Diff(alone.SecretSearch, doc.SecretSearch); diff != "" {
				t.Errorf("secret_search (-alone +with secrets):\n%s", diff)
			}
			if text := written(t, doc); strings.Contains(text, "BEGIN RSA") || strings.Contains(text, "really") {
				t.Errorf("the document has the value: %s", text)
			}
		})
	}
}

func written(t *testing.T, doc *document.Document) string {
	t.Helper()
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestDeletedSecretsSearched: only who asks for both searches gets an answer, and only where
// there are layers.
func TestDeletedSecretsSearched(t *testing.T) {
	t.Parallel()
	image := archiveOf(t, layers{{testimage.File("key", key)}, {testimage.File(".wh.key", "")}})
	for _, tc := range []struct {
		name   string
		o      extract.Options
		looked bool
	}{
		{name: "everything", o: extract.Options{Source: imageRef(image)}, looked: true},
		{name: "the need itself", o: extract.Options{Source: imageRef(image), Needs: []document.Need{"secrets.deleted"}}, looked: true},
		{name: "secrets alone", o: extract.Options{Source: imageRef(image), Needs: []document.Need{"secrets"}}},
		{name: "secret_search alone", o: extract.Options{Source: imageRef(image), Needs: []document.Need{"secret_search"}}},
		{name: "a directory has lost its layers", o: extract.Options{Source: imageRef("dir:" + t.TempDir())}},
		{name: "a Dockerfile alone", o: extract.Options{Dockerfile: &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte("FROM scratch\n")}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			doc := mustExtract(t, tc.o)
			if got := slices.Contains(doc.Searched.Sections, "secrets.deleted"); got != tc.looked {
				t.Errorf("looked for: got %v, want %v", got, tc.looked)
			}
			if got := len(deleted(t, doc)) > 0; got != tc.looked {
				t.Errorf("found: got %v, want %v", got, tc.looked)
			}
		})
	}
}

// TestManyDeletedSecrets: the list is bounded, and says what it leaves out.
func TestManyDeletedSecrets(t *testing.T) {
	t.Parallel()
	var lower []testimage.Entry
	for i := range 1003 {
		lower = append(lower, testimage.File(fmt.Sprintf("srv/%04d", i), key))
	}
	doc := mustExtract(t, extract.Options{Source: imageRef(archiveOf(t, layers{lower, {testimage.File(".wh.srv", "")}})), Needs: []document.Need{"secrets.deleted"}})
	validate(t, doc)
	got := deleted(t, doc)
	if len(got) != 1000 || got[999] != "0 /srv/0999:1 PRIV_KEY" {
		t.Errorf("got %d, the last of them %s", len(got), got[len(got)-1])
	}
	want := []string{"secrets.deleted: 3 more searches that match in files that are gone are not listed (minor)"}
	if diff := cmp.Diff(want, problems(doc)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// TestDeletedProblem: a file that is gone and could not be searched is said, but is none of
// secret_search's.
func TestDeletedProblem(t *testing.T) {
	t.Parallel()
	config := *analyzer(t, `secret_search: {regexp_match: ["LONG=.*needle"]}`)
	long := strings.Repeat("n", 9<<20) + "needle\n"
	doc := mustExtract(t, extract.Options{
		Source: imageRef(archiveOf(t, layers{{testimage.File("long", long)}, {testimage.File(".wh.long", "")}})), Analyzer: &config, Needs: []document.Need{"secrets.deleted"},
	})
	want := []string{"secrets.deleted: /long: searching line 1 for LONG: line of more than 8388608 bytes"}
	if diff := cmp.Diff(want, problems(doc)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func analyzer(t *testing.T, yaml string) *content.Config {
	t.Helper()
	config, warnings, err := content.ReadConfig(strings.NewReader(yaml))
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	return &config
}
