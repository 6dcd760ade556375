package history

import "strings"

// toolOf names the tool that wrote a text which is no instruction, or "".
func toolOf(text string) string {
	for _, t := range tools() {
		if strings.HasPrefix(text, t.prefix) {
			return t.name
		}
	}
	return ""
}

type tool struct{ prefix, name string }

func tools() []tool {
	return []tool{
		{"Apply image ", Docker}, // the layers of Windows
		{"apko", "apko"},
		{"bazel ", "bazel"},
		{"buildah ", "buildah"},
		{"podman ", "podman"},
		{"Buildpacks ", "buildpacks"},
		{"Layer: '", "buildpacks"},
		{"Application Launch", "buildpacks"},
		{"Application Layer", "buildpacks"},
		{"Application Slice: ", "buildpacks"},
		{"Software Bill-of-Materials", "buildpacks"},
		{"Imported from ", Docker}, // docker import
		{"crane ", "crane"},
		{"jib", "jib"},
		{"kaniko", "kaniko"},
		{"KIWI ", "kiwi"},
		{"ko build ", "ko"},
		{"ko publish ", "ko"},
		{"umoci ", "umoci"},
		{"mount / from exec ", Buildkit}, // of no Dockerfile
		{"nix-store", "nix"},
		{"rules_oci", "bazel"},
		{"melange", "apko"},
		{"debos", "debos"},
		{"# debian.sh ", "debuerreotype"},
	}
}
