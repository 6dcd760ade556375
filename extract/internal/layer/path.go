package layer

import (
	"fmt"
	"path"
	"strings"
)

// maxPath is the longest path that Linux takes, in bytes (PATH_MAX, without the
// zero byte). No runtime can unpack a longer one.
const maxPath = 4095

// Clean is a name of an archive as a path relative to the root, "" for the root
// itself: "./" and "/" in front go, ".." never leads out.
func Clean(name string) string {
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// clean is Clean of a name that a runtime could unpack.
func clean(name string) (string, error) {
	cleaned := Clean(name)
	return cleaned, fits(cleaned)
}

// fits says why Linux would not take a path.
func fits(p string) error {
	if strings.ContainsRune(p, 0) {
		return fmt.Errorf("path %.60q has a zero byte", p)
	}
	if len(p) > maxPath {
		return fmt.Errorf("path %.60q… has %d bytes, more than the %d that Linux takes", p, len(p), maxPath)
	}
	return nil
}

const (
	whiteoutPrefix = ".wh."
	// opaqueName marks its directory as opaque (image-spec, layer.md).
	opaqueName = ".wh..wh..opq"
	// metaPrefix begins the names of AUFS's own bookkeeping, which old builders
	// left in layers and which runtimes skip.
	metaPrefix = ".wh..wh."
)

// whiteout says what a path that may be a whiteout hides. Skip is true for names
// that runtimes leave out.
func whiteout(p string) (target string, kind Kind, skip bool) {
	dir, base := path.Split(p)
	switch {
	case base == opaqueName:
		return strings.TrimSuffix(dir, "/"), Opaque, false
	case strings.HasPrefix(p, metaPrefix) || strings.Contains(p, "/"+metaPrefix):
		return "", File, true
	case strings.HasPrefix(base, whiteoutPrefix):
		hidden := strings.TrimPrefix(base, whiteoutPrefix)
		// ".wh.", ".wh.." and ".wh..." would hide the directory itself or its parent.
		return dir + hidden, Whiteout, hidden == "" || hidden == "." || hidden == ".."
	default:
		return p, File, false
	}
}
