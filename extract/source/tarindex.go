package source

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/pratique-dev/pratique/internal/limits"
)

// maxMembers bounds the members of an archive: an image has a few for each layer.
var maxMembers = limits.Count("archive-members", 100_000)

// tarIndex is a table of contents of an uncompressed tar archive. Its members can
// be read in any order and concurrently.
type tarIndex struct {
	r       io.ReaderAt
	members map[string]member
	others  map[string][]member // those of a name but the last
}

// member is a regular file at offset, or a link.
type member struct {
	offset, size int64
	link         string
}

// indexTar seeks from header to header.
func indexTar(r io.ReaderAt, size int64) (*tarIndex, error) {
	section := io.NewSectionReader(r, 0, size)
	archive := tar.NewReader(section)
	index := &tarIndex{r: r, members: map[string]member{}, others: map[string][]member{}}
	for {
		header, err := archive.Next()
		if err == io.EOF {
			return index, nil
		}
		if errors.Is(err, tar.ErrHeader) && len(index.members) == 0 {
			return nil, fmt.Errorf("it is not a tar archive: %w", err)
		}
		if err != nil {
			return nil, err
		}
		if len(index.members) >= maxMembers.Int() {
			return nil, maxMembers.Exceeded("it has more than %d members, which is the limit", maxMembers.Int())
		}
		name := memberName(header.Name)
		if before, again := index.members[name]; again {
			index.others[name] = append(index.others[name], before)
		}
		switch header.Typeflag {
		case tar.TypeReg:
			// tar.Reader reads headers whole and nothing more, so the
			// section stands at the member's first byte.
			offset, err := section.Seek(0, io.SeekCurrent)
			if err != nil {
				return nil, err
			}
			if header.Size > size-offset {
				return nil, fmt.Errorf("%s: %w", name, io.ErrUnexpectedEOF)
			}
			if !sparse(header) {
				index.members[name] = member{offset: offset, size: header.Size}
			}
		case tar.TypeSymlink:
			// `docker save` once wrote a layer that several images share once,
			// and links to it.
			index.members[name] = member{link: memberName(path.Join(path.Dir(name), header.Linkname))}
		case tar.TypeLink:
			index.members[name] = member{link: memberName(header.Linkname)}
		}
	}
}

func sparse(h *tar.Header) bool {
	for key := range h.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return true
		}
	}
	return false
}

func memberName(name string) string {
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

func (x *tarIndex) has(name string) bool {
	_, ok := x.members[memberName(name)]
	return ok
}

// open implements files.
func (x *tarIndex) open(name string) (io.ReadCloser, int64, error) {
	section, err := x.section(name)
	if err != nil {
		return nil, 0, err
	}
	return io.NopCloser(section), section.Size(), nil
}

func (x *tarIndex) section(name string) (*io.SectionReader, error) {
	found := memberName(name)
	for range 8 { // links to links are rare, and rings are worse
		m, ok := x.members[found]
		if x.differ(found, m) {
			return nil, fmt.Errorf("the archive is ambiguous: %s is in it twice", found)
		}
		if !ok {
			return nil, fmt.Errorf("%s is not in the archive", name)
		}
		if m.link == "" {
			return io.NewSectionReader(x.r, m.offset, m.size), nil
		}
		found = m.link
	}
	return nil, fmt.Errorf("%s is a link that leads nowhere", name)
}

// differ says whether another member of the name has other content: some tools take the first
// of them, and some the last. A layer is checked against the configuration, whichever it is.
func (x *tarIndex) differ(name string, last member) bool {
	for _, other := range x.others[name] {
		if other.link != last.link || other.size != last.size {
			return true
		}
		if other.size > maxDocument.Bytes() {
			continue
		}
		a, b := make([]byte, other.size), make([]byte, last.size)
		_, err := x.r.ReadAt(a, other.offset)
		_, lastErr := x.r.ReadAt(b, last.offset)
		if err != nil || lastErr != nil || !bytes.Equal(a, b) {
			return true
		}
	}
	return false
}
