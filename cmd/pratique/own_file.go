package main

import (
	"errors"
	"fmt"
	"io"
	"os"

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
		return nil, errors.Join(fmt.Errorf("reading bundle %s: it is not a regular file", path), err)
	}
	text, err := io.ReadAll(io.LimitReader(file, anchore.MaxSize()+1))
	if err != nil {
		return nil, fmt.Errorf("reading bundle %s: %w", path, err)
	}
	return text, nil
}
