package java

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Manifest is the main section of a META-INF/MANIFEST.MF, as far as it says what
// the archive is.
type Manifest struct {
	Name                  string // the first of those attributes that name an archive
	ImplementationVersion string
	SpecificationVersion  string
}

// names are the attributes that may name an archive, the best first.
func names() []string {
	return []string{"Name", "Bundle-Name", "Short-Name", "Extension-Name", "Implementation-Title"}
}

// readManifest reads the main section. Lines are cut after 72 bytes and go on
// after a line break and one blank, also within a word or character.
func readManifest(r io.Reader) (*Manifest, error) {
	attributes := map[string]string{}
	var line []byte
	keep := func() {
		if name, value, ok := bytes.Cut(line, []byte(":")); ok && len(attributes) < 1000 {
			attributes[string(name)] = strings.TrimSpace(string(value))
		}
		line = line[:0]
	}
	lines := bufio.NewReader(r)
	for {
		next, err := lines.ReadBytes('\n')
		next = bytes.TrimRight(next, "\r\n")
		if len(next) > 0 && next[0] == ' ' {
			line = append(line, next[1:]...)
		} else {
			keep()
			line = append(line, next...)
		}
		if errors.Is(err, io.EOF) || err == nil && len(next) == 0 && len(attributes) > 0 {
			break // the sections after it are about single entries
		}
		if err != nil {
			return nil, fmt.Errorf("reading the manifest: %w", err)
		}
	}
	keep()
	m := &Manifest{
		ImplementationVersion: attributes["Implementation-Version"],
		SpecificationVersion:  attributes["Specification-Version"],
	}
	for _, name := range names() {
		if m.Name == "" {
			m.Name = attributes[name]
		}
	}
	return m, nil
}
