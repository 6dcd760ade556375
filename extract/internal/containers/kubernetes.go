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

// manifest reads the pods of one Kubernetes object: whatever its kind is, a workload is what
// has the template of a pod.
func (f *file) manifest(object map[string]any, depth int) error {
	kind, _ := object["kind"].(string)
	if items, ok := object["items"].([]any); ok && strings.HasSuffix(kind, "List") {
		return f.items(items, depth)
	}
	if kind == "CustomResourceDefinition" {
		return nil // it describes objects, and may have a pod's template as an example
	}
	name, _ := yamlread.Text(mapping(object["metadata"])["name"])
	if name == "" {
		name, _ = yamlread.Text(mapping(object["metadata"])["generateName"])
	}
	own := isOwn(object)
	templates := podTemplates(object, 0)
	switch workload := own && slices.Contains(workloads(), kind); {
	case workload && len(templates) == 0:
		if spec := podOf(object, kind); spec != nil && spec["containers"] != nil {
			if _, ok := spec["containers"].([]any); !ok {
				return fmt.Errorf("containers of %s %.60q is not a list", kind, name)
			}
			return fmt.Errorf("%s %.60q has no containers", kind, name)
		}
		return fmt.Errorf("%s %.60q has no pod", kind, name)
	case workload, len(templates) == 0 && own && slices.Contains(kindsWithoutPods(), kind):
	case len(templates) == 0:
		f.unread("the kind %.60q is not known, and was not read for containers", kind)
	default:
		f.warn("the kind %.60q is not known; of its containers those of pod templates were read", kind)
	}
	for _, template := range templates {
		p := &pod{kind: kind, name: name, metadata: mapping(template.pod["metadata"]), spec: mapping(template.pod["spec"]), retries: template.retries}
		if err := f.pod(p); err != nil {
			return err
		}
	}
	return nil
}

// isOwn says whether an object is of one of Kubernetes' own groups: another group may have
// a kind of the same name, such as Knative's Service.
func isOwn(object map[string]any) bool {
	version, _ := object["apiVersion"].(string)
	group, _, named := strings.Cut(version, "/")
	return !named || !strings.Contains(group, ".") || strings.HasSuffix(group, ".k8s.io") && !strings.HasSuffix(group, ".x-k8s.io")
}

// workloads are Kubernetes' own kinds that have a pod.
func workloads() []string {
	return strings.Fields("Pod Deployment StatefulSet DaemonSet ReplicaSet ReplicationController Job CronJob PodTemplate")
}

// podOf is the pod's specification of one of these, where it has to be.
func podOf(object map[string]any, kind string) map[string]any {
	spec := mapping(object["spec"])
	switch kind {
	case "Pod":
		return spec
	case "PodTemplate":
		return mapping(mapping(object["template"])["spec"])
	case "CronJob":
		spec = mapping(mapping(spec["jobTemplate"])["spec"])
	}
	return mapping(mapping(spec["template"])["spec"])
}

// template is a pod or a pod's template.
type template struct {
	pod     map[string]any // metadata and spec
	retries *int64         // of the Job that it is of, nil for others
}

// podTemplates finds what is or holds a pod, at whatever depth: a mapping with a list of
// containers, each with an image. It stands under spec, beside its metadata.
func podTemplates(value any, depth int) []template {
	if depth > maxTemplateDepth {
		return nil
	}
	var found []template
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			found = append(found, podTemplates(item, depth+1)...)
		}
	case map[string]any:
		for _, key := range sortedKeys(value) {
			inner := mapping(value[key])
			switch {
			case inner == nil || !isPodSpec(inner):
				found = append(found, podTemplates(value[key], depth+1)...)
			case key == "spec":
				found = append(found, template{pod: value})
			default:
				found = append(found, template{pod: map[string]any{"spec": inner}})
			}
		}
		// A job's own retries are those of its containers that restart on failure.
		if pod := mapping(value["template"]); pod != nil && len(found) == 1 && isJob(value) {
			found[0].retries = retries(value)
		}
	}
	return found
}

// maxTemplateDepth is how deep a pod's template may stand in an object.
const maxTemplateDepth = 24

func isPodSpec(m map[string]any) bool {
	list, ok := m["containers"].([]any)
	return ok && slices.ContainsFunc(list, func(item any) bool {
		_, image := yamlread.Text(mapping(item)["image"])
		_, name := yamlread.Text(mapping(item)["name"])
		return image || name
	})
}

// isJob tells the specification of a Job by what only such a one may have: pods that end.
func isJob(spec map[string]any) bool {
	policy, _ := yamlread.Text(mapping(mapping(spec["template"])["spec"])["restartPolicy"])
	return policy == "OnFailure"
}

// retries is backoffLimit, which is 6 by default; nil where it is not known.
func retries(spec map[string]any) *int64 {
	switch limit := spec["backoffLimit"].(type) {
	case nil:
		return new(int64(6))
	case int64:
		return &limit
	}
	return nil
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
	retries        *int64 // of the Job that it is of, nil for others
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
			return fmt.Errorf("%s of %s %.60q is not a list", group.key, p.kind, p.name)
		}
		for _, item := range list {
			container := mapping(item)
			if container == nil {
				return fmt.Errorf("a container of %s %.60q is not a mapping", p.kind, p.name)
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
