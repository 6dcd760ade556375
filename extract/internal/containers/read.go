package containers

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/internal/strictjson"
)

var (
	maxContainers = limits.Count("containers", 10_000)
	maxPorts      = limits.Count("ports", 1<<17) // of all containers: ranges are written out
)

// Bounds of what one file may describe.
const (
	maxUnknown = 200      // options of one container that are not understood
	maxRaw     = 64 << 20 // bytes of all originals, which may stand in one text many times
)

// Result is what a file says.
type Result struct {
	Containers []document.Container // in the order of the file; the services of a compose file by name
	// Warnings are what the file leaves open of the containers above, as sentences
	// without a full stop. They never hold a value of a variable.
	Warnings []string
	// Unread are the parts of the file that were not read, or that name other files:
	// there may be containers in them. They are sentences as well.
	Unread []string
}

// Read reads the containers of one file; name is for errors only. A file without
// any container is an error.
func Read(name string, r io.Reader) (*Result, error) {
	f := &file{result: &Result{}}
	err := f.read(r)
	if err == nil && len(f.result.Containers) == 0 {
		err = errors.New("no container in it")
		if len(f.result.Unread) > 0 {
			err = fmt.Errorf("no container in it that could be read: %s", strings.Join(f.result.Unread, "; "))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("reading containers of %s: %w", name, err)
	}
	return f.result, nil
}

// file is a file that is being read.
type file struct {
	result              *Result
	ports, raw, unknown int
}

func (f *file) read(r io.Reader) error {
	data, err := yamlread.Bytes(r)
	switch {
	case err != nil:
		return err
	case yamlread.IsJSON(data):
		documents, err := yamlread.JSON(data)
		if err == nil {
			return f.json(documents)
		}
		// YAML in braces.
		if values, notYAML := yamlread.YAML(data); notYAML == nil && slices.ContainsFunc(values, isMapping) {
			return f.documents(values)
		}
		return err
	}
	documents, notYAML := yamlread.YAML(data)
	if notYAML == nil && slices.ContainsFunc(documents, isMapping) {
		return f.documents(documents)
	}
	if notYAML != nil && looksLikeYAML(data) {
		return notYAML
	}
	return f.commands(string(data))
}

func (f *file) documents(values []any) error {
	for _, value := range values {
		if err := f.described(value); err != nil {
			return err
		}
	}
	return nil
}

func isMapping(value any) bool {
	_, ok := value.(map[string]any)
	return ok
}

// looksLikeYAML decides of which of two errors is told.
func looksLikeYAML(data []byte) bool {
	return regexp.MustCompile(`(?m)^(?:---|["']?(?:services|apiVersion|kind|version|name)["']?[ \t]*:)`).Match(data)
}

// json reads documents one after the other, as docker inspect -f '{{json .}}' has
// them, and lists.
func (f *file) json(documents []json.RawMessage) error {
	for _, d := range documents {
		if bytes.HasPrefix(d, []byte("[")) {
			var list []json.RawMessage
			if err := json.Unmarshal(d, &list); err != nil {
				return err
			}
			for _, item := range list {
				if err := f.jsonObject(item); err != nil {
					return err
				}
			}
			continue
		}
		if err := f.jsonObject(d); err != nil {
			return err
		}
	}
	return nil
}

func (f *file) jsonObject(text json.RawMessage) error {
	var top map[string]json.RawMessage
	if err := json.Unmarshal(text, &top); err != nil || top == nil {
		return errors.New("a list entry is not an object")
	}
	switch {
	case top["HostConfig"] != nil || top["State"] != nil && top["Config"] != nil:
		if err := strictjson.CheckFolded(text, namesOfOthers()...); err != nil {
			return err
		}
		return f.inspect(top, text)
	case top["RootFS"] != nil || top["RepoTags"] != nil:
		return errors.New("it describes an image, not a container")
	}
	value, err := yamlread.Value(text)
	if err != nil {
		return err
	}
	return f.described(value)
}

// namesOfOthers are the keys of docker inspect below which keys are the author's own.
func namesOfOthers() []string {
	return []string{"Labels", "Config", "Annotations", "Sysctls", "Tmpfs", "Networks", "Options", "DriverOpts", "Volumes", "StorageOpt", "Data", "ExecIDs"}
}

// described reads one document of a compose file or of Kubernetes manifests.
func (f *file) described(value any) error {
	top, ok := value.(map[string]any)
	switch {
	case !ok:
		return errors.New("a document is not a mapping")
	case top["kind"] != nil && top["apiVersion"] != nil:
		return f.manifest(top, 0)
	case isMapping(top["services"]), top["version"] == nil && isOldCompose(top):
		return f.compose(top)
	}
	return fmt.Errorf("it is none of docker inspect JSON, compose file and Kubernetes manifest; its keys are %s",
		strings.Join(shortened(sortedKeys(top)), ", "))
}

// add adds a container, within the bounds of a file.
func (f *file) add(b *builder, raw any) error {
	text, ok := raw.(json.RawMessage)
	if ok {
		var compact bytes.Buffer
		if err := json.Compact(&compact, text); err != nil {
			return err
		}
		text = compact.Bytes()
	} else {
		var err error
		if text, err = json.Marshal(raw); err != nil {
			return err
		}
	}
	f.raw += len(text)
	f.ports += len(b.c.Ports)
	f.unknown += len(b.c.Unsupported)
	switch {
	case len(f.result.Containers) == maxContainers.Int():
		return maxContainers.Exceeded("more than %d containers", maxContainers.Int())
	case len(b.c.Unsupported) > maxUnknown:
		return fmt.Errorf("more than %d options are not understood", maxUnknown)
	case f.unknown > 20*maxUnknown:
		return fmt.Errorf("more than %d options are not understood", 20*maxUnknown)
	case f.ports > maxPorts.Int():
		return maxPorts.Exceeded("more than %d ports", maxPorts.Int())
	case f.raw > maxRaw:
		return fmt.Errorf("its containers are larger than %d bytes", maxRaw)
	}
	b.c.Raw = text
	c := b.finish()
	if len(c.Unsupported) > 0 {
		f.warn("%s: not understood: %s", called(&c), strings.Join(shortened(slices.Clone(c.Unsupported)), ", "))
	}
	f.result.Containers = append(f.result.Containers, c)
	return nil
}

// called is what a container is called in warnings.
func called(c *document.Container) string {
	if c.Name == nil {
		return "a container without a name"
	}
	return fmt.Sprintf("%.60s", *c.Name)
}

// maxWarnings bounds what is said of single things.
const maxWarnings = 50

func (f *file) warn(format string, args ...any) {
	note(&f.result.Warnings, fmt.Sprintf(format, args...))
}

// unread notes a part of the file that may have containers which are not in the result.
func (f *file) unread(format string, args ...any) {
	note(&f.result.Unread, fmt.Sprintf(format, args...))
}

func note(list *[]string, text string) {
	if len(*list) < maxWarnings && !slices.Contains(*list, text) {
		*list = append(*list, text)
	}
}

// shortened keeps a list of names short enough for an error.
func shortened(names []string) []string {
	if len(names) > 10 {
		names = append(slices.Clone(names[:10]), "…")
	}
	for i, name := range names {
		if len(name) > 60 {
			names[i] = name[:60] + "…"
		}
	}
	return names
}
