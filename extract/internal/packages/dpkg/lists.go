package dpkg

import (
	"bytes"
	"path"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/texts"
)

// Sum is one line of an md5sums file.
type Sum struct {
	Path string // absolute and clean
	MD5  string // "" where the line's path holds blanks
}

// Sums reads an md5sums file. Where the path holds blanks the sum is left out:
// Anchore skips such lines in manifests (compatibility.md#package-manifests), but the file
// still belongs to the package.
func Sums(data []byte) []Sum {
	var (
		sums []Sum
		keep texts.Keeper
	)
	for line := range bytes.Lines(data) {
		words := bytes.Fields(line)
		if len(words) < 2 {
			continue
		}
		if len(words) == 2 {
			sums = append(sums, Sum{Path: keep.Keep(absolute(string(words[1]))), MD5: keep.Keep(string(words[0]))})
			continue
		}
		_, rest, _ := bytes.Cut(bytes.TrimSpace(line), words[0])
		sums = append(sums, Sum{Path: absolute(string(bytes.TrimSpace(rest)))})
	}
	return sums
}

// Paths reads a conffiles list: one path a line.
func Paths(data []byte) []string {
	var paths []string
	for line := range bytes.Lines(data) {
		if p := string(bytes.TrimSpace(line)); strings.HasPrefix(p, "/") {
			paths = append(paths, p)
		}
	}
	return paths
}

// absolute also mends what Anchore gets wrong: "//" in a path becomes "/" and
// not "\/" (compatibility.md#dpkg-double-slash).
func absolute(p string) string { return path.Clean("/" + p) }

// ListName splits the base name of a list in the info directory, such as
// "libc6:amd64.md5sums", into package and architecture ("" where it has none).
func ListName(base, extension string) (name, architecture string) {
	name, architecture, _ = strings.Cut(strings.TrimSuffix(base, extension), ":")
	return name, architecture
}
