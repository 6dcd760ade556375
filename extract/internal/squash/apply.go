package squash

import (
	"context"
	"errors"
	"fmt"
	"path"

	"github.com/pratique-dev/pratique/extract/internal/layer"
)

// Apply puts a layer's entries on top of what is there. Layers are numbered from
// 0 and applied in that order.
func (t *Tree) Apply(ctx context.Context, number int, entries []layer.Entry) error {
	a := applier{tree: t, layer: number}
	for i := range entries {
		if i%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if err := a.apply(i, &entries[i]); err != nil {
			return fmt.Errorf("entry /%s: %w", entries[i].Path, err)
		}
	}
	return nil
}

type applier struct {
	tree  *Tree
	layer int
}

func (a *applier) apply(index int, entry *layer.Entry) error {
	switch {
	case entry.Kind == layer.Opaque:
		// A marker that leads nowhere hides nothing; neither does a whiteout.
		w := walker{tree: a.tree}
		if dir, _ := w.directory(entry.Path); dir != nil {
			a.clear(dir)
		}
		return nil
	case entry.Kind == layer.Whiteout:
		w := walker{tree: a.tree}
		dir, base := path.Split(entry.Path)
		if parent, _ := w.directory(dir); parent != nil {
			a.hide(parent, base)
		}
		return nil
	case entry.Path == "":
		if entry.Kind != layer.Dir {
			return errors.New("the root can only be a directory")
		}
		a.describe(a.tree.root, index, entry)
		return nil
	}
	w := walker{tree: a.tree, write: a.imply}
	dir, base := path.Split(entry.Path)
	parent, err := w.directory(dir)
	if err != nil {
		return err
	}
	for _, node := range w.trail {
		node.touched = a.layer
	}
	if entry.Kind == layer.Hardlink {
		return a.link(parent, base, entry)
	}
	return a.put(parent, base, index, entry)
}

// hide takes away what lower layers have under a name, and not what this layer has, wherever the
// whiteout stands in it (image-spec, layer.md).
func (a *applier) hide(parent *Node, base string) {
	child, ok := parent.children[base]
	switch {
	case !ok:
	case child.node.IsDir() && child.node.touched == a.layer:
		a.clear(child.node)
		if child.layer != a.layer { // only the layer's files in it are its own
			child.node.Entry, child.node.Layer, child.node.Index = nil, a.layer, 0
			child.layer, child.member = a.layer, nil
		}
	case child.layer != a.layer:
		delete(parent.children, base)
	}
}

// imply makes the directories that a layer writes into without an entry for them,
// and gives way to them where something else stands there.
func (a *applier) imply(dir *Node, component string) error {
	dir.touched = a.layer // the trail loses what a symbolic link leads away from
	if old, ok := dir.children[component]; ok && (old.node.IsDir() || old.node.Kind() == layer.Symlink) {
		return nil
	}
	node, err := a.tree.newDir(a.layer)
	if err != nil {
		return err
	}
	dir.children[component] = &name{node: node, layer: a.layer}
	return nil
}

// put writes an entry that is a node of its own. A directory over a directory only
// describes it anew; anything else replaces what was there, tree and all.
func (a *applier) put(parent *Node, base string, index int, entry *layer.Entry) error {
	old, ok := parent.children[base]
	if ok && entry.Kind == layer.Dir && old.node.IsDir() {
		a.describe(old.node, index, entry)
		old.layer, old.member = a.layer, entry
		return nil
	}
	node, err := a.tree.newNode(a.layer)
	if err != nil {
		return err
	}
	if entry.Kind == layer.Dir {
		node.children = map[string]*name{}
	}
	a.describe(node, index, entry)
	parent.children[base] = &name{node: node, layer: a.layer, member: entry}
	return nil
}

func (a *applier) describe(node *Node, index int, entry *layer.Entry) {
	node.Entry, node.Layer, node.Index, node.touched = entry, a.layer, index, a.layer
}

// link gives the target's node another name. What happens to the target's own name
// later does not matter to it.
func (a *applier) link(parent *Node, base string, entry *layer.Entry) error {
	w := walker{tree: a.tree}
	target, err := w.name(entry.Link, false)
	switch {
	case err != nil:
		return fmt.Errorf("following the hard link to /%s: %w", entry.Link, err)
	case target == nil:
		return fmt.Errorf("it is a hard link to /%s, which is not there", entry.Link)
	case target.IsDir():
		return fmt.Errorf("it is a hard link to /%s, which is a directory", entry.Link)
	}
	parent.children[base] = &name{node: target, layer: a.layer, member: entry}
	return nil
}

// clear removes what the layers below have in dir. What this layer has put there,
// before the marker or after it, stays, and so do the directories on the way to it.
func (a *applier) clear(dir *Node) {
	for base, child := range dir.children {
		isDir := child.node.IsDir()
		if child.layer != a.layer && (!isDir || child.node.touched != a.layer) {
			delete(dir.children, base)
		} else if isDir {
			a.clear(child.node)
		}
	}
}
