package source

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// defaultPlatform is picked from an index where nobody says otherwise: what
// Anchore picks (compatibility.md#platform).
const defaultPlatform = "linux/amd64"

// pickPlatform picks the manifest for a platform from an index. Without a wish it
// is linux/amd64, or the only one that there is.
func pickPlatform(candidates []v1.Descriptor, wish string) (v1.Descriptor, error) {
	candidates = slices.DeleteFunc(slices.Clone(candidates), isAttestation)
	if wish == "" && len(candidates) == 1 {
		return candidates[0], nil
	}
	want, err := parsePlatform(wish)
	if err != nil {
		return v1.Descriptor{}, err
	}
	var names []string
	for _, c := range candidates {
		if c.Platform == nil {
			continue
		}
		if c.Platform.Satisfies(*want) {
			return c, nil
		}
		names = append(names, c.Platform.String())
	}
	if len(names) == 0 {
		return v1.Descriptor{}, fmt.Errorf("its index has %d manifests, none with a platform", len(candidates))
	}
	return v1.Descriptor{}, fmt.Errorf("its index has no %s, only %s", want, strings.Join(names, ", "))
}

// isAttestation says whether a descriptor of an index is BuildKit's provenance and
// not an image.
func isAttestation(d v1.Descriptor) bool {
	return d.Annotations["vnd.docker.reference.type"] == "attestation-manifest" ||
		d.Platform != nil && d.Platform.OS == "unknown" && d.Platform.Architecture == "unknown"
}

// checkPlatform says whether an image that was not picked from an index is of the
// platform that the user asked for. A configuration that names none will do.
func checkPlatform(config []byte, wish string) error {
	if wish == "" {
		return nil
	}
	want, err := parsePlatform(wish)
	if err != nil {
		return err
	}
	var have v1.Platform
	if err := json.Unmarshal(config, &have); err != nil {
		return fmt.Errorf("parsing the image configuration: %w", err)
	}
	if have.OS != "" && have.OS != want.OS || have.Architecture != "" && have.Architecture != want.Architecture ||
		want.Variant != "" && have.Variant != "" && have.Variant != want.Variant {
		return fmt.Errorf("it is for %s, not for %s", have, want)
	}
	return nil
}

func parsePlatform(text string) (*v1.Platform, error) {
	if text == "" {
		text = defaultPlatform
	}
	parts := strings.Split(text, "/")
	if len(parts) < 2 || len(parts) > 3 || slices.Contains(parts, "") {
		return nil, fmt.Errorf("platform %q is not OS/ARCH or OS/ARCH/VARIANT", text)
	}
	return v1.ParsePlatform(text)
}
