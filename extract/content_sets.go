package extract

import (
	"fmt"
	"path"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/distro"
	"github.com/pratique-dev/pratique/extract/internal/layer"
)

// maxContentManifests is how many content manifests of one image are read: Red Hat's builds leave one for each base.
const maxContentManifests = 64

// contentSets are the repositories that the packages of an image of Red Hat come from, in whose data their
// vulnerabilities are. What cannot be read is a problem, since other repositories have other fixes.
func (r *rootfs) contentSets(d *document.Distro) error {
	if !distro.HasContentSets(*d) {
		return nil
	}
	read := 0
	for i := range r.found {
		name := r.found[i].Path
		if path.Dir(name) != distro.ContentManifests || !strings.HasSuffix(name, ".json") || r.found[i].Node.Kind() != layer.File {
			continue
		}
		if read++; read > maxContentManifests {
			r.minor("image.distro", distro.ContentManifests, fmt.Errorf("there are more than %d content manifests, and the rest was not read", maxContentManifests))
			return nil
		}
		data, err := r.readable(name)
		if err != nil {
			return err
		}
		if data == nil { // readable has said why
			continue
		}
		if d.ContentSets, err = distro.ContentSets(d.ContentSets, data); err != nil {
			r.minor("image.distro", name, err)
		}
	}
	return nil
}
