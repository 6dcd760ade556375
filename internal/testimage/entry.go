package testimage

import (
	"archive/tar"
	"maps"
	"path"
	"strings"
	"time"
)

// Epoch is the time of every entry and step that sets no other.
func Epoch() time.Time { return time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC) }

// Entry is one member of a layer's tar. Its methods return changed copies.
type Entry struct {
	header  tar.Header
	content string
}

func entry(typeflag byte, name string, mode int64) Entry {
	return Entry{header: tar.Header{
		Typeflag: typeflag,
		Name:     strings.TrimPrefix(name, "/"),
		Mode:     mode,
		ModTime:  Epoch(),
		Format:   tar.FormatPAX,
	}}
}

// File is a regular file of mode 0644 that belongs to root.
func File(name, content string) Entry {
	e := entry(tar.TypeReg, name, 0o644)
	e.content = content
	e.header.Size = int64(len(content))
	return e
}

// Dir is a directory of mode 0755; its name ends in a slash, as Docker writes it.
func Dir(name string) Entry {
	return entry(tar.TypeDir, strings.TrimSuffix(name, "/")+"/", 0o755)
}

// Symlink is a symbolic link; its target is written as it is.
func Symlink(name, target string) Entry {
	e := entry(tar.TypeSymlink, name, 0o777)
	e.header.Linkname = target
	return e
}

// Hardlink is a further name of the file target, a path in the image.
func Hardlink(name, target string) Entry {
	e := entry(tar.TypeLink, name, 0o644)
	e.header.Linkname = strings.TrimPrefix(target, "/")
	return e
}

// CharDevice is a character device.
func CharDevice(name string, major, minor int64) Entry {
	return device(tar.TypeChar, name, major, minor)
}

// BlockDevice is a block device.
func BlockDevice(name string, major, minor int64) Entry {
	return device(tar.TypeBlock, name, major, minor)
}

func device(typeflag byte, name string, major, minor int64) Entry {
	e := entry(typeflag, name, 0o660)
	e.header.Devmajor, e.header.Devminor = major, minor
	return e
}

// Fifo is a named pipe.
func Fifo(name string) Entry { return entry(tar.TypeFifo, name, 0o644) }

// Whiteout removes a path of the layers below.
func Whiteout(name string) Entry {
	dir, base := path.Split(name)
	return File(dir+".wh."+base, "").Mode(0)
}

// Opaque hides what the layers below have in a directory.
func Opaque(dir string) Entry {
	return File(strings.TrimSuffix(dir, "/")+"/.wh..wh..opq", "").Mode(0)
}

// Raw is an entry with a header of the caller's own, written unchanged. Where
// content is not header.Size bytes long, building the image fails.
func Raw(header tar.Header, content string) Entry { return Entry{header: header, content: content} }

// Named changes the name as it stands in the archive: "./etc/passwd", "/etc/passwd", "../x".
func (e Entry) Named(name string) Entry {
	e.header.Name = name
	return e
}

// Mode sets the permission bits, with set-uid (04000), set-gid and sticky.
func (e Entry) Mode(mode int64) Entry {
	e.header.Mode = mode
	return e
}

// Owner sets the user and the group by number.
func (e Entry) Owner(uid, gid int) Entry {
	e.header.Uid, e.header.Gid = uid, gid
	return e
}

// As sets mode and owner.
func (e Entry) As(mode int64, uid, gid int) Entry { return e.Mode(mode).Owner(uid, gid) }

// At sets the time of the last change.
func (e Entry) At(t time.Time) Entry {
	e.header.ModTime = t
	return e
}

// PAX adds a PAX record, such as SCHILY.xattr.security.capability.
func (e Entry) PAX(key, value string) Entry {
	records := maps.Clone(e.header.PAXRecords)
	if records == nil {
		records = map[string]string{}
	}
	records[key] = value
	e.header.PAXRecords = records
	return e
}

// WithParents puts before each entry the directories above it that no earlier
// entry is, as Docker does.
func WithParents(entries ...Entry) []Entry {
	seen := map[string]bool{}
	var all []Entry
	for _, e := range entries {
		name := strings.TrimSuffix(e.header.Name, "/")
		for i, c := range name {
			if dir := name[:i]; c == '/' && dir != "" && !seen[dir] {
				seen[dir] = true
				all = append(all, Dir(dir))
			}
		}
		seen[name] = true
		all = append(all, e)
	}
	return all
}

// Path is the entry's absolute path, without a slash at its end.
func (e Entry) Path() string { return path.Clean("/" + e.header.Name) }

// Header changes the header as it is written.
func (e Entry) Header(change func(*tar.Header)) Entry {
	change(&e.header)
	return e
}

// Name is the entry's name as it stands in the archive.
func (e Entry) Name() string { return e.header.Name }

// Body is the content of a file.
func (e Entry) Body() string { return e.content }
