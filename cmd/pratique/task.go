package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/dockerfile"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/boundedfile"
)

// task is what one decision is about: an image, with the Dockerfile that it was built from or
// without; a Dockerfile alone; a file of what runs images; or none of these, which is what flags say of
// what runs images.
type task struct {
	image      source.Ref                 // the zero Ref for none
	dockerfile *extract.DockerfileOptions // nil for none
	containers string                     // path of a compose file, manifests or docker inspect; "" for none
	found      bool                       // in a directory: it is read when its turn comes
}

// name is the image's, as the user wrote it, or the path of the file; "" for none of them.
func (t task) name() string {
	switch {
	case t.containers != "":
		return t.containers
	case t.image.IsZero() && t.dockerfile != nil:
		return t.dockerfile.Path
	}
	return t.image.String()
}

// isRuntime says whether the task is what runs images alone.
func (t task) isRuntime() bool { return t.image.IsZero() && t.dockerfile == nil }

// read reads the Dockerfile, once for all tasks that share it.
func (t task) read(stdin io.Reader) error {
	if t.dockerfile == nil || t.dockerfile.Contents != nil || t.found {
		return nil
	}
	var contents []byte
	var err error
	if t.dockerfile.Path == stdinName {
		contents, err = io.ReadAll(io.LimitReader(stdin, dockerfile.MaxSize()+1))
		if err == nil && int64(len(contents)) > dockerfile.MaxSize() {
			err = fmt.Errorf("standard input is larger than %d bytes", dockerfile.MaxSize())
		}
	} else {
		contents, err = boundedfile.Read(t.dockerfile.Path, dockerfile.MaxSize())
	}
	if err != nil {
		return fmt.Errorf("reading Dockerfile: %w", err)
	}
	t.dockerfile.Contents = append([]byte{}, contents...) // not nil for an empty one
	return nil
}

// request is what the task asks, beside what is asked of all.
func (t task) request(r evaluate.Request) (evaluate.Request, error) {
	r.Extract.Source, r.Extract.Dockerfile = t.image, t.dockerfile
	if t.found && t.dockerfile != nil {
		own := *t.dockerfile
		t.found, t.dockerfile = false, &own
		if err := t.read(nil); err != nil {
			return r, err
		}
		r.Extract.Dockerfile = &own
	}
	if t.containers == "" {
		return r, nil
	}
	r.Name = t.containers
	supplied, err := r.Extract.Supplied.WithContainers(t.containers)
	r.Extract.Supplied = supplied
	return r, err
}

// tasksOf pairs images with Dockerfiles: without an image each Dockerfile is judged alone, and
// one may be that of several platforms of one image.
func tasksOf(c *cli.Context, named []task) ([]task, error) {
	dockerfiles, err := dockerfilesOf(c)
	if err != nil {
		return nil, err
	}
	if len(named) == 0 {
		tasks := make([]task, len(dockerfiles))
		for i, d := range dockerfiles {
			tasks[i].dockerfile = d
		}
		if len(tasks) == 0 {
			tasks = []task{{}} // what runs images
		}
		return tasks, nil
	}
	for i, t := range named {
		switch {
		case t.containers != "" && c.IsSet("container"):
			return nil, usage(c, "%s is judged alone, and --container goes with an image or a Dockerfile: name all of these files as arguments", t.containers)
		case len(dockerfiles) == 0:
		case t.image.IsZero():
			return nil, usage(c, "%s is judged alone, and -D goes with an image: name all Dockerfiles as arguments, or all with -D", t.name())
		case t.dockerfile != nil:
			return nil, usage(c, "%s has two Dockerfiles, %s and that of -D", t.image, t.dockerfile.Path)
		case len(dockerfiles) > 1:
			return nil, usage(c, "an image is built from one Dockerfile, and there are %d (-D): leave out the images to judge each alone, or write IMAGE=DOCKERFILE", len(dockerfiles))
		case differ(named[0].image, t.image):
			return nil, usage(c, "%s and %s are not built from one Dockerfile (-D): write IMAGE=DOCKERFILE", named[0].image, t.image)
		default:
			named[i].dockerfile = dockerfiles[0]
		}
	}
	return named, nil
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

// checkBuildFlags refuses flags of how a Dockerfile is built where there is none.
func checkBuildFlags(c *cli.Context, tasks []task) error {
	for _, flag := range []string{"build-arg", "target"} {
		if c.IsSet(flag) && !slices.ContainsFunc(tasks, func(t task) bool { return t.dockerfile != nil }) {
			return usage(c, "--%s needs a Dockerfile (-D)", flag)
		}
	}
	return nil
}

// oneTask is for verbs that look at one image or Dockerfile.
func oneTask(c *cli.Context, tasks []task) (task, error) {
	if len(tasks) > 1 {
		if tasks[0].image.IsZero() {
			return task{}, usage(c, "one Dockerfile at a time, and there are %d", len(tasks))
		}
		return task{}, usage(c, "one image at a time, and there are %d", len(tasks))
	}
	return tasks[0], nil
}
