package layer

import (
	"archive/tar"

	"github.com/pratique-dev/pratique/extract/internal/spelling"
	"github.com/pratique-dev/pratique/extract/internal/texts"
)

// newEntry is the record of one header, with texts that the keepers keep. Skip is
// true for names that runtimes leave out.
func newEntry(h *tar.Header, global map[string]string, paths, others *texts.Keeper) (entry Entry, skip bool, err error) {
	cleaned, err := clean(h.Name)
	if err != nil {
		return Entry{}, false, err
	}
	entry = Entry{Kind: kindOf(h.Typeflag), Mode: uint32(h.Mode) & 0o7777, UID: h.Uid, GID: h.Gid}
	target, kind, skip := whiteout(cleaned)
	entry.Path = paths.Keep(spelling.Spell(target))
	if skip {
		return entry, true, nil
	}
	if kind != File {
		entry.Kind = kind
		return entry, false, nil
	}
	switch entry.Kind {
	case File:
		entry.Size = h.Size
	case Symlink:
		if err := fits(h.Linkname); err != nil {
			return Entry{}, false, err
		}
		entry.Link = others.Keep(spelling.Spell(h.Linkname))
	case Hardlink:
		link, err := clean(h.Linkname)
		if err != nil {
			return Entry{}, false, err
		}
		entry.Link = others.Keep(spelling.Spell(link))
	}
	entry.PAX, entry.Binary = paxBytes(h, spelling.Unspell(entry.Link), global)
	entry.Capabilities = capabilities(h.PAXRecords["SCHILY.xattr.security.capability"])
	return entry, false, nil
}

func kindOf(typeflag byte) Kind {
	switch typeflag {
	case tar.TypeReg, tar.TypeCont, tar.TypeGNUSparse:
		return File
	case tar.TypeDir:
		return Dir
	case tar.TypeSymlink:
		return Symlink
	case tar.TypeLink:
		return Hardlink
	case tar.TypeChar:
		return Char
	case tar.TypeBlock:
		return Block
	case tar.TypeFifo:
		return Fifo
	default:
		return Other
	}
}
