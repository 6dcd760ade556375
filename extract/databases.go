package extract

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/packages"
	"github.com/pratique-dev/pratique/extract/internal/squash"
)

// named are the names of the root filesystem's files under which packages may be declared: their
// own and, behind them, those below a package manager's directory that is a link, or in
// one, under which the manager knows them.
func (t packageTree) named() []squash.Found {
	all := slices.Clip(t.found)
	seen := map[string]bool{}
	for _, database := range packages.Directories() {
		real, ok := t.realPath(database.Path)
		if !ok {
			continue
		}
		from, _ := slices.BinarySearchFunc(t.found, real+"/", func(f squash.Found, prefix string) int { return strings.Compare(f.Path, prefix) })
		for _, f := range t.found[from:] {
			rest, below := strings.CutPrefix(f.Path, real+"/")
			if !below {
				break
			}
			alias := database.Path + "/" + rest
			kind := t.packages.Wants(packages.File{Path: alias})
			if kind == packages.None || kind == t.packages.Wants(packages.File{Path: f.Path}) || seen[alias] {
				continue
			}
			seen[alias] = true
			f.Path = alias
			all = append(all, f)
		}
	}
	return all
}

// realPath is the path of the directory that a path leads to through links; ok is false
// where it is there itself, or nowhere.
func (t packageTree) realPath(path string) (real string, ok bool) {
	node := t.tree.Lookup(path, true)
	if node == nil || !node.IsDir() {
		return "", false
	}
	if i, found := slices.BinarySearchFunc(t.found, path, func(f squash.Found, p string) int { return strings.Compare(f.Path, p) }); found && t.found[i].Node == node {
		return "", false
	}
	for i := range t.found {
		if t.found[i].Node == node {
			return t.found[i].Path, true
		}
	}
	return "", true // the root itself
}

// irregular notes where something else than a file or directory is in the place of a
// package database: nobody could look into it.
func (t packageTree) irregular() {
	for _, database := range packages.Databases() {
		node := t.tree.Lookup(database.Path, false)
		if node == nil || !t.packages.Selects(database.Type) || t.file(database.Path, true) != nil {
			continue
		}
		t.problem("packages:"+database.Type, database.Path, fmt.Errorf("it should be a package database, and is %s", t.whatIs(database.Path, node)))
	}
	for _, directory := range packages.Directories() {
		node := t.tree.Lookup(directory.Path, false)
		if node == nil || directory.Type == "" || !t.packages.Selects(directory.Type) {
			continue
		}
		if to := t.tree.Lookup(directory.Path, true); to == nil || !to.IsDir() {
			t.problem("packages:"+directory.Type, directory.Path, fmt.Errorf("it should be the directory of a package database, and is %s", t.whatIs(directory.Path, node)))
		}
	}
}

// foreign notes the records of package managers that are not read.
func (t packageTree) foreign() {
	if !t.packages.Everything() {
		return
	}
	seen := map[string]bool{}
	for i := range t.found {
		manager := packages.Foreign(t.found[i].Path)
		if manager == "" || seen[manager] {
			continue
		}
		seen[manager] = true
		t.absent("packages:"+manager, t.found[i].Path, fmt.Errorf("the packages that %s has installed are not read", manager))
	}
}

// whatIs says what is found where a regular file is expected.
func (r *rootfs) whatIs(path string, node *squash.Node) string {
	switch node.Kind() {
	case layer.Symlink:
		to := r.tree.Lookup(path, true)
		if to == nil {
			return fmt.Sprintf("a symbolic link to %s, which leads nowhere", node.Entry.Link)
		}
		return fmt.Sprintf("a symbolic link to %s, which is %s", node.Entry.Link, r.whatIs(path, to))
	case layer.Dir:
		return "a directory"
	case layer.Fifo:
		return "a named pipe"
	case layer.Char, layer.Block:
		return "a device"
	case layer.File:
		return "a regular file"
	}
	return "no regular file"
}

// unreadable notes that something else than a regular file, or a link that leads to none, is at a path
// that is read; note is problem or minor.
func (r *rootfs) unreadable(note func(section, path string, err error), section, path string) {
	if node := r.tree.Lookup(path, false); node != nil && r.file(path, true) == nil {
		note(section, path, errors.New("it is "+r.whatIs(path, node)+", and was not read"))
	}
}
