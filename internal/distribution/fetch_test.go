package distribution_test

import (
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/distribution"
)

// served is a web server on loopback, with the file of its certificate.
func served(t *testing.T, handler http.Handler) (address, ca string) {
	t.Helper()
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	ca = filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(ca, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return server.URL, ca
}

const (
	policyText   = "{}\n"
	policyDigest = "sha256:ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"
)

func TestFetchHTTPS(t *testing.T) {
	t.Parallel()
	asked := 0
	address, ca := served(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		switch r.URL.Path {
		case "/policy.json":
			fmt.Fprint(w, policyText)
		case "/moved.json":
			http.Redirect(w, r, "/policy.json", http.StatusFound)
		case "/plain.json":
			http.Redirect(w, r, "http://"+r.Host+"/policy.json", http.StatusFound)
		case "/around.json":
			http.Redirect(w, r, "/around.json", http.StatusFound)
		case "/large.json":
			for range 65 {
				_, _ = w.Write(make([]byte, 1<<20))
			}
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	o := distribution.FetchOptions{CAFile: ca, Cache: distribution.NewCache(t.TempDir())}
	pinned, offline, strangers := o, o, o
	pinned.RequireDigest, offline.Offline, strangers.CAFile = true, true, ""
	for _, test := range []struct {
		name, ref string
		o         distribution.FetchOptions
		want      string // of the error, "" for none
	}{
		{"not cached", "/policy.json#" + policyDigest, offline, "not in the cache by a digest"},
		{"a file", "/policy.json?token=secret", o, ""},
		{"a file elsewhere", "/moved.json", o, ""},
		{"pinned", "/policy.json#" + policyDigest, pinned, ""},
		{"cached", "/policy.json#" + policyDigest, offline, ""},
		{"not pinned", "/policy.json", pinned, "not pinned by a digest"},
		{"offline", "/policy.json", offline, "offline"},
		{"another digest", "/policy.json#sha256:" + strings.Repeat("0", 64), o, "it has the digest " + policyDigest},
		{"not a digest", "/policy.json#main", o, "is not a digest"},
		{"not there", "/gone.json?token=secret", o, "404"},
		{"down to http", "/plain.json", o, "which is not https"},
		{"around", "/around.json", o, "redirects"},
		{"too large", "/large.json", o, "larger than"},
		{"a certificate that nobody knows", "/policy.json", strangers, "certificate"},
	} {
		f, err := distribution.FetchHTTPS(t.Context(), address+test.ref, test.o)
		if test.want == "" {
			if err != nil || string(f.Data) != policyText || f.Digest != policyDigest || strings.Contains(f.Reference, "secret") {
				t.Errorf("%s: got %+v, %v", test.name, f, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got %v, want … %s", test.name, err, test.want)
		}
	}
	if _, err := distribution.FetchHTTPS(t.Context(), strings.Replace(address, "https://", "https://me:secret@", 1)+"/policy.json", o); err == nil || strings.Contains(err.Error(), ":secret") {
		t.Errorf("a password: got %v", err)
	}
	if asked == 0 {
		t.Error("nobody was asked")
	}
}

// git runs git in a directory, as nobody in particular.
func git(t *testing.T, dir string, arguments ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"}, arguments...)...)
	command.Dir = dir
	command.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v: %s", arguments, err, out)
	}
	return strings.TrimSpace(string(out))
}

func TestFetchGit(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("git") // which every clone has
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	work := filepath.Join(root, "work")
	if err := os.MkdirAll(filepath.Join(work, "policies", "team"), 0o755); err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(work, filepath.FromSlash(name)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	git(t, work, "init", "-q")
	put("policies/policy.json", "old\n")
	put("policies/team/a.rego", "package a\n")
	if err := os.Symlink("/etc/passwd", filepath.Join(work, "policies", "link.json")); err != nil {
		t.Fatal(err)
	}
	git(t, work, "add", ".")
	git(t, work, "commit", "-qm", "one")
	first := git(t, work, "rev-parse", "HEAD")
	put("policies/policy.json", policyText)
	git(t, work, "commit", "-qam", "two")
	git(t, work, "tag", "v2")
	git(t, root, "clone", "-q", "--bare", work, "policy.git")
	address, ca := served(t, &cgi.Handler{
		Path: program, Args: []string{"http-backend"}, Dir: root,
		Env: []string{"GIT_PROJECT_ROOT=" + root, "GIT_HTTP_EXPORT_ALL=1"},
	})
	base := "git::" + address + "/policy.git"
	o := distribution.FetchOptions{CAFile: ca, Cache: distribution.NewCache(t.TempDir())}
	pinned, offline := o, o
	pinned.RequireDigest, offline.Offline = true, true
	for _, test := range []struct {
		name, ref string
		o         distribution.FetchOptions
		data      string // "" for a tarball
		want      string // of the error, "" for none
	}{
		{"not cached", base + "//policies/policy.json?ref=" + first, offline, "", "not in the cache by a commit"},
		{"a branch", base + "//policies/policy.json?ref=main", o, policyText, ""},
		{"a tag", base + "//policies/policy.json?ref=v2", o, policyText, ""},
		{"the default branch", base + "//policies/policy.json", o, policyText, ""},
		{"a commit", base + "//policies/policy.json?ref=" + first, pinned, "old\n", ""},
		{"cached", base + "//policies/policy.json?ref=" + first, offline, "old\n", ""},
		{"a directory", base + "//policies/team?ref=v2", o, "", ""},
		{"a link is its text", base + "//policies/link.json?ref=v2", o, "/etc/passwd", ""},
		{"not pinned", base + "//policies/policy.json?ref=v2", pinned, "", "not pinned by a commit"},
		{"offline", base + "//policies/policy.json?ref=v2", offline, "", "offline"},
		{"no path", base + "//none.json?ref=v2", o, "", "has no none.json"},
		{"no ref", base + "//policies/policy.json?ref=gone", o, "", "gone"},
		{"an option", base + "//policies/policy.json?ref=--upload-pack=x", o, "", "is not a branch, a tag or a commit"},
		{"another parameter", base + "//a?depth=1", o, "", "unknown parameter"},
		{"a file", "git::file://" + root + "/policy.git//policies/policy.json", o, "", "https and ssh alone"},
		{"a program", "git::ext::sh -c true", o, "", "https and ssh alone"},
		{"plain", "git::http://127.0.0.1/policy.git//a", o, "", "https and ssh alone"},
		{"a password", "git::https://me:secret@127.0.0.1/policy.git//a", o, "", "is not secret"},
		{"no host", "git::https:///policy.git//a", o, "", "no host"},
	} {
		f, err := distribution.FetchGit(t.Context(), test.ref, test.o)
		switch {
		case test.want != "":
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), ":secret") {
				t.Errorf("%s: got %v, want … %s", test.name, err, test.want)
			}
		case err != nil:
			t.Errorf("%s: %v", test.name, err)
		case test.data == "" && !strings.HasSuffix(f.Name, ".tar.gz"), test.data != "" && string(f.Data) != test.data:
			t.Errorf("%s: got %s, %q", test.name, f.Name, f.Data)
		}
	}
	a, err := distribution.FetchGit(t.Context(), base+"//policies/team?ref=main", o)
	if err != nil {
		t.Fatal(err)
	}
	b, err := distribution.FetchGit(t.Context(), base+"//policies/team?ref=main", o)
	if err != nil || a.Digest != b.Digest {
		t.Errorf("twice: got %s and %v, %v", a.Digest, b, err)
	}
}
