package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"github.com/pratique-dev/pratique/extract/internal/jsonread"
	"github.com/pratique-dev/pratique/extract/internal/spelling"
	"github.com/pratique-dev/pratique/internal/limits"
)

// A document that two programs can read as two images is refused: who judges must not choose
// (CVE-2021-41190).

// parseManifest reads the manifest of an image. Declared is the media type that its
// descriptor, or the registry, has for it.
func parseManifest(data []byte, declared types.MediaType) (*v1.Manifest, error) {
	manifest, err := v1.ParseManifest(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("parsing the manifest: %w", err)
	}
	if manifest.SchemaVersion == 1 {
		return nil, errors.New("its manifest has schema version 1, which is not supported")
	}
	if err := oneReading(data, declared, manifest.MediaType); err != nil {
		return nil, fmt.Errorf("its manifest is ambiguous: %w", err)
	}
	return manifest, nil
}

// parseIndex reads an index as parseManifest reads a manifest.
func parseIndex(data []byte, declared types.MediaType) (*v1.IndexManifest, error) {
	index, err := v1.ParseIndexManifest(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if err := oneReading(data, declared, index.MediaType); err != nil {
		return nil, fmt.Errorf("it is ambiguous: %w", err)
	}
	return index, nil
}

// oneReading is an error where a document is a manifest and an index, where its media type is not
// that which it is said to have, or where a key is there twice.
func oneReading(data []byte, declared, stated types.MediaType) error {
	if err := jsonread.Unambiguous(data, goObject); err != nil {
		return err
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(data, &keys); err != nil {
		return err
	}
	has := map[string]bool{}
	for key, value := range keys {
		if string(value) != "null" {
			has[jsonread.Fold(key)] = true
		}
	}
	for _, ofImage := range []string{"config", "layers", "fslayers"} {
		if has["manifests"] && has[ofImage] {
			return fmt.Errorf("it has both %s and manifests, so that it is an image and an index", strings.Replace(ofImage, "fsl", "fsL", 1))
		}
	}
	declared = specific(declared)
	switch {
	case declared != "" && stated != "" && declared != stated:
		return fmt.Errorf("its media type is %s, and it says %s itself", declared, stated)
	case has["manifests"] && (declared.IsImage() || stated.IsImage()), has["layers"] && (declared.IsIndex() || stated.IsIndex()):
		return fmt.Errorf("its media type (%s) is not that of its content", orNone(string(max(declared, stated))))
	}
	return nil
}

// specific is a media type, or "" where it is one that servers have for files of any kind.
func specific(declared types.MediaType) types.MediaType {
	text, _, _ := strings.Cut(string(declared), ";")
	switch text = strings.TrimSpace(text); text {
	case "application/json", "application/octet-stream", "text/plain":
		return ""
	}
	return types.MediaType(text)
}

// checkConfig is an error where programs could read two images in a configuration.
func checkConfig(config []byte) error {
	if err := jsonread.Unambiguous(spelling.JSON(config), goObject); err != nil {
		return fmt.Errorf("the image configuration is ambiguous: %w", err)
	}
	return checkCounts(config)
}

// No runtime stacks as many layers, and no builder writes as long a history: overlayfs takes 500
// layers, Docker 127.
var (
	maxLayers  = limits.Count("layers", 5_000)
	maxHistory = limits.Count("history", 20_000)
)

// checkCounts refuses what a configuration has too much of.
func checkCounts(config []byte) error {
	var parsed struct {
		History []struct{} `json:"history"`
		RootFS  struct {
			DiffIDs []string `json:"diff_ids"`
		} `json:"rootfs"`
	}
	if err := json.Unmarshal(config, &parsed); err != nil {
		return nil //nolint:nilerr // whoever reads the configuration says it
	}
	if n := len(parsed.RootFS.DiffIDs); n > maxLayers.Int() {
		return maxLayers.Exceeded("the image has %d layers, and the limit is %d", n, maxLayers.Int())
	}
	if n := len(parsed.History); n > maxHistory.Int() {
		return maxHistory.Exceeded("the image's history has %d entries, and the limit is %d", n, maxHistory.Int())
	}
	return nil
}

// goObject says which objects of manifests, indexes and configurations engines
// read as structures of Go, and not as maps with keys of the author's.
func goObject(place string) bool {
	return slices.Contains([]string{
		"", "*", "config", "layers/*", "manifests/*", "manifests/*/platform", "subject", // and of manifest.json
		"config/healthcheck", "rootfs", "history/*",
	}, place)
}
