package fleet_test

import (
	"encoding/json"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/internal/fleet"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
)

// world is a registry with images, and who writes into it.
type world struct {
	h      *hosted
	p      fleet.Plan
	j      *judge
	forger *fleet.Store
	own    bool // the store is a repository of its own
}

// TestForeign has somebody else's artifacts where ours are looked for, of the same shape: each image is
// judged all the same, on facts of our own, and the status has our decisions alone.
func TestForeign(t *testing.T) {
	t.Parallel()
	images := map[string]string{"app:1": "1", "other:1": "2"}
	tests := map[string]struct {
		signed bool
		forge  func(t *testing.T, w world)
	}{
		"artifacts of another type": {false, func(t *testing.T, w world) {
			t.Helper()
			for _, i := range w.p {
				r := repositoryOf(t, w, i)
				for _, tag := range []string{fleet.DecisionTag(i, i.Refs[0], w.j.id.Key(i, i.Refs[0])), fleet.FactsTag(i)} {
					if _, err := r.Push(t.Context(), oci.Artifact{ArtifactType: "text/plain", Layers: []oci.Layer{oci.Bytes("text/plain", []byte(tag))}}, tag); err != nil {
						t.Fatal(err)
					}
				}
			}
		}},
		"the decision and facts of another image": {false, func(t *testing.T, w world) {
			t.Helper()
			victim, lender := w.p[0], w.p[1]
			key := w.j.id.Key(lender, lender.Refs[0])
			forge(t, w, lender, lender.Refs[0], key)
			if err := w.forger.PutFacts(t.Context(), lender, &fleet.Facts{Document: []byte(`{}`), Needs: w.j.needs, Extractor: "1"}); err != nil {
				t.Fatal(err)
			}
			from, to := repositoryOf(t, w, lender), repositoryOf(t, w, victim)
			for have, want := range map[string]string{
				fleet.DecisionTag(lender, lender.Refs[0], key): fleet.DecisionTag(victim, victim.Refs[0], w.j.id.Key(victim, victim.Refs[0])),
				fleet.FactsTag(lender):                         fleet.FactsTag(victim),
			} {
				m, err := from.Manifest(t.Context(), have)
				if err != nil {
					t.Fatal(err)
				}
				copyTo(t, from, to, m, want)
				copyTo(t, from, from, m, want)
			}
			if err := from.Delete(t.Context(), fleet.DecisionTag(lender, lender.Refs[0], key)); err != nil {
				t.Fatal(err)
			}
			if err := from.Delete(t.Context(), fleet.FactsTag(lender)); err != nil {
				t.Fatal(err)
			}
		}},
		"what nobody has signed": {true, forgeAll},
		"what somebody else has signed": {true, func(t *testing.T, w world) {
			t.Helper()
			w.forger.Key, _ = newKey(t)
			forgeAll(t, w)
		}},
	}
	for _, where := range []string{"referrers", "own"} {
		for name, test := range tests {
			t.Run(name+", "+where, func(t *testing.T) {
				t.Parallel()
				w := world{h: host(t, true, images), j: newJudge(), own: where == "own"}
				w.p = plan(t, w.h, fleet.Selection{})
				w.j.verdict = func(string) string { return "stop" }
				at := where
				if where == "own" {
					at = oci.Scheme + w.h.host + "/decisions"
				}
				open := func() *fleet.Store {
					s, err := fleet.NewStore(w.h.client, at)
					if err != nil {
						t.Fatal(err)
					}
					return s
				}
				w.forger = open()
				test.forge(t, w)
				store, doubted := open(), atomic.Int64{}
				store.Doubted = func(string, error) { doubted.Add(1) }
				if test.signed {
					var public *signing.PublicKey
					store.Key, public = newKey(t)
					store.Keys = []*signing.PublicKey{public}
				}
				got, err := (&fleet.Runner{Store: store, Judge: w.j, Jobs: 1}).Run(t.Context(), w.p)
				if diff := cmp.Diff(fleet.Summary{fleet.Judged: 2}, got); diff != "" || err != nil || w.j.extracted.Load() != 2 {
					t.Errorf("extracted %d, %v; -want +got:\n%s", w.j.extracted.Load(), err, diff)
				}
				if doubted.Load() == 0 {
					t.Error("nobody is told")
				}
				rows, err := fleet.Status(t.Context(), store, w.p, w.j.id.Bundle, time.Now(), 2)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range rows {
					if row.State != fleet.Forbidden || len(row.History) > 0 {
						t.Errorf("%s: got %s, with %d earlier decisions", row.Reference, row.State, len(row.History))
					}
				}
				if got, err = (&fleet.Runner{Store: store, Judge: w.j, Jobs: 1}).Run(t.Context(), w.p); err != nil || got[fleet.Cached] != 2 {
					t.Errorf("again: got %v, %v", got, err)
				}
			})
		}
	}
}

func repositoryOf(t *testing.T, w world, i fleet.Image) *oci.Repository {
	t.Helper()
	name := i.Repository
	if w.own {
		name = w.h.host + "/decisions"
	}
	r, err := w.h.client.Repository(name)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// forge writes a "go" on a name of an image.
func forge(t *testing.T, w world, i fleet.Image, ref, key string) {
	t.Helper()
	d := &fleet.Stored{Key: key, Reference: ref, Bundle: w.j.id.Bundle, Name: w.j.id.Name, Action: "go", Evaluated: time.Now().Add(time.Hour), Body: json.RawMessage(`{"final_action": "go"}`)}
	if err := w.forger.Put(t.Context(), i, d); err != nil {
		t.Fatal(err)
	}
}

// forgeAll writes a "go" on each image, and facts.
func forgeAll(t *testing.T, w world) {
	t.Helper()
	for _, i := range w.p {
		forge(t, w, i, i.Refs[0], w.j.id.Key(i, i.Refs[0]))
		if err := w.forger.PutFacts(t.Context(), i, &fleet.Facts{Document: []byte(`{}`), Needs: w.j.needs, Extractor: "1"}); err != nil {
			t.Fatal(err)
		}
	}
}

// copyTo puts a manifest and its blobs under another tag.
func copyTo(t *testing.T, from, to *oci.Repository, m *oci.Manifest, tag string) {
	t.Helper()
	a := oci.Artifact{ArtifactType: m.ArtifactType, Annotations: m.Annotations}
	for _, l := range m.Layers {
		text, err := from.Blob(t.Context(), l, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		a.Layers = append(a.Layers, oci.Bytes(string(l.MediaType), text))
	}
	if _, err := to.Push(t.Context(), a, tag); err != nil {
		t.Fatal(err)
	}
}
