package document

// Types of file entries.
const (
	TypeFile     = "file"
	TypeDir      = "dir"
	TypeSymlink  = "symlink"
	TypeHardlink = "hardlink"
	TypeChar     = "char"
	TypeBlock    = "block"
	TypeFifo     = "fifo"
	TypeOther    = "other"
)

// File is one entry of the squashed root filesystem.
type File struct {
	Type string `json:"type"`
	// Mode is st_mode: permission, set-uid, set-gid and sticky bits with the
	// file-type bits (0o104755 is 35309).
	Mode   uint32  `json:"mode"`
	UID    int     `json:"uid"`
	GID    int     `json:"gid"`
	Size   int64   `json:"size"`
	SHA256 *string `json:"sha256,omitzero"` // hex; absent where nobody asked for hashes
	SHA1   *string `json:"sha1,omitzero"`
	MD5    *string `json:"md5,omitzero"`
	Link   *string `json:"link,omitzero"` // target of a symbolic link; path of the node's first name for a hard link
	Layer  int     `json:"layer"`         // index of the layer that last wrote it
	// Capabilities is security.capability as getcap prints it.
	Capabilities *string `json:"capabilities,omitzero"`
}
