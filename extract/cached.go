package extract

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/cache"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/packages"
	"github.com/pratique-dev/pratique/extract/internal/secrets"
	"github.com/pratique-dev/pratique/extract/internal/spool"
	"github.com/pratique-dev/pratique/internal/limits"
)

// cacheFormat is the version of what entries say; it changes with the meaning of any part of them.
const cacheFormat = "3"

// maxCached is the longest content of a file that an entry has, in bytes.
const maxCached = 1 << 20

// OpenCache opens a folder of what earlier extractions have found in layers, for Options.Cache. It
// makes it if need be, with mode 0700, and refuses one that others may write. limit is how many
// bytes it may have; 0 is 2 GiB.
func OpenCache(dir string, limit int64) (*Cache, error) {
	c, err := cache.Open(dir, limit)
	if err != nil {
		return nil, err
	}
	return &Cache{c}, nil
}

// Cache is what earlier extractions have found in layers. It is safe for concurrent use, and for
// several processes.
type Cache struct{ entries *cache.Cache }

// CacheInfo is what a cache has.
type CacheInfo = cache.Info

// Info says what the cache has.
func (c *Cache) Info() (CacheInfo, error) { return c.entries.Info() }

// Clean removes the entries that were not used for at least age, and says how many.
func (c *Cache) Clean(age time.Duration) (removed int, err error) { return c.entries.Clean(age) }

// layerCache is a cache as one extraction uses it: its entries hold what this plan looks for.
type layerCache struct {
	entries *cache.Cache
	plan    string // tells this plan's entries from those of others
	store   *spool.Store
	warn    func(error)
}

// newLayerCache is nil where there is no cache, or none of use: what a scanner says changes with
// its database.
func newLayerCache(o Options, p *plan, store *spool.Store) *layerCache {
	if o.Cache == nil || p.scanner != nil {
		return nil
	}
	warn := o.CacheWarning
	if warn == nil {
		warn = func(error) {}
	}
	return &layerCache{entries: o.Cache.entries, plan: p.looksFor(o), store: store, warn: warn}
}

// looksFor is a digest of all that decides what reading a layer with this plan finds: an entry of
// another plan must never tell this one that there is nothing.
func (p *plan) looksFor(o Options) string {
	type searchOf struct {
		Section  string
		Patterns []document.ContentPattern
		Limit    int64
	}
	about := struct {
		Format, Extractor string
		Sums              layer.Algorithms
		SumsOf            map[string]layer.Algorithms
		Contents          []string
		Directories       []string
		RetrieveMax       int64
		Manifest, Deleted bool
		APKDigests        bool
		Packages          []document.Need
		Searches          []searchOf
		Limits            string
	}{
		Format: cacheFormat, Extractor: extractor(o.Version), Sums: p.sums, SumsOf: p.sumsOf, Contents: p.described(),
		Directories: slices.Sorted(slices.Values(p.retrieveIn)), RetrieveMax: p.retrieveMax, Manifest: p.manifest, Deleted: p.deleted,
		APKDigests: o.APKDigests, Limits: limits.Changed(), Packages: slices.Sorted(slices.Values(p.packageNeeds)),
	}
	for _, s := range p.searches {
		about.Searches = append(about.Searches, searchOf{s.section, s.Patterns(), s.Limit()})
	}
	text, err := json.Marshal(about)
	if err != nil {
		panic(fmt.Sprintf("describing the plan: %v", err)) // texts, numbers and lists of these
	}
	return string(text)
}

// described are the contents that are kept, as texts.
func (p *plan) described() []string {
	var list []string
	for path, r := range p.contentsOf() {
		list = append(list, fmt.Sprintf("%s %d %t", path, r.limit, r.follow))
	}
	slices.Sort(list)
	return list
}

// extractor is the version of the program; a build without one is known by its file.
func extractor(version string) string {
	if version != "" && version != "dev" && !strings.HasSuffix(version, "-dirty") {
		return version
	}
	path, err := os.Executable()
	if err != nil {
		return version
	}
	info, err := os.Stat(path)
	if err != nil {
		return version
	}
	return fmt.Sprintf("%s %s %d %d", version, path, info.Size(), info.ModTime().UnixNano())
}

// claimed is the key of a note that a layer of that diff id has been seen: an archive of docker save
// only claims its layers' digests, so the bytes are hashed, and for nothing where nobody knows them.
func (c *layerCache) claimed(l layerReader) string { return cache.Key(c.plan, "claim", l.diffID) }

// find gives what is known of a layer, nil where nothing is.
func (c *layerCache) find(ctx context.Context, l layerReader, budget *layer.Budget) (*layer.Records, error) {
	digest := l.digest
	if digest == "" {
		if _, ok := c.entries.Get(c.claimed(l)); !ok {
			return nil, nil
		}
		var err error
		if digest, err = l.hash(ctx); err != nil {
			return nil, err
		}
	}
	data, ok := c.entries.Get(cache.Key(c.plan, digest))
	if !ok {
		return nil, nil
	}
	records, err := c.decode(data)
	// What is damaged is read again, and so is a layer of which the image says something else.
	if err != nil || records.Digest != digest || l.diffID != "" && records.DiffID != l.diffID {
		return nil, nil //nolint:nilerr // the layer itself will do
	}
	return records, budget.Spend(records)
}

// keep writes what is known of a layer. That it could not be written changes nothing.
func (c *layerCache) keep(l layerReader, records *layer.Records) {
	data, err := c.encode(records)
	if err == nil {
		err = c.entries.Put(cache.Key(c.plan, records.Digest), data)
	}
	if err == nil && l.digest == "" {
		err = c.entries.Put(c.claimed(l), nil)
	}
	if err != nil {
		c.warn(err)
	}
}

func (c *layerCache) encode(records *layer.Records) ([]byte, error) {
	plain, err := records.Marshal(c.codec())
	if err != nil {
		return nil, err
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	return encoder.EncodeAll(plain, nil), encoder.Close()
}

func (c *layerCache) decode(data []byte) (*layer.Records, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(2<<30))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	plain, err := decoder.DecodeAll(data, nil)
	if err != nil {
		return nil, err
	}
	return layer.Unmarshal(plain, c.codec())
}

// nothing is what a tap has found that found nothing, where a layer is read for it alone.
type nothing struct{}

// Bytes before the facts of a tap that say what they are.
const (
	factsNothing = iota
	factsHits
	factsPackages
)

// encodedHits is how hits are written.
type encodedHits struct {
	Matches []document.ContentMatch
	Err     string
	Sum     uint32
}

var errForeignFacts = errors.New("facts of this kind are not kept")

func (c *layerCache) codec() layer.Codec {
	return layer.Codec{
		MarshalFacts: func(_ string, facts any) ([]byte, error) {
			switch f := facts.(type) {
			case nothing:
				return []byte{factsNothing}, nil
			case *hits:
				h := encodedHits{Matches: f.matches, Sum: f.sum}
				if f.err != nil {
					h.Err = f.err.Error()
				}
				text, err := cbor.Marshal(h)
				return append([]byte{factsHits}, text...), err
			case *packages.Facts:
				text, err := f.Marshal()
				return append([]byte{factsPackages}, text...), err
			}
			return nil, errForeignFacts
		},
		UnmarshalFacts: func(_ string, data []byte) (any, error) {
			if len(data) == 0 {
				return nil, errForeignFacts
			}
			switch data[0] {
			case factsNothing:
				return nothing{}, nil
			case factsHits:
				var h encodedHits
				if err := cbor.Unmarshal(data[1:], &h); err != nil {
					return nil, err
				}
				found := &hits{matches: h.Matches, sum: h.Sum}
				if h.Err != "" {
					found.err = errors.New(h.Err)
				}
				return found, nil
			case factsPackages:
				return packages.Unmarshal(data[1:])
			}
			return nil, errForeignFacts
		},
		MarshalContents: func(e *layer.Entry) ([]byte, error) {
			data, err := e.Contents.Bytes()
			if err != nil || len(data) > maxCached || hasSecrets(data) {
				return nil, err
			}
			if data == nil {
				data = []byte{}
			}
			return data, nil
		},
		UnmarshalContents: func(e *layer.Entry, data []byte) (err error) {
			e.Contents, err = c.store.Put(bytes.NewReader(data), maxCached)
			return err
		},
	}
}

// hasSecrets says whether a content may hold a value that nobody else should see: it is read from
// the layer each time.
func hasSecrets(data []byte) bool {
	text := string(data)
	if secrets.Redact(text) != text || bytes.Contains(data, []byte("PRIVATE KEY")) {
		return true
	}
	for line := range strings.Lines(text) { // a hash in /etc/shadow, or in passwd of old
		fields := strings.SplitN(line, ":", 3)
		if len(fields) == 3 && (strings.HasPrefix(fields[1], "$") || strings.HasPrefix(fields[1], "_") || len(fields[1]) == 13) {
			return true
		}
	}
	return false
}

// hashStored is the digest of a layer's bytes as they are stored.
func hashStored(ctx context.Context, open func(context.Context) (io.ReadCloser, error)) (string, error) {
	stored, err := open(ctx)
	if err != nil {
		return "", err
	}
	defer stored.Close()
	sum := sha256.New()
	buffer := make([]byte, 1<<20)
	for {
		n, err := stored.Read(buffer)
		sum.Write(buffer[:n])
		if errors.Is(err, io.EOF) {
			return "sha256:" + hex.EncodeToString(sum.Sum(nil)), nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return "", err
		}
	}
}

// remember notes of taps that found nothing in an entry that they have been asked, so that nobody
// asks again.
func remember(e *layer.Entry, taps []layer.Tap) {
	for _, tap := range taps {
		if _, ok := e.Facts[tap.Name]; !ok {
			if e.Facts == nil {
				e.Facts = map[string]any{}
			} else {
				e.Facts = maps.Clone(e.Facts)
			}
			e.Facts[tap.Name] = nothing{}
		}
	}
}
