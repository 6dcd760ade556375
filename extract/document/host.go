package document

// Host is what is known of the machine that runs the daemon. A section that nobody
// supplied is absent.
type Host struct {
	Environment map[string]string `json:"environment,omitzero"` // of the user or CI job that calls docker
	// Files are the entries that were looked at, by absolute clean path; null is one
	// that was looked for and is not there.
	Files  map[string]*HostFile `json:"files,omitzero"`
	Groups map[string]HostGroup `json:"groups,omitzero"`
	Mounts []HostMount          `json:"mounts,omitzero"`
	// AuditRules are the loaded rules as auditctl -l prints them, in their order.
	AuditRules []string       `json:"audit_rules,omitzero"`
	Listeners  []HostListener `json:"listeners,omitzero"`
	// AuditLog has records of the host's audit log, as they stand there.
	AuditLog []string `json:"audit_log,omitzero"`
}

// HostFile is the entry of one path on the host.
type HostFile struct {
	Type string `json:"type"` // as in File
	Mode uint32 `json:"mode"` // st_mode, with the file-type bits
	UID  int    `json:"uid"`
	GID  int    `json:"gid"`
	// User and Group are the names, where the source has them.
	User  *string `json:"user,omitzero"`
	Group *string `json:"group,omitzero"`
}

// HostGroup is one line of /etc/group.
type HostGroup struct {
	GID     int      `json:"gid"`
	Members []string `json:"members"` // in the order of the line
}

// HostMount is one line of /proc/mounts.
type HostMount struct {
	Source  string   `json:"source"`
	Target  string   `json:"target"`
	Type    string   `json:"type"`
	Options []string `json:"options"`
}

// HostListener is a socket that listens.
type HostListener struct {
	Protocol string `json:"protocol"` // tcp, udp
	Address  string `json:"address"`  // as printed: 0.0.0.0, ::, *, 127.0.0.1
	Port     int    `json:"port"`
	Process  string `json:"process,omitzero"`
}
