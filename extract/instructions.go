package extract

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/dockerfile"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/history"
	"github.com/pratique-dev/pratique/extract/internal/secrets"
)

// dockerfileSection is the supplied Dockerfile. Without one, or with an empty one
// (compatibility.md#dockerfile-mode), it is what the image's history gives; image is nil where
// there is none.
func dockerfileSection(o Options, image *document.Image) (*document.Dockerfile, error) {
	supplied := o.Dockerfile
	if image != nil && (supplied == nil || len(supplied.Contents) == 0) {
		d := dockerfile.Guess(withUntold(image.History, len(image.Layers)), o.Reading)
		show(d)
		return d, nil
	}
	d, err := dockerfile.Parse(supplied.Contents, dockerfile.Options{
		Path: supplied.Path, BuildArgs: withoutSecrets(supplied.BuildArgs), Target: supplied.Target,
		Reading: o.Reading, Platform: platformOf(o, image),
	})
	if err != nil {
		return nil, err
	}
	show(d)
	return d, nil
}

// withUntold is the history with an entry that says nothing for each layer that it has none for.
func withUntold(h []document.History, layers int) []document.History {
	for _, entry := range h {
		if !entry.EmptyLayer {
			layers--
		}
	}
	return append(slices.Clip(h), make([]document.History, max(layers, 0))...)
}

func platformOf(o Options, image *document.Image) string {
	if image == nil || image.OS == nil || image.Architecture == nil {
		return o.Platform
	}
	parts := []string{*image.OS, *image.Architecture}
	if image.Variant != nil {
		parts = append(parts, *image.Variant)
	}
	return strings.Join(parts, "/")
}

// started fills in the commands that the configuration has a container start with. A
// configuration that is none has another problem already.
func started(image *document.Image) {
	var config struct{ Entrypoint, Cmd []string }
	if len(image.Config) == 0 || json.Unmarshal(image.Config, &config) != nil {
		return
	}
	image.Started, image.StartedUnparsed = dockerfile.Started(config.Entrypoint, config.Cmd)
	showCommands(image.Started, secrets.PartsOf(strings.Join(append(config.Entrypoint, config.Cmd...), " ")))
}

// instruct says which instruction made an entry of the history.
func instruct(h *document.History) {
	h.Instruction, h.Value, h.Builder = history.Parse(history.Entry{CreatedBy: h.CreatedBy, Author: h.Author, Comment: h.Comment})
}

// configuredHealth gives the last health check of a history the words that the configuration has:
// recent builders print them so that they cannot be told apart.
func configuredHealth(entries []document.History, config json.RawMessage) {
	var configured struct {
		Healthcheck struct{ Test []string }
	}
	if json.Unmarshal(config, &configured) != nil {
		return // said where the configuration is read
	}
	for i := range slices.Backward(entries) {
		if e := &entries[i]; e.Instruction != nil && *e.Instruction == "HEALTHCHECK" {
			if value, ok := history.Healthcheck(e.CreatedBy, configured.Healthcheck.Test); ok {
				e.Value = &value
			}
			return
		}
	}
}
