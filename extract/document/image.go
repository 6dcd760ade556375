package document

import "encoding/json"

// Image is what reference, manifest and config say. Null is a fact that was
// looked for and is not there, so nothing here is omitted but annotations.
type Image struct {
	Reference      string          `json:"reference,omitzero"` // as typed
	Source         string          `json:"source,omitzero"`    // registry or daemon: where an image was found of which the reference does not say it
	Registry       *string         `json:"registry"`           // docker.io where the reference names none
	Repository     *string         `json:"repository"`         // as mappings match it: library/ is never added
	Tag            *string         `json:"tag"`
	Digest         *string         `json:"digest"` // manifest digest, sha256:…
	ParentDigest   *string         `json:"parent_digest"`
	ID             *string         `json:"id"`              // config digest in hex
	Size           *int64          `json:"size"`            // bytes of the squashed tar, as Anchore counts (compatibility.md#image-size); null where no layer was opened
	LayersSize     *int64          `json:"layers_size"`     // bytes, uncompressed layers added up; null where no layer was opened
	CompressedSize *int64          `json:"compressed_size"` // bytes, the layers as stored
	Architecture   *string         `json:"architecture"`
	Variant        *string         `json:"variant"`
	OS             *string         `json:"os"`
	Created        *string         `json:"created"` // RFC 3339
	Distro         Distro          `json:"distro"`
	Layers         []Layer         `json:"layers"`
	History        []History       `json:"history"` // oldest first
	Config         json.RawMessage `json:"config,omitzero"`
	// Started are the commands that a container of the image starts with, those of a
	// script within them too: Entrypoint and Cmd of the configuration. StartedUnparsed
	// says why some of them could not be read.
	Started         []Command         `json:"started,omitzero"`
	StartedUnparsed string            `json:"started_unparsed,omitzero"`
	Annotations     map[string]string `json:"annotations,omitzero"`
}

// Distro is the distribution as compatibility.md#distribution finds it; null where not found.
type Distro struct {
	Name    *string `json:"name"`
	Version *string `json:"version"`
	Like    *string `json:"like"` // ID_LIKE, comma-separated; the name where there is none
	// ContentSets are the repositories that images of Red Hat say their packages come from, sorted.
	ContentSets []string `json:"content_sets,omitzero"`
}

// Layer is one layer of the manifest, oldest first. Sizes are in bytes.
type Layer struct {
	Digest         string `json:"digest"`
	DiffID         string `json:"diff_id,omitzero"`
	MediaType      string `json:"media_type,omitzero"`
	Size           int64  `json:"size,omitzero"` // uncompressed; absent where the layer was not opened
	CompressedSize int64  `json:"compressed_size"`
}

// History is one entry of the image's history.
type History struct {
	Created     *string `json:"created"`
	CreatedBy   string  `json:"created_by"`
	Comment     string  `json:"comment,omitzero"`
	Author      string  `json:"author,omitzero"`
	EmptyLayer  bool    `json:"empty_layer"`
	Layer       *int    `json:"layer"`       // index into layers; null for an empty layer
	Instruction *string `json:"instruction"` // upper-case, as parsed from created_by
	Value       *string `json:"value"`
	Builder     *string `json:"builder"` // docker, buildkit, buildah, kaniko, podman, …
}
