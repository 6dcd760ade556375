// Package squash merges the layers of an image, oldest first, into the root
// filesystem that a container runtime would make of them.
package squash

import (
	"errors"
	"fmt"

	"github.com/pratique-dev/pratique/extract/internal/layer"
)

// maxSymlinks is how many symbolic links one path may lead through (MAXSYMLINKS
// of Linux).
const maxSymlinks = 40

// errLoop is the error of a path that leads through more.
var errLoop = errors.New("too many levels of symbolic links")

// Node is a file, directory or other object. Its hard links share it, as names
// share an inode.
type Node struct {
	// Entry is what describes the node; nil for a directory that no layer has an
	// entry for, which is 0755 and root's.
	Entry *layer.Entry
	// Layer and Index are where Entry stands: the layer's index and the entry's
	// index in it.
	Layer, Index int

	children map[string]*name // nil unless a directory
	touched  int              // the last layer that wrote at or below this directory
}

// name is one name of a node in a directory.
type name struct {
	node   *Node
	layer  int          // the layer that last wrote it
	member *layer.Entry // that layer's own entry for it; nil for implied directories
}

// IsDir says whether the node is a directory.
func (n *Node) IsDir() bool { return n.children != nil }

// Kind is the node's kind; never a hard link.
func (n *Node) Kind() layer.Kind {
	if n.Entry == nil {
		return layer.Dir
	}
	return n.Entry.Kind
}

// Tree is a root filesystem that layers are being applied to.
type Tree struct {
	root  *Node
	left  int64 // nodes that may still be made
	limit int64
}

// New returns an empty root filesystem that may grow to limit nodes, the implied
// directories included.
func New(limit int64) *Tree {
	return &Tree{root: &Node{children: map[string]*name{}}, left: limit, limit: limit}
}

func (t *Tree) newNode(layer int) (*Node, error) {
	if t.left--; t.left < 0 {
		return nil, fmt.Errorf("the image has more than %d files and directories, which is the limit", t.limit)
	}
	return &Node{Layer: layer, touched: layer}, nil
}

func (t *Tree) newDir(layer int) (*Node, error) {
	node, err := t.newNode(layer)
	if err == nil {
		node.children = map[string]*name{}
	}
	return node, err
}
