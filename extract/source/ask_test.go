package source_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/testimage"
)

func TestAsk(t *testing.T) {
	t.Parallel()
	l := testimage.Plain(t, testimage.File("a", "1"))
	blobs := testimage.Blobs{}
	amd, arm := blobs.Image(t, testimage.Config(t, nil, l), l), blobs.Image(t, testimage.Config(t, map[string]any{"architecture": "arm64"}, l), l)
	index := blobs.Index(t, amd, arm)
	r := newRegistry(t, httptest.NewServer, "")
	r.push(t, "team/app", blobs, "one", amd)
	r.push(t, "team/app", blobs, "all", index)
	digest := func(d map[string]any) string { return d["digest"].(string) }
	name := r.host() + "/team/app"
	for _, tc := range []struct {
		name, reference string
		have            []string
		offline         bool
		want            source.Answer
		problem         string
	}{
		{name: "a manifest", reference: name + ":one", want: source.Answer{Digest: digest(amd)}},
		{name: "an index", reference: name + ":all", want: source.Answer{Digest: digest(index), Manifests: []string{digest(amd), digest(arm)}}},
		{name: "an index that somebody has", reference: name + ":all", have: []string{"", digest(index)}, want: source.Answer{Digest: digest(index)}},
		{name: "no such tag", reference: name + ":two", problem: "HEAD " + r.URL + "/v2/team/app/manifests/two: unexpected status code 404 Not Found"},
		{name: "no reference", reference: "A b", problem: "could not parse reference: A b"},
		{name: "offline", reference: name + ":one", offline: true, problem: "the network may not be used (offline)"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got, err := source.Ask(t.Context(), tc.reference, tc.have, source.Options{Offline: tc.offline})
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("answer (-want +got):\n%s", diff)
			}
			if tc.problem == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if want := "asking the registry for the digest of " + tc.reference + ": " + tc.problem; err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
}

func TestSameRegistry(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		a, b string
		want bool
	}{
		{"nginx", "docker.io/library/debian:12", true},
		{"localhost:5000/a", "localhost:5000/b/c:1", true},
		{"localhost:5000/a", "localhost:5001/a", false},
		{"registry.example.com/a", "evil.example.com/a", false},
		{"A b", "A b", false},
		{"nginx", "A b", false},
	} {
		if got := source.SameRegistry(tc.a, tc.b); got != tc.want {
			t.Errorf("%s and %s: got %v, want %v", tc.a, tc.b, got, tc.want)
		}
	}
}
