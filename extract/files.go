package extract

import (
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/squash"
)

// files are the entries that are needed, by absolute path. The root itself has no
// entry, as it has none in Anchore's list.
func (r *rootfs) files(p *plan) map[string]*document.File {
	files := make(map[string]*document.File, len(r.found))
	for i := range r.found {
		if f := &r.found[i]; p.selects(f) {
			files[f.Path] = newFile(f, p.digests(f.Path))
		}
	}
	return files
}

func newFile(f *squash.Found, sums layer.Algorithms) *document.File {
	entry := f.Node.Entry
	if entry == nil { // what runtimes make of a directory that no layer has
		return &document.File{Type: document.TypeDir, Mode: typeBits(layer.Dir) | 0o755, Layer: f.Layer}
	}
	file := &document.File{
		Type: typeName(entry.Kind), Mode: typeBits(entry.Kind) | entry.Mode,
		UID: entry.UID, GID: entry.GID, Size: entry.Size, Layer: f.Layer,
		Capabilities: text(entry.Capabilities),
	}
	switch entry.Kind {
	case layer.Symlink:
		link := entry.Link
		file.Link, file.Size, file.Mode = &link, int64(len(link)), typeBits(layer.Symlink)|0o777
	case layer.File:
		setSum(&file.SHA256, sums&layer.SHA256, entry.Sums.SHA256)
		setSum(&file.SHA1, sums&layer.SHA1, entry.Sums.SHA1)
		setSum(&file.MD5, sums&layer.MD5, entry.Sums.MD5)
	}
	if f.First != f.Path && entry.Kind != layer.Symlink {
		first := f.First
		file.Type, file.Link = document.TypeHardlink, &first
	}
	return file
}

// setSum leaves out a digest that happens to be known but that nobody asked for, so
// that the document depends on the needs alone.
func setSum(field **string, wanted layer.Algorithms, sum string) {
	if wanted != 0 {
		*field = &sum
	}
}

func typeName(kind layer.Kind) string {
	switch kind {
	case layer.File:
		return document.TypeFile
	case layer.Dir:
		return document.TypeDir
	case layer.Symlink:
		return document.TypeSymlink
	case layer.Char:
		return document.TypeChar
	case layer.Block:
		return document.TypeBlock
	case layer.Fifo:
		return document.TypeFifo
	default:
		return document.TypeOther
	}
}

// typeBits are the file-type bits of st_mode (inode(7)).
func typeBits(kind layer.Kind) uint32 {
	switch kind {
	case layer.File:
		return 0o100000
	case layer.Dir:
		return 0o040000
	case layer.Symlink:
		return 0o120000
	case layer.Char:
		return 0o020000
	case layer.Block:
		return 0o060000
	case layer.Fifo:
		return 0o010000
	default:
		return 0
	}
}
