package containers

import (
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/yamlread"
)

// Annotations that older clusters have in place of fields.
const (
	seccompPod       = "seccomp.security.alpha.kubernetes.io/pod"
	seccompContainer = "container.seccomp.security.alpha.kubernetes.io/"
	appArmor         = "container.apparmor.security.beta.kubernetes.io/"
)

// security reads the security contexts: the container's own setting counts before
// the pod's.
func (k *kubernetes) security() {
	c := &k.c
	own, pod := mapping(k.container["securityContext"]), mapping(k.pod.spec["securityContext"])
	if privileged, ok := k.boolean(own["privileged"], "securityContext.privileged", "privileged"); ok {
		c.Privileged = &privileged
	}
	if readonly, ok := k.boolean(own["readOnlyRootFilesystem"], "securityContext.readOnlyRootFilesystem", "readonly_rootfs"); ok {
		c.ReadonlyRootfs = &readonly
	}
	capabilities := mapping(own["capabilities"])
	c.CapAdd, c.CapDrop = k.names(capabilities["add"], "cap_add"), k.names(capabilities["drop"], "cap_drop")
	k.section(own, "capabilities", "securityContext.", "cap_add", "cap_drop")
	c.SecurityOpt = []string{}
	k.escalation(own)
	k.user()
	k.seccomp()
	k.appArmor()
	options := mapping(k.either("seLinuxOptions"))
	for _, key := range []string{"user", "role", "type", "level"} {
		if text, ok := yamlread.Text(options[key]); ok {
			c.SecurityOpt = append(c.SecurityOpt, "label="+key+":"+text)
		}
	}
	if host, _ := k.either("windowsOptions").(map[string]any); host["hostProcess"] == true {
		k.unsupported("securityContext.windowsOptions.hostProcess", "privileged")
	}
	k.section(k.container, "securityContext", "", securityFields()...)
	k.section(k.pod.spec, "securityContext", "pod.", securityFields()...)
	k.unknownKeys(own, "securityContext.", map[string][]string{
		"allowPrivilegeEscalation": {"no_new_privileges"}, "appArmorProfile": {"apparmor_profile"}, "capabilities": {"cap_add", "cap_drop"},
		"privileged": {"privileged"}, "procMount": nil, "readOnlyRootFilesystem": {"readonly_rootfs"}, "runAsGroup": {"user"},
		"runAsNonRoot": {"run_as_non_root"}, "runAsUser": {"user"}, "seLinuxOptions": {"security_opt"},
		"seccompProfile": {"seccomp_profile"}, "windowsOptions": nil,
	})
	k.unknownKeys(pod, "pod.securityContext.", map[string][]string{
		"appArmorProfile": {"apparmor_profile"}, "fsGroup": nil, "fsGroupChangePolicy": nil, "runAsGroup": {"user"},
		"runAsNonRoot": {"run_as_non_root"}, "runAsUser": {"user"}, "seLinuxChangePolicy": nil, "seLinuxOptions": {"security_opt"},
		"seccompProfile": {"seccomp_profile"}, "supplementalGroups": nil, "supplementalGroupsPolicy": nil, "sysctls": nil, "windowsOptions": nil,
	})
}

func (k *kubernetes) names(value any, field string) []string {
	list, ok := value.([]any)
	if !ok && value != nil {
		k.unsupported("securityContext.capabilities", field)
	}
	names := make([]string, 0, len(list))
	for _, item := range list {
		name, _ := yamlread.Text(item)
		names = append(names, name)
	}
	return names
}

// escalation reads allowPrivilegeEscalation, which is on unless it is switched off,
// and always on for those that may do anything anyway.
func (k *kubernetes) escalation(own map[string]any) {
	switch allowed := own["allowPrivilegeEscalation"].(type) {
	case nil:
		k.c.NoNewPrivileges = new(false)
	case bool:
		k.c.NoNewPrivileges = new(!allowed)
		if !allowed {
			k.c.SecurityOpt = append(k.c.SecurityOpt, "no-new-privileges")
		}
	default:
		k.unsupported("securityContext.allowPrivilegeEscalation", "no_new_privileges")
	}
}

func (k *kubernetes) user() {
	if user := k.either("runAsUser"); user != nil {
		if id, ok := user.(int64); ok {
			text, _ := yamlread.Text(id)
			if group, ok := k.either("runAsGroup").(int64); ok {
				g, _ := yamlread.Text(group)
				text += ":" + g
			}
			k.c.User = &text
		} else {
			k.unsupported("securityContext.runAsUser", "user")
		}
	}
	switch nonRoot := k.either("runAsNonRoot").(type) {
	case nil:
	case bool:
		k.c.NonRoot = &nonRoot
	default:
		k.unsupported("securityContext.runAsNonRoot", "run_as_non_root")
	}
}

// seccomp reads the profile. Without one the cluster decides (the kubelet's
// SeccompDefault), so it is not known then.
func (k *kubernetes) seccomp() {
	annotations := mapping(k.pod.metadata["annotations"])
	name, _ := yamlread.Text(k.container["name"])
	profile := k.profile(k.either("seccompProfile"), "seccompProfile", "seccomp_profile")
	for _, key := range []string{seccompContainer + name, seccompPod} {
		if text, ok := yamlread.Text(annotations[key]); ok && profile == "" && k.either("seccompProfile") == nil {
			profile = text
		}
	}
	if profile == "docker/default" {
		profile = "runtime/default"
	}
	if k.c.Privileged != nil && *k.c.Privileged {
		profile = "unconfined" // whatever it asks for
	}
	switch profile {
	case "":
		return
	case "runtime/default":
		k.c.SeccompProfile = new("")
	default:
		k.c.SeccompProfile = new(strings.TrimPrefix(profile, "localhost/"))
	}
	k.c.SecurityOpt = append(k.c.SecurityOpt, "seccomp="+profile)
}

func (k *kubernetes) appArmor() {
	name, _ := yamlread.Text(k.container["name"])
	profile := k.profile(k.either("appArmorProfile"), "appArmorProfile", "apparmor_profile")
	if text, ok := yamlread.Text(mapping(k.pod.metadata["annotations"])[appArmor+name]); ok && profile == "" && k.either("appArmorProfile") == nil {
		profile = text
	}
	if profile == "" {
		return
	}
	k.c.AppArmorProfile = new(strings.TrimPrefix(profile, "localhost/"))
	k.c.SecurityOpt = append(k.c.SecurityOpt, "apparmor="+profile)
}

// profile reads a seccompProfile or appArmorProfile in the words of the
// annotations; "" where there is none.
func (k *kubernetes) profile(value any, key, field string) string {
	m := mapping(value)
	kind, _ := m["type"].(string)
	local, _ := m["localhostProfile"].(string)
	switch {
	case value == nil:
		return ""
	case kind == "RuntimeDefault":
		return "runtime/default"
	case kind == "Unconfined":
		return "unconfined"
	case kind == "Localhost" && local != "":
		return "localhost/" + local
	}
	k.unsupported("securityContext."+key, field)
	return ""
}

// volumeKind is the kind of a volume: its one key besides the name, "" for none.
func volumeKind(volume map[string]any) string {
	kinds := slices.DeleteFunc(sortedKeys(volume), func(key string) bool { return key == "name" })
	if len(kinds) != 1 {
		return ""
	}
	return kinds[0]
}
