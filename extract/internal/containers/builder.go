package containers

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/optread"
)

// builder makes one container.
type builder struct {
	c document.Container
	// known are the fields that the source states itself, where a part of it could
	// not be read that may have stated the others.
	known map[string]bool
}

// newBuilder begins with nothing known.
func newBuilder(source string) *builder {
	return &builder{
		c:     document.Container{Source: source, Role: "container", Incomplete: []string{}, Unsupported: []string{}},
		known: map[string]bool{},
	}
}

// engineDefaults sets what a container of docker has without any option. The user,
// the command and the log driver are the image's and the daemon's, so unknown.
func (b *builder) engineDefaults() {
	c := &b.c
	c.Env, c.Labels = []string{}, map[string]string{}
	c.Privileged, c.NoNewPrivileges, c.ReadonlyRootfs, c.PublishAll = new(false), new(false), new(false), new(false)
	c.CapAdd, c.CapDrop, c.SecurityOpt = []string{}, []string{}, []string{}
	c.SeccompProfile = new("")
	c.NetworkMode, c.Networks = new("default"), []string{"bridge"}
	c.PIDMode, c.IPCMode, c.UTSMode, c.UsernsMode, c.CgroupParent = new(""), new(""), new(""), new(""), new("")
	c.Memory, c.CPUShares, c.NanoCPUs, c.CPUQuota, c.PidsLimit = new(int64(0)), new(int64(0)), new(int64(0)), new(int64(0)), new(int64(0))
	c.Ulimits, c.Devices, c.Tmpfs = []document.Ulimit{}, []document.Device{}, map[string]string{}
	c.RestartPolicy = &document.RestartPolicy{Name: "no"}
	c.LogOptions = map[string]string{}
	c.Healthcheck = &document.Healthcheck{}
	c.Ports, c.Mounts = []document.ContainerPort{}, []document.Mount{}
}

// unsupported notes an option that was not understood, and that the fields that
// depend on it (named as in JSON) are not known. Of lists and maps, what is there
// stays: it is evidence still.
func (b *builder) unsupported(option string, fields ...string) {
	b.c.Unsupported = append(b.c.Unsupported, option)
	b.unknown(fields...)
}

func (b *builder) unknown(fields ...string) {
	v := reflect.ValueOf(&b.c).Elem()
	for _, name := range fields {
		field := fieldNamed(v, name)
		if k := field.Kind(); (k == reflect.Slice || k == reflect.Map) && !field.IsNil() {
			b.c.Incomplete = append(b.c.Incomplete, name)
			continue
		}
		field.SetZero()
	}
}

// section is the mapping under a key. One of another shape is noted, with what depends
// on it.
func (b *builder) section(m map[string]any, key, path string, fields ...string) map[string]any {
	value := mapping(m[key])
	if value == nil && m[key] != nil {
		b.unsupported(path+key, fields...)
	}
	return value
}

// only notes the keys of a section that are not known.
func (b *builder) only(m map[string]any, path, keys string, fields ...string) {
	for _, key := range sortedKeys(m) {
		if !slices.Contains(strings.Fields(keys), key) && !strings.HasPrefix(key, "x-") {
			b.unsupported(fmt.Sprintf("%s%.60s", path, key), fields...)
		}
	}
}

// nearest is the index of the name that a misspelt one means, -1 for none. Past
// maxUnknown the container is refused anyway.
func (b *builder) nearest(given string, names []string) int {
	if len(b.c.Unsupported) > maxUnknown {
		return -1
	}
	return optread.Nearest(given, names)
}

// unknownRest makes everything unknown that the source does not state itself.
func (b *builder) unknownRest() {
	for field := range reflect.TypeFor[document.Container]().Fields() {
		name := field.Tag.Get("json")
		switch name {
		case "source", "role", "name", "incomplete", "unsupported", "raw":
		default:
			if kind := field.Type.Kind(); !b.known[name] || kind == reflect.Slice || kind == reflect.Map {
				b.unknown(name)
			}
		}
	}
}

func fieldNamed(v reflect.Value, name string) reflect.Value {
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("json") == name {
			return v.Field(i)
		}
	}
	panic(fmt.Sprintf("no field %q in a container", name))
}

// finish sorts what has no order of its own, and cleans paths, so that a policy can
// compare them.
func (b *builder) finish() document.Container {
	c := &b.c
	if c.NetworkMode != nil && *c.NetworkMode == "host" && c.Source != document.SourceKubernetes && c.Ports != nil {
		// The engine discards what is to be published: a port of the container is the host's
		// of that number, and so is any other that the program opens.
		for i, p := range c.Ports {
			c.Ports[i].HostIP, c.Ports[i].HostPort = new(""), new(p.ContainerPort)
		}
		b.unknown("ports")
	}
	slices.SortFunc(c.Ports, func(x, y document.ContainerPort) int {
		return cmp.Or(cmp.Compare(x.ContainerPort, y.ContainerPort), cmp.Compare(x.Protocol, y.Protocol),
			comparePointers(x.HostIP, y.HostIP), comparePointers(x.HostPort, y.HostPort))
	})
	// Exposed ones stand first, and say nothing beside one that is published.
	for i := 0; i+1 < len(c.Ports); i++ {
		x, y := c.Ports[i], c.Ports[i+1]
		if x.ContainerPort == y.ContainerPort && x.Protocol == y.Protocol &&
			(x.HostPort == nil || comparePointers(x.HostIP, y.HostIP) == 0 && comparePointers(x.HostPort, y.HostPort) == 0) {
			c.Ports[i].ContainerPort = -1
		}
	}
	c.Ports = slices.DeleteFunc(c.Ports, func(p document.ContainerPort) bool { return p.ContainerPort < 0 })
	for i := range c.Mounts {
		if s := c.Mounts[i].Source; s != nil && c.Mounts[i].Type == "bind" && path.IsAbs(*s) {
			c.Mounts[i].Source = new(path.Clean(*s))
		}
		if s := c.Mounts[i].Source; c.Mounts[i].Type == "bind" && (s == nil || strings.HasPrefix(*s, "..") || strings.Contains(*s, "/..")) {
			// Where this leads to depends on the directory that it is run in.
			b.unknown("mounts")
		}
	}
	if c.NetworkMode == nil && c.Source != document.SourceInspect {
		c.Networks = nil // not even the default one
	}
	if c.Networks != nil {
		c.Networks = sortedSet(c.Networks)
	}
	c.Incomplete, c.Unsupported = sortedSet(c.Incomplete), sortedSet(c.Unsupported)
	c.Incomplete = slices.DeleteFunc(c.Incomplete, func(name string) bool {
		return fieldNamed(reflect.ValueOf(c).Elem(), name).IsNil()
	})
	return *c
}

func comparePointers[T cmp.Ordered](x, y *T) int {
	switch {
	case x == nil && y == nil:
		return 0
	case x == nil:
		return -1
	case y == nil:
		return 1
	}
	return cmp.Compare(*x, *y)
}

// sortedSet is never nil, which would be "not known".
func sortedSet(list []string) []string {
	set := append(make([]string, 0, len(list)), list...)
	slices.Sort(set)
	return slices.Compact(set)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
