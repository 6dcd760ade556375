package distro

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// ContentManifests is where Red Hat's builds list the repositories whose packages an image may have.
const ContentManifests = "/root/buildinfo/content_manifests"

// maxContentSets is how many repositories of an image are kept.
const maxContentSets = 1000

// HasContentSets says whether an image of a distribution has content manifests.
func HasContentSets(d document.Distro) bool {
	return d.Name != nil && slices.Contains([]string{"rhel", "redhat"}, strings.ToLower(*d.Name))
}

// ContentSets adds the repositories that a content manifest names to those of others, sorted.
func ContentSets(known []string, manifest []byte) ([]string, error) {
	var m struct {
		ContentSets []string `json:"content_sets"`
	}
	if err := json.Unmarshal(manifest, &m); err != nil {
		return known, fmt.Errorf("reading the content manifest: %w", err)
	}
	all := append(slices.Clone(known), m.ContentSets...)
	slices.Sort(all)
	all = slices.DeleteFunc(slices.Compact(all), func(name string) bool { return name == "" || len(name) > 256 })
	if len(all) > maxContentSets {
		return known, fmt.Errorf("reading the content manifest: more than %d content sets", maxContentSets)
	}
	return all, nil
}
