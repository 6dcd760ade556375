package cache_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/extract/internal/cache"
)

func open(t *testing.T, dir string, limit int64) *cache.Cache {
	t.Helper()
	c, err := cache.Open(dir, limit)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// files are the entries' files.
func files(t *testing.T, dir string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestEntries(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "cache")
	c := open(t, dir, 0)
	key, other := cache.Key("a", "b"), cache.Key("ab", "")
	if key == other {
		t.Fatal("keys of other parts are the same")
	}
	if _, ok := c.Get(key); ok {
		t.Error("an empty cache has an entry")
	}
	if err := c.Put(key, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if got, ok := c.Get(key); !ok || string(got) != "one" {
		t.Errorf("got %q, %v", got, ok)
	}
	if err := c.Put(key, []byte("two")); err != nil {
		t.Fatal(err)
	}
	if got, _ := open(t, dir, 0).Get(key); string(got) != "two" {
		t.Errorf("another one sees %q", got)
	}
	if info, err := c.Info(); err != nil || info.Entries != 1 || info.Bytes == 0 || info.Oldest.IsZero() {
		t.Errorf("got %+v, %v", info, err)
	}
	if info, err := os.Stat(dir); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("got mode %v, %v", info.Mode(), err)
	}
	if n, err := c.Clean(time.Hour); n != 0 || err != nil {
		t.Errorf("removed %d, %v", n, err)
	}
	if n, err := c.Clean(0); n != 1 || err != nil || len(files(t, dir)) != 0 {
		t.Errorf("removed %d, %v", n, err)
	}
}

// TestDamage has entries that are cut, changed, foreign, of another format or of another key.
func TestDamage(t *testing.T) {
	t.Parallel()
	key := cache.Key("x")
	for name, damage := range map[string]func([]byte) []byte{
		"cut":            func(b []byte) []byte { return b[:len(b)-1] },
		"empty":          func([]byte) []byte { return nil },
		"header alone":   func(b []byte) []byte { return b[:20] },
		"a bit":          func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
		"the sum":        func(b []byte) []byte { b[20] ^= 1; return b },
		"more":           func(b []byte) []byte { return append(b, 'x') },
		"foreign":        func([]byte) []byte { return []byte("something else") },
		"another format": func(b []byte) []byte { return bytes.Replace(b, []byte("facts 1"), []byte("facts 2"), 1) },
	} {
		dir := t.TempDir()
		if err := os.Chmod(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		c := open(t, dir, 0)
		if err := c.Put(key, []byte("data")); err != nil {
			t.Fatal(err)
		}
		path := files(t, dir)[0]
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, damage(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := c.Get(key); ok {
			t.Errorf("%s: got %q", name, got)
		}
		if err := c.Put(key, []byte("again")); err != nil {
			t.Fatal(err)
		}
		if got, _ := c.Get(key); string(got) != "again" {
			t.Errorf("%s: got %q after it was written again", name, got)
		}
		// Renamed, it is nobody's entry.
		other := cache.Key("y")
		if err := os.MkdirAll(filepath.Join(dir, other[:2]), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(path, strings.ReplaceAll(path, key, other)); err == nil {
			if got, ok := c.Get(other); ok {
				t.Errorf("%s: got %q under another key", name, got)
			}
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there are no modes")
	}
	dir := t.TempDir()
	for _, mode := range []os.FileMode{0o777, 0o770, 0o702} {
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := cache.Open(dir, 0); err == nil || !strings.Contains(err.Error(), "others may write") {
			t.Errorf("mode %o: got %v", mode, err)
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := cache.Open(file, 0); err == nil {
		t.Error("a file: want an error")
	}
}

// TestLimit holds that what was used last stays.
func TestLimit(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "cache")
	c := open(t, dir, 10_000)
	for i := range 20 {
		if err := c.Put(cache.Key(strconv.Itoa(i)), make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		// Files of one instant have no order.
		past := time.Now().Add(time.Duration(i-100) * time.Minute)
		for _, path := range files(t, dir) {
			if strings.Contains(path, cache.Key(strconv.Itoa(i))) {
				if err := os.Chtimes(path, past, past); err != nil {
					t.Fatal(err)
				}
			}
		}
		c.Get(cache.Key("0"))
	}
	info, err := c.Info()
	if err != nil || info.Bytes > 10_000 {
		t.Errorf("got %+v, %v", info, err)
	}
	for key, want := range map[string]bool{"0": true, "19": true, "1": false} {
		if _, ok := c.Get(cache.Key(key)); ok != want {
			t.Errorf("entry %s: got %v, want %v", key, ok, want)
		}
	}
}

// TestSideBySide has many writers and readers of few keys: what is read is whole.
func TestSideBySide(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "cache")
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			c, err := cache.Open(dir, 1<<20)
			if err != nil {
				t.Error(err)
				return
			}
			for j := range 50 {
				key := cache.Key(strconv.Itoa(j % 5))
				if err := c.Put(key, bytes.Repeat([]byte{byte(i)}, 1000+i)); err != nil {
					t.Error(err)
				}
				if got, ok := c.Get(key); ok && (len(got) < 1000 || !bytes.Equal(got, bytes.Repeat(got[:1], 1000+int(got[0])))) {
					t.Errorf("got %d bytes of several", len(got))
				}
			}
		})
	}
	group.Wait()
}

// TestOtherEntries has something else stand where an entry should.
func TestOtherEntries(t *testing.T) {
	t.Parallel()
	key := cache.Key("x")
	for name, put := range map[string]func(path string) error{
		"a directory": func(path string) error { return os.Mkdir(path, 0o700) },
		"a link to an entry": func(path string) error {
			if err := os.Rename(path+".moved", path+".elsewhere"); err != nil {
				return err
			}
			return os.Symlink(path+".elsewhere", path)
		},
		"a link to a device": func(path string) error { return os.Symlink("/dev/zero", path) },
		"a ring":             func(path string) error { return os.Symlink(path, path) },
	} {
		dir := t.TempDir()
		if err := os.Chmod(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		c := open(t, dir, 0)
		if err := c.Put(key, []byte("data")); err != nil {
			t.Fatal(err)
		}
		path := files(t, dir)[0]
		if err := os.Rename(path, path+".moved"); err != nil {
			t.Fatal(err)
		}
		if err := put(path); err != nil {
			t.Fatal(err)
		}
		if got, ok := c.Get(key); ok {
			t.Errorf("%s: got %q", name, got)
		}
	}
}
