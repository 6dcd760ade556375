package rpm

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// ManifestDirectory has the lists of packages in images of Azure Linux (Mariner) without rpm.
const ManifestDirectory = "/var/lib/rpmmanifest"

// Manifests are the names of the lists, the one that says most first.
func Manifests() []string { return []string{"container-manifest-2", "container-manifest-1"} }

// IsManifest tells whether an absolute path is that of such a list.
func IsManifest(p string) bool {
	dir, base := path.Split(p)
	return dir == ManifestDirectory+"/" && (base == Manifests()[0] || base == Manifests()[1])
}

const maxManifestLine = 1 << 20

// ReadManifest reads a list: one package a line, with tabs between name, version-release, times of
// installation and building, vendor, epoch, size, architecture, epoch number and source package; or
// nothing but NAME-VERSION-RELEASE.ARCH.
func ReadManifest(r io.Reader) ([]Package, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), maxManifestLine)
	var packages []Package
	odd := 0
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" {
			continue
		}
		p, ok := fullLine(strings.Split(line, "\t"))
		if !ok {
			p, ok = shortLine(line)
		}
		if !ok {
			odd++
			continue
		}
		packages = append(packages, p)
	}
	if err := lines.Err(); err != nil {
		return packages, fmt.Errorf("reading a line: %w", err)
	}
	if odd > 0 {
		return packages, fmt.Errorf("%d of its lines are not packages", odd)
	}
	return packages, nil
}

func fullLine(fields []string) (Package, bool) {
	if len(fields) < 8 {
		return Package{}, false
	}
	dash := strings.LastIndexByte(fields[1], '-')
	if fields[0] == "" || dash <= 0 {
		return Package{}, false
	}
	p := Package{Name: fields[0], Version: fields[1][:dash], Release: fields[1][dash+1:], Vendor: said(fields[4]), Epoch: said(fields[5]), Arch: said(fields[7])}
	p.Size, _ = strconv.ParseInt(fields[6], 10, 64)
	p.Size = max(p.Size, 0)
	if len(fields) > 9 {
		p.Source = said(fields[9])
	}
	return p, true
}

// said is a value, "" for what rpm prints where there is none.
func said(value string) string {
	if value == "(none)" {
		return ""
	}
	return value
}

func shortLine(line string) (Package, bool) {
	dot := strings.LastIndexByte(line, '.')
	if dot <= 0 || strings.ContainsAny(line, " \t") {
		return Package{}, false
	}
	rest, arch := line[:dot], line[dot+1:]
	release := strings.LastIndexByte(rest, '-')
	if release <= 0 {
		return Package{}, false
	}
	version := strings.LastIndexByte(rest[:release], '-')
	if version <= 0 {
		return Package{}, false
	}
	return Package{Name: rest[:version], Version: rest[version+1 : release], Release: rest[release+1:], Arch: arch}, true
}
