package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pratique-dev/pratique/translate/anchore"
)

// readOwnFile reads a bundle that may be written back: a regular file, and no
// bundle that ships with pratique.
func readOwnFile(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading bundle: %w", err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(fmt.Errorf("reading bundle %s: it is no regular file", path), err)
	}
	text, err := io.ReadAll(io.LimitReader(file, anchore.MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading bundle %s: %w", path, err)
	}
	return text, nil
}

// writeOwnFile replaces a file, through links, and leaves it its permissions.
func writeOwnFile(path string, text []byte) error {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	info, err := os.Stat(real)
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err := writeFile(real, text); err != nil {
		return err
	}
	if err := os.Chmod(real, info.Mode().Perm()); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}
