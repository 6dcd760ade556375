package secrets

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// Find lists the secrets of what stands in doc's image and dockerfile sections,
// and of the build arguments that were given. A Dockerfile that was guessed from the
// history is left out: it says the same again. The order is environment, labels,
// history, Dockerfile, build arguments, each as it stands (labels and arguments by
// name); the same value in several places is listed for each. The list is empty,
// never nil. The error is of a config that is not what OCI and Docker write.
func Find(doc *document.Document, buildArgs map[string]string) ([]document.Secret, error) {
	f := finder{found: []document.Secret{}}
	if doc.Image != nil {
		if err := f.config(doc.Image.Config); err != nil {
			return nil, err
		}
		f.history(doc.Image.History)
	}
	if d := doc.Dockerfile; d != nil && d.Mode == document.ModeActual {
		f.dockerfile(d)
	}
	f.buildArgs(doc.Dockerfile, buildArgs)
	return f.found, nil
}

type finder struct{ found []document.Secret }

// place is where a secret stands.
type place struct {
	source  string
	pointer string
	layer   *int
	line    func(value string) *int
}

func (f *finder) add(name, value string, at place) {
	fingerprint := Fingerprint(value)
	s := document.Secret{Name: name, Source: at.source, Layer: at.layer, Fingerprint: &fingerprint}
	if at.pointer != "" {
		s.Path = &at.pointer
	}
	if at.line != nil {
		s.Line = at.line(value)
	}
	f.found = append(f.found, s)
}

// pair looks at a variable, label or argument: its name may tell, else its value.
func (f *finder) pair(name, value string, at place) {
	if tells(name, value) {
		if literal(value) {
			f.add(name, value, at)
		}
		return
	}
	for _, s := range spans(value) {
		f.add(name, value[s.start:s.end], at)
	}
}

func (f *finder) text(text string, at place) {
	for _, s := range spans(text) {
		f.add(s.name, text[s.start:s.end], at)
	}
}

func (f *finder) config(raw json.RawMessage) error {
	if len(raw) == 0 {
		return nil
	}
	var config struct {
		Env    []string
		Labels map[string]string
	}
	if err := json.Unmarshal(raw, &config); err != nil {
		return fmt.Errorf("searching the image config for secrets: %w", err)
	}
	for i, variable := range config.Env {
		name, value, _ := strings.Cut(variable, "=")
		f.pair(name, value, place{source: document.SecretEnv, pointer: "/image/config/Env/" + strconv.Itoa(i)})
	}
	for _, name := range sorted(config.Labels) {
		f.pair(name, config.Labels[name], place{source: document.SecretLabel, pointer: "/image/config/Labels/" + token(name)})
	}
	return nil
}

// history takes created_by whole: what a parsed entry leaves out, such as the
// |1 TOKEN=… of build arguments, is where the secrets are.
func (f *finder) history(entries []document.History) {
	for i, entry := range entries {
		f.text(entry.CreatedBy, place{source: document.SecretHistory, pointer: "/image/history/" + strconv.Itoa(i), layer: entry.Layer})
	}
}

func (f *finder) buildArgs(d *document.Dockerfile, args map[string]string) {
	for _, name := range sorted(args) {
		f.pair(name, args[name], place{source: document.SecretBuildArg, pointer: declaration(d, name)})
	}
}

// declaration is the ARG instruction of a build argument, "" where there is none.
func declaration(d *document.Dockerfile, name string) string {
	if d == nil {
		return ""
	}
	for i, instruction := range d.Instructions {
		if instruction.Instruction != "ARG" {
			continue
		}
		for _, p := range instruction.Pairs {
			if p.Name == name {
				return "/dockerfile/instructions/" + strconv.Itoa(i)
			}
		}
	}
	return ""
}

// token is a name as one part of a JSON pointer (RFC 6901).
func token(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

func sorted(m map[string]string) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
