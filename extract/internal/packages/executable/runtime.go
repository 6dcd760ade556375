package executable

import (
	"bytes"
	"path"
	"regexp"
	"strings"
)

// maxVersion is how many bytes of a runtime's version line are looked at; no
// version is longer.
const maxVersion = 256

// Runtime is a language runtime that a file may be, by its name.
type Runtime struct {
	Name    string // python, go, busybox; "" for none
	prefix  string // of the version in the package
	literal string // what a version in the file begins with
	pattern *regexp.Regexp
}

// RuntimeOf returns the runtime that a path's base name announces: pythonX.Y and
// libpythonX.Y.so…, go and the VERSION file of a Go installation, busybox.
func RuntimeOf(file string) Runtime {
	base := path.Base(file)
	switch base {
	case "busybox":
		return Runtime{Name: "busybox", literal: "BusyBox", pattern: regexp.MustCompile(`^BusyBox\s+v([0-9]+\.[0-9]+\.[0-9]+)`)}
	case "go", "VERSION":
		return Runtime{Name: "go", literal: "go", pattern: regexp.MustCompile(`^go([0-9]+\.[0-9]+(?:\.[0-9]+|beta[0-9]+|alpha[0-9]+|rc[0-9]+)*)`)}
	}
	if minor := pythonVersion(base); minor != "" {
		return Runtime{Name: "python", prefix: minor + ".", literal: minor + ".", pattern: regexp.MustCompile(`^` + regexp.QuoteMeta(minor) + `\.([0-9]+[-_a-zA-Z0-9]*)`)}
	}
	return Runtime{}
}

// pythonVersion returns the X.Y of python3.11 and libpython3.11.so.1.0.
func pythonVersion(base string) string {
	version, ok := strings.CutPrefix(base, "python")
	if !ok {
		if version, ok = strings.CutPrefix(base, "libpython"); !ok {
			return ""
		}
		if version, _, ok = strings.Cut(version, ".so"); !ok {
			return ""
		}
	}
	major, minor, ok := strings.Cut(version, ".")
	if !ok || !digits(major) || !digits(minor) {
		return ""
	}
	return version
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// The patterns are Anchore's but for one thing: the points of X.Y stand for
// points, where Anchore's stand for any byte.

// runtimeFinder finds the version in the first line that has one, there the last
// one (Anchore's patterns begin with a greedy ".*", compatibility.md#runtimes).
type runtimeFinder struct {
	runtime Runtime
	version string
	done    bool // the line with the version has ended
	seen    int
}

func (f *runtimeFinder) find(data []byte, last bool) {
	if f.done {
		return
	}
	start := min(f.seen, len(data))
	end := len(data)
	if !last {
		end -= min(maxVersion, len(data)) // what begins there is seen whole in the next window
	}
	f.seen = max(0, end-(len(data)-min(overlap, len(data))))
	for start < end {
		i := bytes.Index(data[start:], []byte(f.runtime.literal))
		if i < 0 || start+i >= end {
			f.endLine(data[start:end])
			return
		}
		if f.endLine(data[start : start+i]); f.done {
			return
		}
		start += i
		if m := f.runtime.pattern.FindSubmatch(data[start:min(start+maxVersion, len(data))]); m != nil {
			f.version = string(m[1])
		}
		start += len(f.runtime.literal)
	}
}

// endLine notices that the line with the version ends in text.
func (f *runtimeFinder) endLine(text []byte) {
	f.done = f.done || f.version != "" && bytes.IndexByte(text, '\n') >= 0
}

func (f *runtimeFinder) facts(facts *Facts) error {
	if f.version != "" {
		facts.Runtime = f.runtime.prefix + f.version
	}
	return nil
}
