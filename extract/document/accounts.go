package document

// Accounts is what /etc/passwd, /etc/group and /etc/shadow say; never a hash.
type Accounts struct {
	Users  []User  `json:"users"`
	Groups []Group `json:"groups"`
}

// User is one line of /etc/passwd. Password is "empty", "locked", "set" or "unknown".
type User struct {
	Name     string `json:"name"`
	UID      int    `json:"uid"`
	GID      int    `json:"gid"`
	Home     string `json:"home"`
	Shell    string `json:"shell"`
	Password string `json:"password"`
}

// Group is one line of /etc/group.
type Group struct {
	Name    string   `json:"name"`
	GID     int      `json:"gid"`
	Members []string `json:"members"`
}
