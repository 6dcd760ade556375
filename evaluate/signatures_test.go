package evaluate_test

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage/webshop"
)

// layout is the demonstration image with the digest that its OCI layout gives it.
func layout(t *testing.T) (source, digest string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "webshop")
	if err := webshop.Image().OCI(dir); err != nil {
		t.Fatal(err)
	}
	doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("oci:" + dir), Needs: []document.Need{}})
	if err != nil {
		t.Fatal(err)
	}
	return "oci:" + dir, *doc.Image.Digest
}

// TestSignatures gives signatures to the image that they are of, and refuses those of another.
func TestSignatures(t *testing.T) {
	t.Parallel()
	source, digest := layout(t)
	other := "sha256:" + strings.Repeat("ab", 32)
	signed := func(digests ...string) string {
		var list []string
		for _, d := range digests {
			list = append(list, `{"type": "cosign", "digest": "`+d+`", "verified": true}`)
		}
		return "[" + strings.Join(list, ", ") + "]"
	}
	paths := files(t, signed(digest), signed(other), signed(other, digest), "[]")
	difference := "the signatures are of " + other + ", the image is " + digest
	for _, tt := range []struct {
		name, source string
		files        []string
		force        bool
		want         int
		problem, err string
	}{
		{name: "the image's", source: source, files: paths[:1], want: 1},
		{name: "another's", source: source, files: paths[1:2], err: "using the signatures: " + difference + " (--force-report uses them all the same)"},
		{name: "another's, forced", source: source, files: paths[1:2], force: true, want: 1, problem: difference},
		{name: "the image's among others", source: source, files: paths[2:3], want: 2},
		{name: "of two files", source: source, files: paths[:2], want: 2},
		{name: "none", source: source, files: paths[3:], want: 0},
		{name: "no image", files: paths[:1], want: 1, problem: "the image has no digest, so it is not known whose the signatures are"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := evaluate.Request{Extract: extract.Options{Source: imageRef(tt.source), Supplied: supplies(t, extract.SuppliedFiles{Signatures: tt.files, ForceReport: tt.force})}}
			if tt.source == "" {
				r.Extract.Dockerfile = &extract.DockerfileOptions{Contents: []byte("FROM x\n")}
			}
			doc, err := extract.Extract(t.Context(), r.Extract)
			if tt.err != "" {
				if err == nil || err.Error() != tt.err {
					t.Errorf("got %v, want %s", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			validate(t, doc)
			if doc.Signatures == nil || len(doc.Signatures) != tt.want || !slices.Contains(doc.Searched.Sections, "signatures") {
				t.Errorf("got %+v, searched %q, want %d", doc.Signatures, doc.Searched.Sections, tt.want)
			}
			var problem string
			for _, p := range doc.Problems {
				if p.Section == "signatures" && p.Minor {
					problem = p.Message
				}
			}
			if problem != tt.problem {
				t.Errorf("got the problem %q, want %q", problem, tt.problem)
			}
		})
	}
}

// TestSignaturesOfADocument puts signatures into a document that was made before, in place
// of those that it has.
func TestSignaturesOfADocument(t *testing.T) {
	t.Parallel()
	digest := "sha256:" + strings.Repeat("cd", 32)
	path := files(t, `[{"type": "cosign", "digest": "`+digest+`", "verified": true}]`)[0]
	input := func(digest string) string {
		return `{"schema_version": "1", "image": {"registry": null, "repository": null, "tag": null, "digest": "` + digest + `", "id": null}, "signatures": [], "searched": {"sections": ["image"]}}`
	}
	request := func(digest string) evaluate.Request {
		return evaluate.Request{
			Extract: extract.Options{Source: imageRef("-"), Stdin: strings.NewReader(input(digest)),
				Supplied: supplies(t, extract.SuppliedFiles{Signatures: []string{path}})},
		}
	}
	got, err := evaluate.Input(t.Context(), request(digest))
	if err != nil {
		t.Fatal(err)
	}
	if list := got.(map[string]any)["signatures"].([]any); len(list) != 1 {
		t.Errorf("got %v, want one signature", list)
	}
	if _, err := evaluate.Input(t.Context(), request("sha256:"+strings.Repeat("ef", 32))); err == nil || !strings.HasPrefix(err.Error(), "using the signatures: ") {
		t.Errorf("of another image: got %v", err)
	}
	if _, err := extract.ReadSupplied(extract.SuppliedFiles{Signatures: []string{"no/such"}}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of no file: got %v", err)
	}
}
