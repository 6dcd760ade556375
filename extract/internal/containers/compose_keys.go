package containers

import (
	"strconv"
	"strings"

	"github.com/docker/go-units"

	"github.com/pratique-dev/pratique/extract/document"
)

// composeKey is one key of a service.
type composeKey struct {
	fields []string // that depend on it
	// set reads a value; nil for a key without a fact.
	set func(s *service, value any) error
}

type setter = func(s *service, value any) error

// scalarKey reads one scalar without variables.
func scalarKey(set func(r *runner, text string) error) setter {
	return func(s *service, value any) error {
		text, err := composeText(value)
		if err != nil {
			return err
		}
		return set(&runner{builder: s.builder}, text)
	}
}

// listKey reads a list of scalars without variables; those that have none count even
// where others have.
func listKey(set func(s *service, text string) error) setter {
	return func(s *service, value any) error {
		list, all := composeTexts(value)
		for _, text := range list {
			if err := set(s, text); err != nil {
				all = err
			}
		}
		return all
	}
}

// entries calls one setter for texts and another for mappings of a list.
func entries(short func(s *service, text string) error, long func(s *service, m map[string]any) error) setter {
	return func(s *service, value any) error {
		list, ok := value.([]any)
		if !ok {
			return errShape
		}
		var all error
		for _, item := range list {
			var err error
			if m := mapping(item); m != nil {
				err = long(s, m)
			} else {
				var text string
				if text, err = composeText(item); err == nil {
					err = short(s, text)
				}
			}
			if err != nil {
				all = err
			}
		}
		return all
	}
}

// boolKey reads one truth value.
func boolKey(field func(*document.Container) **bool) setter {
	return func(s *service, value any) error {
		b, err := composeBool(value)
		if err == nil {
			*field(&s.c) = &b
		}
		return err
	}
}

func elsewhereKey(key, field string) setter {
	return func(s *service, _ any) error {
		s.unsupported(key, field)
		return nil
	}
}

// composeKeys are the keys of a service, of versions 1 to 3 and the compose
// specification.
func composeKeys() map[string]composeKey {
	type c = document.Container
	appendTo := func(field func(*c) *[]string) setter {
		return listKey(func(s *service, text string) error {
			*field(&s.c) = append(*field(&s.c), text)
			return nil
		})
	}
	keys := map[string]composeKey{
		"container_name": {[]string{"name"}, scalarKey(text(func(c *c) **string { return &c.Name }))},
		"image":          {[]string{"image_ref"}, scalarKey(text(func(c *c) **string { return &c.ImageRef }))},
		"user":           {[]string{"user"}, scalarKey(text(func(c *c) **string { return &c.User }))},
		"environment":    {[]string{"env"}, setEnvironment},
		"env_file":       {[]string{"env"}, elsewhereKey("env_file", "env")},
		"labels":         {[]string{"labels"}, setLabels},
		"label_file":     {[]string{"labels"}, elsewhereKey("label_file", "labels")},
		"entrypoint":     {[]string{"entrypoint"}, argvKey("entrypoint", func(c *c) *[]string { return &c.Entrypoint })},
		"command":        {[]string{"command"}, argvKey("command", func(c *c) *[]string { return &c.Command })},

		"privileged":   {[]string{"privileged"}, boolKey(func(c *c) **bool { return &c.Privileged })},
		"cap_add":      {[]string{"cap_add"}, appendTo(func(c *c) *[]string { return &c.CapAdd })},
		"cap_drop":     {[]string{"cap_drop"}, appendTo(func(c *c) *[]string { return &c.CapDrop })},
		"security_opt": {[]string{"security_opt", "seccomp_profile", "apparmor_profile", "no_new_privileges"}, appendTo(func(c *c) *[]string { return &c.SecurityOpt })},
		"read_only":    {[]string{"readonly_rootfs"}, boolKey(func(c *c) **bool { return &c.ReadonlyRootfs })},

		"network_mode":  {[]string{"network_mode", "networks"}, setNetworkMode},
		"net":           {[]string{"network_mode", "networks"}, setNetworkMode},
		"networks":      {[]string{"network_mode", "networks"}, setServiceNetworks},
		"ports":         {[]string{"ports"}, entries(func(s *service, v string) error { return s.publish(v) }, longPort)},
		"expose":        {[]string{"ports"}, listKey(func(s *service, v string) error { return s.expose(v) })},
		"pid":           {[]string{"pid_mode"}, scalarKey(text(func(c *c) **string { return &c.PIDMode }))},
		"ipc":           {[]string{"ipc_mode"}, scalarKey(text(func(c *c) **string { return &c.IPCMode }))},
		"uts":           {[]string{"uts_mode"}, scalarKey(text(func(c *c) **string { return &c.UTSMode }))},
		"userns_mode":   {[]string{"userns_mode"}, scalarKey(text(func(c *c) **string { return &c.UsernsMode }))},
		"cgroup_parent": {[]string{"cgroup_parent"}, scalarKey(text(func(c *c) **string { return &c.CgroupParent }))},

		"mem_limit":  {[]string{"memory"}, scalarKey(number(func(c *c) **int64 { return &c.Memory }, units.RAMInBytes))},
		"cpu_shares": {[]string{"cpu_shares"}, scalarKey(number(func(c *c) **int64 { return &c.CPUShares }, integer))},
		"cpus":       {[]string{"nano_cpus"}, scalarKey(number(func(c *c) **int64 { return &c.NanoCPUs }, cpus))},
		"cpu_quota":  {[]string{"cpu_quota"}, scalarKey(number(func(c *c) **int64 { return &c.CPUQuota }, integer))},
		"pids_limit": {[]string{"pids_limit"}, scalarKey(number(func(c *c) **int64 { return &c.PidsLimit }, integer))},
		"deploy":     {[]string{"memory", "nano_cpus", "pids_limit", "restart_policy", "devices"}, setDeploy},
		"ulimits":    {[]string{"ulimits"}, setUlimits},
		"devices":    {[]string{"devices"}, entries(func(s *service, v string) error { return s.device(v) }, longDevice)},
		"gpus":       {[]string{"devices"}, setGPUs},
		"restart":    {[]string{"restart_policy"}, scalarKey(func(r *runner, v string) error { return r.restart(v) })},

		"logging":     {[]string{"log_driver", "log_options"}, setLogging},
		"log_driver":  {[]string{"log_driver"}, scalarKey(text(func(c *c) **string { return &c.LogDriver }))},
		"log_opt":     {[]string{"log_options"}, setLogOptions},
		"healthcheck": {[]string{"healthcheck"}, setHealthcheck},

		"volumes":      {[]string{"mounts"}, entries(shortVolume, longVolume)},
		"volumes_from": {[]string{"mounts"}, elsewhereKey("volumes_from", "mounts")},
		"tmpfs":        {[]string{"tmpfs"}, listKey(func(s *service, v string) error { s.tmpfs(v); return nil })},
		"secrets":      {[]string{"mounts"}, fileMounts("/run/secrets/", func(f *composeFile) map[string]any { return f.secrets })},
		"configs":      {[]string{"mounts"}, fileMounts("/", func(f *composeFile) map[string]any { return f.configs })},
		"pre_start": {nil, func(s *service, _ any) error {
			s.beside = append(s.beside, "pre_start")
			return nil
		}},
		"use_api_socket": {[]string{"mounts"}, func(s *service, value any) error {
			on, err := composeBool(value)
			if err != nil {
				return err
			}
			return setAPISocket(&runner{builder: s.builder}, strconv.FormatBool(on))
		}},
	}
	for name := range strings.FieldsSeq(`annotations attach blkio_config build cgroup cgroupns_mode cpu_count cpu_percent
		cpu_period cpu_rt_period cpu_rt_runtime cpuset credential_spec depends_on develop device_cgroup_rules dns
		dns_opt dns_search dockerfile domainname external_links extra_hosts group_add hostname init isolation links
		mac_address mem_reservation mem_swappiness memswap_limit models oom_kill_disable oom_score_adj platform
		post_start pre_stop profiles provider pull_policy pull_refresh_after runtime scale shm_size stdin_open stop_grace_period
		stop_signal storage_opt sysctls tty volume_driver working_dir`) {
		keys[name] = composeKey{}
	}
	return keys
}
