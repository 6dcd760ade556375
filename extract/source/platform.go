package source

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// defaultPlatform is picked from an index where nobody says otherwise: what
// Anchore picks (compatibility.md#platform).
const defaultPlatform = "linux/amd64"

// platform is what an image runs on, in the names that containerd gives it.
type platform struct {
	os, architecture, variant string
	anyVariant                bool // of what was asked for: no variant was named
}

func (p platform) String() string {
	text := p.os + "/" + p.architecture
	if p.variant != "" {
		text += "/" + p.variant
	}
	return text
}

// newPlatform gives each name of a platform the one that containerd and the image
// specification use: aarch64 and arm64/v8 are arm64, x86_64 is amd64, arm is arm/v7.
func newPlatform(os, architecture, variant string) platform {
	p := platform{os: strings.ToLower(os), architecture: strings.ToLower(architecture), variant: strings.ToLower(variant)}
	p.anyVariant = p.variant == ""
	if p.os == "macos" {
		p.os = "darwin"
	}
	switch p.architecture {
	case "i386", "i486", "i586", "i686", "x86":
		p.architecture, p.variant = "386", ""
	case "x86_64", "x86-64":
		p.architecture = "amd64"
	case "aarch64":
		p.architecture = "arm64"
	case "armhf":
		p.architecture, p.variant, p.anyVariant = "arm", "v7", false
	case "armel":
		p.architecture, p.variant, p.anyVariant = "arm", "v6", false
	}
	if p.variant != "" && p.variant[0] != 'v' && strings.HasPrefix(p.architecture, "arm") {
		p.variant = "v" + p.variant
	}
	switch p.architecture + "/" + p.variant {
	case "amd64/v1", "arm64/v8", "arm64/v8.0":
		p.variant = ""
	case "arm/":
		p.variant = "v7"
	}
	return p
}

// rank says how well an image fits what is asked for: 0 exactly, more where only the variant
// differs and none was named, and -1 not at all.
func (p platform) rank(have platform) int {
	switch {
	case p.os != have.os || p.architecture != have.architecture:
		return -1
	case p.variant == have.variant:
		return 0
	case !p.anyVariant:
		return -1
	case have.variant < p.variant:
		return 1 // runs there, as arm/v6 does on arm/v7
	default:
		return 2
	}
}

// pickPlatform picks the manifest for a platform from an index. Without a wish it
// is linux/amd64, or the only one that there is.
func pickPlatform(candidates []v1.Descriptor, wish string) (v1.Descriptor, error) {
	candidates = distinct(slices.DeleteFunc(slices.Clone(candidates), isForeign))
	if wish == "" && len(candidates) == 1 {
		return candidates[0], nil
	}
	want, err := parsePlatform(wish)
	if err != nil {
		return v1.Descriptor{}, err
	}
	var fitting []v1.Descriptor
	var names []string
	for _, c := range candidates {
		if c.Platform == nil {
			continue
		}
		if want.rank(platformOf(c)) >= 0 {
			fitting = append(fitting, c)
		}
		names = append(names, c.Platform.String())
	}
	if len(fitting) > 0 {
		return slices.MinFunc(fitting, func(a, b v1.Descriptor) int {
			x, y := platformOf(a), platformOf(b)
			// Of several lower variants, the highest one.
			return cmp.Or(cmp.Compare(want.rank(x), want.rank(y)), strings.Compare(y.variant, x.variant))
		}), nil
	}
	if len(names) == 0 {
		return v1.Descriptor{}, fmt.Errorf("its index has %d manifests, none with a platform", len(candidates))
	}
	return v1.Descriptor{}, fmt.Errorf("its index has no %s, only %s", want, strings.Join(names, ", "))
}

func platformOf(d v1.Descriptor) platform {
	return newPlatform(d.Platform.OS, d.Platform.Architecture, d.Platform.Variant)
}

// checkPlatform says whether an image that was not picked from an index is of the
// platform that the user asked for. A configuration that names none will do.
func checkPlatform(config []byte, wish string) error {
	if wish == "" {
		return nil
	}
	var have v1.Platform
	if err := json.Unmarshal(config, &have); err != nil {
		return fmt.Errorf("parsing the image configuration: %w", err)
	}
	return CheckPlatform(wish, have.OS, have.Architecture, have.Variant)
}

// CheckPlatform says whether something is for the platform that is asked for, as --platform has it.
// What is not known of it, "", will do.
func CheckPlatform(wish, os, architecture, variant string) error {
	want, err := parsePlatform(wish)
	if err != nil {
		return err
	}
	is := newPlatform(cmp.Or(os, want.os), cmp.Or(architecture, want.architecture), cmp.Or(variant, want.variant))
	if want.rank(is) < 0 {
		return fmt.Errorf("it is for %s, not for %s", v1.Platform{OS: os, Architecture: architecture, Variant: variant}, want)
	}
	return nil
}

func parsePlatform(text string) (platform, error) {
	if text == "" {
		text = defaultPlatform
	}
	parts := strings.Split(text, "/")
	if len(parts) < 2 || len(parts) > 3 || slices.Contains(parts, "") {
		return platform{}, fmt.Errorf("platform %q is not OS/ARCH or OS/ARCH/VARIANT", text)
	}
	return newPlatform(parts[0], parts[1], strings.Join(parts[2:], "")), nil
}
