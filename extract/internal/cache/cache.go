// Package cache keeps what reading layers has found in a folder, under keys that say what was read
// and what was looked for. It is safe for several processes and machines on one volume: entries
// are written whole or not at all, carry a checksum, and one that is damaged is as good as none.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

const (
	// suffix names the files that are ours, in any version.
	suffix = ".pratique-facts"
	// magic begins each entry; the number is that of the format of this package.
	magic = "pratique facts 1\n"
	// DefaultLimit is how many bytes a cache may have.
	DefaultLimit = 2 << 30
	// slack is how much of the limit is freed at once, so that not each new entry has to look at
	// all the others.
	slack = 10
	// stale is the age from which on a temporary file is one that somebody has left behind.
	stale = time.Hour
)

// Cache is a folder of entries.
type Cache struct {
	dir   string
	limit int64
}

// Open uses the folder dir, which it makes if need be. A folder that others may write is refused:
// whoever can write an entry decides what an image contains. limit is how many bytes the entries
// may have in all, 0 for DefaultLimit.
func Open(dir string, limit int64) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("opening the cache: %w", err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the cache: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("opening the cache: %s is not a directory", dir)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o022 != 0 {
		return nil, fmt.Errorf("opening the cache: others may write %s (mode %04o); use a directory of your own, or chmod 700", dir, info.Mode().Perm())
	}
	if limit == 0 {
		limit = DefaultLimit
	}
	return &Cache{dir, limit}, nil
}

// Key is the name of an entry: a digest of all that it depends on.
func Key(parts ...string) string {
	sum := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func (c *Cache) path(key string) string { return filepath.Join(c.dir, key[:2], key+suffix) }

// Get gives the entry of a key; ok is false where there is none, or none that is whole.
func (c *Cache) Get(key string) (data []byte, ok bool) {
	path := c.path(key)
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return nil, false // a pipe would never end, and a link leads elsewhere
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	rest, ours := bytes.CutPrefix(text, []byte(magic))
	if !ours || len(rest) < sha256.Size {
		return nil, false
	}
	sum := sha256.Sum256(append([]byte(key), rest[sha256.Size:]...))
	if !bytes.Equal(sum[:], rest[:sha256.Size]) {
		return nil, false
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // it is needed still; where that cannot be written, it goes sooner
	return rest[sha256.Size:], true
}

// Put keeps an entry. The key is part of the checksum, so that an entry under another name is none.
func (c *Cache) Put(key string, data []byte) error {
	path := c.path(key)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("writing to the cache: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "new-*"+suffix)
	if err != nil {
		return fmt.Errorf("writing to the cache: %w", err)
	}
	sum := sha256.Sum256(append([]byte(key), data...))
	_, err = f.Write(slices.Concat([]byte(magic), sum[:], data))
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("writing to the cache: %w", err), os.Remove(f.Name()))
	}
	return c.shrink()
}

// Info is what a cache has.
type Info struct {
	Dir     string    `json:"dir"`
	Entries int       `json:"entries"`
	Bytes   int64     `json:"bytes"`
	Limit   int64     `json:"limit"`
	Oldest  time.Time `json:"oldest,omitzero"` // when the one that nobody has used for longest was used
}

type entry struct {
	path string
	size int64
	used time.Time
}

// entries are the entries, those that were not used for longest first, and the files that
// somebody has left behind.
func (c *Cache) entries() (all []entry, left []string, err error) {
	err = filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // another process has removed it
			}
			return err
		}
		if !d.Type().IsRegular() || !strings.HasSuffix(path, suffix) {
			return nil
		}
		info, err := d.Info()
		switch {
		case err != nil:
			return nil //nolint:nilerr // another process has removed it
		case strings.HasPrefix(d.Name(), "new-"):
			if time.Since(info.ModTime()) > stale {
				left = append(left, path)
			}
		default:
			all = append(all, entry{path, info.Size(), info.ModTime()})
		}
		return nil
	})
	slices.SortFunc(all, func(a, b entry) int { return a.used.Compare(b.used) })
	return all, left, err
}

// Info says what the cache has.
func (c *Cache) Info() (Info, error) {
	all, _, err := c.entries()
	if err != nil {
		return Info{}, fmt.Errorf("reading the cache: %w", err)
	}
	info := Info{Dir: c.dir, Entries: len(all), Limit: c.limit}
	for _, e := range all {
		info.Bytes += e.size
	}
	if len(all) > 0 {
		info.Oldest = all[0].used.UTC()
	}
	return info, nil
}

// Clean removes the entries that were not used for at least age, and says how many.
func (c *Cache) Clean(age time.Duration) (removed int, err error) {
	all, left, err := c.entries()
	if err != nil {
		return 0, fmt.Errorf("reading the cache: %w", err)
	}
	for _, path := range left {
		_ = os.Remove(path)
	}
	for _, e := range all {
		if time.Since(e.used) < age {
			continue
		}
		if err := os.Remove(e.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return removed, fmt.Errorf("cleaning the cache: %w", err)
		}
		removed++
	}
	return removed, nil
}

// shrink removes what was not used for longest, where there is too much.
func (c *Cache) shrink() error {
	all, left, err := c.entries()
	if err != nil {
		return fmt.Errorf("reading the cache: %w", err)
	}
	for _, path := range left {
		_ = os.Remove(path)
	}
	var total int64
	for _, e := range all {
		total += e.size
	}
	if total <= c.limit {
		return nil
	}
	for _, e := range all {
		if total <= c.limit-c.limit/slack {
			break
		}
		if err := os.Remove(e.path); err == nil || errors.Is(err, fs.ErrNotExist) {
			total -= e.size
		}
	}
	return nil
}
