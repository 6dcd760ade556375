package containers

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/docker/go-units"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/optread"
)

// runOption is one option of docker run.
type runOption struct {
	optread.Flag
	fields []string // that depend on it
	// set reads a value; nil for an option without a fact.
	set func(r *runner, value string) error
	// verbatim says that a value with an expansion is kept as it is written.
	verbatim bool
}

func flagsOf(options []runOption) []optread.Flag {
	flags := make([]optread.Flag, len(options))
	for i, o := range options {
		flags[i] = o.Flag
	}
	return flags
}

// text, flag and number set one field; each appends one value to a list.
func text(field func(*document.Container) **string) func(*runner, string) error {
	return func(r *runner, value string) error {
		*field(&r.c) = &value
		return nil
	}
}

func flag(field func(*document.Container) **bool) func(*runner, string) error {
	return func(r *runner, value string) error {
		b, err := strconv.ParseBool(value)
		if err == nil {
			*field(&r.c) = &b
		}
		return err
	}
}

func number(field func(*document.Container) **int64, parse func(string) (int64, error)) func(*runner, string) error {
	return func(r *runner, value string) error {
		n, err := parse(value)
		if err == nil {
			*field(&r.c) = &n
		}
		return err
	}
}

func each(field func(*document.Container) *[]string) func(*runner, string) error {
	return func(r *runner, value string) error {
		*field(&r.c) = append(*field(&r.c), value)
		return nil
	}
}

func integer(value string) (int64, error) { return strconv.ParseInt(value, 10, 64) }

// cpus are CPUs as --cpus has them, in 10⁻⁹.
func cpus(value string) (int64, error) {
	n, err := strconv.ParseFloat(value, 64)
	if err == nil && (math.IsNaN(n) || n < 0 || n > 1e6) {
		err = strconv.ErrRange
	}
	return int64(math.Round(n * 1e9)), err
}

// runOptions are the options of docker run and docker create.
func runOptions() []runOption {
	type c = document.Container
	options := []runOption{
		{Flag: optread.Flag{Name: "name"}, fields: []string{"name"}, verbatim: true, set: text(func(c *c) **string { return &c.Name })},
		{Flag: optread.Flag{Name: "env", Short: 'e'}, fields: []string{"env"}, verbatim: true, set: each(func(c *c) *[]string { return &c.Env })},
		{Flag: optread.Flag{Name: "env-file"}, fields: []string{"env"}, set: elsewhere("--env-file", "env"), verbatim: true},
		{Flag: optread.Flag{Name: "label", Short: 'l'}, fields: []string{"labels"}, verbatim: true, set: setLabel},
		{Flag: optread.Flag{Name: "label-file"}, fields: []string{"labels"}, set: elsewhere("--label-file", "labels"), verbatim: true},
		{Flag: optread.Flag{Name: "entrypoint"}, fields: []string{"entrypoint"}, verbatim: true, set: each(func(c *c) *[]string { c.Entrypoint = nil; return &c.Entrypoint })},
		{Flag: optread.Flag{Name: "user", Short: 'u'}, fields: []string{"user"}, set: text(func(c *c) **string { return &c.User })},

		{Flag: optread.Flag{Name: "privileged", Bool: true}, fields: []string{"privileged"}, set: flag(func(c *c) **bool { return &c.Privileged })},
		{Flag: optread.Flag{Name: "cap-add"}, fields: []string{"cap_add"}, set: each(func(c *c) *[]string { return &c.CapAdd })},
		{Flag: optread.Flag{Name: "cap-drop"}, fields: []string{"cap_drop"}, set: each(func(c *c) *[]string { return &c.CapDrop })},
		{Flag: optread.Flag{Name: "security-opt"}, fields: []string{"security_opt", "seccomp_profile", "apparmor_profile", "no_new_privileges"}, set: each(func(c *c) *[]string { return &c.SecurityOpt })},
		{Flag: optread.Flag{Name: "read-only", Bool: true}, fields: []string{"readonly_rootfs"}, set: flag(func(c *c) **bool { return &c.ReadonlyRootfs })},
		{Flag: optread.Flag{Name: "userns"}, fields: []string{"userns_mode"}, set: text(func(c *c) **string { return &c.UsernsMode })},
		{Flag: optread.Flag{Name: "disable-content-trust", Bool: true}, fields: []string{"content_trust"}, set: setContentTrust},

		{Flag: optread.Flag{Name: "network"}, fields: []string{"network_mode", "networks"}, set: setNetwork},
		{Flag: optread.Flag{Name: "net"}, fields: []string{"network_mode", "networks"}, set: setNetwork},
		{Flag: optread.Flag{Name: "publish", Short: 'p'}, fields: []string{"ports"}, set: func(r *runner, v string) error { return r.publish(v) }},
		{Flag: optread.Flag{Name: "expose"}, fields: []string{"ports"}, set: func(r *runner, v string) error { return r.expose(v) }},
		{Flag: optread.Flag{Name: "publish-all", Short: 'P', Bool: true}, fields: []string{"publish_all"}, set: flag(func(c *c) **bool { return &c.PublishAll })},

		{Flag: optread.Flag{Name: "pid"}, fields: []string{"pid_mode"}, set: text(func(c *c) **string { return &c.PIDMode })},
		{Flag: optread.Flag{Name: "ipc"}, fields: []string{"ipc_mode"}, set: text(func(c *c) **string { return &c.IPCMode })},
		{Flag: optread.Flag{Name: "uts"}, fields: []string{"uts_mode"}, set: text(func(c *c) **string { return &c.UTSMode })},
		{Flag: optread.Flag{Name: "cgroup-parent"}, fields: []string{"cgroup_parent"}, set: text(func(c *c) **string { return &c.CgroupParent })},

		{Flag: optread.Flag{Name: "memory", Short: 'm'}, fields: []string{"memory"}, set: number(func(c *c) **int64 { return &c.Memory }, units.RAMInBytes)},
		{Flag: optread.Flag{Name: "cpu-shares", Short: 'c'}, fields: []string{"cpu_shares"}, set: number(func(c *c) **int64 { return &c.CPUShares }, integer)},
		{Flag: optread.Flag{Name: "cpus"}, fields: []string{"nano_cpus"}, set: number(func(c *c) **int64 { return &c.NanoCPUs }, cpus)},
		{Flag: optread.Flag{Name: "cpu-quota"}, fields: []string{"cpu_quota"}, set: number(func(c *c) **int64 { return &c.CPUQuota }, integer)},
		{Flag: optread.Flag{Name: "pids-limit"}, fields: []string{"pids_limit"}, set: number(func(c *c) **int64 { return &c.PidsLimit }, integer)},
		{Flag: optread.Flag{Name: "ulimit"}, fields: []string{"ulimits"}, set: func(r *runner, v string) error { return r.ulimit(v) }},
		{Flag: optread.Flag{Name: "device"}, fields: []string{"devices"}, set: func(r *runner, v string) error { return r.device(v) }},
		{Flag: optread.Flag{Name: "gpus"}, fields: []string{"devices"}, set: func(r *runner, _ string) error {
			r.c.Devices = append(r.c.Devices, document.Device{Host: "request:gpu"})
			return nil
		}},
		{Flag: optread.Flag{Name: "restart"}, fields: []string{"restart_policy"}, set: func(r *runner, v string) error { return r.restart(v) }},
		{Flag: optread.Flag{Name: "log-driver"}, fields: []string{"log_driver"}, set: text(func(c *c) **string { return &c.LogDriver })},
		{Flag: optread.Flag{Name: "log-opt"}, fields: []string{"log_options"}, verbatim: true, set: setLogOption},

		{Flag: optread.Flag{Name: "volume", Short: 'v'}, fields: []string{"mounts"}, set: func(r *runner, v string) error { return r.volume(v) }},
		{Flag: optread.Flag{Name: "mount"}, fields: []string{"mounts"}, set: func(r *runner, v string) error { return r.mount(v) }},
		{Flag: optread.Flag{Name: "tmpfs"}, fields: []string{"tmpfs"}, set: func(r *runner, v string) error { r.tmpfs(v); return nil }},
		{Flag: optread.Flag{Name: "volumes-from"}, fields: []string{"mounts"}, set: elsewhere("--volumes-from", "mounts"), verbatim: true},
		{Flag: optread.Flag{Name: "use-api-socket", Bool: true}, fields: []string{"mounts"}, set: setAPISocket},
		{Flag: optread.Flag{Name: "no-healthcheck", Bool: true}, fields: []string{"healthcheck"}, set: func(r *runner, v string) (err error) {
			r.healthcheck.Disabled, err = strconv.ParseBool(v)
			return err
		}},
		{Flag: optread.Flag{Name: "health-cmd"}, fields: []string{"healthcheck"}, verbatim: true, set: func(r *runner, v string) error {
			r.healthcheck.Defined = v != ""
			return nil
		}},
	}
	return slices.Concat(options, otherOptions(), daemonOptions())
}

// daemonOptions are options of dockerd, which docker run refuses: with one dash
// (-icc, -log-level) their letters would be taken for options of docker run.
func daemonOptions() []runOption {
	refused := func(*runner, string) error { return errors.New("no option of docker run") }
	var options []runOption
	for name, fields := range map[string][]string{
		"default-ulimit": {"ulimits"}, "insecure-registry": nil, "log-level": nil, "registry-mirror": nil,
		"seccomp-profile": {"seccomp_profile"}, "storage-driver": nil, "userns-remap": {"userns_mode"},
	} {
		options = append(options, runOption{Flag: optread.Flag{Name: name}, fields: fields, set: refused})
	}
	for name, fields := range map[string][]string{
		"experimental": nil, "icc": nil, "iptables": nil, "live-restore": nil, "no-new-privileges": {"security_opt", "no_new_privileges"},
		"selinux-enabled": nil, "userland-proxy": nil,
	} {
		options = append(options, runOption{Flag: optread.Flag{Name: name, Bool: true}, fields: fields, set: refused})
	}
	slices.SortFunc(options, func(a, b runOption) int { return cmp.Compare(a.Name, b.Name) })
	return options
}

// otherOptions are those without a fact in a container's shape.
func otherOptions() []runOption {
	options := []runOption{
		{Flag: optread.Flag{Name: "attach", Short: 'a'}}, {Flag: optread.Flag{Name: "hostname", Short: 'h'}}, {Flag: optread.Flag{Name: "workdir", Short: 'w'}},
		{Flag: optread.Flag{Name: "detach", Short: 'd', Bool: true}}, {Flag: optread.Flag{Name: "interactive", Short: 'i', Bool: true}},
		{Flag: optread.Flag{Name: "tty", Short: 't', Bool: true}}, {Flag: optread.Flag{Name: "quiet", Short: 'q', Bool: true}},
		{Flag: optread.Flag{Name: "rm", Bool: true}}, {Flag: optread.Flag{Name: "sig-proxy", Bool: true}}, {Flag: optread.Flag{Name: "help", Bool: true}},
		{Flag: optread.Flag{Name: "init", Bool: true}}, {Flag: optread.Flag{Name: "oom-kill-disable", Bool: true}},
	}
	for name := range strings.FieldsSeq(`detach-keys pull platform device-cgroup-rule group-add domainname stop-signal
		stop-timeout sysctl cgroupns add-host dns dns-opt dns-option dns-search ip ip6 link link-local-ip mac-address
		net-alias network-alias volume-driver storage-opt health-interval health-retries health-timeout
		health-start-period health-start-interval blkio-weight blkio-weight-device cidfile cpuset-cpus cpuset-mems
		cpu-count cpu-percent cpu-period cpu-rt-period cpu-rt-runtime device-read-bps device-read-iops
		device-write-bps device-write-iops io-maxbandwidth io-maxiops memory-reservation memory-swap
		memory-swappiness oom-score-adj isolation shm-size runtime umask annotation kernel-memory`) {
		options = append(options, runOption{Flag: optread.Flag{Name: name}})
	}
	return options
}
