package source

import (
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

func TestParsePlatform(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "linux/amd64", "linux/amd64": "linux/amd64", "Linux/AMD64": "linux/amd64", "linux/x86_64": "linux/amd64", "linux/x86-64": "linux/amd64",
		"linux/amd64/v1": "linux/amd64", "linux/amd64/v3": "linux/amd64/v3", "linux/aarch64": "linux/arm64", "linux/arm64/v8": "linux/arm64",
		"linux/arm64/8": "linux/arm64", "linux/arm64/v9": "linux/arm64/v9", "linux/arm": "linux/arm/v7", "linux/arm/7": "linux/arm/v7",
		"linux/arm/v6": "linux/arm/v6", "linux/armhf": "linux/arm/v7", "linux/armel": "linux/arm/v6", "linux/i386": "linux/386", "linux/386": "linux/386",
		"macos/arm64": "darwin/arm64", "windows/amd64": "windows/amd64", "linux/riscv64": "linux/riscv64",
	} {
		got, err := parsePlatform(text)
		if err != nil || got.String() != want {
			t.Errorf("%q: got %v (%v), want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"linux", "arm64", "linux/", "/amd64", "linux/arm/v7/x", "linux//v7"} {
		if got, err := parsePlatform(text); err == nil {
			t.Errorf("%q: got %v, want an error", text, got)
		}
	}
}

func TestPickPlatform(t *testing.T) {
	t.Parallel()
	tests := []struct {
		wish string
		have []string // platforms
		want string   // of the one that is picked, "" for none
	}{
		{"", []string{"linux/arm64", "linux/amd64"}, "linux/amd64"},
		{"linux/arm", []string{"linux/arm/v6", "linux/arm/v7"}, "linux/arm/v7"},
		{"linux/arm", []string{"linux/arm/v5", "linux/arm/v6"}, "linux/arm/v6"},
		{"linux/arm", []string{"linux/arm64", "linux/arm/v8"}, "linux/arm/v8"},
		{"linux/arm/v7", []string{"linux/arm/v6"}, ""},
		{"linux/arm/v7", []string{"linux/arm"}, "linux/arm"},
		{"linux/arm64", []string{"linux/arm/v7", "linux/arm64/v8"}, "linux/arm64/v8"},
		{"linux/arm64/v8", []string{"linux/aarch64"}, "linux/aarch64"},
		{"linux/amd64", []string{"linux/amd64/v3", "linux/amd64/v1"}, "linux/amd64/v1"},
		{"linux/amd64", []string{"linux/386", "windows/amd64"}, ""},
	}
	for _, test := range tests {
		var descriptors []v1.Descriptor
		for i, text := range test.have {
			p, err := v1.ParsePlatform(text)
			if err != nil {
				t.Fatal(err)
			}
			descriptors = append(descriptors, v1.Descriptor{Platform: p, Digest: v1.Hash{Algorithm: "sha256", Hex: string(rune('a' + i))}})
		}
		got, err := pickPlatform(descriptors, test.wish)
		name := ""
		if err == nil {
			name = got.Platform.String()
		}
		if name != test.want {
			t.Errorf("%s of %v: got %q (%v), want %q", test.wish, test.have, name, err, test.want)
		}
	}
}
