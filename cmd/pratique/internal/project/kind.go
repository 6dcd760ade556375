// Package project finds what there is to judge among the files of a project: Dockerfiles, compose
// files and Kubernetes manifests.
package project

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

// Kind is what a file is.
type Kind int

// The kinds of files that are judged.
const (
	Other Kind = iota
	Dockerfile
	Compose
	Manifests
	Inspect // docker inspect
)

// String is what people call the kind.
func (k Kind) String() string {
	return [...]string{"other file", "Dockerfile", "compose file", "Kubernetes manifests", "docker inspect"}[k]
}

// HasContainers says whether a file of the kind says what runs images.
func (k Kind) HasContainers() bool { return k == Compose || k == Manifests || k == Inspect }

// maxRead is how much of a file is looked at to find out what it is, in bytes. What is larger is not
// passed over without a word.
const maxRead = 4 << 20

// errTemplate is why a file that only becomes YAML is not judged.
var errTemplate = errors.New("it is a template: judge what it renders to (helm template, kustomize build)")

// KindOf is what the file of a path is. An error says why it would be one of the kinds, and cannot be read.
func KindOf(path string) (Kind, error) {
	if isDockerfileName(filepath.Base(path)) {
		return Dockerfile, nil
	}
	text, err := head(path)
	if err != nil {
		return Other, err
	}
	switch trimmed := bytes.TrimSpace(text); {
	case bytes.HasPrefix(trimmed, []byte("{")), bytes.HasPrefix(trimmed, []byte("[")):
		return ofJSON(trimmed)
	case beginsWithFrom(text):
		return Dockerfile, nil
	}
	return ofYAML(path, text)
}

// head is the file's text, no more than is looked at.
func head(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxRead+1))
	if err == nil && len(text) > maxRead {
		err = fmt.Errorf("larger than %d MB", maxRead>>20)
	}
	return text, err
}

// isDockerfileName says whether builders take a file of the name for a Dockerfile.
func isDockerfileName(name string) bool {
	lower := strings.ToLower(name)
	if strings.HasSuffix(lower, ".dockerignore") {
		return false
	}
	for _, own := range []string{"dockerfile", "containerfile"} {
		if lower == own || strings.HasPrefix(lower, own+".") || strings.HasSuffix(lower, "."+own) {
			return true
		}
	}
	return false
}

// isComposeName says whether docker compose takes a file of the name by itself, or with another.
func isComposeName(name string) bool { return composeName.MatchString(name) }

var (
	composeName = regexp.MustCompile(`^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$`)
	firstLine   = regexp.MustCompile(`(?i)\A(?:[ \t]*(?:#[^\n]*)?\r?\n|[ \t]*ARG[ \t][^\n]*\n)*[ \t]*FROM(?:[ \t]+--\S+)*[ \t]+\S+(?:[ \t]+AS[ \t]+\S+)?[ \t]*\r?(?:\n|\z)`)
	anyYAMLKey  = regexp.MustCompile(`(?m)^["']?(?:services|apiVersion)["']?[ \t]*:`)
	kindLine    = regexp.MustCompile(`(?m)^["']?kind["']?[ \t]*:`)
	action      = regexp.MustCompile(`(?m)^[ \t]*(?:-[ \t]+)?\{\{[^{]`)
)

// beginsWithFrom says whether a text begins as a Dockerfile does, whatever it is called.
func beginsWithFrom(text []byte) bool { return firstLine.Match(text) }

func ofJSON(text []byte) (Kind, error) {
	var list []json.RawMessage
	if json.Unmarshal(text, &list) == nil && len(list) > 0 {
		text = list[0]
	}
	var top map[string]json.RawMessage
	if json.Unmarshal(text, &top) != nil {
		return Other, nil
	}
	switch {
	case top["apiVersion"] != nil && top["kind"] != nil:
		return Manifests, nil
	case top["HostConfig"] != nil && top["Config"] != nil:
		return Inspect, nil
	case isServices(top["services"]):
		return Compose, nil
	}
	return Other, nil
}

func isServices(text json.RawMessage) bool {
	var services map[string]struct{ Image, Build any }
	if json.Unmarshal(text, &services) != nil {
		return false
	}
	for _, s := range services {
		if s.Image != nil || s.Build != nil {
			return true
		}
	}
	return false
}

func ofYAML(path string, text []byte) (Kind, error) {
	named := isComposeName(filepath.Base(path))
	if !named && !anyYAMLKey.Match(text) {
		return Other, nil
	}
	if action.Match(text) {
		return Other, errTemplate
	}
	switch {
	case named:
		return Compose, nil
	case kindLine.Match(text):
		return Manifests, nil // the reader says what is wrong with them
	}
	// Pipelines have services too, in a list or without an image.
	var top struct {
		Services map[string]struct {
			Image, Build, Extends yaml.Node
		}
	}
	if yaml.NewDecoder(bytes.NewReader(text)).Decode(&top) != nil {
		return Other, nil
	}
	for _, s := range top.Services {
		if !s.Image.IsZero() || !s.Build.IsZero() || !s.Extends.IsZero() {
			return Compose, nil
		}
	}
	return Other, nil
}
