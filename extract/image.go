package extract

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/source"
)

// configFile is what is read of an image configuration (image-spec, config.md).
type configFile struct {
	Architecture string          `json:"architecture"`
	Variant      string          `json:"variant"`
	OS           string          `json:"os"`
	Created      string          `json:"created"`
	Config       json.RawMessage `json:"config"`
	History      []struct {
		Created    *string `json:"created"`
		CreatedBy  string  `json:"created_by"`
		Comment    string  `json:"comment"`
		Author     string  `json:"author"`
		EmptyLayer bool    `json:"empty_layer"`
	} `json:"history"`
}

// imageSection is what reference, manifest and configuration say; no layer is
// opened for it.
func imageSection(o Options, image *source.Image) (*document.Image, error) {
	section := &document.Image{
		Reference:    o.Source.String(),
		Digest:       text(image.Digest),
		ParentDigest: text(image.ParentDigest),
		ID:           text(strings.TrimPrefix(image.ConfigDigest, "sha256:")),
		Layers:       []document.Layer{},
		History:      []document.History{},
		Annotations:  image.Annotations,
	}
	name(section, o, image)
	if o.Source.IsBare() {
		section.Source = "registry"
		if image.FromDaemon {
			section.Source = "daemon"
		}
	}
	if image.Config == nil {
		return section, nil
	}
	var config configFile
	if err := json.Unmarshal(image.Config, &config); err != nil {
		return nil, err
	}
	section.Architecture, section.Variant, section.OS = text(config.Architecture), text(config.Variant), text(config.OS)
	if _, err := time.Parse(time.RFC3339Nano, config.Created); err == nil {
		section.Created = &config.Created
	}
	var err error
	if section.Config, err = canonical(config.Config); err != nil {
		return nil, err
	}
	var compressed int64
	for _, l := range image.Layers {
		compressed += l.Size
		section.Layers = append(section.Layers, document.Layer{
			Digest: l.Digest, DiffID: l.DiffID, MediaType: l.MediaType, CompressedSize: l.Size,
		})
	}
	section.CompressedSize = &compressed
	section.History = historyOf(config, len(image.Layers))
	return section, nil
}

// name fills in the reference's parts: those of the tag that the user gives the
// image, else those of the source's name for it.
func name(section *document.Image, o Options, image *source.Image) {
	full := o.Tag
	if full == "" {
		full = image.Name
	}
	if full == "" {
		section.Tag = text(image.Tag)
		return
	}
	parts := source.ParseReference(full)
	section.Registry, section.Repository, section.Tag = text(parts.Registry), text(parts.Repository), text(parts.Tag)
}

// historyOf gives the entries that made a layer their layer's index. There may be
// more of them than layers in a history that was made up.
func historyOf(config configFile, layers int) []document.History {
	entries := []document.History{}
	next := 0
	for _, h := range config.History {
		entry := document.History{
			Created: h.Created, CreatedBy: h.CreatedBy, Comment: h.Comment, Author: h.Author, EmptyLayer: h.EmptyLayer,
		}
		if !h.EmptyLayer && next < layers {
			index := next
			entry.Layer = &index
			next++
		}
		instruct(&entry)
		entries = append(entries, entry)
	}
	configuredHealth(entries, config.Config)
	return entries
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
