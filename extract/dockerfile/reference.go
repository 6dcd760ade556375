package dockerfile

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// splitReference fills in the parts of an image reference, without judging them: a
// linter wants to see what is wrong, too. The registry is docker.io where none is
// named; library/ is not added. scratch is no image and has no parts.
func splitReference(b *document.Base) {
	name := *b.Reference
	if name == "scratch" {
		return
	}
	name, digest, ok := strings.Cut(name, "@")
	if ok {
		b.Digest = &digest
	}
	if i := strings.LastIndexByte(name, ':'); i > strings.LastIndexByte(name, '/') {
		tag := name[i+1:]
		name, b.Tag = name[:i], &tag
	}
	registry := "docker.io"
	if first, rest, ok := strings.Cut(name, "/"); ok && (strings.ContainsAny(first, ".:") || first == "localhost") {
		registry, name = first, rest
	}
	b.Registry, b.Repository = &registry, &name
}
