package extract

import (
	"fmt"
	"os"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/containers"
	"github.com/pratique-dev/pratique/extract/internal/dockerd"
	"github.com/pratique-dev/pratique/extract/internal/host"
	"github.com/pratique-dev/pratique/extract/internal/secrets"
)

// RuntimeFiles are files about what runs an image, in any of the forms that their
// readers know; nil for none.
type RuntimeFiles struct {
	Containers []string
	Processes  []string // NAME=FILE, of one of the containers
	Daemon     []string
	Host       []string // FILE, or FORM=FILE where the content does not tell its form
}

// runtimeFacts are the facts of RuntimeFiles. A section that nobody gave is nil.
type runtimeFacts struct {
	containers []document.Container
	secrets    []document.Secret // those of the containers
	daemon     *document.Daemon
	host       *document.Host
	problems   []document.Problem
}

func readRuntime(files RuntimeFiles) (*runtimeFacts, error) {
	r := &runtimeFacts{}
	for _, read := range []func(RuntimeFiles) error{r.readContainers, r.readProcesses, r.readDaemon, r.readHost} {
		if err := read(files); err != nil {
			return nil, err
		}
	}
	r.secrets = secrets.FindContainers(r.containers)
	secrets.RedactContainers(r.containers)
	redactDaemon(r.daemon)
	var err error
	if r.host, err = redactHost(r.host); err != nil {
		return nil, err
	}
	return r, nil
}

// WithContainers is s with the containers of a file in place of others. s itself stays as it is.
func (s *Supplied) WithContainers(path string) (*Supplied, error) {
	own, err := readRuntime(RuntimeFiles{Containers: []string{path}})
	if err != nil {
		return nil, err
	}
	with := *s
	if s.runtime != nil {
		own.daemon, own.host = s.runtime.daemon, s.runtime.host
		own.problems = append(own.problems, s.runtime.problems...)
	}
	with.runtime = own
	return &with, nil
}

// note keeps what a reader left open: what depends on it is unknown, and says so itself.
func (r *runtimeFacts) note(section string, warnings []string) {
	for _, warning := range warnings {
		r.problems = append(r.problems, document.Problem{Section: section, Message: warning, Minor: true})
	}
}

// unread keeps what a reader did not read, so that there may be more.
func (r *runtimeFacts) unread(section string, parts []string) {
	for _, part := range parts {
		r.problems = append(r.problems, document.Problem{Section: section, Message: part, Minor: true, Partial: true})
	}
}

func (r *runtimeFacts) readContainers(files RuntimeFiles) error {
	for _, path := range files.Containers {
		err := withOpen("containers", path, func(f *os.File) error {
			result, err := containers.Read(path, f)
			if err != nil {
				return err
			}
			r.containers = append(r.containers, result.Containers...)
			r.note("containers", result.Warnings)
			r.unread("containers", result.Unread)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *runtimeFacts) readProcesses(files RuntimeFiles) error {
	for _, assignment := range files.Processes {
		name, path, ok := strings.Cut(assignment, "=")
		if !ok || name == "" || path == "" {
			return fmt.Errorf("reading processes: %q is not NAME=FILE", assignment)
		}
		err := withOpen("processes", path, func(f *os.File) error {
			lines, err := containers.ReadProcesses(path, f)
			if err != nil {
				return err
			}
			return containers.AddProcesses(r.containers, name, lines)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *runtimeFacts) readDaemon(files RuntimeFiles) error {
	var parts []*dockerd.Facts
	for _, path := range files.Daemon {
		err := withOpen("the daemon's facts", path, func(f *os.File) error {
			part, err := dockerd.Read(path, f)
			parts = append(parts, part)
			return err
		})
		if err != nil {
			return err
		}
	}
	if parts != nil {
		daemon, warnings := dockerd.Merge(parts...)
		r.daemon = daemon
		r.note("daemon", warnings)
	}
	return nil
}

func (r *runtimeFacts) readHost(files RuntimeFiles) error {
	var parts []*document.Host
	for _, argument := range files.Host {
		form, path := host.Split(argument)
		err := withOpen("the host's facts", path, func(f *os.File) error {
			part, err := host.ReadAs(form, path, f)
			parts = append(parts, part)
			return err
		})
		if err != nil {
			return err
		}
	}
	if parts != nil {
		merged, warnings := host.Merge(parts...)
		r.host = merged
		r.note("host", warnings)
	}
	return nil
}

// withOpen opens a file for read, whose errors name the file themselves.
func withOpen(what, path string, read func(*os.File) error) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("reading %s: %w", what, err)
	}
	defer f.Close()
	return read(f)
}

// fill puts the facts into a part of a document, and says which were looked for.
func (r *runtimeFacts) fill(doc *document.Document, searched func(section string)) {
	if r == nil {
		return
	}
	doc.Containers, doc.Daemon, doc.Host = r.containers, r.daemon, r.host
	if r.containers != nil {
		doc.Secrets = r.secrets
	}
	doc.Problems = append(doc.Problems, r.problems...)
	for _, section := range []struct {
		name  string
		given bool
	}{{"containers", r.containers != nil}, {"daemon", r.daemon != nil}, {"host", r.host != nil}} {
		if section.given {
			searched(section.name)
		}
	}
}

// any says whether there is a fact at all.
func (r *runtimeFacts) any() bool {
	return r != nil && (r.containers != nil || r.daemon != nil || r.host != nil)
}
