package report

import (
	"cmp"
	"net/url"
	"path"
	"strings"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// spot is where a finding is: lines of a file beside the image, or a path in the image.
// All of it may be zero.
type spot struct {
	file       string // a Dockerfile, as a path with slashes and without ./
	start, end int    // from 1; 0 where no line is known
	path       string // in the image
	layer      int    // from 0; -1 where it is not known
}

func spotOf(l *decision.Location) spot {
	s := spot{layer: -1}
	if l == nil {
		return s
	}
	if l.File != "" || l.StartLine > 0 {
		s.file = clean(fileOf(l))
	}
	if l.StartLine > 0 {
		s.start, s.end = l.StartLine, max(l.StartLine, l.EndLine)
	}
	s.path = l.Path
	if l.Layer != nil && *l.Layer >= 0 {
		s.layer = *l.Layer
	}
	return s
}

// clean is a path as pipelines compare them with a repository's.
func clean(name string) string { return path.Clean(name) }

// layerDigest is the digest of the spot's layer, or "".
func (v view) layerDigest(s spot) string {
	if s.layer < 0 || s.layer >= len(v.Layers) {
		return ""
	}
	return v.Layers[s.layer]
}

// reference is a path as a URI: relative where the path is, with a file scheme where it
// is absolute. No path is the base itself.
func reference(path string) string {
	u := url.URL{Path: cmp.Or(path, "./")}
	if strings.HasPrefix(path, "/") {
		u = url.URL{Scheme: "file", Path: "/" + strings.TrimLeft(path, "/")}
	}
	return u.String()
}
