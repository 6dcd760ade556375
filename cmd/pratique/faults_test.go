//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// soon is how long a run may take that a fault ends; the machine may be busy.
const soon = 40 * time.Second

// place is what of an image a registry is asked for.
type place string

const (
	manifestPlace place = "manifest"
	configPlace   place = "config"
	layerPlace    place = "layer"
	tokenPlace    place = "token"
)

// faulty is a registry of one image, app:1, that does something wrong in one place. It asks for a
// token where the place is that.
type faulty struct {
	*httptest.Server

	blobs            testimage.Blobs
	manifest, config string // digests
	at               place
	wrong            func(w http.ResponseWriter, r *http.Request, data []byte)
	asked            atomic.Int32 // how often the place was asked for
}

func newFaulty(t *testing.T, at place, wrong func(w http.ResponseWriter, r *http.Request, data []byte)) *faulty {
	t.Helper()
	layer := testimage.Plain(t, testimage.File("big", strings.Repeat("0123456789", 20_000)))
	config := testimage.Config(t, nil, layer)
	f := &faulty{blobs: testimage.Blobs{}, config: testimage.Digest(config), at: at, wrong: wrong}
	f.manifest = f.blobs.Image(t, config, layer)["digest"].(string)
	f.Server = httptest.NewServer(f)
	t.Cleanup(func() {
		f.CloseClientConnections()
		f.Close()
	})
	return f
}

func (f *faulty) host() string { return strings.TrimPrefix(f.URL, "http://") }

// ServeHTTP answers what the distribution specification says, but in one place.
func (f *faulty) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/token" {
		f.asked.Add(1)
		f.wrong(w, r, []byte(`{"token": "secret-token"}`))
		return
	}
	if f.at == tokenPlace && r.Header.Get("Authorization") == "" {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm=%q,service="x"`, f.URL+"/token"))
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	name, at := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:], layerPlace
	switch {
	case r.URL.Path == "/v2/":
		return
	case strings.Contains(r.URL.Path, "/manifests/"):
		name, at = f.manifest, manifestPlace
		w.Header().Set("Content-Type", "application/vnd.oci.image.manifest.v1+json")
	case name == f.config:
		at = configPlace
	}
	data, ok := f.blobs[name]
	switch {
	case !ok:
		w.WriteHeader(http.StatusNotFound)
	case at == f.at && r.Method == http.MethodGet:
		f.asked.Add(1)
		f.wrong(w, r, data)
	default:
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	}
}

// ended is how a run has ended.
type ended struct {
	code           int
	stdout, stderr string
	took           time.Duration
}

// pratique runs the program in a directory of its own, without anybody's credentials.
func pratique(t *testing.T, wrap []string, args ...string) ended {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	line := append(append(wrap, e2e.Binary(t, "pratique")), args...)
	command := exec.CommandContext(ctx, line[0], line[1:]...)
	dir := t.TempDir()
	command.Dir = dir
	command.Env = append(os.Environ(), "HOME="+dir, "DOCKER_CONFIG="+dir, "XDG_CACHE_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	begun := time.Now()
	var exit *exec.ExitError
	if err := command.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return ended{command.ProcessState.ExitCode(), stdout.String(), stderr.String(), time.Since(begun)}
}

// status answers with a code.
func status(code int, header ...string) func(http.ResponseWriter, *http.Request, []byte) {
	return func(w http.ResponseWriter, _ *http.Request, _ []byte) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

func stall(_ http.ResponseWriter, r *http.Request, _ []byte) { <-r.Context().Done() }

// half sends half of the data and then nothing.
func half(w http.ResponseWriter, r *http.Request, data []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data[:len(data)/2])
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

// trickle sends a byte now and then.
func trickle(w http.ResponseWriter, r *http.Request, data []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	for i := range data {
		if _, err := w.Write(data[i : i+1]); err != nil {
			return
		}
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// truncated breaks the connection off after half of the data, from wherever it was asked for.
func truncated(w http.ResponseWriter, _ *http.Request, data []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data[:len(data)/2])
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}

// another sends other bytes of the same length.
func another(w http.ResponseWriter, _ *http.Request, data []byte) {
	data = bytes.Clone(data)
	data[len(data)/2] ^= 1
	_, _ = w.Write(data)
}

// longer sends more than there is.
func longer(w http.ResponseWriter, _ *http.Request, data []byte) {
	_, _ = w.Write(append(bytes.Clone(data), "   "...))
}

// garbage is no JSON, and no tar.
func garbage(w http.ResponseWriter, _ *http.Request, _ []byte) { _, _ = w.Write([]byte("<html>")) }

// TestRegistryFaults holds that a registry that does not do what it should is no decision, soon and
// with a reason, whatever it is asked for.
func TestRegistryFaults(t *testing.T) {
	t.Parallel()
	all := []place{manifestPlace, configPlace, layerPlace, tokenPlace}
	content := all[:3]
	tests := []struct {
		name   string
		places []place
		wrong  func(http.ResponseWriter, *http.Request, []byte)
		args   []string
		want   string // in the message
	}{
		{"connect-time", all, stall, []string{"--limit", "connect-time=300ms"}, "timeout awaiting response headers"},
		{"idle-time", content, half, []string{"--limit", "idle-time=300ms"}, "for 300ms"},
		{"stall", all, stall, []string{"--timeout", "1s"}, "not judged within 1s (--timeout)"},
		{"trickle", all, trickle, []string{"--timeout", "2s"}, "not judged within 2s (--timeout)"},
		{"truncated", all, truncated, nil, "EOF"},
		{"other bytes", content, another, nil, ""},
		{"too long", content[1:], longer, nil, ""}, // a manifest that a tag names is what the registry says
		{"garbage", all, garbage, nil, ""},
		{"401", all, status(401), nil, ""},
		{"403", all, status(403), nil, ""},
		{"404", all, status(404), nil, ""},
		{"500", all, status(500), nil, "500"},
		{"502", all, status(502), nil, "502"},
		{"retries", all, status(429, "Retry-After", "0"), []string{"--limit", "retries=1"}, "429"},
		{"retry-wait", all, status(429, "Retry-After", "3600"), nil, "429"},
	}
	rules := testimage.Write(t, "b.json", []byte(bundle("files", "suid_or_guid_set")))
	for _, test := range tests {
		for _, at := range test.places {
			t.Run(test.name+" at "+string(at), func(t *testing.T) {
				t.Parallel()
				f := newFaulty(t, at, test.wrong)
				got := pratique(t, nil, append([]string{"eval", "--no-cache", "-b", rules, f.host() + "/app:1"}, test.args...)...)
				if got.code != codeNoDecision || !strings.Contains(got.stderr, test.want) || strings.Contains(got.stdout, "GO") {
					t.Errorf("exit code %d after %s, want 2 with %q: %s%s", got.code, got.took, test.want, got.stdout, got.stderr)
				}
				if strings.Contains(got.stderr, "secret-token") {
					t.Errorf("the error tells the token: %s", got.stderr)
				}
				if asked := f.asked.Load(); asked == 0 || test.name == "retries" && asked > 6 {
					t.Errorf("it was asked %d times", asked)
				}
			})
		}
	}
}

// TestCredentialsElsewhere holds that a registry that leads to another host does not take the
// credentials there.
func TestCredentialsElsewhere(t *testing.T) {
	t.Parallel()
	rules := testimage.Write(t, "b.json", []byte(bundle("files", "suid_or_guid_set")))
	for _, at := range []place{manifestPlace, configPlace, layerPlace} {
		t.Run(string(at), func(t *testing.T) {
			t.Parallel()
			var told atomic.Int32
			var f *faulty
			other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") != "" || r.Header.Get("Cookie") != "" || r.URL.User != nil {
					told.Add(1)
				}
				data := f.blobs[r.URL.Path[1:]]
				w.Header().Set("Content-Type", "application/vnd.oci.image.manifest.v1+json")
				http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
			}))
			defer other.Close()
			// Another name is another host.
			address := strings.Replace(other.URL, "127.0.0.1", "localhost", 1)
			f = newFaulty(t, at, func(w http.ResponseWriter, r *http.Request, data []byte) {
				http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
				http.Redirect(w, r, address+"/"+testimage.Digest(data), http.StatusTemporaryRedirect)
			})
			plain := f.Config.Handler
			f.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if _, password, _ := r.BasicAuth(); password != "hunter2" {
					w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
					w.WriteHeader(http.StatusUnauthorized)
					return
				}
				plain.ServeHTTP(w, r)
			})
			home := t.TempDir()
			auth := fmt.Sprintf(`{"auths": {%q: {"username": "me", "password": "hunter2"}}}`, f.host())
			if err := os.WriteFile(filepath.Join(home, "config.json"), []byte(auth), 0o600); err != nil {
				t.Fatal(err)
			}
			got := pratique(t, []string{"env", "DOCKER_CONFIG=" + home}, "eval", "--no-cache", "-b", rules, f.host()+"/app:1")
			if got.code != codeAllowed {
				t.Errorf("exit code %d: %s", got.code, got.stderr)
			}
			if told.Load() > 0 || f.asked.Load() == 0 {
				t.Errorf("the other host was told credentials %d times; asked %d times", told.Load(), f.asked.Load())
			}
		})
	}
}

// TestRedirectLoop holds that redirects end.
func TestRedirectLoop(t *testing.T) {
	t.Parallel()
	rules := testimage.Write(t, "b.json", []byte(bundle("files", "suid_or_guid_set")))
	for _, at := range []place{manifestPlace, configPlace, layerPlace, tokenPlace} {
		t.Run(string(at), func(t *testing.T) {
			t.Parallel()
			f := newFaulty(t, at, func(w http.ResponseWriter, r *http.Request, _ []byte) {
				http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
			})
			got := pratique(t, nil, "eval", "--no-cache", "-b", rules, "--limit", "redirects=3", f.host()+"/app:1")
			if got.code != codeNoDecision || !strings.Contains(got.stderr, "redirects more than 3 times (--limit redirects=N") {
				t.Errorf("exit code %d: %s", got.code, got.stderr)
			}
			if asked := f.asked.Load(); asked > 20 {
				t.Errorf("it was asked %d times", asked)
			}
		})
	}
}

// TestHalfBroken judges 50 images at once, every other of which is broken.
func TestHalfBroken(t *testing.T) {
	t.Parallel()
	layer := testimage.Plain(t, testimage.File("a", strings.Repeat("x", 10_000)))
	data := testimage.Docker(t, "", testimage.Config(t, nil, layer), layer)
	dir := t.TempDir()
	args := []string{"eval", "--no-cache", "-j", "8", "-b", testimage.Write(t, "b.json", []byte(bundle("files", "suid_or_guid_set")))}
	for i := range 50 {
		path, content := filepath.Join(dir, fmt.Sprintf("%02d.tar", i)), data
		if i%2 == 1 {
			content = data[:len(data)*i/60]
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, "archive:"+path)
	}
	got := pratique(t, nil, args...)
	if good, bad := strings.Count(got.stdout, "GO    archive:"), strings.Count(got.stdout, "NO DECISION"); got.code != codeNoDecision || good != 25 || bad != 25 {
		t.Errorf("exit code %d, %d decisions, %d without: %s", got.code, good, bad, got.stderr)
	}
	if errors := strings.Count(got.stderr, "pratique: "); errors < 25 {
		t.Errorf("%d reasons: %s", errors, got.stderr)
	}
}

// TestScannerDies is about a clamd that goes away while it is asked.
func TestScannerDies(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = c.Read(make([]byte, 10))
			_ = c.Close()
		}
	}()
	layer := testimage.Plain(t, testimage.File("a", strings.Repeat("x", 1<<20)), testimage.File("b", "y"))
	image := testimage.Write(t, "image.tar", testimage.Docker(t, "", testimage.Config(t, nil, layer), layer))
	rules := testimage.Write(t, "b.json", []byte(bundle("malware", "scans")))
	got := pratique(t, nil, "eval", "--no-cache", "-b", rules, "--clamd", "tcp:"+listener.Addr().String(), "archive:"+image)
	if got.code != codeNoDecision || !strings.Contains(got.stdout+got.stderr, "clamd") {
		t.Errorf("exit code %d: %s%s", got.code, got.stdout, got.stderr)
	}
}

// TestFullDisk is about a disk without room for what is spooled, cached and written.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	// A file system of 64 KiB that only this process sees.
	disk := func(t *testing.T) (dir string, wrap []string) {
		t.Helper()
		dir = t.TempDir()
		for _, unshare := range [][]string{{"unshare", "-m"}, {"unshare", "-rm"}} {
			wrap = append(unshare, "sh", "-c", `mount -t tmpfs -o size=64k full "$0" && exec "$@"`, dir)
			if exec.Command(wrap[0], append(wrap[1:], "true")...).Run() == nil {
				return dir, wrap
			}
		}
		if os.Getenv("PRATIQUE_ENGINES") != "" {
			t.Fatal("no file system can be mounted here")
		}
		t.Skip("no file system can be mounted here")
		return "", nil
	}
	noise := make([]byte, 1<<20)
	_, _ = rand.NewChaCha8([32]byte{}).Read(noise) // which no compression makes small
	layer := testimage.Plain(t, testimage.File("a", string(noise)), testimage.File("t", hex.EncodeToString(noise[:100_000])))
	image := testimage.Docker(t, "", testimage.Config(t, nil, layer), layer)
	archive := testimage.Write(t, "image.tar", image)
	rules := testimage.Write(t, "b.json", []byte(bundle("files", "suid_or_guid_set")))
	t.Run("spool", func(t *testing.T) {
		t.Parallel()
		dir, wrap := disk(t)
		wrap = append([]string{"env", "TMPDIR=" + dir}, wrap...)
		got := pratique(t, append(wrap, "sh", "-c", `"$@" < `+archive, "x"), "eval", "--no-cache", "-b", rules, "-")
		if got.code != codeNoDecision || !strings.Contains(got.stderr, "no space left on device") {
			t.Errorf("exit code %d: %s", got.code, got.stderr)
		}
	})
	t.Run("output", func(t *testing.T) {
		t.Parallel()
		dir, wrap := disk(t)
		got := pratique(t, wrap, "extract", "--no-cache", "--retrieve", "/t", "-o", filepath.Join(dir, "facts.json"), "-b", testimage.Write(t, "c.json", []byte(bundle("retrieved_files", "content_not_available", "path", "/t"))), "archive:"+archive)
		if got.code != codeNoDecision || !strings.Contains(got.stderr, "no space left on device") {
			t.Errorf("exit code %d: %s", got.code, got.stderr)
		}
	})
	t.Run("cache", func(t *testing.T) {
		t.Parallel()
		dir, wrap := disk(t)
		var many []testimage.Entry
		for i := range 5000 {
			many = append(many, testimage.File(hex.EncodeToString(noise[i*32:i*32+32]), ""))
		}
		layer := testimage.Plain(t, many...)
		archive := testimage.Write(t, "many.tar", testimage.Docker(t, "", testimage.Config(t, nil, layer), layer))
		run := `"$@" && "$@" && ls -A ` + dir
		got := pratique(t, append(wrap, "sh", "-c", run, "x"), "eval", "--cache-dir", filepath.Join(dir, "cache"), "-v", "-b", rules, "archive:"+archive)
		if got.code != codeAllowed || strings.Count(got.stdout, "GO ") != 2 || !strings.Contains(got.stderr, "no space left on device") {
			t.Errorf("exit code %d: %s%s", got.code, got.stdout, got.stderr)
		}
	})
}

// TestKilled kills runs in the middle: nothing of them stays, and what was there is whole.
func TestKilled(t *testing.T) {
	t.Parallel()
	noise := make([]byte, 16<<20)
	_, _ = rand.NewChaCha8([32]byte{}).Read(noise)
	layer := testimage.Plain(t, testimage.File("a", string(noise)))
	layer.Stored = testimage.Compress(t, testimage.Gzip, layer.Plain)
	archive := testimage.Write(t, "image.tar", testimage.Docker(t, "", testimage.Config(t, nil, layer), layer))
	rules := testimage.Write(t, "b.json", []byte(bundle("secret_scans", "content_regex_checks")))
	temporary, work := t.TempDir(), t.TempDir()
	out, store := filepath.Join(work, "out.json"), filepath.Join(work, "cache")
	if err := os.WriteFile(out, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	binary := e2e.Binary(t, "pratique")
	killed := 0
	for after := 20 * time.Millisecond; after < time.Second; after = after * 3 / 2 {
		in, err := os.Open(archive)
		if err != nil {
			t.Fatal(err)
		}
		command := exec.Command(binary, "eval", "--cache-dir", store, "-b", rules, "-o", "json="+out, "-")
		command.Stdin, command.Env = in, append(os.Environ(), "TMPDIR="+temporary)
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(after)
		_ = command.Process.Kill()
		if command.Wait(); command.ProcessState.ExitCode() == -1 {
			killed++
		}
		in.Close()
		text, err := os.ReadFile(out)
		if err != nil || string(text) != "before" && !json.Valid(text) {
			t.Errorf("after %s: the output is half written: %v, %.60q", after, err, text)
		}
	}
	if killed == 0 {
		t.Error("no run was met in the middle")
	}
	left, err := os.ReadDir(temporary)
	if err != nil || len(left) > 0 {
		t.Errorf("left in the directory for temporary files: %v, %v", left, err)
	}
	// The cache of those runs serves the next.
	got := pratique(t, nil, "eval", "--cache-dir", store, "-b", rules, "-o", "json="+out, "archive:"+archive)
	want := pratique(t, nil, "eval", "--no-cache", "-b", rules, "archive:"+archive)
	if got.code != want.code {
		t.Errorf("exit code %d with the cache and %d without: %s", got.code, want.code, got.stderr)
	}
}

// TestProcessesSideBySide has processes share one cache, over the same images in different orders.
func TestProcessesSideBySide(t *testing.T) {
	t.Parallel()
	store := filepath.Join(t.TempDir(), "cache")
	rules := testimage.Write(t, "b.json", []byte(bundle("files", "suid_or_guid_set")))
	var images []string
	for i := range 6 {
		layer := testimage.Plain(t, testimage.File(fmt.Sprint("a", i), ""), testimage.File("s", ""))
		images = append(images, "archive:"+testimage.Write(t, "image.tar", testimage.Docker(t, "", testimage.Config(t, nil, layer), layer)))
	}
	want := pratique(t, nil, append([]string{"eval", "--no-cache", "-b", rules}, images...)...)
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			got := pratique(t, nil, append([]string{"eval", "--cache-dir", store, "-b", rules}, images...)...)
			if got.code != want.code || got.stdout != want.stdout || got.stderr != want.stderr {
				t.Errorf("process %d: exit code %d: %s%s", i, got.code, got.stdout, got.stderr)
			}
		})
	}
	group.Wait()
	for path := range strings.SplitSeq(filesIn(t, store), "\n") {
		if path != "" && !strings.HasSuffix(path, ".pratique-facts") {
			t.Errorf("left in the cache: %s", path)
		}
	}
}

// filesIn are the paths of a directory's files, a line each.
func filesIn(t *testing.T, dir string) string {
	t.Helper()
	var list strings.Builder
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			fmt.Fprintln(&list, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list.String()
}
