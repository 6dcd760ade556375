package distribution

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maxHistory is how many digests of one tag are remembered.
const maxHistory = 1000

// Cache keeps what was pulled, by digest, and which digests each tag had.
type Cache struct{ dir string }

// OpenCache is the cache below the user's cache directory ($XDG_CACHE_HOME/pratique/policies).
func OpenCache() (*Cache, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	return &Cache{filepath.Join(dir, "pratique", "policies")}, nil
}

// NewCache is a cache in a directory.
func NewCache(dir string) *Cache { return &Cache{dir} }

func (c *Cache) path(digest string) string {
	algorithm, hex, _ := strings.Cut(digest, ":")
	return filepath.Join(c.dir, algorithm, hex)
}

// read gives the bytes of a digest, nil where they are not there or are not right any more.
func (c *Cache) read(digest string) []byte {
	if c == nil {
		return nil
	}
	info, err := os.Stat(c.path(digest))
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxPolicy.Bytes() {
		return nil
	}
	data, err := os.ReadFile(c.path(digest))
	if err != nil || digestOf(data) != digest {
		return nil
	}
	return data
}

// write keeps bytes. A cache that cannot be written is no error: it is asked again.
func (c *Cache) write(data []byte) {
	if c != nil {
		_ = replace(c.path(digestOf(data)), data)
	}
}

// replace writes a file whole or not at all.
func replace(path string, data []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temp.Name()))
		}
	}()
	if _, err := temp.Write(data); err != nil {
		return errors.Join(err, temp.Close())
	}
	if err := temp.Close(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

// history is what a tag was seen to stand for, oldest first.
type history struct {
	Reference string   `json:"reference"`
	Digests   []string `json:"digests"`
}

// ErrOlder is that a tag went back to a digest that it had before.
var ErrOlder = errors.New("the tag went back to an older policy")

// see notes what a tag stands for now. It is [ErrOlder] where the tag has had this digest
// before another one, unless older ones are allowed.
func (c *Cache) see(reference, digest string, allowOlder bool) error {
	sum := sha256.Sum256([]byte(reference))
	path := filepath.Join(c.dir, "tags", hex.EncodeToString(sum[:])+".json")
	h := history{Reference: reference}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("reading what %s was: %w", reference, err)
	default:
		if err := json.Unmarshal(text, &h); err != nil {
			return fmt.Errorf("reading what %s was: %s: %w", reference, path, err)
		}
	}
	switch at := slices.Index(h.Digests, digest); {
	case at >= 0 && at == len(h.Digests)-1:
		return nil
	case at >= 0 && !allowOlder:
		return fmt.Errorf("%s is %s: %w than %s, which was seen last (--allow-older accepts it)", reference, digest, ErrOlder, h.Digests[len(h.Digests)-1])
	case at >= 0:
		h.Digests = h.Digests[:at] // what came after it may come again
	}
	if h.Digests = append(h.Digests, digest); len(h.Digests) > maxHistory {
		h.Digests = h.Digests[1:]
	}
	if text, err = json.Marshal(h); err != nil {
		return err
	}
	if err := replace(path, text); err != nil {
		return fmt.Errorf("noting what %s is: %w", reference, err)
	}
	return nil
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// named gives the bytes that were kept under a name that stands for the same bytes for ever.
func (c *Cache) named(name string) []byte {
	if c == nil {
		return nil
	}
	digest, err := os.ReadFile(c.nameFile(name))
	if err != nil || !pin.Match(digest) {
		return nil
	}
	return c.read(string(digest))
}

// name keeps bytes under such a name.
func (c *Cache) name(name string, data []byte) {
	if c != nil {
		c.write(data)
		_ = replace(c.nameFile(name), []byte(digestOf(data))) // it is asked again
	}
}

func (c *Cache) nameFile(name string) string {
	_, hex, _ := strings.Cut(digestOf([]byte(name)), ":")
	return filepath.Join(c.dir, "names", hex)
}
