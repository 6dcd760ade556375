package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fake decides by the repository's name.
type fake struct {
	asked   atomic.Int64
	slow    time.Duration
	digests sync.Map // reference -> digest
}

const digestA = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

func (f *fake) Resolve(_ context.Context, ref string) (string, error) {
	if strings.Contains(ref, "/gone") {
		return "", errors.New("not found")
	}
	if d, ok := f.digests.Load(ref); ok {
		return d.(string), nil
	}
	return digestA, nil
}

func (f *fake) Decide(ctx context.Context, ref, _ string) (Answer, error) {
	f.asked.Add(1)
	select {
	case <-time.After(f.slow):
	case <-ctx.Done():
		return Answer{}, ctx.Err()
	}
	switch {
	case strings.Contains(ref, "/panic"):
		panic("a fault")
	case strings.Contains(ref, "/error"):
		return Answer{}, errors.New("the registry does not answer")
	case strings.Contains(ref, "/bad"):
		return Answer{Action: "stop", Bundle: "b", Reasons: []string{"runs as root"}}, nil
	}
	return Answer{Allowed: true, Action: "go", Bundle: "b"}, nil
}

func newServer(t *testing.T, f *fake, change func(*Server, *Decider)) *httptest.Server {
	t.Helper()
	d := &Decider{Source: f, MaxWait: 2 * time.Second, MutableTags: "allow", TTL: time.Minute, NegativeTTL: time.Minute, Entries: 100, Jobs: 4}
	s := New(d)
	if change != nil {
		change(s, d)
	}
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	return server
}

func post(t *testing.T, server *httptest.Server, path, body string) (int, string) {
	t.Helper()
	response, err := http.Post(server.URL+path, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

func admissionReview(operation, object, old string) string {
	return fmt.Sprintf(`{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "u1", "operation": %q,
		"kind": {"group": "", "version": "v1", "kind": "X"}, "object": %s, "oldObject": %s}}`, operation, object, old)
}

func review1(t *testing.T, server *httptest.Server, body string) *admissionResponse {
	t.Helper()
	code, text := post(t, server, "/admission/v1", body)
	var out review
	if err := json.Unmarshal([]byte(text), &out); err != nil || code != http.StatusOK || out.Response == nil {
		t.Fatalf("got %d %s", code, text)
	}
	if out.Response.UID != "u1" || out.APIVersion != "admission.k8s.io/v1" {
		t.Errorf("got %s", text)
	}
	return out.Response
}

func TestKinds(t *testing.T) {
	t.Parallel()
	server := newServer(t, &fake{}, nil)
	pod := `{"containers": [{"image": "r.example/%s:1"}]}`
	for name, object := range map[string]string{
		"Pod":                   `{"kind": "Pod", "spec": ` + pod + `}`,
		"init container":        `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/ok:1"}], "initContainers": [{"image": "r.example/%s:1"}]}}`,
		"ephemeral container":   `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/ok:1"}], "ephemeralContainers": [{"image": "r.example/%s:1"}]}}`,
		"image volume":          `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/ok:1"}], "volumes": [{"name": "v", "image": {"reference": "r.example/%s:1"}}]}}`,
		"Deployment":            `{"kind": "Deployment", "spec": {"template": {"spec": ` + pod + `}}}`,
		"StatefulSet":           `{"kind": "StatefulSet", "spec": {"template": {"spec": ` + pod + `}}}`,
		"ReplicationController": `{"kind": "ReplicationController", "spec": {"template": {"spec": ` + pod + `}}}`,
		"Job":                   `{"kind": "Job", "spec": {"template": {"spec": ` + pod + `}}}`,
		"CronJob":               `{"kind": "CronJob", "spec": {"jobTemplate": {"spec": {"template": {"spec": ` + pod + `}}}}}`,
		"PodTemplate":           `{"kind": "PodTemplate", "template": {"spec": ` + pod + `}}`,
		"a kind of somebody's":  `{"kind": "Rollout", "spec": {"template": {"spec": ` + pod + `}}}`,
	} {
		if r := review1(t, server, admissionReview("CREATE", fmt.Sprintf(object, "ok"), "null")); !r.Allowed {
			t.Errorf("%s of a good image: got %+v", name, r.Status)
		}
		r := review1(t, server, admissionReview("CREATE", fmt.Sprintf(object, "bad"), "null"))
		if r.Allowed || r.Status.Code != http.StatusForbidden || !strings.Contains(r.Status.Message, "r.example/bad:1 is forbidden by bundle b: runs as root") {
			t.Errorf("%s of a bad image: got %+v", name, r)
		}
	}
	if r := review1(t, server, admissionReview("CREATE", `{"kind": "ConfigMap", "data": {}}`, "null")); !r.Allowed || len(r.Warnings) != 1 {
		t.Errorf("no pod: got %+v", r)
	}
}

func TestOperations(t *testing.T) {
	t.Parallel()
	server := newServer(t, &fake{}, nil)
	bad, good := `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/bad:1"}]}}`, `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/ok:1"}]}}`
	tests := []struct {
		name, operation, object, old string
		allowed                      bool
	}{
		{"created", "CREATE", bad, "null", false},
		{"an image that it had", "UPDATE", bad, bad, true},
		{"another image", "UPDATE", bad, good, false},
		{"deleted", "DELETE", "null", bad, true},
		{"connected", "CONNECT", `{"kind": "PodExecOptions"}`, "null", true},
		{"no image", "CREATE", `{"kind": "Pod", "spec": {"containers": []}}`, "null", true},
		{"unreadable", "CREATE", `{"kind": "Pod", "spec": {"containers": 7}}`, "null", false},
		{"no valid name", "CREATE", `{"kind": "Pod", "spec": {"containers": [{"image": "UPPER CASE"}]}}`, "null", false},
		{"not to be resolved", "CREATE", `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/gone:1"}]}}`, "null", false},
		{"in error", "CREATE", `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/error:1"}]}}`, "null", false},
		{"a fault", "CREATE", `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/panic:1"}]}}`, "null", false},
	}
	for _, test := range tests {
		if r := review1(t, server, admissionReview(test.operation, test.object, test.old)); r.Allowed != test.allowed {
			t.Errorf("%s: got %+v", test.name, r)
		}
	}
	for name, body := range map[string]string{
		"no JSON": "{", "another kind": `{"kind": "X"}`, "no request": `{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview"}`,
		"deep": strings.Repeat("[", 200),
	} {
		if code, text := post(t, server, "/admission/v1", body); code != http.StatusBadRequest {
			t.Errorf("%s: got %d %s", name, code, text)
		}
	}
	if code, _ := post(t, server, "/admission/v1", strings.Repeat(" ", maxBody.Int()+1)); code != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: got %d", code)
	}
}

func TestFailOpen(t *testing.T) {
	t.Parallel()
	server := newServer(t, &fake{}, func(s *Server, _ *Decider) { s.FailOpen = true })
	r := review1(t, server, admissionReview("CREATE", `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/error:1"}]}}`, "null"))
	if !r.Allowed || len(r.Warnings) != 1 {
		t.Errorf("in error: got %+v", r)
	}
	if r := review1(t, server, admissionReview("CREATE", `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/bad:1"}]}}`, "null")); r.Allowed {
		t.Error("a bad image is allowed")
	}
}

func TestTagsAndRegistries(t *testing.T) {
	t.Parallel()
	pod := func(image string) string {
		return admissionReview("CREATE", `{"kind": "Pod", "spec": {"containers": [{"image": "`+image+`"}]}}`, "null")
	}
	f := &fake{}
	server := newServer(t, f, func(_ *Server, d *Decider) { d.MutableTags, d.Registries = "warn", []string{"r.example/*"} })
	if r := review1(t, server, pod("r.example/ok:1")); !r.Allowed || len(r.Warnings) != 1 {
		t.Errorf("a tag: got %+v", r)
	}
	if r := review1(t, server, pod("r.example/ok:1@"+digestA)); !r.Allowed || len(r.Warnings) != 0 {
		t.Errorf("a digest: got %+v", r)
	}
	asked := f.asked.Load()
	if r := review1(t, server, pod("169.254.169.254/x/y:1")); r.Allowed || !strings.Contains(r.Status.Message, "--allow-registry") || f.asked.Load() != asked {
		t.Errorf("another registry: got %+v", r)
	}
	server = newServer(t, f, func(_ *Server, d *Decider) { d.MutableTags = "deny" })
	if r := review1(t, server, pod("r.example/ok:1")); r.Allowed {
		t.Error("a tag is allowed")
	}
}

// TestSingleFlight has many ask for one image at the same time.
func TestSingleFlight(t *testing.T) {
	t.Parallel()
	f := &fake{slow: 50 * time.Millisecond}
	server := newServer(t, f, nil)
	var group sync.WaitGroup
	var denied atomic.Int64
	for range 500 {
		group.Go(func() {
			code, text := post(t, server, "/v1/judge", `{"images": ["r.example/ok@`+digestA+`"]}`)
			if code != http.StatusOK || !strings.Contains(text, `"allowed":true`) {
				denied.Add(1)
			}
		})
	}
	group.Wait()
	if f.asked.Load() != 1 || denied.Load() != 0 {
		t.Errorf("judged %d times, %d not allowed", f.asked.Load(), denied.Load())
	}
}

// TestInTime denies what takes too long, and has the answer for who asks again.
func TestInTime(t *testing.T) {
	t.Parallel()
	f := &fake{slow: 300 * time.Millisecond}
	server := newServer(t, f, func(_ *Server, d *Decider) { d.MaxWait = 50 * time.Millisecond })
	body := admissionReview("CREATE", `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/ok:1"}]}}`, "null")
	begun := time.Now()
	if r := review1(t, server, body); r.Allowed || !strings.Contains(r.Status.Message, ErrPending.Error()) || time.Since(begun) > 5*time.Second {
		t.Errorf("got %+v after %s", r, time.Since(begun))
	}
	for range 100 {
		if review1(t, server, body).Allowed {
			if n := f.asked.Load(); n != 1 {
				t.Errorf("judged %d times", n)
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("it is never allowed")
}

// TestNames holds that one digest under two names has two decisions, and that a tag that moves is
// asked for anew.
func TestNames(t *testing.T) {
	t.Parallel()
	f := &fake{}
	server := newServer(t, f, nil)
	_, text := post(t, server, "/v1/judge", `{"images": ["r.example/ok:1@`+digestA+`", "r.example/bad:1@`+digestA+`", "r.example/error:1"]}`)
	var out struct {
		Images []struct {
			Allowed bool
			Error   string
		}
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Images) != 3 || !out.Images[0].Allowed || out.Images[1].Allowed || out.Images[2].Allowed || out.Images[2].Error == "" {
		t.Errorf("got %s", text)
	}
}

func TestGatekeeper(t *testing.T) {
	t.Parallel()
	server := newServer(t, &fake{}, nil)
	code, text := post(t, server, "/gatekeeper/v1beta1", `{"apiVersion": "externaldata.gatekeeper.sh/v1beta1", "kind": "ProviderRequest",
		"request": {"keys": ["r.example/ok:1", "r.example/bad:1", "r.example/error:1"]}}`)
	var out providerResponse
	if err := json.Unmarshal([]byte(text), &out); err != nil || code != http.StatusOK {
		t.Fatalf("got %d %s", code, text)
	}
	got := []string{}
	for _, i := range out.Response.Items {
		value := "none"
		if i.Value != nil {
			value = i.Value.Verdict
		}
		got = append(got, fmt.Sprintf("%s %s error %t", i.Key, value, i.Error != ""))
	}
	want := []string{"r.example/ok:1 allow error false", "r.example/bad:1 deny error false", "r.example/error:1 none error true"}
	if diff := cmp.Diff(want, got); diff != "" || !out.Response.Idempotent {
		t.Errorf("-want +got:\n%s", diff)
	}
	if _, text := post(t, server, "/gatekeeper/v1beta1", `{}`); !strings.Contains(text, "systemError") {
		t.Errorf("another kind: got %s", text)
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	ready := errors.New("the bundle is not loaded")
	server := newServer(t, &fake{}, func(s *Server, _ *Decider) { s.Ready = func(context.Context) error { return ready } })
	get := func(path string) (int, string) {
		response, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		return response.StatusCode, string(text)
	}
	if code, _ := get("/healthz"); code != http.StatusOK {
		t.Errorf("health: got %d", code)
	}
	if code, text := get("/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(text, "not loaded") {
		t.Errorf("not ready: got %d %s", code, text)
	}
	ready = nil
	if code, _ := get("/readyz"); code != http.StatusOK {
		t.Errorf("ready: got %d", code)
	}
	review1(t, server, admissionReview("CREATE", `{"kind": "Pod", "spec": {"containers": [{"image": "r.example/bad:1"}]}}`, "null"))
	if _, text := get("/metrics"); !strings.Contains(text, `pratique_admissions_total{outcome="denied"} 1`) {
		t.Errorf("metrics: got %s", text)
	}
}

func TestLRU(t *testing.T) {
	t.Parallel()
	l, now := newLRU(2), time.Now()
	l.put("a", Answer{Digest: "a"}, now.Add(time.Hour))
	l.put("b", Answer{Digest: "b"}, now.Add(time.Minute))
	l.get("a", now)
	l.put("c", Answer{Digest: "c"}, now.Add(time.Hour))
	for key, want := range map[string]bool{"a": true, "b": false, "c": true} {
		if _, ok := l.get(key, now); ok != want {
			t.Errorf("%s is there: %v", key, ok)
		}
	}
	if _, ok := l.get("a", now.Add(2*time.Hour)); ok {
		t.Error("an old answer is given")
	}
	l.clear()
	if _, ok := l.get("c", now); ok {
		t.Error("cleared, an answer is given")
	}
}

// FuzzImages reads objects of any form.
func FuzzImages(f *testing.F) {
	f.Add([]byte(`{"kind": "Pod", "spec": {"containers": [{"image": "a"}], "volumes": [{"image": {"reference": "b"}}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		names, _, err := images(bytes.TrimSpace(data))
		if err != nil {
			return
		}
		for i := 1; i < len(names); i++ {
			if names[i-1] >= names[i] {
				t.Errorf("not sorted: %q", names)
			}
		}
	})
}

// TestClientCA is about files that are no certificates, or never end.
func TestClientCA(t *testing.T) {
	t.Parallel()
	long := filepath.Join(t.TempDir(), "long")
	if err := os.WriteFile(long, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(long, maxCertificates+1); err != nil { // sparse
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		long:            "it has more than 16777216 bytes, which is the limit",
		"serve_test.go": "has none in PEM",
		"none":          "no such file",
	} {
		_, err := clients(path)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", path, err, want)
		}
	}
}
