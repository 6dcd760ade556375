// Package imagesize computes the size that Anchore gives an image: the length of
// the squashed root filesystem as one uncompressed tar archive in PAX format,
// without writing it (compatibility.md#image-size).
package imagesize

import (
	"unicode/utf8"

	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/spelling"
	"github.com/pratique-dev/pratique/extract/internal/squash"
)

const (
	block  = 512
	record = 20 * block // what archives are padded to
	end    = 2 * block  // two zero blocks end an archive
	// charset is the length of the record "21 hdrcharset=BINARY\n", which Python
	// adds where a record is not UTF-8.
	charset = 21
)

// Of is the size in bytes of the archive with what a walk of tree found. Only what
// has an entry in a layer counts, as Anchore has no other members.
func Of(tree *squash.Tree, found []squash.Found) int64 {
	total := int64(end)
	if root := tree.Lookup("/", false); root.Entry != nil {
		// Anchore keeps a layer's entry for the root, under the name ".".
		total += member(tree, &squash.Found{Path: "/.", Node: root, Member: root.Entry})
	}
	for i := range found {
		if found[i].Member != nil {
			total += member(tree, &found[i])
		}
	}
	return roundUp(total, record)
}

func member(tree *squash.Tree, f *squash.Found) int64 {
	entry := f.Member
	if entry.Kind == layer.Hardlink && tree.Lookup(entry.Link, false) != f.Node {
		// The target's name has gone or is another file now, so the archive
		// has the file itself in the link's place.
		entry = f.Node.Entry
	}
	path := spelling.Unspell(f.Path[1:]) // members' names have no leading slash, directories' no trailing one
	records := entry.PAX + layer.PAXRecord("path", path)
	if entry.Binary || !utf8.ValidString(path) {
		records += charset
	}
	total := block + block + roundUp(records, block)
	if entry.Kind == layer.File {
		total += roundUp(entry.Size, block)
	}
	return total
}

func roundUp(n, unit int64) int64 {
	return (n + unit - 1) / unit * unit
}
