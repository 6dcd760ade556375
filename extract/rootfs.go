package extract

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/spool"
	"github.com/pratique-dev/pratique/extract/internal/squash"
	"github.com/pratique-dev/pratique/extract/source"
)

// rootfs is an image's root filesystem and where its contents come from.
type rootfs struct {
	ctx     context.Context
	limits  layer.Limits
	layers  []layerReader // oldest first
	records []*layer.Records
	tree    *squash.Tree
	found   []squash.Found
	store   *spool.Store
	cache   *layerCache  // nil for none
	fresh   map[int]bool // layers of which the cache does not know all that is known now
	// problems are what could not be read so far.
	problems []document.Problem
}

// layerReader reads one layer, or a directory that stands for one.
type layerReader struct {
	name string
	key  string // the same for layers that are the same
	size int64
	read func(context.Context, layer.Options) (*layer.Records, error)

	digest, diffID string                                // of the bytes as stored, "" where the source does not say, and uncompressed
	hash           func(context.Context) (string, error) // gives digest
}

func newRootfs(ctx context.Context, o Options, p *plan, image *source.Image, store *spool.Store) (*rootfs, error) {
	r := &rootfs{ctx: ctx, limits: o.Limits, store: store, tree: squash.New(o.Limits.Entries), cache: newLayerCache(o, p, store), fresh: map[int]bool{}}
	if image.Directory != "" {
		r.layers = []layerReader{directoryReader(image.Directory)}
	}
	for _, l := range image.Layers {
		r.layers = append(r.layers, imageLayerReader(l))
	}
	if err := r.readAll(p, o.Progress); err != nil {
		return nil, err
	}
	for i, records := range r.records {
		if err := r.tree.Apply(ctx, i, records.Entries); err != nil {
			return nil, fmt.Errorf("applying layer %s: %w", r.layers[i].name, err)
		}
	}
	r.found = r.tree.Walk()
	return r, nil
}

func directoryReader(dir string) layerReader {
	return layerReader{name: dir, size: -1, read: func(ctx context.Context, o layer.Options) (*layer.Records, error) {
		return layer.ReadDirectory(ctx, dir, o)
	}}
}

func imageLayerReader(l source.Layer) layerReader {
	name, known := l.Digest, l.Digest
	if name == "" {
		name = l.DiffID
	}
	if l.Claimed {
		known = ""
	}
	return layerReader{name: name, key: l.Digest + " " + l.DiffID, size: l.Size, read: func(ctx context.Context, o layer.Options) (*layer.Records, error) {
		stored, err := l.Open(ctx)
		if err != nil {
			return nil, err
		}
		o.Digest, o.DiffID = l.Digest, l.DiffID
		return layer.Read(ctx, stored, o)
	}, digest: known, diffID: l.DiffID, hash: func(ctx context.Context) (string, error) { return hashStored(ctx, l.Open) }}
}

// readAll reads the layers side by side: the lowest one, which tells what distribution
// it is, and then the largest, so that the last one to end is a small one. A layer
// that the manifest lists twice is read once.
func (r *rootfs) readAll(p *plan, progress func(Progress)) error {
	r.records = make([]*layer.Records, len(r.layers))
	first := map[string]int{}
	var order []int
	for i, l := range r.layers {
		if _, again := first[l.key]; !again {
			first[l.key] = i
			order = append(order, i)
		}
	}
	if len(order) > 0 {
		slices.SortStableFunc(order[1:], func(a, b int) int { return cmp.Compare(r.layers[b].size, r.layers[a].size) })
	}
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(r.ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	report := newReporter(progress, len(order))
	options := layer.Options{Select: p.wants(), Store: r.store, Budget: layer.NewBudget(r.limits)}
	for _, i := range order {
		group.Go(func() error {
			report(r.layers[i], 0)
			records, known, err := r.readOne(ctx, r.layers[i], options)
			if err != nil {
				return fmt.Errorf("reading layer %s: %w", r.layers[i].name, err)
			}
			r.records[i] = records
			if !known {
				mu.Lock()
				r.fresh[i] = true
				mu.Unlock()
			}
			report(r.layers[i], 1)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, l := range r.layers {
		r.records[i] = r.records[first[l.key]]
	}
	return nil
}

// readOne reads one layer, unless the cache knows it.
func (r *rootfs) readOne(ctx context.Context, l layerReader, o layer.Options) (_ *layer.Records, known bool, err error) {
	if r.cache != nil && l.key != "" {
		records, err := r.cache.find(ctx, l, o.Budget)
		if err != nil || records != nil {
			return records, true, err
		}
	}
	records, err := l.read(ctx, o)
	return records, false, err
}

// keep writes what is new to the cache.
func (r *rootfs) keep() {
	if r.cache == nil {
		return
	}
	for i, l := range r.layers {
		if r.fresh[i] && l.key != "" {
			r.cache.keep(l, r.records[i])
		}
	}
}

// newReporter calls progress one call at a time.
func newReporter(progress func(Progress), layers int) func(l layerReader, done int) {
	if progress == nil {
		return func(layerReader, int) {}
	}
	var (
		mu    sync.Mutex
		total int
	)
	return func(l layerReader, done int) {
		mu.Lock()
		defer mu.Unlock()
		total += done
		progress(Progress{Layer: l.name, Layers: layers, Done: total, Size: l.size})
	}
}
