package rpm

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// Tags of a package header (rpmtag.h).
const (
	tagName           = 1000
	tagVersion        = 1001
	tagRelease        = 1002
	tagEpoch          = 1003
	tagSize           = 1009
	tagVendor         = 1011
	tagLicense        = 1014
	tagArch           = 1022
	tagOldFileNames   = 1027
	tagFileSizes      = 1028
	tagFileModes      = 1030
	tagFileDigests    = 1035
	tagFileFlags      = 1037
	tagFileUserName   = 1039
	tagFileGroupName  = 1040
	tagSourceRPM      = 1044
	tagDirIndexes     = 1116
	tagBaseNames      = 1117
	tagDirNames       = 1118
	tagLongFileSizes  = 5008
	tagLongSize       = 5009
	tagFileDigestAlgo = 5011
	tagModularity     = 5096
)

// Types of a header's values.
const (
	typeInt16       = 3
	typeInt32       = 4
	typeInt64       = 5
	typeString      = 6
	typeStringArray = 8
	typeI18NString  = 9
)

// maxTags is rpm's own limit on the entries of a header.
const maxTags = 0xffff

// header is a package header: an index of tags over a store of values. Values
// are decoded when they are asked for.
type header struct {
	index map[uint32]entry
	store []byte
}

type entry struct {
	kind   uint32
	offset uint32
	count  uint32
}

// readHeader reads a header as databases hold it, without the magic number of
// package files.
func readHeader(blob []byte) (*header, error) {
	if len(blob) < 8 {
		return nil, errors.New("reading a package header: it is cut short")
	}
	tags, length := binary.BigEndian.Uint32(blob), binary.BigEndian.Uint32(blob[4:])
	if tags == 0 || tags > maxTags || uint64(len(blob)) < 8+16*uint64(tags)+uint64(length) {
		return nil, fmt.Errorf("reading a package header: %d tags and %d bytes do not fit into %d", tags, length, len(blob))
	}
	start := 8 + 16*tags
	h := &header{index: make(map[uint32]entry, tags), store: blob[start : start+length]}
	for i := range tags {
		e := blob[8+16*i:]
		// A tag that stands twice was added to the signed header later: it replaces the first.
		h.index[binary.BigEndian.Uint32(e)] = entry{
			kind:   binary.BigEndian.Uint32(e[4:]),
			offset: binary.BigEndian.Uint32(e[8:]),
			count:  binary.BigEndian.Uint32(e[12:]),
		}
	}
	return h, nil
}

// values returns the bytes from a tag's value on.
func (h *header) values(tag uint32) (entry, []byte, bool) {
	e, ok := h.index[tag]
	if !ok || uint64(e.offset) > uint64(len(h.store)) {
		return entry{}, nil, false
	}
	return e, h.store[e.offset:], true
}

// text returns a tag's first text, "" where there is none or it is "(none)".
func (h *header) text(tag uint32) string {
	e, data, ok := h.values(tag)
	if !ok || e.kind != typeString && e.kind != typeStringArray && e.kind != typeI18NString {
		return ""
	}
	before, _, ok := bytes.Cut(data, []byte{0})
	if !ok {
		return ""
	}
	if text := string(before); text != "(none)" { // which rpm has stored for sources of imported keys
		return text
	}
	return ""
}

// texts returns a tag's list of texts; fewer than it counts where the store ends.
func (h *header) texts(tag uint32) []string {
	e, data, ok := h.values(tag)
	if !ok || e.kind != typeStringArray && e.kind != typeString {
		return nil
	}
	list := make([]string, 0, min(int(e.count), len(data)))
	for range e.count {
		text, rest, ok := bytes.Cut(data, []byte{0})
		if !ok {
			break
		}
		list, data = append(list, string(text)), rest
	}
	return list
}

// numbers returns a tag's list of numbers of any width.
func (h *header) numbers(tag uint32) []uint64 {
	e, data, ok := h.values(tag)
	if !ok {
		return nil
	}
	width := map[uint32]int{typeInt16: 2, typeInt32: 4, typeInt64: 8}[e.kind]
	if width == 0 || uint64(e.count)*uint64(width) > uint64(len(data)) {
		return nil
	}
	list := make([]uint64, e.count)
	for i := range list {
		switch v := data[i*width:]; width {
		case 2:
			list[i] = uint64(binary.BigEndian.Uint16(v))
		case 4:
			list[i] = uint64(binary.BigEndian.Uint32(v))
		case 8:
			list[i] = binary.BigEndian.Uint64(v)
		}
	}
	return list
}

// number returns a tag's first number and whether there is one.
func (h *header) number(tag uint32) (uint64, bool) {
	list := h.numbers(tag)
	if len(list) == 0 {
		return 0, false
	}
	return list[0], true
}
