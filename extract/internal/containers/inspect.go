package containers

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// object is a JSON object of docker inspect. A key that is not there is not known (an
// older or another engine); one that is null is docker's way to say none.
type object map[string]json.RawMessage

// get is the value of a key: none where it is null, nil where it is absent or
// of another type, of which the latter is noted.
func get[T any](b *builder, o object, key, path string, none T) *T {
	text, ok := o[key]
	if !ok {
		return nil
	}
	value := none
	if err := json.Unmarshal(text, &value); err != nil {
		b.unsupported(path + key)
		return nil
	}
	return &value
}

// inspect reads one container of docker inspect.
func (f *file) inspect(top object, raw json.RawMessage) error {
	b := newBuilder(document.SourceInspect)
	c := &b.c
	c.Name, c.ID, c.ImageID = get(b, top, "Name", "", ""), get(b, top, "Id", "", ""), get(b, top, "Image", "", "")
	if c.Name != nil {
		c.Name = new(strings.TrimPrefix(*c.Name, "/"))
	}
	c.AppArmorProfile = get(b, top, "AppArmorProfile", "", "")
	c.ProcessLabel = get(b, top, "ProcessLabel", "", "")
	if driver := get(b, top, "GraphDriver", "", struct{ Name string }{}); driver != nil {
		c.StorageDriver = &driver.Name
	}
	config := deref(get(b, top, "Config", "", object{}))
	host := deref(get(b, top, "HostConfig", "", object{}))
	state := deref(get(b, top, "State", "", object{}))
	settings := deref(get(b, top, "NetworkSettings", "", object{}))

	b.inspectConfig(config, state)
	b.inspectHost(host)
	b.inspectResources(host)
	b.inspectNetwork(config, host, settings)
	b.inspectMounts(top)
	return f.add(b, raw)
}

func deref[T any](p *T) (zero T) {
	if p == nil {
		return zero
	}
	return *p
}

// list is like get, for lists: never nil where the key is there.
func list[T any](b *builder, o object, key, path string) []T {
	value := get(b, o, key, path, []T{})
	if value == nil {
		return nil
	}
	if *value == nil {
		return []T{}
	}
	return *value
}

// dict is like get, for maps.
func dict[V any](b *builder, o object, key, path string) map[string]V {
	value := get(b, o, key, path, map[string]V{})
	if value == nil {
		return nil
	}
	if *value == nil {
		return map[string]V{}
	}
	return *value
}

func (b *builder) inspectConfig(config, state object) {
	const at = "Config."
	c := &b.c
	c.ImageRef = get(b, config, "Image", at, "")
	c.User = get(b, config, "User", at, "")
	c.Env = list[string](b, config, "Env", at)
	c.Labels = dict[string](b, config, "Labels", at)
	c.Entrypoint = b.argv(config, "Entrypoint")
	c.Command = b.argv(config, "Cmd")
	if config == nil {
		return
	}
	// The engine leaves the key out where there is no check.
	check := &document.Healthcheck{}
	if _, ok := config["Healthcheck"]; ok {
		health := get(b, config, "Healthcheck", at, struct{ Test []string }{})
		if health == nil {
			return
		}
		check.Disabled = len(health.Test) > 0 && health.Test[0] == "NONE"
		check.Defined = len(health.Test) > 0 && !check.Disabled
	}
	if health := get(b, state, "Health", "State.", struct{ Status string }{}); health != nil && health.Status != "" {
		check.Status = &health.Status
	}
	b.c.Healthcheck = check
}

// argv reads a command; Podman of old wrote its entrypoint as one text.
func (b *builder) argv(config object, key string) []string {
	var text string
	if json.Unmarshal(config[key], &text) == nil && text != "" {
		return []string{text}
	}
	return list[string](b, config, key, "Config.")
}

func (b *builder) inspectHost(host object) {
	const at = "HostConfig."
	c := &b.c
	c.Privileged = get(b, host, "Privileged", at, false)
	c.CapAdd, c.CapDrop = list[string](b, host, "CapAdd", at), list[string](b, host, "CapDrop", at)
	if c.SecurityOpt = list[string](b, host, "SecurityOpt", at); c.SecurityOpt != nil {
		c.SeccompProfile, c.NoNewPrivileges = new(""), new(false)
		profile := c.AppArmorProfile
		for _, name := range b.securityOptions(c.SecurityOpt) {
			b.unsupported(at+"SecurityOpt "+name, "security_opt")
		}
		if profile != nil {
			c.AppArmorProfile = profile // the one in force, not the one asked for
		}
	}
	c.ReadonlyRootfs = get(b, host, "ReadonlyRootfs", at, false)
	c.PIDMode, c.IPCMode = get(b, host, "PidMode", at, ""), get(b, host, "IpcMode", at, "")
	c.UTSMode, c.UsernsMode = get(b, host, "UTSMode", at, ""), get(b, host, "UsernsMode", at, "")
	c.CgroupParent = get(b, host, "CgroupParent", at, "")
	type policy struct {
		Name              string
		MaximumRetryCount int64
	}
	if p := get(b, host, "RestartPolicy", at, policy{}); p != nil {
		if p.Name == "" {
			p.Name = "no"
		}
		c.RestartPolicy = &document.RestartPolicy{Name: p.Name, MaximumRetryCount: p.MaximumRetryCount}
	}
	type log struct {
		Type   string
		Config map[string]string
	}
	if l := get(b, host, "LogConfig", at, log{}); l != nil && l.Type != "" {
		c.LogDriver, c.LogOptions = &l.Type, l.Config
		if c.LogOptions == nil {
			c.LogOptions = map[string]string{}
		}
	}
	if host != nil {
		if c.Tmpfs = dict[string](b, host, "Tmpfs", at); c.Tmpfs == nil && host["Tmpfs"] == nil {
			c.Tmpfs = map[string]string{} // left out where there are none
		}
	}
}

func (b *builder) inspectResources(host object) {
	const at = "HostConfig."
	c := &b.c
	c.Memory, c.CPUShares = get(b, host, "Memory", at, int64(0)), get(b, host, "CpuShares", at, int64(0))
	c.CPUQuota, c.PidsLimit = get(b, host, "CpuQuota", at, int64(0)), get(b, host, "PidsLimit", at, int64(0))
	c.NanoCPUs = get(b, host, "NanoCpus", at, int64(0))
	if c.NanoCPUs == nil && c.CPUQuota != nil && host["NanoCpus"] == nil {
		c.NanoCPUs = new(int64(0)) // engines before 1.13 have no such limit
	}
	type limit struct {
		Name       string
		Soft, Hard int64
	}
	if limits := list[limit](b, host, "Ulimits", at); limits != nil {
		c.Ulimits = []document.Ulimit{}
		for _, l := range limits {
			c.Ulimits = append(c.Ulimits, document.Ulimit(l))
		}
	}
	type device struct{ PathOnHost, PathInContainer, CgroupPermissions string }
	type request struct {
		Driver    string
		DeviceIDs []string
	}
	devices := list[device](b, host, "Devices", at)
	requests := list[request](b, host, "DeviceRequests", at)
	if devices == nil {
		return
	}
	c.Devices = []document.Device{}
	for _, d := range devices {
		c.Devices = append(c.Devices, document.Device{Host: d.PathOnHost, Container: d.PathInContainer, Permissions: d.CgroupPermissions})
	}
	for _, r := range requests {
		c.Devices = append(c.Devices, document.Device{Host: strings.Join(slices.Concat([]string{"request", r.Driver}, r.DeviceIDs), ":")})
	}
}

func (b *builder) inspectMounts(top object) {
	type mount struct {
		Type, Name, Source, Destination, Propagation string
		RW                                           bool
	}
	mounts := list[mount](b, top, "Mounts", "")
	if mounts == nil {
		return
	}
	b.c.Mounts = []document.Mount{}
	for _, m := range mounts {
		if m.Type == "" { // engines before 1.13
			m.Type = "bind"
			if m.Name != "" {
				m.Type = "volume"
			}
		}
		b.c.Mounts = append(b.c.Mounts, document.Mount{Type: m.Type, Source: &m.Source, Target: m.Destination, RW: m.RW, Propagation: m.Propagation})
	}
}
