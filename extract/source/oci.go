package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// openOCI opens an image of an OCI layout, a directory or an archive of one. A
// "@digest" or ":tag" behind the path picks the image.
func openOCI(_ context.Context, r Ref, o Options) (*Image, error) {
	image, err := openOCIPath(r.Path, r.Pick, o)
	if err != nil {
		return nil, fmt.Errorf("reading OCI layout %s: %w", r.Path, err)
	}
	return image, nil
}

func openOCIPath(path, pick string, o Options) (*Image, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, cause(err)
	}
	if info.IsDir() {
		return openLayout(directory(path), pick, o)
	}
	o.layout = true
	return openArchiveFile(path, pick, o)
}

// splitPick takes "@digest" or ":tag" off a path. A path that is there as it is
// stays whole, since directories may have colons in their names.
func splitPick(argument string) (path, pick string) {
	if _, err := os.Stat(argument); err == nil {
		return argument, ""
	}
	if at := strings.LastIndex(argument, "@"); at > 0 {
		return argument[:at], argument[at:]
	}
	if colon := strings.LastIndex(argument, ":"); colon > 0 && !strings.Contains(argument[colon:], "/") {
		return argument[:colon], argument[colon:]
	}
	return argument, ""
}

// directory is the directory of a layout.
type directory string

// open implements files.
func (d directory) open(name string) (io.ReadCloser, int64, error) {
	path := filepath.Join(string(d), filepath.FromSlash(name))
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", name, cause(err))
	}
	if !info.Mode().IsRegular() { // opening a named pipe would wait for ever
		return nil, 0, fmt.Errorf("%s: %w", name, errors.New("not a regular file"))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", name, cause(err))
	}
	return file, info.Size(), nil
}
