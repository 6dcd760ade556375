package squash

import (
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/texts"
)

// Found is one path of the root filesystem.
type Found struct {
	Path string // absolute
	Node *Node
	// Layer is the layer that last wrote the name.
	Layer int
	// Member is that layer's own entry for the name, which for a hard link is not
	// the node's; nil for a directory that no layer has an entry for.
	Member *layer.Entry
	// First is the first path, by bytes, of the same node: Path itself unless the
	// node has several names.
	First string
}

// Walk lists every path but the root's, sorted by bytes.
func (t *Tree) Walk() []Found {
	all := make([]Found, 0, t.limit-t.left) // about as many as nodes were made
	linked := false
	var paths texts.Keeper
	var walk func(prefix string, dir *Node)
	walk = func(prefix string, dir *Node) {
		for base, child := range dir.children {
			p := paths.Join(prefix, "/", base)
			all = append(all, Found{Path: p, Node: child.node, Layer: child.layer, Member: child.member, First: p})
			linked = linked || child.member != nil && child.member.Kind == layer.Hardlink
			if child.node.IsDir() {
				walk(p, child.node)
			}
		}
	}
	walk("", t.root)
	slices.SortFunc(all, func(a, b Found) int { return strings.Compare(a.Path, b.Path) })
	if !linked {
		return all
	}
	first := map[*Node]string{}
	for i := range all {
		if p, again := first[all[i].Node]; again {
			all[i].First = p
		} else {
			first[all[i].Node] = all[i].Path
		}
	}
	return all
}
