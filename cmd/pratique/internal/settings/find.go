package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Name is the name of a project's file of settings.
const Name = ".pratique.yaml"

// misspelt are names that would otherwise be passed over in silence.
var misspelt = [...]string{".pratique.yml", "pratique.yaml", ".pratique.json"}

// Find looks for the file of settings: in dir, then in the directories above it up to
// the root of its repository (the directory that holds .git), then in
// configHome/pratique/config.yaml. The first one is it. Outside of a repository no
// directory above dir is looked at: what lies there belongs to somebody else. "" where
// there is none.
func Find(dir, configHome string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("looking for %s: %w", Name, err)
	}
	directories, err := upward(dir)
	if err != nil {
		return "", err
	}
	for _, d := range directories {
		path, err := in(d)
		if path != "" || err != nil {
			return path, err
		}
	}
	if configHome == "" {
		return "", nil
	}
	path := filepath.Join(configHome, "pratique", "config.yaml")
	found, err := exists(path)
	if !found {
		return "", err
	}
	return path, nil
}

// upward are dir and those above it up to the root of its repository.
func upward(dir string) ([]string, error) {
	directories := []string{dir}
	for d := dir; ; d = filepath.Dir(d) {
		if d != dir {
			directories = append(directories, d)
		}
		root, err := exists(filepath.Join(d, ".git"))
		switch {
		case err != nil:
			return nil, err
		case root:
			return directories, nil
		case d == filepath.Dir(d):
			return directories[:1], nil
		}
	}
}

func in(dir string) (string, error) {
	path := filepath.Join(dir, Name)
	found, err := exists(path)
	if found || err != nil {
		return path, err
	}
	for _, name := range misspelt {
		other := filepath.Join(dir, name)
		if found, err := exists(other); found && err == nil {
			return "", fmt.Errorf("reading settings: %s is not read; the name is %s", other, Name)
		}
	}
	return "", nil
}

func exists(path string) (bool, error) {
	_, err := os.Stat(path)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	}
	return false, fmt.Errorf("looking for settings: %w", err)
}
