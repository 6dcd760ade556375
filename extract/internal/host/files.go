package host

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// readFiles reads what stat prints, in its own form or in '%f %u %g %U %G %n'. A file
// that stat says is not there is null.
func readFiles(h *document.Host, lines []string) error {
	var (
		short   = regexp.MustCompile(`^([0-9a-f]{1,8}) (\d+) (\d+) (\S+) (\S+) (/.*)$`)
		access  = regexp.MustCompile(`^Access: \(([0-7]{1,5})/(.)\S*\)\s+Uid: \(\s*(\d+)/\s*([^)]*?)\s*\)\s+Gid: \(\s*(\d+)/\s*([^)]*?)\s*\)`)
		missing = regexp.MustCompile(`^stat: .*stat(?:x|64)? ['‘"]?(/[^'’"]*)['’"]?: No such file or directory`)
	)
	h.Files = map[string]*document.HostFile{}
	name := ""
	for _, line := range written(lines) {
		if parts := missing.FindStringSubmatch(line); parts != nil {
			h.Files[path.Clean(parts[1])] = nil
			continue
		}
		if parts := short.FindStringSubmatch(line); parts != nil {
			mode, _ := strconv.ParseUint(parts[1], 16, 32)
			if err := add(h, parts[6], uint32(mode), parts[2:6]); err != nil {
				return err
			}
			continue
		}
		if file, found := strings.CutPrefix(line, "File: "); found {
			file, _, _ = strings.Cut(file, " -> ")
			name = strings.Trim(file, "'‘’`\"")
			continue
		}
		if parts := access.FindStringSubmatch(line); parts != nil {
			permissions, _ := strconv.ParseUint(parts[1], 8, 16)
			if err := add(h, name, uint32(permissions)|typeBits(parts[2]), []string{parts[3], parts[5], parts[4], parts[6]}); err != nil {
				return err
			}
		}
	}
	if len(h.Files) == 0 {
		return errors.New("no file in what stat prints")
	}
	return nil
}

func add(h *document.Host, name string, mode uint32, owners []string) error {
	if !path.IsAbs(name) {
		return fmt.Errorf("the path %.100q is not absolute", name)
	}
	uid, err := strconv.ParseUint(owners[0], 10, 32)
	if err != nil {
		return err
	}
	gid, err := strconv.ParseUint(owners[1], 10, 32)
	if err != nil {
		return err
	}
	f := &document.HostFile{Type: typeOf(mode), Mode: mode, UID: int(uid), GID: int(gid)}
	if owners[2] != "UNKNOWN" {
		f.User = &owners[2]
	}
	if owners[3] != "UNKNOWN" {
		f.Group = &owners[3]
	}
	h.Files[path.Clean(name)] = f
	return nil
}

// fileTypes are the file-type bits of st_mode with ls's letters.
func fileTypes() []struct {
	letter, name string
	bits         uint32
} {
	return []struct {
		letter, name string
		bits         uint32
	}{
		{"-", document.TypeFile, 0o100000}, {"d", document.TypeDir, 0o040000}, {"l", document.TypeSymlink, 0o120000},
		{"c", document.TypeChar, 0o020000}, {"b", document.TypeBlock, 0o060000}, {"p", document.TypeFifo, 0o010000},
		{"s", document.TypeOther, 0o140000},
	}
}

func typeBits(letter string) uint32 {
	for _, t := range fileTypes() {
		if t.letter == letter {
			return t.bits
		}
	}
	return 0
}

func typeOf(mode uint32) string {
	for _, t := range fileTypes() {
		if t.bits == mode&0o170000 {
			return t.name
		}
	}
	return document.TypeOther
}
