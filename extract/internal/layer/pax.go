package layer

import (
	"archive/tar"
	"maps"
	"strconv"
	"unicode/utf8"
)

// paxBytes is the length of the records that Python's tarfile, in PAX format,
// puts before the entry when it writes it again (compatibility.md#image-size): those that the
// entry came with, and those for what does not fit the plain header. The record
// for the path is left out, because the path may still change. Global are the
// records of the global headers before the entry, which Python adds to each.
func paxBytes(h *tar.Header, link string, global map[string]string) (n int64, binary bool) {
	records := h.PAXRecords
	if len(global) > 0 {
		records = maps.Clone(global)
		maps.Copy(records, h.PAXRecords)
	}
	for key, value := range records {
		if key == "path" {
			continue
		}
		n += PAXRecord(key, value)
		binary = binary || !utf8.ValidString(value)
	}
	text := func(key, value string, field int) {
		if _, ok := records[key]; ok || ascii(value) && len(value) <= field {
			return
		}
		n += PAXRecord(key, value)
		binary = binary || !utf8.ValidString(value)
	}
	text("linkpath", link, 100)
	text("uname", h.Uname, 32)
	text("gname", h.Gname, 32)
	number := func(key string, value int64, digits uint) {
		if _, ok := records[key]; ok || value >= 0 && value < 1<<(3*(digits-1)) {
			return
		}
		n += PAXRecord(key, strconv.FormatInt(value, 10))
	}
	number("uid", int64(h.Uid), 8)
	number("gid", int64(h.Gid), 8)
	if h.Typeflag == tar.TypeReg {
		number("size", h.Size, 12)
	}
	number("mtime", h.ModTime.Unix(), 12)
	return n, binary
}

// PAXRecord is the length in bytes of one PAX record, "LEN KEY=VALUE\n", where LEN
// is the length of all of it, LEN included.
func PAXRecord(key, value string) int64 {
	rest := int64(len(key) + len(value) + len(" =\n"))
	n := rest
	for {
		next := rest + int64(len(strconv.FormatInt(n, 10)))
		if next == n {
			return n
		}
		n = next
	}
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
