// Package distro finds out which distribution a root filesystem is, from the files
// that Anchore looks at, in its order (compatibility.md#distribution).
package distro

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/pratique-dev/pratique/extract/document"
)

// Paths are the files that Detect asks for in every image or nearly so, for
// callers that fetch them beforehand.
func Paths() []string {
	return []string{"/etc/os-release", "/etc/system-release-cpe", "/etc/redhat-release", "/etc/debian_version"}
}

// ReadFile gives the content of a regular file, through symbolic links within the
// root; nil where there is none. (compatibility.md#os-release-links: absolute links are
// followed.)
type ReadFile func(path string) ([]byte, error)

// found is a distribution; "" stands for what was not found.
type found struct{ name, version, like string }

// Detect says which distribution it is. The first file that is there and is text
// decides, whatever it says.
func Detect(read ReadFile) (document.Distro, error) {
	f, err := first(read, []source{
		{"/etc/os-release", osRelease},
		{"/etc/system-release-cpe", systemReleaseCPE},
		{"/etc/redhat-release", redhatRelease},
		{"/bin/busybox", busybox},
	})
	if err != nil {
		return document.Distro{}, err
	}
	if f.name == "debian" && f.version == "" {
		data, err := read("/etc/debian_version")
		if err != nil {
			return document.Distro{}, err
		}
		f.version = debianVersion(string(data))
	}
	if f.like == "" {
		f.like = f.name
	}
	return document.Distro{Name: text(f.name), Version: text(f.version), Like: text(f.like)}, nil
}

// source is one file and how to read it; ok is false where it cannot be read as
// such a file, so that the next one is tried.
type source struct {
	path  string
	parse func(string) (f found, ok bool)
}

func first(read ReadFile, sources []source) (found, error) {
	for _, s := range sources {
		data, err := read(s.path)
		if err != nil {
			return found{}, err
		}
		if data == nil || s.path != "/bin/busybox" && !utf8.Valid(data) {
			continue
		}
		if f, ok := s.parse(string(data)); ok {
			return f, nil
		}
	}
	return found{}, nil
}

// text is null for what was not found: the gates read that as Anchore's "Unknown"
// and "0".
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// osRelease takes lines with exactly one "=", keys as they are, and removes double
// quotes only, as Anchore does.
func osRelease(data string) (found, bool) {
	var f found
	for line := range strings.Lines(data) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok || strings.Contains(value, "=") {
			continue
		}
		value = strings.ReplaceAll(value, `"`, "")
		switch key {
		case "ID":
			f.name = value
		case "VERSION_ID":
			f.version = value
		case "ID_LIKE":
			f.like = strings.Join(strings.Fields(value), ",")
		}
	}
	return f, true
}

// systemReleaseCPE takes vendor, distribution and version of
// "cpe:/o:centos:linux:7:ga:server".
func systemReleaseCPE(data string) (found, bool) {
	var f found
	for line := range strings.Lines(data) {
		fields := strings.Split(strings.TrimSpace(line), ":")
		if len(fields) < 5 {
			return found{}, false
		}
		f.name, f.version = fields[3], fields[4]
		vendor := strings.ToLower(fields[2])
		for _, known := range []struct{ word, name string }{{"fedora", "fedora"}, {"redhat", "rhel"}, {"centos", "centos"}} {
			if strings.Contains(vendor, known.word) {
				f.name = known.name
				break
			}
		}
	}
	return f, f != (found{})
}

// redhatRelease reads "CentOS Linux release 7.9.2009 (Core)". Unlike Anchore
// (compatibility.md#redhat-release), "Red Hat" has its blank, and the version is not its
// last digits only.
func redhatRelease(data string) (found, bool) {
	pattern := regexp.MustCompile(`\d+(?:\.\d+)?`)
	var f found
	for line := range strings.Lines(data) {
		lower := strings.ToLower(line)
		for _, known := range []struct{ word, name string }{
			{"centos", "centos"}, {"redhat", "rhel"}, {"red hat", "rhel"}, {"fedora", "fedora"},
		} {
			if strings.Contains(lower, known.word) {
				f.name = known.name
				break
			}
		}
		if version := pattern.FindString(lower); version != "" {
			f.version = version
		}
	}
	return f, true
}

// busybox takes the last version that the program's text names, with its "v".
func busybox(data string) (found, bool) {
	f := found{name: "busybox"}
	hits := regexp.MustCompile(`BusyBox (v[\d|.]+) \(`).FindAllStringSubmatch(data, -1)
	if len(hits) > 0 {
		f.version = hits[len(hits)-1][1]
	}
	return f, true
}

func debianVersion(data string) string {
	pattern := regexp.MustCompile(`^(\d+)\.`)
	version := ""
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		if hit := pattern.FindStringSubmatch(line); hit != nil {
			version = hit[1]
		} else if strings.Contains(line, "sid") {
			version = "unstable"
		}
	}
	return version
}
