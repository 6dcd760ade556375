package extract

import (
	"path"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/squash"
)

const (
	// maxLinks is how many symbolic links in a row Anchore follows
	// (compatibility.md#content-search).
	maxLinks = 128
	// maxLines is how many line numbers a section may have: a file of many matches
	// may have millions of names.
	maxLines = 1 << 20
)

// fact is what a tap found in the file, nil for nothing.
func fact(node *squash.Node, tap string) any {
	if node.Entry == nil {
		return nil
	}
	return node.Entry.Facts[tap]
}

// matches are what a search found, by path: under every name of a hard link, and
// under the symbolic links that lead to the file.
func (r *rootfs) matches(section string) document.ContentMatches {
	matches := document.ContentMatches{}
	lines := 0
	add := func(path string, found []document.ContentMatch) {
		for _, m := range found {
			lines += len(m.Lines)
		}
		if lines > maxLines {
			found = slices.Clone(found)
			for i := range found {
				found[i].Lines = nil
			}
		}
		if len(found) > 0 {
			matches[path] = found
		}
	}
	any := false
	for i := range r.found {
		f := &r.found[i]
		h, ok := fact(f.Node, section).(*hits)
		if !ok {
			continue
		}
		any = true
		add(f.Path, h.matches)
		if h.err != nil && f.First == f.Path {
			r.problem(section, f.Path, h.err)
		}
	}
	if !any {
		return matches
	}
	links := linkResolver{found: r.found, known: map[string]*squash.Node{}}
	for i := range r.found {
		if f := &r.found[i]; f.Node.Kind() == layer.Symlink {
			if target := links.resolve(f); target != nil {
				if h, ok := fact(target, section).(*hits); ok {
					add(f.Path, h.matches)
				}
			}
		}
	}
	return matches
}

// linkResolver follows symbolic links as Anchore's search does: by name, so that
// a link through a directory that is a link itself leads nowhere.
type linkResolver struct {
	found []squash.Found // sorted by path
	known map[string]*squash.Node
}

// resolve is the regular file that a symbolic link leads to, nil for none.
func (l *linkResolver) resolve(link *squash.Found) *squash.Node {
	var (
		chain []string
		node  *squash.Node
	)
	for next := link; next != nil; next = l.target(next) {
		if next.Node.Kind() == layer.File {
			node = next.Node
			break
		}
		known, ok := l.known[next.Path]
		if ok {
			node = known
			break
		}
		if next.Node.Kind() != layer.Symlink || len(chain) == maxLinks {
			break
		}
		chain = append(chain, next.Path)
	}
	for _, p := range chain {
		l.known[p] = node
	}
	return node
}

// target is what a link names: its text without the first character, where that is
// a path of the image (which it is for absolute ones), else the text itself, else
// the text from the link's directory on.
func (l *linkResolver) target(link *squash.Found) *squash.Found {
	text := link.Node.Entry.Link
	if text == "" {
		return nil
	}
	for _, candidate := range []string{text[1:], text, strings.TrimPrefix(path.Join(path.Dir(link.Path), text), "/")} {
		i, ok := slices.BinarySearchFunc(l.found, "/"+candidate, func(f squash.Found, p string) int { return strings.Compare(f.Path, p) })
		if ok {
			return &l.found[i]
		}
	}
	return nil
}
