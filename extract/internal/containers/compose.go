package containers

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
)

// maxExtends is how long a chain of services that extend each other may be.
const maxExtends = 16

// composeFile is what the services of a compose file refer to.
type composeFile struct {
	project                             string
	services                            map[string]any
	networks, volumes, secrets, configs map[string]any
	old                                 bool // version 1: services at the top, on the default bridge
}

// isOldCompose tells a compose file of version 1: mappings that have an image or a
// build.
func isOldCompose(top map[string]any) bool {
	for _, value := range top {
		service, ok := value.(map[string]any)
		if !ok || service["image"] == nil && service["build"] == nil {
			return false
		}
	}
	return len(top) > 0
}

func (f *file) compose(top map[string]any) error {
	file := composeFile{services: top, old: true}
	if services, ok := top["services"].(map[string]any); ok {
		file = composeFile{
			services: services, networks: mapping(top["networks"]), volumes: mapping(top["volumes"]),
			secrets: mapping(top["secrets"]), configs: mapping(top["configs"]),
		}
		file.project, _ = yamlread.Text(top["name"])
		for _, key := range sortedKeys(top) {
			switch key {
			case "services", "networks", "volumes", "secrets", "configs", "name", "version", "models":
			case "include":
				f.warn("include: the services of other files are not read")
			default:
				if !strings.HasPrefix(key, "x-") {
					f.warn("the key %.60q is not known", key)
				}
			}
		}
	}
	for _, name := range sortedKeys(file.services) {
		if err := f.service(&file, name); err != nil {
			return fmt.Errorf("service %.60q: %w", name, err)
		}
	}
	return nil
}

func mapping(value any) map[string]any {
	if tagged, ok := value.(yamlread.Tagged); ok {
		value = tagged.Value
	}
	m, _ := value.(map[string]any)
	return m
}

// service reads one service.
func (f *file) service(file *composeFile, name string) error {
	written := mapping(file.services[name])
	if written == nil {
		return errors.New("it is no mapping")
	}
	s := &service{builder: newBuilder(document.SourceCompose), file: file}
	s.engineDefaults()
	s.c.Name = &name
	if file.old {
		s.network("bridge")
	} else {
		s.setNetworks([]string{"default"})
	}
	merged, whole := s.extended(written, 0)
	keys := composeKeys()
	for _, key := range sortedKeys(merged) {
		s.key(keys, key, merged[key])
	}
	if !whole {
		s.unsupported("extends")
		s.unknownRest()
	}
	for _, option := range s.securityOptions(s.c.SecurityOpt) {
		s.unsupported("security_opt "+option, "security_opt")
	}
	s.c.Mounts = lastOfTarget(s.c.Mounts)
	return f.add(s.builder, merged)
}

// service is a service that is being read.
type service struct {
	*builder
	file *composeFile
}

func (s *service) key(keys map[string]composeKey, name string, value any) {
	if strings.HasPrefix(name, "x-") {
		return
	}
	key, ok := keys[name]
	if !ok {
		names := sortedKeys(keys)
		var fields []string
		if i := s.nearest(name, names); i >= 0 {
			fields = keys[names[i]].fields
		}
		s.unsupported(fmt.Sprintf("%.60s", name), fields...)
		return
	}
	if tagged, ok := value.(yamlread.Tagged); ok {
		if value = tagged.Value; tagged.Tag == "!reset" {
			return // the default of what it resets, not what stands there
		}
	}
	if value == nil {
		return
	}
	for _, field := range key.fields {
		s.known[field] = true
	}
	if key.set == nil {
		return
	}
	if err := key.set(s, value); err != nil {
		option := name
		if errors.Is(err, errInterpolated) {
			option += " with a variable"
		}
		s.unsupported(option, key.fields...)
	}
}

// extended merges a service over the one that it extends; false where that stands
// in another file, or is not to be found.
func (s *service) extended(written map[string]any, depth int) (map[string]any, bool) {
	extends, ok := written["extends"]
	if !ok {
		return written, true
	}
	own := maps.Clone(written)
	delete(own, "extends")
	name, _ := extends.(string)
	if long := mapping(extends); long != nil {
		if long["file"] != nil {
			return own, false
		}
		name, _ = long["service"].(string)
	}
	base := mapping(s.file.services[name])
	if base == nil || depth == maxExtends {
		return own, false
	}
	base, whole := s.extended(base, depth+1)
	return mergeService(base, own), whole
}

// mergeService merges as compose does: mappings by key, lists one after the other,
// all else the later one.
func mergeService(base, over map[string]any) map[string]any {
	merged := maps.Clone(base)
	for key, value := range over {
		switch key {
		case "environment", "labels", "annotations", "sysctls", "extra_hosts":
			merged[key] = mergeValue(pairs(base[key]), pairs(value))
		case "command", "entrypoint":
			merged[key] = value
		case "healthcheck":
			h := maps.Clone(mapping(base[key]))
			if h == nil {
				h = map[string]any{}
			}
			maps.Copy(h, mapping(value))
			merged[key] = h
		default:
			merged[key] = mergeValue(base[key], value)
		}
	}
	return merged
}

func mergeValue(base, over any) any {
	if tagged, ok := over.(yamlread.Tagged); ok && (tagged.Tag == "!override" || tagged.Tag == "!reset") {
		return over
	}
	switch o := over.(type) {
	case nil:
		return base
	case map[string]any:
		if b := mapping(base); b != nil {
			m := maps.Clone(b)
			for key, value := range o {
				m[key] = mergeValue(m[key], value)
			}
			return m
		}
	case []any:
		if b, ok := base.([]any); ok {
			return slices.Concat(b, o)
		}
	}
	return over
}

// pairs turns a list of NAME=VALUE into a mapping.
func pairs(value any) any {
	list, ok := value.([]any)
	if !ok {
		return value
	}
	m := make(map[string]any, len(list))
	for _, item := range list {
		text, _ := yamlread.Text(item)
		name, v, found := strings.Cut(text, "=")
		if m[name] = nil; found {
			m[name] = v
		}
	}
	return m
}

// lastOfTarget drops the mounts that a later one hides.
func lastOfTarget(mounts []document.Mount) []document.Mount {
	last := make(map[string]int, len(mounts))
	for i, m := range mounts {
		last[m.Target] = i
	}
	kept := make([]document.Mount, 0, len(last))
	for i, m := range mounts {
		if last[m.Target] == i {
			kept = append(kept, m)
		}
	}
	return kept
}
