package containers

import (
	"strconv"

	"github.com/docker/go-connections/nat"

	"github.com/pratique-dev/pratique/extract/document"
)

// binding is where the host publishes a port.
type binding struct {
	HostIP   string `json:"HostIp"`
	HostPort string
}

func (b *builder) inspectNetwork(config, host, settings object) {
	c := &b.c
	c.NetworkMode = get(b, host, "NetworkMode", "HostConfig.", "")
	c.PublishAll = get(b, host, "PublishAllPorts", "HostConfig.", false)
	if networks := dict[any](b, settings, "Networks", "NetworkSettings."); len(networks) > 0 {
		c.Networks = sortedKeys(networks)
	} else if c.NetworkMode != nil {
		// A container that does not run may have none.
		c.Networks = networksOf(*c.NetworkMode)
	}

	exposed := dict[any](b, config, "ExposedPorts", "Config.")
	wanted := dict[[]binding](b, host, "PortBindings", "HostConfig.")
	actual := dict[[]binding](b, settings, "Ports", "NetworkSettings.")
	if wanted == nil && actual == nil {
		return
	}
	c.Ports = []document.ContainerPort{}
	seen := map[string]bool{}
	for _, bindings := range []map[string][]binding{actual, wanted} {
		for _, port := range sortedKeys(bindings) {
			// What runs says more than what was asked for: a port that the engine picked.
			if len(bindings[port]) > 0 && !seen[port] {
				seen[port] = true
				b.inspectPort(port, bindings[port])
			}
		}
	}
	for _, port := range sortedKeys(actual) {
		if !seen[port] {
			seen[port] = true
			b.inspectPort(port, nil)
		}
	}
	for _, port := range sortedKeys(exposed) {
		if !seen[port] {
			b.inspectPort(port, nil)
		}
	}
}

// networksOf are the networks that a network mode means.
func networksOf(mode string) []string {
	switch {
	case mode == "" || mode == "default" || mode == "bridge":
		return []string{"bridge"}
	case mode == "none", len(mode) > 10 && mode[:10] == "container:":
		return []string{}
	}
	return []string{mode}
}

func (b *builder) inspectPort(port string, bindings []binding) {
	protocol, digits := nat.SplitProtoPort(port)
	number, err := strconv.ParseUint(digits, 10, 16)
	if err != nil {
		b.unsupported("port "+port, "ports")
		return
	}
	p := document.ContainerPort{ContainerPort: int(number), Protocol: protocol}
	if len(bindings) == 0 {
		b.c.Ports = append(b.c.Ports, p)
		return
	}
	for _, at := range bindings {
		first, _, err := nat.ParsePortRangeToInt(at.HostPort)
		if err != nil {
			b.unsupported("published port of "+port, "ports")
			continue
		}
		p.HostIP, p.HostPort = &at.HostIP, &first
		b.c.Ports = append(b.c.Ports, p)
	}
}
