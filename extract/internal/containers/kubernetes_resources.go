package containers

import (
	"errors"
	"math"
	"math/big"
	"path"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
)

// limits reads the container's limits. Of what is not there the cluster may have
// limits of its own; of PIDs and ulimits it alone has.
func (k *kubernetes) limits() {
	c := &k.c
	resources := mapping(k.container["resources"])
	limits, requests := mapping(resources["limits"]), mapping(resources["requests"])
	whole := mapping(mapping(k.pod.spec["resources"])["limits"])
	amount := func(limit any, key string, scale int64, field string) *int64 {
		if limit == nil {
			limit = whole[key] // the pod's bounds its containers
		}
		if limit == nil {
			return new(int64(0))
		}
		n, err := quantity(limit, scale)
		if err != nil {
			k.unsupported("resources.limits."+key, field)
			return nil
		}
		return &n
	}
	c.Memory = amount(limits["memory"], "memory", 1, "memory")
	c.NanoCPUs = amount(limits["cpu"], "cpu", 1e9, "nano_cpus")
	k.section(k.container, "resources", "", "memory", "nano_cpus")
	k.section(resources, "limits", "resources.", "memory", "nano_cpus")
	k.only(resources, "resources.", "limits requests claims", "memory", "nano_cpus")
	request := requests["cpu"]
	if request == nil {
		request = limits["cpu"] // the default
	}
	if milli, err := quantity(request, 1000); request != nil && err == nil && milli < math.MaxInt64/1024 {
		c.CPUShares = new(max(2, milli*1024/1000)) // as the kubelet does
	}
}

// quantity reads an amount of Kubernetes (1.5Gi, 500m, 1e3) in 1/scale units, rounded
// up.
func quantity(value any, scale int64) (int64, error) {
	text, ok := yamlread.Text(value)
	if !ok || len(text) > 32 {
		return 0, errors.New("no quantity")
	}
	digits := strings.TrimRight(text, "numkMGTPEi")
	if suffix := text[len(digits):]; suffix == "" && strings.ContainsAny(text, "eE") {
		digits = text
	}
	factor := map[string]*big.Rat{
		"": big.NewRat(1, 1), "n": big.NewRat(1, 1e9), "u": big.NewRat(1, 1e6), "m": big.NewRat(1, 1000),
		"k": big.NewRat(1e3, 1), "M": big.NewRat(1e6, 1), "G": big.NewRat(1e9, 1), "T": big.NewRat(1e12, 1), "P": big.NewRat(1e15, 1), "E": big.NewRat(1e18, 1),
		"Ki": big.NewRat(1<<10, 1), "Mi": big.NewRat(1<<20, 1), "Gi": big.NewRat(1<<30, 1), "Ti": big.NewRat(1<<40, 1), "Pi": big.NewRat(1<<50, 1), "Ei": big.NewRat(1<<60, 1),
	}[text[len(digits):]]
	mantissa, exponent, hasExponent := strings.Cut(strings.ToLower(digits), "e")
	// SetString would compute 1e999999999.
	if factor == nil || strings.Trim(mantissa, "+-.0123456789") != "" || hasExponent && (len(exponent) > 3 || exponent == "") {
		return 0, errors.New("no quantity")
	}
	n, ok := new(big.Rat).SetString(digits)
	if !ok || n.Sign() < 0 {
		return 0, errors.New("no quantity")
	}
	n.Mul(n, factor).Mul(n, big.NewRat(scale, 1))
	up := new(big.Int).Add(n.Num(), new(big.Int).Sub(n.Denom(), big.NewInt(1)))
	up.Div(up, n.Denom())
	if !up.IsInt64() {
		return 0, errors.New("too large")
	}
	return up.Int64(), nil
}

// mounts reads the volume mounts and block devices.
func (k *kubernetes) mounts() {
	c := &k.c
	c.Mounts, c.Devices, c.Tmpfs = []document.Mount{}, []document.Device{}, map[string]string{}
	list, ok := k.container["volumeMounts"].([]any)
	if !ok && k.container["volumeMounts"] != nil {
		k.unsupported("volumeMounts", "mounts")
	}
	for _, item := range list {
		k.mount(mapping(item))
	}
	devices, _ := k.container["volumeDevices"].([]any)
	for _, item := range devices {
		name, _ := yamlread.Text(mapping(item)["name"])
		target, _ := yamlread.Text(mapping(item)["devicePath"])
		c.Devices = append(c.Devices, document.Device{Host: "request:volume:" + name, Container: target})
	}
}

func (k *kubernetes) mount(vm map[string]any) {
	name, _ := yamlread.Text(vm["name"])
	m := document.Mount{RW: vm["readOnly"] != true}
	m.Target, _ = yamlread.Text(vm["mountPath"])
	if _, ok := k.boolean(vm["readOnly"], "volumeMounts.readOnly", "mounts"); !ok {
		m.RW = true
	}
	volume := k.pod.volumes[name]
	m.Type = volumeKind(volume)
	definition := mapping(volume[m.Type])
	switch m.Type {
	case "":
		k.unsupported("volumeMounts", "mounts")
		return
	case "hostPath":
		m.Type = "bind"
		source, ok := yamlread.Text(definition["path"])
		if !ok {
			k.unsupported("volumes.hostPath", "mounts")
			return
		}
		if sub, ok := yamlread.Text(vm["subPath"]); ok {
			source = path.Join(source, sub)
		}
		if vm["subPathExpr"] != nil {
			k.unsupported("volumeMounts.subPathExpr", "mounts")
		}
		m.Source = &source
	case "emptyDir":
		m.Type, m.Source = "volume", new("")
		if definition["medium"] == "Memory" {
			m.Type = "tmpfs"
		}
	case "persistentVolumeClaim":
		claim, _ := yamlread.Text(definition["claimName"])
		m.Type, m.Source = "volume", &claim
	default:
		m.Source = new("")
	}
	switch vm["mountPropagation"] {
	case nil, "None":
	case "HostToContainer":
		m.Propagation = "rslave"
	case "Bidirectional":
		m.Propagation = "rshared"
	default:
		k.unsupported("volumeMounts.mountPropagation", "mounts")
	}
	k.c.Mounts = append(k.c.Mounts, m)
}
