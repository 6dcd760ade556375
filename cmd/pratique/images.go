package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/internal/limits"
)

// maxList is the limit of bytes of a file of images.
var maxList = limits.Bytes("image-list-bytes", 16<<20)

const (
	stdinName = "-"
)

// manyFlags are those for several images in one call.
func manyFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "images-from", Usage: "also check the images listed in `FILE`, one per line, with its Dockerfile behind a blank if you like; # starts a comment (- is standard input); repeatable"},
		&cli.UintFlag{Name: "jobs", Aliases: []string{"j"}, Usage: "check `N` images at a time (default: number of processors)"},
		&cli.DurationFlag{Name: "timeout", Usage: "no decision on an image after `DURATION`, such as 90s or 5m (default: no limit)"},
	}
}

// images are what is to be judged: the images of the command line, then those of the lists, or
// else the Dockerfiles. Standard input
// can be read once only: by a list, an image or a password.
func (a *app) images(c *cli.Context) ([]task, error) {
	images := c.Args().Slice()
	lists := c.StringSlice("images-from")
	readers := 0
	for _, name := range slices.Concat(images, lists, c.StringSlice("dockerfile")) {
		if name == stdinName {
			readers++
		}
	}
	if c.Bool("password-stdin") {
		readers++
	}
	if readers > 1 {
		return nil, usage(c, "standard input can be one thing only: an image, a Dockerfile, a list of images or a password")
	}
	for _, path := range lists {
		listed, err := a.list(path)
		if err != nil {
			return nil, err
		}
		images = append(images, listed...)
	}
	if slices.Contains(images, "") {
		return nil, usage(c, "an image has no name")
	}
	switch {
	case len(images) > 1 && c.IsSet("tag"):
		return nil, usage(c, "--tag names one image, and there are %d", len(images))
	case len(images) > 0:
		tasks, err := a.resolve(c, images)
		if err != nil {
			return nil, err
		}
		if tasks, err = tasksOf(c, tasks); err != nil {
			return nil, err
		}
		return tasks, checkBuildFlags(c, tasks)
	case len(lists) > 0:
		return nil, fmt.Errorf("no image given: %s lists none", strings.Join(lists, ", "))
	case !withoutImage(c):
		return nil, nothingGiven(c)
	}
	tasks, err := tasksOf(c, nil)
	if err != nil {
		return nil, err
	}
	return tasks, checkBuildFlags(c, tasks)
}

// nothingGiven says how to name what is to be judged.
func nothingGiven(c *cli.Context) error {
	return usage(c, "no image given: name a reference (nginx:1.27), a file or directory (./image.tar, .), or a Dockerfile (-D FILE); "+
		"what runs images is --container, --daemon or --host, results of other tools --evidence")
}

func (a *app) list(path string) ([]string, error) {
	in := a.stdin
	if path != stdinName {
		file, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("reading the list of images: %w", err)
		}
		defer file.Close()
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, maxList.Bytes()+1))
	if err != nil {
		return nil, fmt.Errorf("reading the list of images %s: %w", path, err)
	}
	if len(text) > maxList.Int() {
		return nil, maxList.Exceeded("reading the list of images %s: larger than %s", path, maxList)
	}
	return parseList(path, text)
}

// parseList reads an image a line. A # begins a comment at the start of a line or
// after a blank: no reference holds one, but a file's name may. A list cannot name
// standard input, and a flag in it is a mistake, not an image.
func parseList(path string, text []byte) ([]string, error) {
	var images []string
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))))
	lines.Buffer(nil, maxList.Int()+1)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, comment := range []string{" #", "\t#"} {
			line, _, _ = strings.Cut(line, comment)
		}
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			continue
		case strings.HasPrefix(line, "-"):
			return nil, fmt.Errorf("reading the list of images: %s:%d: %q is not an image", path, n, line)
		}
		image, err := parseLine(line)
		if err != nil {
			return nil, fmt.Errorf("reading the list of images: %s:%d: %w", path, n, err)
		}
		images = append(images, image)
	}
	return images, lines.Err()
}

// parseLine reads IMAGE, or IMAGE DOCKERFILE as lists for Jenkins have it, which is IMAGE=DOCKERFILE. A
// path may have blanks.
func parseLine(line string) (string, error) {
	fields := strings.Fields(line)
	_, path, _ := strings.Cut(line, ":")
	if len(fields) == 1 || exists(line) || path != "" && exists(path) {
		return line, nil
	}
	if scheme, _, ok := strings.Cut(line, ":"); ok && isPathScheme(scheme) && !exists(fields[len(fields)-1]) {
		return line, nil // opening it says that it is not there
	}
	if len(fields) > 2 {
		return "", fmt.Errorf("%q is neither IMAGE nor IMAGE DOCKERFILE", line)
	}
	return fields[0] + "=" + fields[1], nil
}

func isPathScheme(name string) bool {
	return slices.Contains([]string{"archive", "oci", "dir", "sbom", "input"}, name)
}
