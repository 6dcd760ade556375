package containers

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
)

func (k *kubernetes) read() {
	c := &k.c
	name, _ := yamlread.Text(k.container["name"])
	if k.pod.name != "" {
		name = k.pod.name + "/" + name
	}
	c.Name = &name
	if image, ok := yamlread.Text(k.container["image"]); ok {
		c.ImageRef = &image
	}
	c.Labels = map[string]string{}
	for key, value := range mapping(k.pod.metadata["labels"]) {
		c.Labels[key], _ = yamlread.Text(value)
	}
	c.Entrypoint, c.Command = k.argv("command", "entrypoint"), k.argv("args", "command")
	k.environment()
	k.namespaces()
	k.ports()
	k.limits()
	k.mounts()
	k.security()
	c.Healthcheck = &document.Healthcheck{}
	for _, probe := range []string{"livenessProbe", "readinessProbe", "startupProbe"} {
		if len(mapping(k.container[probe])) > 0 {
			c.Healthcheck = &document.Healthcheck{Defined: true}
		}
		k.section(k.container, probe, "", "healthcheck")
	}
	k.restartPolicy()
	k.unknownKeys(k.container, "", containerKeys())
	k.unknownKeys(k.pod.spec, "pod.", podFields())
}

func (k *kubernetes) argv(key, field string) []string {
	list, ok := k.container[key].([]any)
	if !ok {
		if k.container[key] != nil {
			k.unsupported(key)
		}
		return nil
	}
	argv := make([]string, 0, len(list))
	for _, item := range list {
		text, ok := yamlread.Text(item)
		if !ok {
			k.unsupported(key)
			return nil
		}
		argv = append(argv, text)
		if strings.Contains(strings.ReplaceAll(text, "$$", ""), "$(") {
			k.c.Incomplete = append(k.c.Incomplete, field) // a variable of the container
		}
	}
	return argv
}

func (k *kubernetes) environment() {
	k.c.Env = []string{}
	if k.container["envFrom"] != nil {
		k.unsupported("envFrom", "env")
	}
	list, ok := k.container["env"].([]any)
	if !ok && k.container["env"] != nil {
		k.unsupported("env", "env")
	}
	for _, item := range list {
		entry := mapping(item)
		name, ok := yamlread.Text(entry["name"])
		switch value, isText := yamlread.Text(entry["value"]); {
		case !ok:
			k.unsupported("env", "env")
		case isText:
			k.c.Env = append(k.c.Env, name+"="+value)
		case entry["valueFrom"] != nil:
			k.c.Env = append(k.c.Env, name)
		default:
			k.c.Env = append(k.c.Env, name+"=")
		}
	}
}

// namespaces reads which of the host's namespaces the pod shares. The runtimes
// give a pod on the host's network its UTS namespace too.
func (k *kubernetes) namespaces() {
	spec := k.pod.spec
	host := func(key string, into **string, fields ...string) {
		if on, ok := k.boolean(spec[key], "pod."+key, fields...); ok {
			*into = new("")
			if on {
				*into = new("host")
			}
		}
	}
	c := &k.c
	host("hostNetwork", &c.NetworkMode, "network_mode", "uts_mode")
	host("hostPID", &c.PIDMode, "pid_mode")
	host("hostIPC", &c.IPCMode, "ipc_mode")
	if c.NetworkMode != nil {
		c.UTSMode = new(*c.NetworkMode)
		if *c.NetworkMode == "host" {
			c.Networks = []string{"host"}
		} else {
			c.NetworkMode = new("pod")
		}
	}
	if shared, _ := k.boolean(spec["shareProcessNamespace"], "pod.shareProcessNamespace", "pid_mode"); shared && c.PIDMode != nil && *c.PIDMode == "" {
		c.PIDMode = new("pod")
	}
	switch users := spec["hostUsers"].(type) {
	case nil:
		c.UsernsMode = new("")
	case bool:
		c.UsernsMode = new("host")
		if !users {
			c.UsernsMode = new("private")
		}
	default:
		k.unsupported("pod.hostUsers", "userns_mode")
	}
}

func (k *kubernetes) ports() {
	c := &k.c
	c.Ports, c.PublishAll = []document.ContainerPort{}, new(false)
	list, ok := k.container["ports"].([]any)
	if !ok && k.container["ports"] != nil {
		k.unsupported("ports", "ports")
	}
	for _, item := range list {
		m := mapping(item)
		number, ok := portNumber(m["containerPort"])
		if !ok {
			k.unsupported("ports", "ports")
			continue
		}
		p := document.ContainerPort{ContainerPort: number, Protocol: "tcp"}
		switch m["protocol"] {
		case nil, "TCP":
		case "UDP":
			p.Protocol = "udp"
		case "SCTP":
			p.Protocol = "sctp"
		default:
			k.unsupported("ports.protocol", "ports")
		}
		host, published := portNumber(m["hostPort"])
		if m["hostPort"] != nil && !published {
			k.unsupported("ports.hostPort", "ports")
		}
		if !published && c.NetworkMode != nil && *c.NetworkMode == "host" {
			host, published = number, true
		}
		if published && host > 0 {
			ip, _ := yamlread.Text(m["hostIP"])
			p.HostPort, p.HostIP = &host, &ip
		}
		c.Ports = append(c.Ports, p)
	}
	if c.NetworkMode == nil {
		k.unknown("ports")
	}
}

func portNumber(value any) (int, bool) {
	n, ok := value.(int64)
	return int(n), ok && 0 <= n && n <= 65535
}

// restartPolicy reads the pod's policy, or the container's own one.
func (k *kubernetes) restartPolicy() {
	policy, option := "Always", "pod.restartPolicy"
	given := k.pod.spec["restartPolicy"]
	if own := k.container["restartPolicy"]; own != nil {
		given, option = own, "restartPolicy"
	} else if k.c.Role == "init" && (given == nil || given == "Always") {
		given = "OnFailure" // it ends, and is only run again where it did not end well
	}
	if given != nil {
		policy, _ = given.(string)
	}
	switch {
	case k.c.Role == "ephemeral" || policy == "Never":
		k.c.RestartPolicy = &document.RestartPolicy{Name: "no"}
	case policy == "Always":
		k.c.RestartPolicy = &document.RestartPolicy{Name: "always"}
	case policy == "OnFailure":
		k.c.RestartPolicy = &document.RestartPolicy{Name: "on-failure", MaximumRetryCount: deref(k.pod.retries)}
	default:
		k.unsupported(option, "restart_policy")
	}
}
