package source

import (
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// isForeign says whether an entry of an index is something that stands beside the image:
// BuildKit's provenance, a signature, an SBOM or another artifact.
func isForeign(d v1.Descriptor) bool {
	switch {
	case d.Annotations["vnd.docker.reference.type"] == "attestation-manifest",
		d.Platform != nil && d.Platform.OS == "unknown" && d.Platform.Architecture == "unknown":
		return true
	case artifactTag.MatchString(d.Annotations[refName]):
		return true
	case d.ArtifactType != "" && !isConfig(types.MediaType(d.ArtifactType)):
		return true
	}
	switch d.Annotations["kind"] { // what `cosign save` writes
	case "dev.cosignproject.cosign/sigs", "dev.cosignproject.cosign/atts", "dev.cosignproject.cosign/sboms":
		return true
	}
	return d.MediaType != "" && !d.MediaType.IsImage() && !d.MediaType.IsIndex()
}

// isConfig says whether a media type is that of an image's configuration.
func isConfig(t types.MediaType) bool {
	return t == types.OCIConfigJSON || t == types.DockerConfigJSON
}

// distinct are the entries without those that name an image again: a build with two
// tags writes two entries of one digest.
func distinct(all []v1.Descriptor) []v1.Descriptor {
	var kept []v1.Descriptor
	seen := map[v1.Hash]bool{}
	for _, d := range all {
		if !seen[d.Digest] {
			seen[d.Digest] = true
			kept = append(kept, d)
		}
	}
	return kept
}
