package distribution

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Bounds of a repository that is fetched.
const (
	gitTimeout    = 2 * time.Minute
	maxRepository = 1 << 30 // bytes on disk
)

// gitReference is "git::URL[//PATH][?ref=REF]", as other tools write it.
type gitReference struct {
	url, path, ref string
}

// maxGitRef is how long a reference may be, in bytes. (A count in the expression takes long to compile.)
const maxGitRef = 255

var (
	gitRef    = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_./-]*$`)
	gitCommit = regexp.MustCompile(`^(?:[0-9a-f]{40}|[0-9a-f]{64})$`)
)

func parseGit(text string, insecure bool) (gitReference, error) {
	u, err := url.Parse(strings.TrimPrefix(text, GitScheme))
	if err != nil {
		return gitReference{}, errors.New("it is not a URL; write git::https://HOST/REPOSITORY//PATH?ref=COMMIT")
	}
	switch _, password := u.User.Password(); {
	case u.Scheme == "http" && insecure:
	case u.Scheme != "https" && u.Scheme != "ssh":
		return gitReference{}, fmt.Errorf("git is asked by https and ssh alone, not by %q", u.Scheme)
	case u.Host == "" || strings.HasPrefix(u.Host, "-"):
		return gitReference{}, errors.New("it has no host")
	case password || u.Scheme == "https" && u.User != nil:
		return gitReference{}, errors.New("its address has a user name or a password: what is written on a command line is not secret")
	}
	g := gitReference{ref: "HEAD"}
	query := u.Query()
	for key := range query {
		if key != "ref" {
			return gitReference{}, fmt.Errorf("unknown parameter %q (ref)", key)
		}
	}
	if query.Has("ref") {
		g.ref = query.Get("ref")
		if len(g.ref) > maxGitRef || !gitRef.MatchString(g.ref) || strings.Contains(g.ref, "..") {
			return gitReference{}, fmt.Errorf("%q is not a branch, a tag or a commit", g.ref)
		}
	}
	repository, inside, _ := strings.Cut(u.Path, "//")
	if clean := path.Clean("/" + inside); inside != "" && clean != "/" {
		g.path = clean[1:]
	}
	g.url = (&url.URL{Scheme: u.Scheme, User: u.User, Host: u.Host, Path: repository}).String()
	return g, nil
}

// String is the reference with the commit.
func (g gitReference) at(commit string) string {
	return fmt.Sprintf("%s%s//%s?ref=%s", GitScheme, g.url, g.path, commit)
}

// FetchGit fetches a file of a repository by the git program, at the depth of one commit; of a directory
// it makes a tarball.
func FetchGit(ctx context.Context, text string, o FetchOptions) (*Fetched, error) {
	g, err := parseGit(text, o.Insecure)
	if err == nil {
		var f *Fetched
		if f, err = g.fetch(ctx, o); err == nil {
			return f, nil
		}
	}
	return nil, fmt.Errorf("fetching policy %s: %w", withoutUser(text), err)
}

// withoutUser is a reference without a user name and password, which may stand there by mistake.
func withoutUser(text string) string {
	scheme, rest, ok := strings.Cut(text, "://")
	authority, path, _ := strings.Cut(rest, "/")
	if at := strings.LastIndex(authority, "@"); ok && at >= 0 {
		return scheme + "://" + authority[at+1:] + "/" + path
	}
	return text
}

func (g gitReference) fetch(ctx context.Context, o FetchOptions) (*Fetched, error) {
	pinned := gitCommit.MatchString(g.ref)
	if !pinned && o.RequireDigest {
		return nil, errors.New("it is not pinned by a commit (--require-digest): write ?ref= and all digits of the commit")
	}
	name := path.Base(g.path)
	if pinned {
		if data := o.Cache.named(g.at(g.ref)); data != nil {
			return g.fetched(g.ref, nameOf(name, data), data), nil
		}
	}
	if o.Offline {
		return nil, errors.New("the network may not be used (offline), and it is not in the cache by a commit")
	}
	dir, err := os.MkdirTemp("", "pratique-git-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(ctx, gitTimeout)
	defer cancel()
	r := &repository{dir: dir, insecure: o.Insecure, ca: o.CAFile}
	commit, data, err := r.read(ctx, cancel, g)
	if err != nil {
		return nil, err
	}
	if pinned && commit != g.ref {
		return nil, fmt.Errorf("it has the commit %s, and not %s that it is pinned to", commit, g.ref)
	}
	f := g.fetched(commit, nameOf(name, data), data)
	if !pinned && o.Cache != nil {
		if err := o.Cache.see(g.at(g.ref), f.Digest, o.AllowOlder); err != nil {
			return nil, err
		}
	}
	o.Cache.name(g.at(commit), data)
	return f, nil
}

// nameOf is a name that says what the bytes are: those of a directory are a tarball.
func nameOf(name string, data []byte) string {
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) && !strings.HasSuffix(name, ".tgz") && !strings.HasSuffix(name, ".tar.gz") {
		return name + ".tar.gz"
	}
	return name
}

func (g gitReference) fetched(commit, name string, data []byte) *Fetched {
	return &Fetched{Reference: g.at(commit), Digest: digestOf(data), Name: name, Data: data}
}

// repository is one that git fetches into.
type repository struct {
	dir, ca  string
	insecure bool
}

func (r *repository) read(ctx context.Context, stop context.CancelFunc, g gitReference) (commit string, data []byte, err error) {
	if _, err := exec.LookPath("git"); err != nil {
		return "", nil, errors.New("there is no program git")
	}
	if _, err := r.git(ctx, 1<<10, "init", "--quiet", "--bare", "--template=", r.dir); err != nil {
		return "", nil, err
	}
	full := make(chan struct{})
	done := make(chan struct{})
	go r.bound(done, full, stop)
	_, err = r.git(ctx, 1<<10, "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-commit-graph", "--", g.url, g.ref)
	close(done)
	select {
	case <-full:
		return "", nil, fmt.Errorf("the repository is larger than %d MB", maxRepository>>20)
	default:
	}
	if err != nil {
		return "", nil, err
	}
	out, err := r.git(ctx, 1<<10, "rev-parse", "--verify", "FETCH_HEAD^{commit}")
	if err != nil {
		return "", nil, err
	}
	commit = strings.TrimSpace(string(out))
	object := commit + ":" + g.path
	kind, err := r.git(ctx, 1<<10, "cat-file", "-t", object)
	switch {
	case err != nil:
		return "", nil, fmt.Errorf("the commit %s has no %s", commit, g.path)
	case strings.TrimSpace(string(kind)) == "blob":
		data, err = r.git(ctx, maxPolicy.Bytes(), "cat-file", "blob", object)
	default:
		data, err = r.archive(ctx, object)
	}
	return commit, data, err
}

// archive is a directory as a tarball, the same for the same files whenever it is made.
func (r *repository) archive(ctx context.Context, object string) ([]byte, error) {
	tar, err := r.git(ctx, maxPolicy.Bytes(), "archive", "--format=tar", object)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err = w.Write(tar)
	if err := errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	files, err := unpack(out.Bytes())
	if err != nil {
		return nil, err
	}
	return pack(files)
}

// bound stops git where it fills the disk.
func (r *repository) bound(done <-chan struct{}, full chan<- struct{}, stop context.CancelFunc) {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
		}
		var size int64
		_ = filepath.WalkDir(r.dir, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				if info, err := d.Info(); err == nil {
					size += info.Size()
				}
			}
			return nil
		})
		if size > maxRepository {
			close(full)
			stop()
			return
		}
	}
}

// git runs git with no more than the user's own settings: none of the system's, no hook, no prompt, no
// other protocol than those that a reference may have.
func (r *repository) git(ctx context.Context, limit int64, arguments ...string) ([]byte, error) {
	settings := []string{
		"core.hooksPath=" + os.DevNull, "transfer.fsckObjects=true", "core.fsmonitor=false", "core.symlinks=false", "gc.auto=0", "maintenance.auto=false",
		"http.lowSpeedLimit=1000", "http.lowSpeedTime=30", "http.followRedirects=initial", "submodule.recurse=false",
	}
	var all []string
	for _, s := range settings {
		all = append(all, "-c", s)
	}
	command := exec.CommandContext(ctx, "git", append(all, arguments...)...)
	command.Dir = r.dir
	command.WaitDelay = 5 * time.Second
	protocols := "https:ssh"
	if r.insecure {
		protocols += ":http"
	}
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "GIT_") {
			command.Env = append(command.Env, variable)
		}
	}
	command.Env = append(command.Env, "GIT_CONFIG_NOSYSTEM=1", "GIT_ATTR_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0", "GIT_ALLOW_PROTOCOL="+protocols,
		"GIT_PROTOCOL_FROM_USER=0", "GIT_NO_REPLACE_OBJECTS=1", "GIT_LFS_SKIP_SMUDGE=1", "GIT_SSH_COMMAND=ssh -oBatchMode=yes", "GIT_DIR="+r.dir)
	if r.ca != "" {
		ca, err := filepath.Abs(r.ca)
		if err != nil {
			return nil, err
		}
		command.Env = append(command.Env, "GIT_SSL_CAINFO="+ca)
	}
	if r.insecure {
		command.Env = append(command.Env, "GIT_SSL_NO_VERIFY=1")
	}
	var stderr bytes.Buffer
	command.Stderr = &limited{&stderr, 4 << 10}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(stdout, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("larger than %d MB", limit>>20)
		_ = command.Process.Kill() // nobody reads the rest
	}
	if waitErr := command.Wait(); err == nil {
		err = waitErr
	}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("git %s took longer than %s", arguments[0], gitTimeout)
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		if said, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n"); said != "" {
			return nil, fmt.Errorf("git %s: %s", arguments[0], said)
		}
		return nil, fmt.Errorf("git %s: %w", arguments[0], err)
	}
	return data, nil
}

// limited keeps the beginning of what is written.
type limited struct {
	*bytes.Buffer
	left int
}

// Write implements io.Writer.
func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.left)
	l.Buffer.Write(p[:n])
	l.left -= n
	return len(p), nil
}
