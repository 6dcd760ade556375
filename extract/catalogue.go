package extract

import (
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/packages"
	"github.com/pratique-dev/pratique/extract/internal/spelling"
	"github.com/pratique-dev/pratique/extract/internal/squash"
)

// packageTree is the root filesystem as packages are looked up in it.
type packageTree struct {
	*rootfs
	*analysis
}

// Facts implements packages.Tree.
func (t packageTree) Facts(path string) *packages.Facts {
	node := t.file(path, true)
	if node == nil {
		return nil
	}
	return t.facts(path, node)
}

// Exists implements packages.Tree.
func (t packageTree) Exists(path string) bool { return t.file(path, true) != nil }

// facts are those of what one of a file's names announces. Facts that another name
// of the file gave rise to are not this name's.
func (t packageTree) facts(path string, node *squash.Node) *packages.Facts {
	if node.Entry.Facts == nil {
		return nil
	}
	name, _, _ := t.packageKind(path, node.Entry)
	facts, _ := node.Entry.Facts[name].(*packages.Facts)
	return facts
}

// linked is the file that a path leads to whose name alone says nothing of
// packages: a hard link, or a path that is a symbolic link. A program's link is not:
// it is the same program.
func (t packageTree) linked(f *squash.Found) *squash.Node {
	switch f.Node.Kind() {
	case layer.File:
		if f.Path[1:] == f.Node.Entry.Path {
			return nil
		}
		return f.Node
	case layer.Symlink:
		// Names first: most links are none that a package database would have.
		if kind := t.packages.Wants(packages.File{Path: f.Path}); kind == packages.None || kind.Streamed() {
			return nil
		}
		node := t.file(f.Path, true)
		if node == nil {
			return nil
		}
		real, _, _ := t.packageKind(absolute(node.Entry.Path), node.Entry)
		if own, kind, _ := t.packageKind(f.Path, node.Entry); kind.Streamed() || own == real {
			return nil
		}
		return node
	default:
		return nil
	}
}

// taps are what has to be read again, because only a link's name announces it.
func (t packageTree) taps(want func(*squash.Node, layer.Want)) {
	type key struct {
		node *squash.Node
		name string
	}
	seen := map[key]bool{}
	for _, f := range t.named() {
		node := t.linked(&f)
		if node == nil {
			continue
		}
		name, _, _ := t.packageKind(f.Path, node.Entry)
		if real, _, _ := t.packageKind(absolute(node.Entry.Path), node.Entry); name == "" || name == real || seen[key{node, name}] {
			continue
		}
		seen[key{node, name}] = true
		if _, asked := node.Entry.Facts[name]; asked {
			continue // the cache knows
		}
		if tap, ok := t.packageTap(f.Path, node.Entry); ok {
			want(node, layer.Want{Taps: []layer.Tap{tap}})
		}
	}
}

// catalogue lists the packages.
func (t packageTree) catalogue(distro document.Distro) []document.Package {
	var found []packages.Found
	for _, f := range t.named() {
		node := f.Node
		if node.Kind() != layer.File {
			node = t.linked(&f)
		}
		if node == nil {
			continue
		}
		if facts := t.facts(f.Path, node); facts != nil {
			found = append(found, packages.Found{Path: f.Path, Facts: facts})
		}
	}
	result := t.packages.Catalogue(t, found, distro)
	for _, p := range result.Problems {
		section := "packages"
		if p.Type != "" {
			section += ":" + p.Type
		}
		switch {
		case p.Absent:
			t.absent(section, p.Path, p.Err)
		case p.Minor:
			t.minor(section, p.Path, p.Err)
		default:
			t.problem(section, p.Path, p.Err)
		}
	}
	for i := range result.Packages {
		spell(&result.Packages[i])
	}
	t.irregular()
	t.foreign()
	return result.Packages
}

// spell spells what identifies a package and its files: databases may have any bytes.
func spell(p *document.Package) {
	p.Name, p.Version, p.FullVersion = spelling.Spell(p.Name), spelling.Spell(p.Version), spelling.Spell(p.FullVersion)
	for i := range p.Files {
		p.Files[i].Path = spelling.Spell(p.Files[i].Path)
	}
}
