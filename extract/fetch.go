package extract

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/distro"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/squash"
	"github.com/pratique-dev/pratique/internal/limits"
)

// maxRead is the longest file that is read to find something in it, in bytes.
var maxRead = limits.Bytes("kept-file-bytes", 16<<20)

const (
	// maxListed is how many files of one directory are retrieved.
	maxListed = 1000
)

// errTooLong is the error of a file that is longer than its limit.
var errTooLong = errors.New("the file is too long")

func accountPaths() []string { return []string{"/etc/passwd", "/etc/group", "/etc/shadow"} }

// reading is how a path's contents are read.
type reading struct {
	limit  int64 // longest contents that are kept, in bytes
	follow bool  // through the path's own symbolic link
}

// contentsOf are the paths whose contents are needed.
func (p *plan) contentsOf() map[string]reading {
	reads := map[string]reading{}
	for _, path := range p.retrieve {
		reads[path] = reading{limit: p.longest(path), follow: p.followed[path]}
	}
	follow := func(paths ...string) {
		for _, path := range paths {
			reads[path] = reading{max(maxRead.Bytes(), reads[path].limit), true}
		}
	}
	if p.distro {
		follow(distro.Paths()...)
		follow("/usr/lib/os-release") // where /etc/os-release mostly leads
	}
	if p.accounts {
		follow(accountPaths()...)
	}
	return reads
}

// wants says what to do with the files of a layer while it streams by. It goes by
// the entries' own names, before links are known; what it misses is fetched later.
func (p *plan) wants() func(int, *layer.Entry) layer.Want {
	keep := map[string]int64{}
	for path, read := range p.contentsOf() {
		keep[layer.Clean(path)] = max(read.limit, keep[layer.Clean(path)])
	}
	directories := map[string]bool{}
	for _, dir := range p.retrieveIn {
		directories[layer.Clean(dir)] = true
	}
	return func(_ int, entry *layer.Entry) layer.Want {
		limit, kept := keep[entry.Path]
		if len(directories) > 0 && directories[parent(entry.Path)] {
			limit, kept = max(limit, p.longest("/"+entry.Path)), true
		}
		if p.distro && parent(entry.Path) == distro.ContentManifests[1:] {
			limit, kept = max(limit, maxRead.Bytes()), true
		}
		want := layer.Want{Sums: p.sums, Keep: kept, Limit: limit, Taps: p.taps(entry)}
		if len(p.sumsOf) > 0 {
			want.Sums |= p.digests("/" + entry.Path)
		}
		if p.manifest {
			p.databases.see(entry.Path)
			if packaged(entry.Path) {
				want.Sums |= p.databases.algorithms()
			}
		}
		return want
	}
}

// longest is the length of the longest file of a path that is retrieved, in bytes.
func (p *plan) longest(path string) int64 {
	if slices.Contains(p.sbomsIn, "/"+parent(layer.Clean(path))) {
		return max(p.retrieveMax, maxAttached)
	}
	return p.retrieveMax
}

// parent is the directory of a path as entries have it, "" for the root.
func parent(path string) string { return path[:max(0, strings.LastIndexByte(path, '/'))] }

// listDirectories adds the files of the directories that are wanted whole to the plan,
// under the directory's name, which may be a link. What is too much is a problem: a rule that
// finds nothing in the rest must not pass.
func (r *rootfs) listDirectories(p *plan) {
	for _, dir := range p.retrieveIn {
		node := r.tree.Lookup(dir, true)
		if node == nil || !node.IsDir() {
			continue
		}
		own, files, bytes, most := "", 0, int64(0), maxRead.Bytes()
		if slices.Contains(p.sbomsIn, dir) {
			most = maxAttached
		}
		for i := range r.found {
			if r.found[i].Node == node {
				own = r.found[i].Path
				break
			}
		}
		from, _ := slices.BinarySearchFunc(r.found, own+"/", func(f squash.Found, prefix string) int { return strings.Compare(f.Path, prefix) })
		for _, f := range r.found[from:] {
			name, below := strings.CutPrefix(f.Path, own+"/")
			if !below {
				break
			}
			if f.Node.Kind() != layer.File || strings.Contains(name, "/") {
				continue
			}
			if files, bytes = files+1, bytes+f.Node.Entry.Size; files > maxListed || bytes > most || f.Node.Entry.Size > p.longest(dir+"/"+name) {
				r.problem("retrieved_files:in:"+dir, dir+"/"+name, errors.New("it is too long, or there is too much before it, and was not retrieved"))
				break
			}
			p.retrieve = append(p.retrieve, dir+"/"+name)
		}
	}
	slices.Sort(p.retrieve)
	p.retrieve = slices.Compact(p.retrieve)
}

// fetch reads layers again for contents and digests that the first reading did not
// give: those of files whose entries have other names than were asked for.
func (r *rootfs) fetch(wants map[*squash.Node]layer.Want) error {
	late := map[int]map[int]layer.Want{} // layer -> entry -> want
	for node, want := range wants {
		if satisfied(node.Entry, want) {
			continue
		}
		if late[node.Layer] == nil {
			late[node.Layer] = map[int]layer.Want{}
		}
		want.Exact = true
		late[node.Layer][node.Index] = want
	}
	for number, entries := range r.records {
		if late[number] == nil {
			continue
		}
		if err := r.reread(r.ctx, number, entries, late[number]); err != nil {
			return fmt.Errorf("reading layer %s again: %w", r.layers[number].name, err)
		}
	}
	return nil
}

func (r *rootfs) reread(ctx context.Context, number int, records *layer.Records, wants map[int]layer.Want) error {
	again, err := r.layers[number].read(ctx, layer.Options{
		Select: func(index int, _ *layer.Entry) layer.Want { return wants[index] },
		Store:  r.store,
		Budget: layer.NewBudget(r.limits),
	})
	if err != nil {
		return err
	}
	r.fresh[number] = true
	for index := range wants {
		if index >= len(again.Entries) || again.Entries[index].Path != records.Entries[index].Path {
			return errors.New("it has changed in the meantime")
		}
		records.Entries[index].Learn(&again.Entries[index])
		remember(&records.Entries[index], wants[index].Taps)
	}
	return nil
}

// satisfied says whether an entry has what is wanted of it. What is longer than its
// limit is never there, and a tap always wants to see the contents.
func satisfied(entry *layer.Entry, want layer.Want) bool {
	var have layer.Algorithms
	for _, sum := range []struct {
		bit  layer.Algorithms
		text string
	}{{layer.SHA256, entry.Sums.SHA256}, {layer.SHA1, entry.Sums.SHA1}, {layer.MD5, entry.Sums.MD5}} {
		if sum.text != "" {
			have |= sum.bit
		}
	}
	return len(want.Taps) == 0 && want.Sums&^have == 0 && (!want.Keep || entry.Contents != nil || entry.Size > want.Limit)
}

// file is the regular file that path names, nil where there is none. Follow says
// whether the path itself may be a symbolic link; directories on the way always may.
func (r *rootfs) file(path string, follow bool) *squash.Node {
	node := r.tree.Lookup(path, follow)
	if node == nil || node.Kind() != layer.File {
		return nil
	}
	return node
}

// prefetch makes sure that a layer is read again once at most for all that is known
// to be needed.
func (r *rootfs) prefetch(p *plan) error {
	wants := map[*squash.Node]layer.Want{}
	want := func(node *squash.Node, w layer.Want) {
		if node != nil {
			before := wants[node]
			wants[node] = layer.Want{
				Sums: before.Sums | w.Sums, Keep: before.Keep || w.Keep, Limit: max(before.Limit, w.Limit), Taps: append(before.Taps, w.Taps...),
			}
		}
	}
	for path, read := range p.contentsOf() {
		want(r.file(path, read.follow), layer.Want{Keep: true, Limit: read.limit})
	}
	if p.packages != nil {
		packageTree{r, &p.analysis}.taps(want)
	}
	for i := range r.found {
		f := &r.found[i]
		if sums := p.digests(f.Path); sums != 0 && f.Node.Kind() == layer.File {
			want(f.Node, layer.Want{Sums: sums})
		}
	}
	return r.fetch(wants)
}

// contents are a regular file's bytes, never nil. A file that is longer than limit
// is errTooLong.
func (r *rootfs) contents(node *squash.Node, limit int64) ([]byte, error) {
	if node.Entry.Size > limit {
		return nil, errTooLong
	}
	if err := r.fetch(map[*squash.Node]layer.Want{node: {Keep: true, Limit: limit}}); err != nil {
		return nil, err
	}
	if node.Entry.Contents == nil {
		return nil, errTooLong
	}
	data, err := node.Entry.Contents.Bytes()
	if err != nil {
		return nil, fmt.Errorf("reading /%s: %w", node.Entry.Path, err)
	}
	return append([]byte{}, data...), nil
}
