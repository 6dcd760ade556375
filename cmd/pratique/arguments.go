package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/project"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/printable"
)

// maxShown is how many of the files that a directory has are listed without -v.
const maxShown = 10

// resolve finds what arguments name: an image, IMAGE=DOCKERFILE, a Dockerfile, a compose file or
// manifests, or a directory with some of these.
func (a *app) resolve(c *cli.Context, texts []string) ([]task, error) {
	var tasks []task
	for _, text := range texts {
		image, dockerfile := splitPair(text)
		ref, err := source.Parse(image)
		var other *source.NotImageError
		switch {
		case errors.As(err, &other) && dockerfile == "":
			found, err := a.filesOf(c, other)
			if err != nil {
				return nil, err
			}
			tasks = append(tasks, found...)
			continue
		case err != nil:
			return nil, err
		}
		if kind := kindOfDocument(ref); kind.HasContainers() && dockerfile == "" {
			tasks = append(tasks, task{containers: image})
			continue
		}
		t := task{image: ref}
		if dockerfile != "" {
			if t.dockerfile, err = dockerfileOptions(c, dockerfile); err != nil {
				return nil, err
			}
		}
		tasks = append(tasks, t)
	}
	return tasks, nil
}

// splitPair cuts IMAGE=DOCKERFILE. What is there as it is written is an image, whose name has an =.
func splitPair(text string) (image, dockerfile string) {
	at := strings.LastIndex(text, "=")
	if at <= 0 || at == len(text)-1 || exists(text) {
		return text, ""
	}
	if _, path, ok := strings.Cut(text, ":"); ok && exists(path) {
		return text, ""
	}
	return text[:at], text[at+1:]
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// kindOfDocument is what a JSON file is that was named by its path alone: an input document has
// none of the kinds.
func kindOfDocument(r source.Ref) project.Kind {
	if r.Scheme != "input" || r.Path != r.String() {
		return project.Other
	}
	kind, _ := project.KindOf(r.Path) // whoever opens it says why it cannot be read
	return kind
}

// filesOf are the tasks of a file that is no image, or of a directory of such files.
func (a *app) filesOf(c *cli.Context, path *source.NotImageError) ([]task, error) {
	if path.IsDir {
		return a.searchDirectory(c, path)
	}
	kind, err := project.KindOf(path.Path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", path.Path, err)
	case kind == project.Other:
		return nil, fmt.Errorf("reading %s: it is none of image, input document, Dockerfile, compose file and Kubernetes manifests (a Dockerfile of another name is -D %s, what runs images --container %s)", path.Path, path.Path, path.Path)
	}
	t, err := fileTask(c, project.File{Path: path.Path, Kind: kind})
	return []task{t}, err
}

func fileTask(c *cli.Context, f project.File) (task, error) {
	if f.Kind.HasContainers() {
		return task{containers: f.Path}, nil
	}
	options, err := dockerfileOptions(c, f.Path)
	return task{dockerfile: options}, err
}

// searchDirectory judges what a directory has, and says what that is and what is passed over.
func (a *app) searchDirectory(c *cli.Context, path *source.NotImageError) ([]task, error) {
	found, err := project.Find(c.Context, path.Path)
	if err != nil {
		return nil, err
	}
	var tasks []task
	counts := map[project.Kind]int{}
	for _, f := range found.Files {
		t, err := fileTask(c, f)
		if err != nil {
			return nil, err
		}
		t.found = true
		tasks = append(tasks, t)
		counts[f.Kind]++
	}
	var parts []string
	for _, k := range []project.Kind{project.Dockerfile, project.Compose, project.Manifests} {
		switch n := counts[k]; {
		case n > 0 && k == project.Manifests:
			parts = append(parts, count(n, "file")+" of Kubernetes manifests")
		case n > 0:
			parts = append(parts, count(n, k.String()))
		}
	}
	if len(tasks) == 0 {
		parts = []string{"no Dockerfile, compose file or Kubernetes manifests"}
	}
	if !a.quiet {
		fmt.Fprintf(a.stderr, "pratique: %s: %s\n", printable.Text(path.Path), strings.Join(parts, ", "))
		a.listFound(found)
	}
	if len(tasks) == 0 {
		return nil, fmt.Errorf("%w; nor does it have a Dockerfile, a compose file or Kubernetes manifests", path)
	}
	return tasks, nil
}

// listFound lists what was found and what was passed over, both as far as one reads it.
func (a *app) listFound(found *project.Found) {
	limit := maxShown
	if a.verbosity > 0 {
		limit = len(found.Files) + len(found.PassedOver)
	}
	for i, f := range found.Files {
		if i == limit {
			fmt.Fprintf(a.stderr, "  … and %d more (-v lists all)\n", len(found.Files)-limit)
			break
		}
		fmt.Fprintf(a.stderr, "  %s  %s\n", printable.Text(f.Path), f.Kind)
	}
	for i, p := range found.PassedOver {
		if i == limit {
			fmt.Fprintf(a.stderr, "  … and %d more passed over (-v lists all)\n", len(found.PassedOver)-limit)
			break
		}
		fmt.Fprintf(a.stderr, "  %s  passed over: %s\n", printable.Text(p.Path), printable.Text(p.Why))
	}
}

// dockerfileOptions are those of the Dockerfile at a path.
func dockerfileOptions(c *cli.Context, path string) (*extract.DockerfileOptions, error) {
	arguments, err := buildArguments(c)
	return &extract.DockerfileOptions{Path: path, BuildArgs: arguments, Target: c.String("target")}, err
}
