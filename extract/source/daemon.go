package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/moby/moby/client"
)

// openDaemon saves an image of the Docker daemon and reads it as an archive. The
// client is that of go-containerregistry's daemon package, which itself would save
// the image once a layer, or hold all of it in memory.
func openDaemon(ctx context.Context, r Ref, o Options) (*Image, error) {
	text := r.Reference
	image, err := save(ctx, text, o)
	if err != nil {
		return nil, fmt.Errorf("reading %s from the Docker daemon: %w", text, err)
	}
	image.Name = text
	return image, nil
}

func save(ctx context.Context, text string, o Options) (*Image, error) {
	if host := os.Getenv(client.EnvOverrideHost); o.Offline && host != "" && !strings.HasPrefix(host, "unix:") {
		return nil, fmt.Errorf("the network may not be used (offline), and the daemon is at %s", host)
	}
	if _, err := name.ParseReference(text); err != nil {
		return nil, err
	}
	docker, err := client.New(client.FromEnv)
	if err != nil {
		return nil, err
	}
	archive, err := docker.ImageSave(ctx, []string{text})
	if err != nil {
		return nil, errors.Join(err, docker.Close())
	}
	blob, err := copyArchive(archive, o)
	if err := errors.Join(err, archive.Close(), docker.Close()); err != nil {
		return nil, err
	}
	// One image was asked for, so its tag is not needed to pick it.
	return openTar(blob, blob.Size(), "", o)
}
