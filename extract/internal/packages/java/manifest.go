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
	BundleVersion         string
}

// names are the attributes that may name an archive, the best first.
func names() []string {
	return []string{"Name", "Bundle-Name", "Short-Name", "Extension-Name", "Implementation-Title"}
}

// readManifest reads the main section. Lines are cut after 72 bytes and go on
// after a line break and one blank, also within a word or character. A line break is a
// carriage return, a newline or both, and names of attributes have no case.
func readManifest(r io.Reader) (*Manifest, error) {
	attributes := map[string]string{}
	var line []byte
	keep := func() {
		if name, value, ok := bytes.Cut(line, []byte(":")); ok && len(attributes) < 1000 {
			if text := filled(string(value)); text != "" {
				attributes[strings.ToLower(string(name))] = text
			}
		}
		line = line[:0]
	}
	lines := bufio.NewReader(r)
	for {
		next, err := readLine(lines)
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
		ImplementationVersion: attributes["implementation-version"],
		SpecificationVersion:  attributes["specification-version"],
		BundleVersion:         attributes["bundle-version"],
	}
	for _, name := range names() {
		if m.Name == "" {
			m.Name = attributes[strings.ToLower(name)]
		}
	}
	return m, nil
}

// readLine reads a line without what ends it.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		c, err := r.ReadByte()
		if err != nil {
			return line, err
		}
		switch c {
		case '\n':
			return line, nil
		case '\r':
			if next, err := r.Peek(1); err == nil && next[0] == '\n' {
				_, _ = r.Discard(1) // which was peeked at
			}
			return line, nil
		}
		line = append(line, c)
	}
}
