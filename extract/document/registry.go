package document

// Registry is what registries said, when they were asked, of the image's tag and of the
// images that it is built on.
type Registry struct {
	CheckedAt string `json:"checked_at"` // RFC 3339
	// Reference is the image's reference with the tag that was asked for; nil where it has no tag.
	Reference *string `json:"reference"`
	// TagDigest is the digest of the manifest or index that the tag names; nil where nobody knows.
	TagDigest *string `json:"tag_digest"`
	// BaseDigests are base image as the Dockerfile, an annotation or a label has it -> digest of
	// what its tag names. Those without a tag and those that no registry told are left out.
	BaseDigests map[string]string `json:"base_digests"`
	// Manifests are digest of an index -> the digests of its manifests: of those indexes among
	// the digests above that are neither the image nor what FROM names.
	Manifests map[string][]string `json:"manifests"`
}
