//go:build unix

package layer

import (
	"io/fs"
	"syscall"
)

func ownership(info fs.FileInfo) owner {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return owner{}
	}
	return owner{
		uid:   int(stat.Uid),
		gid:   int(stat.Gid),
		links: uint64(stat.Nlink),                                        //nolint:unconvert // its width differs by platform
		inode: inode{device: uint64(stat.Dev), number: uint64(stat.Ino)}, //nolint:unconvert // the same
	}
}
