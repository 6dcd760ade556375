package packages

import (
	"archive/tar"
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/document"
)

// image is the simplest root filesystem that packages can be found in: layers
// are applied one after the other, links are followed by name. The real one is
// package squash's.
type image struct {
	selection *Selection
	facts     map[string]*Facts // by path of regular files
	files     map[string]bool
	links     map[string]string
	content   map[string]string            // of the files of /etc
	sums      map[string]map[string]string // by path and algorithm, in hex
}

func newImage(t testing.TB, options Options, needs ...document.Need) *image {
	t.Helper()
	s, err := Select(needs, options)
	if err != nil {
		t.Fatal(err)
	}
	return &image{s, map[string]*Facts{}, map[string]bool{}, map[string]string{}, map[string]string{}, map[string]map[string]string{}}
}

// add puts a file into the image.
func (m *image) add(name string, content []byte) {
	f := File{Path: name, Size: int64(len(content)), Mode: 0o644}
	m.remove(name)
	m.files[name] = true
	if strings.HasPrefix(name, "/etc/") || strings.HasSuffix(name, "/os-release") {
		m.content[name] = string(content)
	}
	m.sums[name] = map[string]string{
		"md5": fmt.Sprintf("%x", md5.Sum(content)), "sha1": fmt.Sprintf("%x", sha1.Sum(content)), "sha256": fmt.Sprintf("%x", sha256.Sum256(content)),
	}
	switch kind := m.selection.Wants(f); {
	case kind == None:
	case kind.Streamed():
		stream := m.selection.Stream(kind, f)
		// Blocks of an odd length, so that everything is cut somewhere.
		for rest := content; len(rest) > 0; rest = rest[min(len(rest), 32_749):] {
			_, _ = stream.Write(rest[:min(len(rest), 32_749)])
		}
		m.facts[name] = stream.Facts()
	default:
		m.facts[name] = m.selection.Analyse(kind, f, bytes.NewReader(content))
	}
}

func (m *image) remove(name string) {
	for _, p := range m.names() {
		if p == name || strings.HasPrefix(p, name+"/") {
			delete(m.facts, p)
			delete(m.files, p)
			delete(m.sums, p)
			delete(m.links, p)
		}
	}
}

func (m *image) names() []string {
	var names []string
	for p := range m.files {
		names = append(names, p)
	}
	for p := range m.links {
		names = append(names, p)
	}
	return names
}

// layer applies an uncompressed layer.
func (m *image) layer(t testing.TB, r io.Reader) {
	t.Helper()
	for entries := tar.NewReader(r); ; {
		h, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		name := path.Clean("/" + h.Name)
		dir, base := path.Split(name)
		switch {
		case base == ".wh..wh..opq":
			m.remove(path.Clean(dir))
		case strings.HasPrefix(base, ".wh."):
			m.remove(dir + strings.TrimPrefix(base, ".wh."))
		case h.Typeflag == tar.TypeReg:
			content, err := io.ReadAll(entries)
			if err != nil {
				t.Fatal(err)
			}
			m.add(name, content)
		case h.Typeflag == tar.TypeSymlink:
			m.remove(name)
			m.links[name] = h.Linkname
		case h.Typeflag == tar.TypeLink:
			target := path.Clean("/" + h.Linkname)
			m.files[name], m.facts[name] = true, m.facts[target]
			m.sums[name] = m.sums[target]
		}
	}
}

func (m *image) resolve(p string) string {
	for range 40 {
		followed := false
		for at := 1; at <= len(p); at++ {
			if at < len(p) && p[at] != '/' {
				continue
			}
			if target, ok := m.links[p[:at]]; ok {
				if !strings.HasPrefix(target, "/") {
					target = path.Join(path.Dir(p[:at]), target)
				}
				p, followed = path.Join(target, p[at:]), true
				break
			}
		}
		if !followed {
			return p
		}
	}
	return ""
}

func (m *image) Facts(p string) *Facts   { return m.facts[m.resolve(p)] }
func (m *image) Exists(p string) bool    { return m.files[m.resolve(p)] }
func (m *image) catalogue() Result       { return m.selection.Catalogue(m, m.found(), m.distro()) }
func (m *image) read(name string) string { return m.content[m.resolve(name)] }

func (m *image) found() []Found {
	var found []Found
	for p, f := range m.facts {
		found = append(found, Found{p, f})
	}
	return found
}

func (m *image) distro() document.Distro {
	var d document.Distro
	for line := range strings.Lines(m.read("/etc/os-release")) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		value = strings.Trim(value, `"`)
		switch key {
		case "ID":
			d.Name = &value
		case "VERSION_ID":
			d.Version = &value
		case "ID_LIKE":
			value = strings.Join(strings.Fields(value), ",")
			d.Like = &value
		}
	}
	return d
}
