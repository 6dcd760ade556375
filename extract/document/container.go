package document

import "encoding/json"

// Sources of container facts.
const (
	SourceInspect    = "inspect"    // docker inspect of a container
	SourceRun        = "run"        // a docker run or docker create command
	SourceCompose    = "compose"    // a service of a compose file
	SourceKubernetes = "kubernetes" // a container of a pod or of a pod's template
)

// Container is one running or described container, in the same shape whatever it
// was read from.
//
// Null is a fact that the source cannot tell or that was written in a way that was
// not understood; it is never the same as a default. A source that leaves an option
// out, where the engine's default for it is fixed, has that default: memory 0,
// privileged false, cap_add []. Which it is for each field and source stands in
// docs/runtime-facts.md.
type Container struct {
	Source string `json:"source"`
	// Role is "init" or "ephemeral" for those containers of a pod, else "container".
	Role string `json:"role"`
	// Name is the container's: without the slash of docker inspect, the service's for
	// compose, WORKLOAD/CONTAINER for Kubernetes.
	Name       *string           `json:"name"`
	ID         *string           `json:"id"`
	ImageRef   *string           `json:"image_ref"`       // as written
	ImageID    *string           `json:"image_id"`        // sha256:…
	User       *string           `json:"user"`            // null: the image's; "" root
	NonRoot    *bool             `json:"run_as_non_root"` // Kubernetes: true where the kubelet refuses root; else null
	Env        []string          `json:"env"`             // NAME=VALUE; NAME alone where the value comes from elsewhere
	Labels     map[string]string `json:"labels"`
	Entrypoint []string          `json:"entrypoint"` // null: the image's
	Command    []string          `json:"command"`    // null: the image's

	Privileged *bool    `json:"privileged"`
	CapAdd     []string `json:"cap_add"`
	CapDrop    []string `json:"cap_drop"`
	// SecurityOpt has docker's --security-opt values as written; for Kubernetes those
	// that say the same.
	SecurityOpt []string `json:"security_opt"`
	// NoNewPrivileges says that the container itself asks for it; the daemon's default
	// is the daemon's fact.
	NoNewPrivileges *bool `json:"no_new_privileges"`
	// SeccompProfile is "" for the engine's default, "unconfined", or the profile.
	SeccompProfile  *string `json:"seccomp_profile"`
	AppArmorProfile *string `json:"apparmor_profile"` // "" none found, "unconfined", or the profile
	ProcessLabel    *string `json:"process_label"`
	ReadonlyRootfs  *bool   `json:"readonly_rootfs"`

	NetworkMode  *string  `json:"network_mode"` // "default", "bridge", "host", "none", "container:…", a network's name
	Networks     []string `json:"networks"`     // sorted
	PIDMode      *string  `json:"pid_mode"`     // the modes: "" for a namespace of its own, "host", "container:…"
	IPCMode      *string  `json:"ipc_mode"`
	UTSMode      *string  `json:"uts_mode"`
	UsernsMode   *string  `json:"userns_mode"`
	CgroupParent *string  `json:"cgroup_parent"`

	Memory    *int64   `json:"memory"` // bytes; 0 without a limit, as the next four
	CPUShares *int64   `json:"cpu_shares"`
	NanoCPUs  *int64   `json:"nano_cpus"` // 10⁻⁹ CPUs
	CPUQuota  *int64   `json:"cpu_quota"` // microseconds per period
	PidsLimit *int64   `json:"pids_limit"`
	Ulimits   []Ulimit `json:"ulimits"`

	Devices       []Device          `json:"devices"`
	Tmpfs         map[string]string `json:"tmpfs"` // target -> options
	RestartPolicy *RestartPolicy    `json:"restart_policy"`
	LogDriver     *string           `json:"log_driver"` // null: the daemon's
	LogOptions    map[string]string `json:"log_options"`
	Healthcheck   *Healthcheck      `json:"healthcheck"`
	Ports         []ContainerPort   `json:"ports"` // sorted by container port, protocol, address and host port
	PublishAll    *bool             `json:"publish_all"`
	Mounts        []Mount           `json:"mounts"` // in the order of the source
	// ContentTrust is what --disable-content-trust says of one run; null where it is
	// not given, so that the caller's environment decides.
	ContentTrust  *bool    `json:"content_trust"`
	StorageDriver *string  `json:"storage_driver"`
	Processes     []string `json:"processes"` // command lines of docker top; null where nobody looked

	// Incomplete names the fields (as in JSON, sorted) of which there may be more than
	// stands here: what stands there is evidence, what does not is none.
	Incomplete []string `json:"incomplete"`
	// Unsupported are the options that were seen and not understood, as written but
	// without their values, sorted. What depends on them is null or in Incomplete.
	Unsupported []string        `json:"unsupported"`
	Raw         json.RawMessage `json:"raw"` // the original
}

// Ulimit is one resource limit; -1 is unlimited.
type Ulimit struct {
	Name string `json:"name"`
	Soft int64  `json:"soft"`
	Hard int64  `json:"hard"`
}

// Device is a device of the host, or a request for some (GPUs, CDI names) where
// Container is "".
type Device struct {
	Host        string `json:"host"`
	Container   string `json:"container"`
	Permissions string `json:"permissions"`
}

// RestartPolicy has docker's words: no, always, unless-stopped, on-failure.
type RestartPolicy struct {
	Name              string `json:"name"`
	MaximumRetryCount int64  `json:"maximum_retry_count"`
}

// Healthcheck is the container's own health check. From docker inspect it is that of
// the image too; other sources do not know the image's.
type Healthcheck struct {
	Defined  bool    `json:"defined"`
	Disabled bool    `json:"disabled"` // switched off by this container
	Status   *string `json:"status"`   // healthy, unhealthy, starting; null where it is not running or unknown
}

// ContainerPort is a port of a container and where the host publishes it.
type ContainerPort struct {
	ContainerPort int    `json:"container_port"`
	Protocol      string `json:"protocol"`
	// HostIP is null for a port that is exposed and not published, "" for all addresses.
	HostIP *string `json:"host_ip"`
	// HostPort is null for a port that is not published, 0 for one that the engine
	// picks from the ephemeral ports.
	HostPort *int `json:"host_port"`
}

// Mount is one mount of a container.
type Mount struct {
	// Type is docker's bind, volume, tmpfs, npipe, cluster, image, or the kind of a
	// Kubernetes volume that has no counterpart (configMap, secret, …).
	Type string `json:"type"`
	// Source is a path on the host for a bind, a name or path for a volume, null where
	// it is not known.
	Source      *string `json:"source"`
	Target      string  `json:"target"`
	RW          bool    `json:"rw"`
	Propagation string  `json:"propagation"` // "" is the engine's default, rprivate
}
