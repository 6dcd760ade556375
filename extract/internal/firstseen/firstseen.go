// Package firstseen keeps in a file, by image repository and vulnerability, when it was first matched.
// Anchore Engine has it in its database; rules on the age of a vulnerability count from it.
package firstseen

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/pratique-dev/pratique/extract/document"
)

// contents is the file.
type contents struct {
	Version int `json:"version"`
	// FirstSeen: repository -> vulnerability -> RFC 3339.
	FirstSeen map[string]map[string]string `json:"first_seen"`
}

// maxFile bounds the file, in bytes.
const maxFile = 1 << 30

// Update gives each match the time when its vulnerability was first matched in the repository, and adds
// those that are new, as of now. The file is locked meanwhile, for other processes too, and replaced
// at once, so that no reader sees half of it. A file that does not exist is made.
func Update(name, repository string, matches []document.VulnerabilityMatch, now time.Time) error {
	if err := update(name, repository, matches, now); err != nil {
		return fmt.Errorf("keeping when vulnerabilities were first seen: %w", err)
	}
	return nil
}

func update(name, repository string, matches []document.VulnerabilityMatch, now time.Time) error {
	unlock, err := lockedfile.MutexAt(name + ".lock").Lock()
	if err != nil {
		return err
	}
	defer unlock()
	kept, err := read(name)
	if err != nil {
		return err
	}
	known := kept.FirstSeen[repository]
	if known == nil {
		known = map[string]string{}
		kept.FirstSeen[repository] = known
	}
	stamp := now.UTC().Format(time.RFC3339)
	changed := false
	for i := range matches {
		id := matches[i].Vulnerability.ID
		seen, ok := known[id]
		if !ok || seen > stamp { // the clock was set back, or the time of the evaluation chosen
			seen, changed = stamp, true
			known[id] = seen
		}
		matches[i].DetectedAt = &seen
	}
	if !changed {
		return nil
	}
	return write(name, kept)
}

func read(name string) (*contents, error) {
	kept := &contents{Version: 1, FirstSeen: map[string]map[string]string{}}
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return kept, nil
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, fmt.Errorf("%s is not a regular file of at most %d bytes", name, maxFile)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	kept = &contents{}
	if err := json.Unmarshal(data, kept); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if kept.Version != 1 || kept.FirstSeen == nil {
		return nil, fmt.Errorf("%s is not a file of --first-seen, or one of a newer version", name)
	}
	for repository, list := range kept.FirstSeen {
		for id, at := range list {
			if _, err := time.Parse(time.RFC3339, at); err != nil {
				return nil, fmt.Errorf("%s: %q of %s in %s is not a time", name, at, id, repository)
			}
		}
	}
	return kept, nil
}

func write(name string, kept *contents) error {
	data, err := json.MarshalIndent(kept, "", " ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(append(data, '\n'))
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
