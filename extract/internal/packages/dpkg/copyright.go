package dpkg

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

const commonLicenses = "/usr/share/common-licenses/"

// Licenses reads the licences that a copyright file names: of each line the
// first "License: WORD" at its start and the first file of common-licenses;
// distinct and sorted by bytes (compatibility.md#packages).
func Licenses(r io.Reader) ([]string, error) {
	var found []string
	add := func(name []byte) {
		name = bytes.TrimSuffix(name, []byte("."))
		if len(name) > 0 && !bytes.EqualFold(name, []byte("none")) {
			found = append(found, string(name))
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), 1<<20)
	for lines.Scan() {
		line := lines.Bytes()
		if rest, ok := bytes.CutPrefix(line, []byte("License: ")); ok {
			end := bytes.IndexFunc(rest, isSpace)
			if end < 0 {
				end = len(rest)
			}
			add(rest[:end])
		}
		add(commonLicense(line))
		if len(found) > 1000 {
			found = distinct(found)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading a line: %w", err)
	}
	return distinct(found), nil
}

// commonLicense returns the first non-empty name after the directory's path.
func commonLicense(line []byte) []byte {
	for {
		_, rest, ok := bytes.Cut(line, []byte(commonLicenses))
		if !ok {
			return nil
		}
		n := 0
		for n < len(rest) && isNameByte(rest[n]) {
			n++
		}
		if n > 0 {
			return rest[:n]
		}
		line = rest
	}
}

func isNameByte(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || strings.IndexByte("_.-", c) >= 0
}

func isSpace(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' }

func distinct(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
