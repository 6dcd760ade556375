package containers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/docker/go-units"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
)

func argvKey(name string, field func(*document.Container) *[]string) setter {
	return func(s *service, value any) (err error) {
		*field(&s.c), err = composeArgv(value)
		if texts, all := composeTexts(value); err == nil && (all != nil || texts == nil) {
			s.unsupported(name+" with a variable", name)
		}
		return err
	}
}

func setEnvironment(s *service, value any) error {
	m, err := composeMap(value)
	for _, name := range sortedKeys(m) {
		if v := m[name]; v != nil {
			name += "=" + *v
		}
		s.c.Env = append(s.c.Env, name)
	}
	return err
}

func setLabels(s *service, value any) error {
	m, err := composeMap(value)
	for name, v := range m {
		s.c.Labels[name] = deref(v)
	}
	return err
}

func setLogging(s *service, value any) error {
	m := mapping(value)
	if m == nil {
		return errShape
	}
	s.only(m, "logging.", "driver options", "log_driver", "log_options")
	if m["driver"] != nil {
		driver, err := composeText(m["driver"])
		if err != nil {
			return err
		}
		s.c.LogDriver = &driver
	}
	if m["options"] == nil {
		return nil
	}
	return setLogOptions(s, m["options"])
}

func setLogOptions(s *service, value any) error {
	m, err := composeMap(value)
	for name, v := range m {
		s.c.LogOptions[name] = deref(v)
	}
	return err
}

func setHealthcheck(s *service, value any) error {
	m := mapping(value)
	if m == nil {
		return errShape
	}
	s.only(m, "healthcheck.", "test interval timeout retries start_period start_interval disable", "healthcheck")
	check := &document.Healthcheck{}
	if m["disable"] != nil {
		var err error
		if check.Disabled, err = composeBool(m["disable"]); err != nil {
			return err
		}
	}
	if test, err := composeArgv(m["test"]); err == nil && len(test) > 0 {
		check.Disabled = check.Disabled || test[0] == "NONE"
		check.Defined = !check.Disabled
	} else if err != nil && m["test"] != nil {
		return err
	}
	if s.c.Healthcheck != nil {
		s.c.Healthcheck = check
	}
	return nil
}

func setUlimits(s *service, value any) error {
	m := mapping(value)
	if m == nil {
		return errShape
	}
	for _, name := range sortedKeys(m) {
		spec := m[name]
		if limits := mapping(spec); limits != nil {
			soft, err := composeText(limits["soft"])
			if err != nil {
				return err
			}
			hard, err := composeText(limits["hard"])
			if err != nil {
				return err
			}
			spec = soft + ":" + hard
		}
		text, err := composeText(spec)
		if err != nil {
			return err
		}
		if err := s.ulimit(name + "=" + text); err != nil {
			return err
		}
	}
	return nil
}

// setDeploy reads the limits that compose applies outside a swarm too.
func setDeploy(s *service, value any) error {
	deploy := mapping(value)
	if deploy == nil {
		return errShape
	}
	const path = "deploy.resources."
	limited := []string{"memory", "nano_cpus", "pids_limit"}
	resources := s.section(deploy, "resources", "deploy.", limited...)
	limits := s.section(resources, "limits", path, limited...)
	s.only(resources, path, "limits reservations", limited...)
	s.only(limits, path+"limits.", "cpus memory pids", limited...)
	for _, limit := range []struct {
		key, old, field string
		into            **int64
		parse           func(string) (int64, error)
	}{
		{"memory", "mem_limit", "memory", &s.c.Memory, units.RAMInBytes},
		{"cpus", "cpus", "nano_cpus", &s.c.NanoCPUs, cpus},
		{"pids", "pids_limit", "pids_limit", &s.c.PidsLimit, integer},
	} {
		if limits[limit.key] == nil {
			continue
		}
		text, err := composeText(limits[limit.key])
		var n int64
		if err == nil {
			n, err = limit.parse(text)
		}
		older := *limit.into
		switch {
		case err != nil:
			s.unsupported(path+"limits."+limit.key, limit.field)
		case older != nil && *older != 0 && n != 0 && *older != n:
			// Compose refuses such a file.
			s.unsupported(limit.old+" beside another "+path+"limits."+limit.key, limit.field)
		case n != 0:
			*limit.into = &n
		}
	}
	if devices := mapping(resources["reservations"])["devices"]; devices != nil {
		s.c.Devices = append(s.c.Devices, document.Device{Host: "request:reservation"})
	}
	s.deployedRestart(s.section(deploy, "restart_policy", "deploy.", "restart_policy"))
	return nil
}

func (s *service) deployedRestart(policy map[string]any) {
	if policy == nil {
		return
	}
	// It replaces restart. A policy without condition restarts always.
	p := &document.RestartPolicy{Name: "always"}
	condition, err := composeText(policy["condition"])
	if policy["condition"] == nil {
		condition, err = "any", nil
	}
	switch {
	case err != nil:
		p = nil
	case condition == "none" || condition == "no":
		p.Name = "no"
	case condition == "on-failure" || condition == "unless-stopped":
		p.Name = condition
	case condition == "" || condition == "any" || condition == "always":
	default:
		p = nil
	}
	if p == nil {
		s.unsupported("deploy.restart_policy.condition", "restart_policy")
		return
	}
	if policy["max_attempts"] != nil {
		text, err := composeText(policy["max_attempts"])
		if err == nil {
			p.MaximumRetryCount, err = integer(text)
		}
		if err != nil {
			s.unsupported("deploy.restart_policy.max_attempts", "restart_policy")
			return
		}
	}
	s.only(policy, "deploy.restart_policy.", "condition delay max_attempts window", "restart_policy")
	if slices.ContainsFunc(s.c.Unsupported, func(o string) bool { return strings.HasPrefix(o, "deploy.restart_policy.") }) {
		return
	}
	s.c.RestartPolicy = p
}

func setGPUs(s *service, _ any) error {
	s.c.Devices = append(s.c.Devices, document.Device{Host: "request:gpu"})
	return nil
}

func longDevice(s *service, m map[string]any) error {
	source, err := composeText(m["source"])
	if err != nil {
		return err
	}
	target, _ := yamlread.Text(m["target"])
	permissions, _ := yamlread.Text(m["permissions"])
	s.c.Devices = append(s.c.Devices, document.Device{Host: source, Container: target, Permissions: permissions})
	return nil
}

func longPort(s *service, m map[string]any) error {
	part := map[string]string{}
	for _, key := range sortedKeys(m) {
		value := m[key]
		switch key {
		case "target", "published", "protocol", "host_ip":
			text, err := composeText(value)
			if err != nil {
				return err
			}
			part[key] = text
		case "mode", "name", "app_protocol":
		default:
			if !strings.HasPrefix(key, "x-") {
				return fmt.Errorf("key %s", key)
			}
		}
	}
	spec := part["target"]
	if published := part["published"]; published != "" {
		spec = published + ":" + spec
	}
	if ip := part["host_ip"]; ip != "" {
		if strings.Contains(ip, ":") && !strings.HasPrefix(ip, "[") {
			ip = "[" + ip + "]"
		}
		if part["published"] == "" {
			spec = ":" + spec
		}
		spec = ip + ":" + spec
	}
	if protocol := part["protocol"]; protocol != "" {
		spec += "/" + protocol
	}
	return s.publish(spec)
}

// network sets docker's own network modes.
func (s *service) network(mode string) {
	s.c.NetworkMode, s.c.Networks = &mode, networksOf(mode)
}

func setNetworkMode(s *service, value any) error {
	mode, err := composeText(value)
	if err != nil {
		return err
	}
	s.network(mode)
	if strings.HasPrefix(mode, "service:") {
		s.c.Networks = []string{}
	}
	return nil
}

func setServiceNetworks(s *service, value any) error {
	if m := mapping(value); m != nil {
		s.setNetworks(sortedKeys(m))
		return nil
	}
	names, err := composeTexts(value)
	s.setNetworks(names)
	return err
}

// setNetworks names networks as the engine does: PROJECT_NAME, where the project
// may not be known ("_NAME"), so that they differ from docker's own.
func (s *service) setNetworks(names []string) {
	s.c.Networks = []string{}
	for _, name := range names {
		network := mapping(s.file.networks[name])
		actual := s.file.project + "_" + name
		if own, ok := network["name"].(string); ok {
			actual = own
		} else if network["external"] == true {
			actual = name
		} else if external := mapping(network["external"]); external != nil {
			actual = name
			if own, ok := external["name"].(string); ok {
				actual = own
			}
		}
		s.c.Networks = append(s.c.Networks, actual)
	}
	s.c.NetworkMode = new("none")
	if len(s.c.Networks) > 0 {
		s.c.NetworkMode = new(slices.Min(s.c.Networks))
	}
}
