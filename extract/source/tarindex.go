package source

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// maxMembers bounds the members of an archive: an image has a few for each layer.
const maxMembers = 100_000

// tarIndex is a table of contents of an uncompressed tar archive. Its members can
// be read in any order and concurrently.
type tarIndex struct {
	r       io.ReaderAt
	members map[string]member
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
	index := &tarIndex{r: r, members: map[string]member{}}
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
		if len(index.members) >= maxMembers {
			return nil, fmt.Errorf("it has more than %d members, which is the limit", maxMembers)
		}
		name := memberName(header.Name)
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
