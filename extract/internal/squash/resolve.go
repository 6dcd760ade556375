package squash

import (
	"path"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/layer"
)

// walker follows a path component by component, as the kernel does in a chroot.
type walker struct {
	tree  *Tree
	trail []*Node // from the root to where the walker stands
	links int
	// write is called before each step down: it may put the directory there.
	write func(dir *Node, component string) error
}

// directory goes to the directory that p names, through symbolic links. It is
// nil where there is none.
func (w *walker) directory(p string) (*Node, error) {
	w.trail = append(w.trail[:0], w.tree.root)
	todo := p
	for todo != "" {
		component, rest, _ := strings.Cut(todo, "/")
		todo = rest
		switch component {
		case "", ".":
			continue
		case "..":
			// By the trail, not by the text: "link/.." is the parent of what the
			// link leads to. The root is its own parent.
			w.trail = w.trail[:max(1, len(w.trail)-1)]
			continue
		}
		here := w.trail[len(w.trail)-1]
		if w.write != nil {
			if err := w.write(here, component); err != nil {
				return nil, err
			}
		}
		next, ok := here.children[component]
		switch {
		case !ok:
			return nil, nil
		case next.node.IsDir():
			w.trail = append(w.trail, next.node)
		case next.node.Kind() == layer.Symlink:
			if w.links++; w.links > maxSymlinks {
				return nil, errLoop
			}
			link := next.node.Entry.Link
			if strings.HasPrefix(link, "/") {
				w.trail = w.trail[:1]
			}
			todo = link + "/" + todo
		default:
			return nil, nil
		}
	}
	return w.trail[len(w.trail)-1], nil
}

// Lookup is the node that p names, nil where there is none. Symbolic links in
// front of the last component are followed; one that is the last only where follow
// says so.
func (t *Tree) Lookup(p string, follow bool) *Node {
	w := walker{tree: t}
	found, _ := w.name(layer.Clean(p), follow)
	return found
}

func (w *walker) name(p string, follow bool) (*Node, error) {
	for {
		dir, base := path.Split(p)
		parent, err := w.directory(dir)
		if parent == nil || err != nil {
			return nil, err
		}
		if base == "" {
			return parent, nil
		}
		found, ok := parent.children[base]
		if !ok {
			return nil, nil
		}
		if !follow || found.node.Kind() != layer.Symlink {
			return found.node, nil
		}
		if w.links++; w.links > maxSymlinks {
			return nil, errLoop
		}
		link := found.node.Entry.Link
		if !strings.HasPrefix(link, "/") {
			link = dir + link
		}
		// The link's ".." have to be walked, so they end as a directory's name.
		switch last := path.Base(link); last {
		case "..", ".", "/":
			return w.directory(link)
		default:
			p = link
		}
	}
}
