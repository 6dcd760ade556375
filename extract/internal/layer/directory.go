package layer

import (
	"archive/tar"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/pratique-dev/pratique/extract/internal/spelling"
)

// ReadDirectory makes the records of an unpacked root filesystem, as if it were
// one layer. Links are recorded, never followed; names that look like whiteouts are
// ordinary names there.
func ReadDirectory(ctx context.Context, dir string, o Options) (*Records, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	records := &Records{}
	contents := newContents(o.Store)
	first := map[inode]string{} // the names that hard links are links to
	err = fs.WalkDir(root.FS(), ".", func(name string, found fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		info, err := found.Info()
		if err != nil {
			return err
		}
		entry, err := newDirectoryEntry(root, name, info, first)
		if err != nil {
			return err
		}
		if err := o.Budget.entry(&entry); err != nil {
			return err
		}
		if entry.Kind == File && o.Select != nil {
			if err := fileContents(ctx, root, &entry, o.Select(len(records.Entries), &entry), contents, o.Budget); err != nil {
				return fmt.Errorf("%s: %w", entry.Path, err)
			}
		}
		records.Entries = append(records.Entries, entry)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return records, nil
}

func fileContents(ctx context.Context, root *os.Root, entry *Entry, want Want, contents *contents, budget *Budget) error {
	if !want.reads() {
		return nil
	}
	file, err := root.Open(spelling.Unspell(entry.Path))
	if err != nil {
		return err
	}
	defer file.Close()
	return contents.read(entry, &budgetReader{ctx: ctx, r: file, budget: budget}, want)
}

// budgetReader counts what is read against the budget.
type budgetReader struct {
	ctx    context.Context
	r      io.Reader
	budget *Budget
}

// Read implements io.Reader.
func (b *budgetReader) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.r.Read(p)
	if over := b.budget.read(int64(n)); over != nil {
		return n, over
	}
	return n, err
}

func newDirectoryEntry(root *os.Root, name string, info fs.FileInfo, first map[inode]string) (Entry, error) {
	entry := Entry{Path: spelling.Spell(Clean(name)), Kind: kindOfMode(info.Mode()), Mode: modeBits(info.Mode())}
	own := ownership(info)
	entry.UID, entry.GID = own.uid, own.gid
	switch entry.Kind {
	case Symlink:
		link, err := root.Readlink(name)
		if err != nil {
			return Entry{}, err
		}
		entry.Link = spelling.Spell(link)
	case File:
		entry.Size = info.Size()
	}
	if own.links > 1 && entry.Kind != Dir {
		if target, again := first[own.inode]; again {
			entry.Kind, entry.Link = Hardlink, target
		} else {
			first[own.inode] = entry.Path
		}
	}
	entry.PAX, entry.Binary = paxBytes(&tar.Header{
		Typeflag: tar.TypeReg, Size: entry.Size, Uid: entry.UID, Gid: entry.GID, ModTime: info.ModTime(),
	}, spelling.Unspell(entry.Link), nil)
	return entry, nil
}

func kindOfMode(mode fs.FileMode) Kind {
	switch mode.Type() {
	case 0:
		return File
	case fs.ModeDir:
		return Dir
	case fs.ModeSymlink:
		return Symlink
	case fs.ModeDevice:
		return Block
	case fs.ModeDevice | fs.ModeCharDevice:
		return Char
	case fs.ModeNamedPipe:
		return Fifo
	default:
		return Other
	}
}

func modeBits(mode fs.FileMode) uint32 {
	bits := uint32(mode.Perm())
	for _, special := range []struct {
		from fs.FileMode
		to   uint32
	}{{fs.ModeSetuid, 0o4000}, {fs.ModeSetgid, 0o2000}, {fs.ModeSticky, 0o1000}} {
		if mode&special.from != 0 {
			bits |= special.to
		}
	}
	return bits
}

// inode tells files apart that may have several names.
type inode struct{ device, number uint64 }

// owner is what only the operating system knows of a file.
type owner struct {
	uid, gid int
	links    uint64
	inode    inode
}
