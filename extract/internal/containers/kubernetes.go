package containers

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
)

// maxLists is how deep a List may stand in a List.
const maxLists = 8

// manifest reads the pods of one Kubernetes object.
func (f *file) manifest(object map[string]any, depth int) error {
	kind, _ := object["kind"].(string)
	spec := mapping(object["spec"])
	template := mapping(spec["template"])
	switch kind {
	case "Pod":
		template = object
	case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job":
	case "CronJob":
		template = mapping(mapping(mapping(spec["jobTemplate"])["spec"])["template"])
	case "PodTemplate":
		template = mapping(object["template"])
	default:
		if items, ok := object["items"].([]any); ok && strings.HasSuffix(kind, "List") {
			return f.items(items, depth)
		}
		if !slices.Contains(kindsWithoutPods(), kind) {
			f.warn("the kind %.60q is not read for containers", kind)
		}
		return nil
	}
	name, _ := yamlread.Text(mapping(object["metadata"])["name"])
	if name == "" {
		name, _ = yamlread.Text(mapping(object["metadata"])["generateName"])
	}
	if mapping(template["spec"]) == nil {
		return fmt.Errorf("%s %.60q has no pod", kind, name)
	}
	p := &pod{kind: kind, name: name, metadata: mapping(template["metadata"]), spec: mapping(template["spec"])}
	return f.pod(p)
}

func (f *file) items(items []any, depth int) error {
	if depth == maxLists {
		return errors.New("lists in lists in lists")
	}
	for _, item := range items {
		object := mapping(item)
		if object["kind"] == nil {
			return errors.New("an item of a list has no kind")
		}
		if err := f.manifest(object, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// kindsWithoutPods are the kinds that manifests often hold and that run nothing.
func kindsWithoutPods() []string {
	return strings.Fields(`Namespace Service ServiceAccount ConfigMap Secret Ingress IngressClass NetworkPolicy
		Role RoleBinding ClusterRole ClusterRoleBinding PersistentVolume PersistentVolumeClaim StorageClass
		HorizontalPodAutoscaler PodDisruptionBudget PriorityClass LimitRange ResourceQuota CustomResourceDefinition
		Endpoints EndpointSlice Lease RuntimeClass Node Event`)
}

// pod is a pod, or a pod's template.
type pod struct {
	kind, name     string
	metadata, spec map[string]any
	volumes        map[string]map[string]any
}

func (f *file) pod(p *pod) error {
	p.volumes = map[string]map[string]any{}
	volumes, _ := p.spec["volumes"].([]any)
	for _, v := range volumes {
		volume := mapping(v)
		name, _ := yamlread.Text(volume["name"])
		p.volumes[name] = volume
	}
	for _, group := range []struct{ key, role string }{{"initContainers", "init"}, {"containers", "container"}, {"ephemeralContainers", "ephemeral"}} {
		list, ok := p.spec[group.key].([]any)
		if !ok && p.spec[group.key] != nil {
			return fmt.Errorf("%s of %s %.60q is no list", group.key, p.kind, p.name)
		}
		for _, item := range list {
			container := mapping(item)
			if container == nil {
				return fmt.Errorf("a container of %s %.60q is no mapping", p.kind, p.name)
			}
			k := &kubernetes{builder: newBuilder(document.SourceKubernetes), pod: p, container: container}
			k.c.Role = group.role
			k.read()
			raw := map[string]any{"kind": p.kind, "name": p.name, "container": container, "pod": p.shared(container)}
			if err := f.add(k.builder, raw); err != nil {
				return err
			}
		}
	}
	return nil
}

// shared is what of the pod a container's facts are read from.
func (p *pod) shared(container map[string]any) map[string]any {
	shared := map[string]any{}
	for _, key := range []string{"hostNetwork", "hostPID", "hostIPC", "hostUsers", "shareProcessNamespace", "securityContext", "restartPolicy"} {
		if value, ok := p.spec[key]; ok {
			shared[key] = value
		}
	}
	var volumes []any
	mounts, _ := container["volumeMounts"].([]any)
	seen := map[string]bool{}
	for _, m := range mounts {
		name, _ := yamlread.Text(mapping(m)["name"])
		if volume := p.volumes[name]; volume != nil && !seen[name] {
			seen[name] = true
			volumes = append(volumes, volume)
		}
	}
	if volumes != nil {
		shared["volumes"] = volumes
	}
	return shared
}

// kubernetes reads one container of a pod.
type kubernetes struct {
	*builder
	pod       *pod
	container map[string]any
}

// either is the container's own setting of its security context, or the pod's.
func (k *kubernetes) either(key string) any {
	if value, ok := mapping(k.container["securityContext"])[key]; ok && value != nil {
		return value
	}
	return mapping(k.pod.spec["securityContext"])[key]
}

// boolean reads a setting with a default; one of another type is not known.
func (k *kubernetes) boolean(value any, option string, fields ...string) (bool, bool) {
	switch value := value.(type) {
	case nil:
		return false, true
	case bool:
		return value, true
	}
	k.unsupported(option, fields...)
	return false, false
}

func podKeys() []string {
	return strings.Fields(`activeDeadlineSeconds affinity automountServiceAccountToken containers dnsConfig dnsPolicy
		enableServiceLinks ephemeralContainers hostAliases hostIPC hostNetwork hostPID hostUsers hostname
		hostnameOverride imagePullSecrets initContainers nodeName nodeSelector os overhead preemptionPolicy priority
		priorityClassName readinessGates resourceClaims resources restartPolicy runtimeClassName schedulerName
		schedulingGates securityContext serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace
		subdomain terminationGracePeriodSeconds tolerations topologySpreadConstraints volumes`)
}

// containerKeys are the keys of a container, with the fields that depend on them.
func containerKeys() map[string][]string {
	return map[string][]string{
		"name": nil, "image": {"image_ref"}, "command": {"entrypoint"}, "args": {"command"}, "env": {"env"}, "envFrom": {"env"},
		"ports": {"ports"}, "resources": {"memory", "nano_cpus", "cpu_shares"}, "securityContext": securityFields(),
		"volumeMounts": {"mounts"}, "volumeDevices": {"devices"},
		"livenessProbe": {"healthcheck"}, "readinessProbe": {"healthcheck"}, "startupProbe": {"healthcheck"},
		"imagePullPolicy": nil, "lifecycle": nil, "resizePolicy": nil, "restartPolicy": nil, "restartPolicyRules": nil, "stdin": nil,
		"stdinOnce": nil, "targetContainerName": nil, "terminationMessagePath": nil, "terminationMessagePolicy": nil,
		"tty": nil, "workingDir": nil,
	}
}

func securityFields() []string {
	return []string{"privileged", "cap_add", "cap_drop", "user", "run_as_non_root", "readonly_rootfs", "no_new_privileges", "seccomp_profile", "apparmor_profile", "security_opt"}
}

// unknownKeys notes the keys that are not known, with the fields of those that they
// seem to mean.
func (k *kubernetes) unknownKeys(m map[string]any, path string, known map[string][]string) {
	names := sortedKeys(known)
	for _, key := range sortedKeys(m) {
		if _, ok := known[key]; ok {
			continue
		}
		var fields []string
		if i := k.nearest(key, names); i >= 0 {
			fields = known[names[i]]
		}
		k.unsupported(fmt.Sprintf("%s%.60s", path, key), fields...)
	}
}

// podFields are the pod's keys that a misspelt one may mean.
func podFields() map[string][]string {
	m := map[string][]string{}
	for _, key := range podKeys() {
		m[key] = nil
	}
	maps.Copy(m, map[string][]string{
		"hostNetwork": {"network_mode", "networks", "uts_mode", "ports"}, "hostPID": {"pid_mode"}, "hostIPC": {"ipc_mode"},
		"hostUsers": {"userns_mode"}, "shareProcessNamespace": {"pid_mode"}, "restartPolicy": {"restart_policy"},
		"securityContext": securityFields(), "volumes": {"mounts"}, "resources": {"memory", "nano_cpus"},
	})
	return m
}
