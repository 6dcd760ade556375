package dockerd

import (
	"encoding/json"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/optread"
)

// kind is the type of an option's value in daemon.json.
type kind int

const (
	text kind = iota
	boolean
	number
	list
	mapping
	anything
)

func (k kind) fits(value json.RawMessage) bool {
	into := map[kind]any{text: new(*string), boolean: new(*bool), number: new(*float64), list: new([]any), mapping: new(map[string]any), anything: new(any)}[k]
	return json.Unmarshal(value, into) == nil
}

// option is one option of dockerd, of versions 1.12 to 29.
type option struct {
	optread.Flag
	key  string // in daemon.json
	kind kind
	set  byte // how flags of lists and mappings read a value: 0, 'u' ulimit, 'r' runtime
}

// options are those that have a flag.
func options() []option {
	short := map[string]byte{"debug": 'D', "host": 'H', "log-level": 'l', "pidfile": 'p', "graph": 'g', "group": 'G', "storage-driver": 's', "bridge": 'b', "restart": 'r'}
	var out []option
	add := func(k kind, names string) {
		for name := range strings.FieldsSeq(names) {
			name, key, found := strings.Cut(name, ":")
			if !found {
				key = name
			}
			o := option{Flag: optread.Flag{Name: name, Short: short[name], Bool: k == boolean}, key: key, kind: k}
			switch name {
			case "default-ulimit":
				o.set = 'u'
			case "add-runtime":
				o.set = 'r'
			}
			out = append(out, o)
		}
	}
	add(boolean, `allow-direct-routing api-enable-cors cri-containerd debug disable-legacy-registry enable-cors experimental icc init ip-forward
		ip-forward-no-drop ip-masq ip6tables iptables ipv6 live-restore no-new-privileges raw-logs restart rootless
		selinux-enabled tls tlsverify userland-proxy validate help version`)
	add(number, `cpu-rt-period cpu-rt-runtime max-concurrent-downloads max-concurrent-uploads max-download-attempts mtu
		network-control-plane-mtu network-diagnostic-port oom-score-adjust shutdown-timeout`)
	add(list, `allow-nondistributable-artifacts authorization-plugin:authorization-plugins cdi-spec-dir:cdi-spec-dirs
		default-address-pool:default-address-pools dns dns-opt:dns-opts dns-search exec-opt:exec-opts host:hosts
		insecure-registry:insecure-registries label:labels node-generic-resource:node-generic-resources
		registry-mirror:registry-mirrors storage-opt:storage-opts`)
	add(mapping, `add-runtime:runtimes cluster-store-opt:cluster-store-opts default-network-opt:default-network-opts
		default-ulimit:default-ulimits feature:features log-opt:log-opts`)
	add(text, `api-cors-header bip bip6 bridge bridge-accept-fwmark cgroup-parent cluster-advertise cluster-store config-file containerd
		containerd-namespace containerd-plugins-namespace data-root default-cgroupns-mode default-gateway
		default-gateway-v6 default-ipc-mode default-runtime exec-driver exec-root firewall-backend fixed-cidr fixed-cidr-v6 graph group host-gateway-ip
		http-proxy https-proxy init-path ip log-driver log-level metrics-addr no-proxy pidfile seccomp-profile
		storage-driver swarm-default-advertise-addr tlscacert tlscert tlskey userland-proxy-path userns-remap`)
	add(anything, "default-shm-size")
	return out
}

// configKeys are the keys of daemon.json.
func configKeys() map[string]kind {
	known := map[string]kind{
		"builder": mapping, "proxies": mapping, "deprecated-key-path": text, "min-api-version": text, "host-gateway-ips": list,
		"dns-opts": list, "dns-search": list,
	}
	for _, o := range options() {
		switch o.key {
		case "config-file", "validate", "help", "version":
		default:
			known[o.key] = o.kind
		}
	}
	return known
}

// defaults are dockerd's own, for options of which the default is the same in all
// versions and for which one matters.
func defaults() map[string]json.RawMessage {
	return map[string]json.RawMessage{
		"authorization-plugins": json.RawMessage(`[]`),
		"cgroup-parent":         json.RawMessage(`""`),
		"debug":                 json.RawMessage(`false`),
		"default-ulimits":       json.RawMessage(`{}`),
		"experimental":          json.RawMessage(`false`),
		"hosts":                 json.RawMessage(`["unix:///var/run/docker.sock"]`),
		"icc":                   json.RawMessage(`true`),
		"insecure-registries":   json.RawMessage(`[]`),
		"iptables":              json.RawMessage(`true`),
		"live-restore":          json.RawMessage(`false`),
		"log-driver":            json.RawMessage(`"json-file"`),
		"log-level":             json.RawMessage(`"info"`),
		"log-opts":              json.RawMessage(`{}`),
		"no-new-privileges":     json.RawMessage(`false`),
		"selinux-enabled":       json.RawMessage(`false`),
		"storage-opts":          json.RawMessage(`[]`),
		"tls":                   json.RawMessage(`false`),
		"tlsverify":             json.RawMessage(`false`),
		"userland-proxy":        json.RawMessage(`true`),
		"userns-remap":          json.RawMessage(`""`),
	}
}
