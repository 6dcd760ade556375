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
				f.unread("include: the services of other files are not read (docker compose config writes one file)")
			default:
				if !strings.HasPrefix(key, "x-") {
					f.unread("the key %.60q is not known, and was not read", key)
				}
			}
		}
	}
	first := len(f.result.Containers)
	for _, name := range sortedKeys(file.services) {
		if err := f.service(&file, name); err != nil {
			return fmt.Errorf("service %.60q: %w", name, err)
		}
	}
	joinServices(f.result.Containers[first:], sortedKeys(file.services))
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
		return errors.New("it is not a mapping")
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
	names := slices.DeleteFunc(sortedKeys(merged), func(key string) bool { return key == "deploy" })
	if _, ok := merged["deploy"]; ok {
		names = append(names, "deploy") // replaces restart, and its limits the older keys
	}
	for _, key := range names {
		s.key(keys, key, merged[key])
	}
	if merged["networks"] != nil && (merged["network_mode"] != nil || merged["net"] != nil) {
		s.unsupported("networks beside network_mode", "network_mode", "networks") // compose refuses it
	}
	for _, key := range s.beside {
		f.unread("service %.60q: %s: its containers are not read", name, key)
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
	file   *composeFile
	beside []string // keys of containers that run beside it and are not read
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
		case "networks":
			merged[key] = mergeValue(named(base[key]), named(value))
		case "tmpfs", "env_file", "label_file", "dns", "dns_search", "dns_opt":
			merged[key] = mergeValue(listed(base[key]), listed(value))
		case "logging":
			// Options of one driver say nothing to another.
			b, o := mapping(base[key]), mapping(value)
			if b["driver"] != nil && o["driver"] != nil && b["driver"] != o["driver"] {
				merged[key] = value
				continue
			}
			merged[key] = mergeValue(base[key], value)
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

// joinServices gives a service that joins a namespace of another one (pid: service:x,
// network_mode: service:x, or container: with its container_name) what that one has of the
// host's: it shares it then, too. containers has one entry for each of the names.
func joinServices(containers []document.Container, names []string) {
	byService, byName := map[string]int{}, map[string]int{}
	for i, name := range names {
		byService[name] = i
		if n := containers[i].Name; n != nil {
			byName[*n] = i
		}
	}
	joined := func(mode *string) (int, bool) {
		if mode == nil {
			return 0, false
		}
		if name, ok := strings.CutPrefix(*mode, "service:"); ok {
			i, found := byService[name]
			return i, found
		}
		name, ok := strings.CutPrefix(*mode, "container:")
		i, found := byName[name]
		return i, ok && found
	}
	for _, field := range []func(*document.Container) **string{
		func(c *document.Container) **string { return &c.NetworkMode },
		func(c *document.Container) **string { return &c.PIDMode },
		func(c *document.Container) **string { return &c.IPCMode },
	} {
		for i := range containers {
			at := i
			for range containers {
				next, ok := joined(*field(&containers[at]))
				if !ok {
					break
				}
				at = next
			}
			if end := *field(&containers[at]); at != i && (end == nil || *end == "host") {
				*field(&containers[i]) = end
			}
		}
	}
}

// named turns a list of names into a mapping.
func named(value any) any {
	list, ok := value.([]any)
	if !ok {
		return value
	}
	m := make(map[string]any, len(list))
	for _, item := range list {
		name, _ := yamlread.Text(item)
		m[name] = nil
	}
	return m
}

// listed turns one scalar into a list.
func listed(value any) any {
	switch value.(type) {
	case nil, []any, yamlread.Tagged:
		return value
	}
	return []any{value}
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
