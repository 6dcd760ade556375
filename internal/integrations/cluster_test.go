//go:build unix

package integrations

import (
	"archive/tar"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/registry"

	"github.com/pratique-dev/pratique/internal/oci"
)

// cluster is an API server with etcd, and no node.
type cluster struct {
	url    string
	client *http.Client
}

const token = "of-the-tests"

// TestCluster gives the manifests to a real API server and lets it ask the server of pratique. "make
// kube-test" builds the former and says where it is.
func TestCluster(t *testing.T) {
	binaryPath := os.Getenv("KUBE_APISERVER")
	if binaryPath == "" {
		t.Skip("KUBE_APISERVER names no API server (make kube-test)")
	}
	etcd, err := exec.LookPath("etcd")
	if err != nil {
		t.Skip("there is no etcd (etcd-server of Debian)")
	}
	dir := t.TempDir()
	authority := newAuthority(t, dir)
	k := startCluster(t, dir, binaryPath, etcd)
	k.must(t, http.MethodPost, "/api/v1/namespaces", manifests(t, "integrations/kubernetes/base/namespace.yaml")[0], http.StatusCreated)

	t.Run("manifests", func(t *testing.T) { k.manifests(t) })
	t.Run("webhook", func(t *testing.T) { k.webhook(t, dir, authority) })
}

// manifests has each shipped manifest accepted by a strict dry run, and a misspelt one refused.
func (k *cluster) manifests(t *testing.T) {
	t.Helper()
	const dry = "?dryRun=All&fieldValidation=Strict"
	for _, path := range []string{
		"integrations/kubernetes/base/serve.yaml", "integrations/kubernetes/base/webhook.yaml", "integrations/kubernetes/base/fleet.yaml",
		"integrations/kubernetes/base/nightly.yaml", "internal/integrations/testdata/chart.yaml",
	} {
		for _, object := range manifests(t, path) {
			if object != nil {
				k.must(t, http.MethodPost, place(object, "pratique")+dry, object, http.StatusCreated)
			}
		}
	}
	spoilt := manifests(t, "integrations/kubernetes/base/fleet.yaml")[0]
	spoilt["spec"].(map[string]any)["backofLimit"] = 3
	if text := k.must(t, http.MethodPost, place(spoilt, "pratique")+dry, spoilt, http.StatusBadRequest); !strings.Contains(text, `unknown field "spec.backofLimit"`) {
		t.Errorf("a misspelt field: %s", text)
	}
	// Pods as the manifests make them keep to "restricted", which the namespace enforces.
	for _, object := range []map[string]any{
		manifests(t, "integrations/kubernetes/base/fleet.yaml")[0], manifests(t, "integrations/kubernetes/base/serve.yaml")[1],
	} {
		pod := object["spec"].(map[string]any)["template"].(map[string]any)
		pod["apiVersion"], pod["kind"], pod["metadata"] = "v1", "Pod", map[string]any{"name": "restricted"}
		k.must(t, http.MethodPost, "/api/v1/namespaces/pratique/pods"+dry, pod, http.StatusCreated)
		c := pod["spec"].(map[string]any)["containers"].([]any)[0].(map[string]any)
		c["securityContext"].(map[string]any)["allowPrivilegeEscalation"] = true
		if text := k.must(t, http.MethodPost, "/api/v1/namespaces/pratique/pods"+dry, pod, http.StatusForbidden); !strings.Contains(text, "restricted") {
			t.Errorf("a pod that is not restricted: %s", text)
		}
	}
}

// rootForbidden forbids images that run as root.
const rootForbidden = `{"id": "b", "name": "no root", "version": "1_0", "whitelists": [], "whitelisted_images": [], "blacklisted_images": [],
 "policies": [{"id": "p", "name": "p", "version": "1_0", "rules": [{"id": "user", "gate": "dockerfile", "trigger": "effective_user", "action": "STOP",
  "params": [{"name": "users", "value": "root"}, {"name": "type", "value": "blacklist"}]}]}],
 "mappings": [{"id": "m", "name": "m", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": []}]}`

// webhook has the API server ask for pods: of a good image, a bad one, while the registry stalls, while the
// webhook is slow, and while it is down.
//
//nolint:maintidx // one server, one webhook, one state after the other
func (k *cluster) webhook(t *testing.T, dir string, authority *authority) {
	t.Helper()
	images := httptest.NewServer(nil)
	var stalled atomic.Bool
	handler := registry.New(registry.WithReferrersSupport(true), registry.Logger(log.New(io.Discard, "", 0)))
	images.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i := 0; stalled.Load() && i < 100 && r.Context().Err() == nil; i++ {
			time.Sleep(100 * time.Millisecond)
		}
		handler.ServeHTTP(w, r)
	})
	t.Cleanup(images.Close)
	host := strings.TrimPrefix(images.URL, "http://")
	good, bad, other := pushImage(t, host+"/good:1", "1000"), pushImage(t, host+"/bad:1", ""), pushImage(t, host+"/other:1", "1001")
	bundle := filepath.Join(dir, "bundle.json")
	if err := os.WriteFile(bundle, []byte(rootForbidden), 0o600); err != nil {
		t.Fatal(err)
	}
	serve := exec.Command(binary(t), "serve", "--no-config", "--no-cache", "--listen", "127.0.0.1:0", "--tls-cert", authority.cert, "--tls-key", authority.key,
		"-b", bundle, "--max-wait", "1s", "--mutable-tags", "warn")
	listening := ""
	address := started(t, serve, func(line map[string]any) string {
		if text, ok := line["address"].(string); ok {
			listening = text
		}
		if line["msg"] != "ready" {
			return ""
		}
		return listening
	})

	hook := manifests(t, "integrations/kubernetes/base/webhook.yaml")[0]
	entry := hook["webhooks"].([]any)[0].(map[string]any)
	entry["timeoutSeconds"] = 2
	at := func(url string) {
		t.Helper()
		entry["clientConfig"] = map[string]any{"url": url, "caBundle": base64.StdEncoding.EncodeToString(authority.pem)}
		method, where := http.MethodPost, place(hook, "")
		if code, text, _ := k.ask(t, http.MethodGet, where+"/pratique", nil); code == http.StatusOK {
			var have map[string]any
			if err := json.Unmarshal([]byte(text), &have); err != nil {
				t.Fatal(err)
			}
			hook["metadata"].(map[string]any)["resourceVersion"] = have["metadata"].(map[string]any)["resourceVersion"]
			method, where = http.MethodPut, where+"/pratique"
		}
		if code, text, _ := k.ask(t, method, where, hook); code > 299 {
			t.Fatalf("the webhook's configuration: %d %s", code, text)
		}
	}
	at("https://" + address + "/admission/v1")
	pod := func(name, image string) map[string]any {
		return map[string]any{"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"name": name}, "spec": podSpecOf(image)}
	}
	const pods = "/api/v1/namespaces/default/pods"
	// The configuration takes effect within about a second.
	for i := 0; ; i++ {
		if code, _, _ := k.ask(t, http.MethodPost, pods+"?dryRun=All", pod("probe", bad)); code == http.StatusForbidden {
			break
		}
		if i == 100 {
			t.Fatal("the webhook is never asked")
		}
		time.Sleep(100 * time.Millisecond)
	}
	begun := time.Now()
	k.must(t, http.MethodPost, pods, pod("good", good), http.StatusCreated)
	t.Logf("a good image: %s", time.Since(begun))
	begun = time.Now()
	text := k.must(t, http.MethodPost, pods, pod("bad", bad), http.StatusForbidden)
	t.Logf("a bad image: %s: %s", time.Since(begun), text)
	if !strings.Contains(text, "is forbidden by bundle ") || !strings.Contains(text, "root") {
		t.Errorf("a bad image: %s", text)
	}
	k.must(t, http.MethodPost, pods+"?dryRun=All&fieldValidation=Strict", pod("dry", good), http.StatusCreated)
	k.must(t, http.MethodPost, pods+"?dryRun=All", pod("dry", bad), http.StatusForbidden)
	if _, _, warnings := k.ask(t, http.MethodPost, pods+"?dryRun=All", pod("tag", host+"/good:1")); len(warnings) == 0 || !strings.Contains(warnings[0], "may move") {
		t.Errorf("a tag: got the warnings %q", warnings)
	}
	workload := func(version, kind, image string) map[string]any {
		labels := map[string]any{"app": "x"}
		spec := map[string]any{"template": map[string]any{"metadata": map[string]any{"labels": labels}, "spec": podSpecOf(image)}}
		object := map[string]any{"apiVersion": version, "kind": kind, "metadata": map[string]any{"name": "x"}, "spec": spec}
		switch kind {
		case "Job":
			spec["template"].(map[string]any)["spec"].(map[string]any)["restartPolicy"] = "Never"
		case "CronJob":
			spec["template"].(map[string]any)["spec"].(map[string]any)["restartPolicy"] = "Never"
			object["spec"] = map[string]any{"schedule": "0 0 * * *", "jobTemplate": map[string]any{"spec": spec}}
		case "ReplicationController":
			spec["selector"] = labels
		default:
			spec["selector"] = map[string]any{"matchLabels": labels}
		}
		if kind == "StatefulSet" {
			spec["serviceName"] = "x"
		}
		return object
	}
	for _, kind := range []string{"v1/ReplicationController", "apps/v1/Deployment", "apps/v1/ReplicaSet", "apps/v1/StatefulSet", "apps/v1/DaemonSet", "batch/v1/Job", "batch/v1/CronJob"} {
		version, kind := kind[:strings.LastIndex(kind, "/")], filepath.Base(kind)
		k.must(t, http.MethodPost, place(workload(version, kind, bad), "default"), workload(version, kind, bad), http.StatusForbidden)
		k.must(t, http.MethodPost, place(workload(version, kind, good), "default"), workload(version, kind, good), http.StatusCreated)
	}
	changed := workload("apps/v1", "Deployment", bad)
	k.must(t, http.MethodPut, place(changed, "default")+"/x", changed, http.StatusForbidden)
	debug := pod("good", good)
	debug["spec"].(map[string]any)["ephemeralContainers"] = []any{map[string]any{"name": "debug", "image": bad}}
	patch := map[string]any{"spec": map[string]any{"ephemeralContainers": []any{map[string]any{"name": "debug", "image": bad}}}}
	k.must(t, "PATCH", pods+"/good/ephemeralcontainers", patch, http.StatusForbidden)
	// A namespace that is exempt: pod security is another matter, so it is only not this webhook that refuses.
	if code, text, _ := k.ask(t, http.MethodPost, "/api/v1/namespaces/kube-system/pods", pod("exempt", bad)); code != http.StatusCreated {
		t.Errorf("an exempt namespace: %d %s", code, text)
	}
	k.must(t, http.MethodDelete, pods+"/good", nil, http.StatusOK)

	stalled.Store(true)
	begun = time.Now()
	text = k.must(t, http.MethodPost, pods, pod("stalled", other), http.StatusForbidden)
	if took := time.Since(begun); took > 2*time.Second || !strings.Contains(text, "being judged") {
		t.Errorf("the registry stalls: after %s: %s", took, text)
	} else {
		t.Logf("the registry stalls: denied after %s", took)
	}
	stalled.Store(false)

	// A webhook that answers too late, and none at all: failurePolicy Fail refuses.
	slow := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	}))
	certificate, err := tls.LoadX509KeyPair(authority.cert, authority.key)
	if err != nil {
		t.Fatal(err)
	}
	slow.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	slow.StartTLS()
	t.Cleanup(slow.Close)
	at(slow.URL)
	for i := 0; ; i++ {
		begun = time.Now()
		code, text, _ := k.ask(t, http.MethodPost, pods+"?dryRun=All", pod("slow", good))
		if took := time.Since(begun); code == http.StatusInternalServerError && took > 1500*time.Millisecond {
			t.Logf("a slow webhook: %d after %s: %s", code, took, text)
			break
		}
		if i == 50 {
			t.Fatal("the slow webhook is never asked")
		}
		time.Sleep(100 * time.Millisecond)
	}
	at("https://" + address + "/admission/v1")
	if err := serve.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = serve.Wait()
	time.Sleep(2 * time.Second)
	text = k.must(t, http.MethodPost, pods, pod("down", good), http.StatusInternalServerError)
	if !strings.Contains(text, "failed calling webhook") {
		t.Errorf("the webhook is down: %s", text)
	}
}

func podSpecOf(image string) map[string]any {
	return map[string]any{"containers": []any{map[string]any{"name": "main", "image": image}}}
}

// place is the path of an object's collection.
func place(object map[string]any, namespace string) string {
	version, kind := object["apiVersion"].(string), strings.ToLower(object["kind"].(string))
	base := "/apis/" + version
	if version == "v1" {
		base = "/api/v1"
	}
	plural := kind + "s"
	if kind == "networkpolicy" {
		plural = "networkpolicies"
	}
	if kind == "namespace" || kind == "validatingwebhookconfiguration" {
		return base + "/" + plural
	}
	return base + "/namespaces/" + namespace + "/" + plural
}

// ask makes a request, and gives its status, message and warnings.
func (k *cluster) ask(t *testing.T, method, path string, object any) (code int, message string, warnings []string) {
	t.Helper()
	var body bytes.Buffer
	if object != nil {
		if err := json.NewEncoder(&body).Encode(object); err != nil {
			t.Fatal(err)
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), method, k.url+path, &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	if method == "PATCH" {
		r.Header.Set("Content-Type", "application/strategic-merge-patch+json")
	}
	response, err := k.client.Do(r)
	if err != nil {
		return 0, err.Error(), nil
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	var status struct{ Message string }
	if json.Unmarshal(text, &status) == nil && response.StatusCode > 299 {
		return response.StatusCode, status.Message, response.Header.Values("Warning")
	}
	return response.StatusCode, string(text), response.Header.Values("Warning")
}

func (k *cluster) must(t *testing.T, method, path string, object any, want int) string {
	t.Helper()
	code, message, _ := k.ask(t, method, path, object)
	if code != want {
		t.Errorf("%s %s: got %d, want %d: %s", method, path, code, want, message)
	}
	return message
}

func startCluster(t *testing.T, dir, apiserver, etcd string) *cluster {
	t.Helper()
	store := fmt.Sprintf("http://127.0.0.1:%d", freePort(t))
	background(t, exec.Command(etcd, "--data-dir", filepath.Join(dir, "etcd"), "--listen-client-urls", store, "--advertise-client-urls", store,
		"--listen-peer-urls", fmt.Sprintf("http://127.0.0.1:%d", freePort(t))), filepath.Join(dir, "etcd.log"))
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(dir, "accounts.key")
	writeKey(t, key, private)
	tokens := filepath.Join(dir, "tokens.csv")
	if err := os.WriteFile(tokens, []byte(token+",tests,1,system:masters\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	port := freePort(t)
	begun := time.Now()
	log := filepath.Join(dir, "apiserver.log")
	background(t, exec.Command(apiserver, "--etcd-servers", store, "--bind-address", "127.0.0.1", "--secure-port", fmt.Sprint(port), "--cert-dir", filepath.Join(dir, "certs"),
		"--service-account-issuer", "https://kubernetes.default.svc", "--service-account-key-file", key, "--service-account-signing-key-file", key,
		"--authorization-mode", "RBAC", "--token-auth-file", tokens, "--disable-admission-plugins", "ServiceAccount", "--service-cluster-ip-range", "10.0.0.0/24"), log)
	k := &cluster{url: fmt.Sprintf("https://127.0.0.1:%d", port), client: &http.Client{
		Timeout:   30 * time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
	}}
	for time.Since(begun) < 3*time.Minute {
		if code, _, _ := k.ask(t, http.MethodGet, "/readyz", nil); code == http.StatusOK {
			if code, _, _ := k.ask(t, http.MethodGet, "/api/v1/namespaces/default", nil); code == http.StatusOK {
				t.Logf("the API server is ready after %s", time.Since(begun))
				return k
			}
		}
		time.Sleep(200 * time.Millisecond)
	}
	text, _ := os.ReadFile(log)
	t.Fatalf("the API server is never ready:\n%s", text[max(0, len(text)-4000):])
	return nil
}

// background runs a program until the test ends, and gives the end of its log where it ends before.
func background(t *testing.T, c *exec.Cmd, path string) {
	t.Helper()
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	c.Stdout, c.Stderr = out, out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
		_ = out.Close()
	})
}

// started runs a program that logs JSON until found gives something.
func started(t *testing.T, c *exec.Cmd, found func(map[string]any) string) string {
	t.Helper()
	pipe, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	decoder := json.NewDecoder(pipe)
	for {
		var line map[string]any
		if err := decoder.Decode(&line); err != nil {
			t.Fatalf("%s: %v", c, err)
		}
		if text := found(line); text != "" {
			go func() { _, _ = io.Copy(io.Discard, io.MultiReader(decoder.Buffered(), pipe)) }()
			return text
		}
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// authority is who has signed the certificate of 127.0.0.1.
type authority struct {
	cert, key string // files of the server
	pem       []byte
}

func newAuthority(t *testing.T, dir string) *authority {
	t.Helper()
	a := &authority{cert: filepath.Join(dir, "tls.crt"), key: filepath.Join(dir, "tls.key")}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "pratique"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	a.pem = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(a.cert, a.pem, 0o600); err != nil {
		t.Fatal(err)
	}
	writeKey(t, a.key, private)
	return a
}

func writeKey(t *testing.T, path string, private *ecdsa.PrivateKey) {
	t.Helper()
	der, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
}

// pushImage puts an image of a user into a registry, and gives its name with its digest.
func pushImage(t *testing.T, ref, user string) string {
	t.Helper()
	client, err := oci.NewClient(oci.Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := strings.LastIndexByte(ref, ':')
	r, err := client.Repository(ref[:at])
	if err != nil {
		t.Fatal(err)
	}
	var layer bytes.Buffer
	w := tar.NewWriter(&layer)
	if err := errors.Join(w.WriteHeader(&tar.Header{Name: "etc/hello", Mode: 0o644}), w.Close()); err != nil {
		t.Fatal(err)
	}
	blob := oci.Bytes("application/vnd.oci.image.layer.v1.tar", layer.Bytes())
	history := `{"created_by": "/bin/sh -c #(nop) COPY file:1 in / "}`
	if user != "" {
		history += `, {"created_by": "/bin/sh -c #(nop)  USER ` + user + `", "empty_layer": true}`
	}
	config := oci.Bytes("application/vnd.oci.image.config.v1+json",
		[]byte(`{"os": "linux", "architecture": "amd64", "config": {"User": "`+user+`"}, "history": [`+history+`], "rootfs": {"type": "layers", "diff_ids": ["`+blob.Digest+`"]}}`))
	d, err := r.Push(t.Context(), oci.Artifact{Config: &config, Layers: []oci.Layer{blob}}, ref[at+1:])
	if err != nil {
		t.Fatal(err)
	}
	return ref[:at] + "@" + d.Digest.String()
}
