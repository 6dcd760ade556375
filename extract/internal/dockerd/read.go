package dockerd

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/optread"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
	"github.com/pratique-dev/pratique/internal/schemas"
	"github.com/pratique-dev/pratique/internal/strictjson"
)

// Bounds of what one file may have.
const (
	maxNetworks = 10_000
	maxUnknown  = 100 // keys of daemon.json that are not known
)

// Facts is what one file says.
type Facts struct {
	name string
	// config, flags and effective are nil where the file is not about them.
	config, flags, effective map[string]json.RawMessage
	opaque                   bool     // flags may be more
	doubtful                 []string // keys that a misspelt one may mean
	info, version            json.RawMessage
	networks                 []document.DaemonNetwork
	unsupported              []string
	warnings                 []string
}

// Read reads one file; name is for errors and warnings only. It may hold several JSON
// documents one after the other.
func Read(name string, r io.Reader) (*Facts, error) {
	f := &Facts{name: name}
	if err := f.read(r); err != nil {
		return nil, fmt.Errorf("reading daemon facts of %s: %w", name, err)
	}
	return f, nil
}

func (f *Facts) read(r io.Reader) error {
	data, err := yamlread.Bytes(r)
	switch {
	case err != nil:
		return err
	case isUnit(data) || !yamlread.IsJSON(data):
		return f.text(data)
	}
	documents, err := yamlread.JSON(data)
	if err != nil {
		return err
	}
	for _, d := range documents {
		if err := f.document(d); err != nil {
			return err
		}
	}
	return nil
}

func (f *Facts) document(text json.RawMessage) error {
	if bytes.HasPrefix(text, []byte("[")) {
		var list []json.RawMessage
		if err := json.Unmarshal(text, &list); err != nil {
			return err
		}
		f.networks = append(make([]document.DaemonNetwork, 0, len(f.networks)+len(list)), f.networks...)
		for _, item := range list {
			if err := f.document(item); err != nil {
				return err
			}
		}
		return nil
	}
	var top map[string]json.RawMessage
	if err := json.Unmarshal(text, &top); err != nil || top == nil {
		return errors.New("a list entry is not an object")
	}
	switch has := func(key string) bool { return len(top[key]) > 0 }; {
	case has("Driver") && has("Scope") && has("Name"):
		return f.network(text)
	case has("ServerVersion"), has("DockerRootDir"), has("LoggingDriver"), has("Driver") && has("SecurityOptions"):
		f.info = compact(text)
		return check(text, "info")
	case has("Server") || has("Client") && !has("clients"):
		f.version = compact(text)
		return check(text, "version")
	case len(top) > 0 && !slices.ContainsFunc(keys(top), func(key string) bool { return !slices.Contains(sections(), key) }):
		return f.whole(text)
	}
	return f.daemonJSON(top)
}

// check checks a part against the document's schema: what is of another type there would be
// judged as though it were not there.
func check(text json.RawMessage, part string) error {
	schema, err := schemas.CompiledInput()
	if err != nil {
		return err
	}
	if err := strictjson.CheckFolded(text, "IndexConfigs", "Runtimes", "Containers", "Labels", "Details"); err != nil {
		return err
	}
	return strictjson.Check(text, schema.Property("daemon").Property(part))
}

func compact(text json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if json.Compact(&b, text) != nil {
		return text
	}
	return b.Bytes()
}

// sections are the keys of the document's own shape.
func sections() []string {
	return []string{"config", "flags", "effective", "info", "version", "networks", "conflicts", "unsupported"}
}

// whole reads the document's own shape.
func (f *Facts) whole(text json.RawMessage) error {
	schema, err := schemas.CompiledInput()
	if err != nil {
		return err
	}
	if err := strictjson.Check(text, schema.Property("daemon")); err != nil {
		return err
	}
	var d document.Daemon
	if err := json.Unmarshal(text, &d); err != nil {
		return err
	}
	f.config, f.flags, f.effective = d.Config, d.Flags, d.Effective
	for _, options := range []map[string]json.RawMessage{f.config, f.flags, f.effective} {
		f.fitting(options)
	}
	f.info, f.version = d.Info, d.Version
	f.networks, f.unsupported = d.Networks, d.Unsupported
	if len(f.networks) > maxNetworks {
		return fmt.Errorf("more than %d networks", maxNetworks)
	}
	return nil
}

// fitting makes options of a type that dockerd does not take unknown.
func (f *Facts) fitting(options map[string]json.RawMessage) {
	kinds := configKeys()
	for _, key := range keys(options) {
		if kind, ok := kinds[key]; ok && !kind.fits(options[key]) {
			f.unsupported = append(f.unsupported, key)
			options[key] = json.RawMessage("null")
		}
	}
}

// daemonJSON reads daemon.json. dockerd refuses keys that it does not know.
func (f *Facts) daemonJSON(top map[string]json.RawMessage) error {
	kinds := configKeys()
	names := slices.Sorted(maps.Keys(kinds))
	f.config = map[string]json.RawMessage{}
	unknown := 0
	for _, key := range keys(top) {
		kind, ok := kinds[key]
		switch {
		case !ok:
			if unknown++; unknown > maxUnknown {
				return fmt.Errorf("more than %d keys are not known", maxUnknown)
			}
			if i := optread.Nearest(key, names); i >= 0 {
				f.doubtful = append(f.doubtful, names[i])
			}
			f.unsupported = append(f.unsupported, fmt.Sprintf("%.60s", key))
			f.config[key] = compact(top[key])
		case !kind.fits(top[key]):
			f.unsupported = append(f.unsupported, key)
			f.config[key] = json.RawMessage("null")
		default:
			f.config[key] = compact(top[key])
		}
	}
	if unknown > 0 && unknown == len(top) {
		return errors.New("it is none of daemon.json, docker info, docker version and docker network inspect")
	}
	return nil
}

func keys(m map[string]json.RawMessage) []string {
	list := make([]string, 0, len(m))
	for key := range m {
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}
