package main

import (
	"fmt"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/dockerfile"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/boundedfile"
)

// task is what one decision is about: an image, with the Dockerfile that it was built from or
// without; a Dockerfile alone; or neither, which is what runs images.
type task struct {
	image      source.Ref                 // the zero Ref for none
	dockerfile *extract.DockerfileOptions // nil for none
}

// name is the image's, as the user wrote it, or the path of the Dockerfile; "" for neither.
func (t task) name() string {
	if t.image.IsZero() && t.dockerfile != nil {
		return t.dockerfile.Path
	}
	return t.image.String()
}

// read reads the Dockerfile, once for all tasks that share it.
func (t task) read() error {
	if t.dockerfile == nil || t.dockerfile.Contents != nil {
		return nil
	}
	contents, err := boundedfile.Read(t.dockerfile.Path, dockerfile.MaxSize)
	if err != nil {
		return fmt.Errorf("reading Dockerfile: %w", err)
	}
	t.dockerfile.Contents = append([]byte{}, contents...) // not nil for an empty one
	return nil
}

// extractOptions are those of the task.
func (t task) extractOptions(o extract.Options) extract.Options {
	o.Source, o.Dockerfile = t.image, t.dockerfile
	return o
}

// tasksOf pairs images with Dockerfiles: without an image each Dockerfile is judged alone, and
// one may be that of several platforms of one image.
func tasksOf(c *cli.Context, images []source.Ref) ([]task, error) {
	dockerfiles, err := dockerfilesOf(c)
	if err != nil {
		return nil, err
	}
	if len(images) == 0 {
		tasks := make([]task, len(dockerfiles))
		for i, d := range dockerfiles {
			tasks[i].dockerfile = d
		}
		if len(tasks) == 0 {
			tasks = []task{{}} // what runs images
		}
		return tasks, nil
	}
	tasks := make([]task, len(images))
	for i, image := range images {
		tasks[i].image = image
		switch {
		case len(dockerfiles) > 1:
			return nil, usage(c, "an image is built from one Dockerfile, and there are %d (-D): leave out the images to judge each alone", len(dockerfiles))
		case len(dockerfiles) == 1:
			if differ(images[0], image) {
				return nil, usage(c, "%s and %s are not built from one Dockerfile (-D): judge them in two calls", images[0], image)
			}
			tasks[i].dockerfile = dockerfiles[0]
		}
	}
	return tasks, nil
}

// differ says whether two references name images of different repositories. What an archive or
// a layout has is not known yet.
func differ(a, b source.Ref) bool {
	return a.Reference != "" && b.Reference != "" && repository(a) != repository(b)
}

// repository is what a reference names, in full and without its tag and digest.
func repository(r source.Ref) string {
	parsed, err := name.ParseReference(r.Reference)
	if err != nil {
		return r.Reference
	}
	return parsed.Context().Name()
}

// dockerfilesOf are those of -D, yet to be read.
func dockerfilesOf(c *cli.Context) ([]*extract.DockerfileOptions, error) {
	paths := c.StringSlice("dockerfile")
	if len(paths) == 0 {
		for _, flag := range []string{"build-arg", "target"} {
			if c.IsSet(flag) {
				return nil, usage(c, "--%s needs a Dockerfile (-D)", flag)
			}
		}
		return nil, nil
	}
	arguments, err := buildArguments(c)
	if err != nil {
		return nil, err
	}
	var dockerfiles []*extract.DockerfileOptions
	for _, path := range paths {
		if path == "" {
			return nil, usage(c, "--dockerfile is empty")
		}
		dockerfiles = append(dockerfiles, &extract.DockerfileOptions{Path: path, BuildArgs: arguments, Target: c.String("target")})
	}
	return dockerfiles, nil
}

// oneTask is for verbs that look at one image or Dockerfile.
func oneTask(c *cli.Context, tasks []task) (task, error) {
	if len(tasks) > 1 {
		return task{}, usage(c, "one Dockerfile at a time, and there are %d (-D)", len(tasks))
	}
	return tasks[0], nil
}
