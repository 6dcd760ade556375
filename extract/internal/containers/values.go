package containers

import (
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/docker/go-connections/nat"
	"github.com/docker/go-units"

	"github.com/pratique-dev/pratique/extract/document"
)

// publish reads a port in docker's short form ([[IP:][HOST]:]PORT[/PROTOCOL], with
// ranges) or long form (published=…,target=…).
func (b *builder) publish(value string) error {
	if strings.Contains(value, "=") {
		long, err := keyValues(value)
		if err != nil {
			return err
		}
		value = long["published"] + ":" + long["target"] + "/" + long["protocol"]
		value = strings.TrimSuffix(value, "/")
	}
	mappings, err := nat.ParsePortSpec(value)
	if err != nil {
		return err
	}
	if len(b.c.Ports)+len(mappings) > maxPorts.Int() {
		return maxPorts.Exceeded("more than %d ports", maxPorts.Int())
	}
	for _, m := range mappings {
		p := document.ContainerPort{ContainerPort: m.Port.Int(), Protocol: m.Port.Proto(), HostIP: new(m.Binding.HostIP), HostPort: new(0)}
		if m.Binding.HostPort != "" {
			// Of a range for one port the engine picks one; the first stands for it, as
			// the lowest.
			first, _, err := nat.ParsePortRangeToInt(m.Binding.HostPort)
			if err != nil {
				return err
			}
			p.HostPort = &first
		}
		b.c.Ports = append(b.c.Ports, p)
	}
	return nil
}

// expose reads PORT[-PORT][/PROTOCOL].
func (b *builder) expose(value string) error {
	protocol, digits := nat.SplitProtoPort(value)
	first, last, err := nat.ParsePortRangeToInt(digits)
	if err != nil || digits == "" {
		return errors.New("no port")
	}
	if len(b.c.Ports)+last-first > maxPorts.Int() {
		return maxPorts.Exceeded("more than %d ports", maxPorts.Int())
	}
	for port := first; port <= last; port++ {
		b.c.Ports = append(b.c.Ports, document.ContainerPort{ContainerPort: port, Protocol: protocol})
	}
	return nil
}

func keyValues(value string) (map[string]string, error) {
	fields, err := csv.NewReader(strings.NewReader(value)).Read()
	if err != nil {
		return nil, err
	}
	m := map[string]string{}
	for _, field := range fields {
		key, text, _ := strings.Cut(field, "=")
		m[strings.ToLower(key)] = text
	}
	return m, nil
}

// volume reads a volume in the short form: [SOURCE:]TARGET[:OPTIONS].
func (b *builder) volume(value string) error {
	parts := strings.Split(value, ":")
	// C:\data:C:\app: a drive's colon parts nothing.
	for i := 0; i+1 < len(parts); i++ {
		if len(parts[i]) == 1 && isLetter(parts[i][0]) && strings.HasPrefix(parts[i+1], `\`) {
			parts = slices.Replace(parts, i, i+2, parts[i]+":"+parts[i+1])
		}
	}
	if len(parts) > 3 || slices.Contains(parts, "") {
		return errors.New("no volume")
	}
	m := document.Mount{Type: "volume", Source: new(""), RW: true}
	if len(parts) == 1 {
		m.Target = parts[0]
		b.c.Mounts = append(b.c.Mounts, m)
		return nil
	}
	m.Source, m.Target = &parts[0], parts[1]
	if strings.ContainsAny(parts[0][:1], `./~\`) || strings.Contains(parts[0], `:\`) {
		m.Type = "bind"
	}
	var unknown error
	if len(parts) == 3 {
		for option := range strings.SplitSeq(parts[2], ",") {
			switch option {
			case "ro", "readonly":
				m.RW = false
			case "shared", "rshared", "slave", "rslave", "private", "rprivate":
				m.Propagation = option
			case "rw", "z", "Z", "nocopy", "cached", "delegated", "consistent":
			default:
				unknown = fmt.Errorf("option %s", option)
			}
		}
	}
	b.c.Mounts = append(b.c.Mounts, m)
	return unknown
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// mount reads the long form: type=bind,source=/a,target=/b,readonly.
func (b *builder) mount(value string) error {
	fields, err := csv.NewReader(strings.NewReader(value)).Read()
	if err != nil {
		return err
	}
	m := document.Mount{Type: "volume", Source: new(""), RW: true}
	driver := map[string]string{}
	var unknown error
	for _, field := range fields {
		key, text, given := strings.Cut(field, "=")
		switch key = strings.ToLower(key); key {
		case "type":
			m.Type = strings.ToLower(text)
		case "source", "src":
			m.Source = new(text)
		case "target", "dst", "destination":
			m.Target = text
		case "readonly", "ro":
			readonly, err := strconv.ParseBool(text)
			if given && err != nil {
				return err
			}
			m.RW = given && !readonly
		case "bind-propagation":
			m.Propagation = strings.ToLower(text)
		case "volume-opt":
			name, option, _ := strings.Cut(text, "=")
			driver[name] = option
		case "consistency", "bind-nonrecursive", "bind-recursive", "bind-create-src", "volume-subpath", "volume-nocopy",
			"volume-label", "volume-driver", "image-subpath", "tmpfs-size", "tmpfs-mode":
		default:
			unknown = fmt.Errorf("option %s", key)
		}
	}
	if m.Target == "" {
		return errors.New("no target")
	}
	bindOfVolume(&m, driver)
	b.c.Mounts = append(b.c.Mounts, m)
	return unknown
}

// bindOfVolume turns a volume of the local driver that is a bind mount (o=bind) into
// one: it shows a directory of the host just as well.
func bindOfVolume(m *document.Mount, options map[string]string) {
	bind := slices.ContainsFunc(strings.Split(options["o"], ","), func(o string) bool { return o == "bind" || o == "rbind" })
	if m.Type == "volume" && options["device"] != "" && bind {
		m.Type, m.Source = "bind", new(options["device"])
	}
}

func (b *builder) tmpfs(value string) {
	target, options, _ := strings.Cut(value, ":")
	if b.c.Tmpfs == nil {
		b.c.Tmpfs = map[string]string{}
	}
	b.c.Tmpfs[target] = options
}

func (b *builder) ulimit(value string) error {
	limit, err := units.ParseUlimit(value)
	if err != nil {
		return err
	}
	b.c.Ulimits = append(b.c.Ulimits, document.Ulimit{Name: limit.Name, Soft: limit.Soft, Hard: limit.Hard})
	return nil
}

// device reads HOST[:CONTAINER][:PERMISSIONS], or a CDI name.
func (b *builder) device(value string) error {
	if !strings.HasPrefix(value, "/") && strings.Contains(value, "=") {
		b.c.Devices = append(b.c.Devices, document.Device{Host: "request:cdi:" + value})
		return nil
	}
	parts := strings.Split(value, ":")
	d := document.Device{Host: parts[0], Container: parts[0], Permissions: "rwm"}
	switch {
	case parts[0] == "" || len(parts) > 3:
		return errors.New("no device")
	case len(parts) == 3:
		d.Container, d.Permissions = parts[1], parts[2]
	case len(parts) == 2 && strings.Trim(parts[1], "rwm") == "":
		d.Permissions = parts[1]
	case len(parts) == 2:
		d.Container = parts[1]
	}
	b.c.Devices = append(b.c.Devices, d)
	return nil
}

// restart reads no, always, unless-stopped or on-failure[:N].
func (b *builder) restart(value string) error {
	name, count, found := strings.Cut(value, ":")
	p := &document.RestartPolicy{Name: name}
	switch {
	case !slices.Contains([]string{"", "no", "always", "unless-stopped", "on-failure"}, name):
		return errors.New("no policy")
	case name == "":
		p.Name = "no"
	}
	if found {
		n, err := strconv.ParseInt(count, 10, 32)
		if err != nil {
			return err
		}
		p.MaximumRetryCount = n
	}
	b.c.RestartPolicy = p
	return nil
}
