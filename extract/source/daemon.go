package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/moby/moby/client"
)

// daemonTimeout is how long a daemon has to say that it is there.
const daemonTimeout = 2 * time.Second

// openDaemon saves an image of a Docker or podman daemon and reads it as an archive. The
// client is that of go-containerregistry's daemon package, which itself would save
// the image once a layer, or hold all of it in memory.
func openDaemon(ctx context.Context, r Ref, o Options) (*Image, error) {
	text := r.Reference
	image, err := save(ctx, text, o)
	if err != nil {
		return nil, fmt.Errorf("reading %s from the Docker daemon: %w", text, err)
	}
	image.Name, image.FromDaemon = text, true
	return image, nil
}

func save(ctx context.Context, text string, o Options) (*Image, error) {
	if host := os.Getenv(client.EnvOverrideHost); o.Offline && host != "" && !strings.HasPrefix(host, "unix:") {
		return nil, fmt.Errorf("the network may not be used (offline), and the daemon is at %s", host)
	}
	if _, err := name.ParseReference(text); err != nil {
		return nil, err
	}
	docker, err := findDaemon(ctx)
	if err != nil {
		return nil, err
	}
	return saveFrom(ctx, docker, text, o)
}

// saveFrom saves an image of one daemon, whose client it closes.
func saveFrom(ctx context.Context, docker *client.Client, text string, o Options) (*Image, error) {
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

// findDaemon is the daemon that DOCKER_HOST names, or else the first that answers: Docker's, or
// podman's, which speaks the same language.
func findDaemon(ctx context.Context) (*client.Client, error) {
	docker, err := client.New(client.FromEnv)
	if err != nil || os.Getenv(client.EnvOverrideHost) != "" {
		return docker, err
	}
	first := answers(ctx, docker)
	if first == nil {
		return docker, nil
	}
	for _, socket := range podmanSockets() {
		if info, err := os.Stat(socket); err != nil || info.Mode()&os.ModeSocket == 0 {
			continue
		}
		podman, err := client.New(client.WithHost("unix://" + socket))
		if err != nil {
			continue
		}
		if answers(ctx, podman) == nil {
			return podman, docker.Close()
		}
		_ = podman.Close() // it has said nothing
	}
	return nil, errors.Join(first, docker.Close())
}

// answers is an error where a daemon does not say that it is there.
func answers(ctx context.Context, docker *client.Client) error {
	ctx, cancel := context.WithTimeout(ctx, daemonTimeout)
	defer cancel()
	_, err := docker.Ping(ctx, client.PingOptions{})
	return err
}

// podmanSockets are where podman listens: CONTAINER_HOST, then the user's socket, then the system's.
func podmanSockets() []string {
	var sockets []string
	if host, ok := strings.CutPrefix(os.Getenv("CONTAINER_HOST"), "unix://"); ok {
		sockets = append(sockets, host)
	}
	if dir := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(dir) {
		sockets = append(sockets, filepath.Join(dir, "podman", "podman.sock"))
	}
	return append(sockets, "/run/podman/podman.sock")
}
