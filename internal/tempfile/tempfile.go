// Package tempfile makes temporary files that have no name: whatever ends the process, its being
// killed included, nothing of them stays.
package tempfile

import (
	"errors"
	"os"
)

// File is a temporary file. Where the system does not let go of the name of an open file, as
// Windows, it goes when the file is closed.
type File struct {
	*os.File

	named bool
}

// New makes a file in a directory, "" for that of temporary files.
func New(dir string) (*File, error) {
	f, err := os.CreateTemp(dir, ".pratique-*")
	if err != nil {
		return nil, err
	}
	return &File{f, os.Remove(f.Name()) != nil}, nil
}

// Close closes the file, of which nothing is left then.
func (f *File) Close() error {
	err := f.File.Close()
	if f.named {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return err
}
