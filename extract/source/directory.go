package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// openDirectory takes a directory for an unpacked root filesystem. One that has an image in
// another form is refused: judged as files, it would have none that matters.
func openDirectory(_ context.Context, r Ref, o Options) (*Image, error) {
	dir := r.Path
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the root filesystem: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("opening the root filesystem: %s is not a directory", dir)
	}
	if form := imageForm(dir); form != "" {
		return nil, fmt.Errorf("opening the root filesystem: %s is not one, but %s", dir, form)
	}
	if o.Platform != "" {
		return nil, fmt.Errorf("opening the root filesystem: %s does not say for which platform it is, so --platform cannot be given", dir)
	}
	return &Image{Directory: dir}, nil
}

// imageForm says how a directory holds an image, and how it is read; "" where it is none
// of the known forms.
func imageForm(dir string) string {
	has := func(names ...string) bool {
		for _, name := range names {
			if _, err := os.Lstat(filepath.Join(dir, name)); errors.Is(err, os.ErrNotExist) {
				return false
			}
		}
		return true
	}
	switch {
	case has("oci-layout"), has("index.json", "blobs"):
		return "an OCI layout (write oci:" + dir + ")"
	case has("manifest.json", "version"):
		return "a copy that skopeo or podman wrote (copy it to an OCI layout: skopeo copy dir:" + dir + " oci:LAYOUT)"
	case has("manifest.json", "repositories"), has("manifest.json", "blobs"):
		return "an unpacked archive of docker save (write archive:FILE for the archive)"
	case has("config.json", "rootfs"):
		return "a runtime bundle (write dir:" + filepath.Join(dir, "rootfs") + ")"
	case has("docker/registry/v2"):
		return "the storage of a registry"
	case has("overlay2", "image"), has("overlay", "overlay-images"), has("vfs", "vfs-images"), has("io.containerd.content.v1.content"):
		return "the storage of a container engine"
	}
	return ""
}
