package executable

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// goBuildInfo begins the build information of a program (debug/buildinfo). Since Go 1.18 the
// version of Go follows 32 bytes after its beginning, with its length before it; older programs
// have pointers there, which need the program's sections, and tell nothing here.
const goBuildInfo = "\xff Go buildinf:"

const (
	goInfoHeader = 32
	goInfoInline = 2 // flag: the texts follow
	maxGoVersion = 256
)

// goVersionFinder finds the version of Go that a program was built with, the last one of a file:
// a program that carries another one as data has its own behind it.
type goVersionFinder struct{ version string }

func (f *goVersionFinder) find(data []byte, last bool) {
	for len(data) > 0 {
		i := bytes.Index(data, []byte(goBuildInfo))
		if i < 0 || !last && len(data)-i < overlap {
			return // the next window has what is left once more
		}
		data = data[i:]
		if version := inlineVersion(data); version != "" {
			f.version = version
		}
		data = data[len(goBuildInfo):]
	}
}

// inlineVersion is the version in build information, "" where the bytes are none.
func inlineVersion(data []byte) string {
	if len(data) < goInfoHeader || data[len(goBuildInfo)+1]&goInfoInline == 0 {
		return ""
	}
	length, n := binary.Uvarint(data[goInfoHeader:])
	if n <= 0 || length > maxGoVersion || goInfoHeader+n+int(length) > len(data) {
		return ""
	}
	version := string(data[goInfoHeader+n : goInfoHeader+n+int(length)])
	if !strings.HasPrefix(version, "go1.") && !strings.HasPrefix(version, "devel ") {
		return ""
	}
	return version
}

func (f *goVersionFinder) facts(facts *Facts) error {
	facts.GoVersion = f.version
	return nil
}
