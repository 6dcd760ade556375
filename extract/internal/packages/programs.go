package packages

import (
	"path"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/executable"
)

// minProgram is the size in bytes from which a file may be a Go or Rust program;
// the smallest ones have several times as much.
const minProgram = 64 << 10

var program = &cataloger{
	name: "program", types: []string{document.PackageGo, document.PackageRust, document.PackageBinary}, stream: true, limit: 1<<63 - 1,
	match: func(f location) bool { return f.Size >= minProgram || executable.RuntimeOf(f.Path).Name != "" },
	wanted: func(s *Selection, f location) bool {
		return f.Size >= minProgram && (s.types[document.PackageGo] || s.types[document.PackageRust]) ||
			s.types[document.PackageBinary] && executable.RuntimeOf(f.Path).Name != ""
	},
	decode:   decode[*executable.Facts],
	declared: (*catalogue).programs,
}

// programs lists what programs were built from, and language runtimes: one
// record for each runtime and version, under the first path that shows it.
func (c *catalogue) programs(k Kind) {
	runtimes := map[[2]string]bool{}
	each(c, k, func(file string, p *executable.Facts) {
		for _, m := range p.Go {
			module, name := splitName(m.Path)
			c.add(document.PackageGo, file, file+":"+m.Path+"@"+m.Version, m.Path, m.Version, noLicense, nil, packageURL("golang", module, name, m.Version))
		}
		if m := p.GoMain; m.Path != "" {
			module, name := splitName(m.Path)
			c.add(document.PackageGo, file, file+":"+m.Path+"@"+m.Version, m.Path, m.Version, noLicense, nil, packageURL("golang", module, name, m.Version))
		}
		if v := p.GoVersion; v != "" {
			c.add(document.PackageGo, file, file+":"+goStandardLibrary+"@"+v, goStandardLibrary, v, noLicense, nil,
				packageURL("golang", "", goStandardLibrary, strings.TrimPrefix(v, "go")))
		}
		for _, crate := range p.Rust {
			c.add(document.PackageRust, file, file, crate.Name, crate.Version, noLicense, nil, packageURL("cargo", "", crate.Name, crate.Version))
		}
		name := executable.RuntimeOf(file).Name
		if key := [2]string{name, p.Runtime}; name != "" && p.Runtime != "" && !runtimes[key] && !c.owned(file) {
			runtimes[key] = true
			c.add(document.PackageBinary, file, c.runtimePath(file), name, p.Runtime, noLicense, nil, packageURL("generic", "", name, p.Runtime))
		}
	})
}

// goStandardLibrary is the name of Go's standard library, whose version is that of Go.
const goStandardLibrary = "stdlib"

// runtimePath is the program that the VERSION file of a Go installation belongs
// to, and otherwise the file itself.
func (c *catalogue) runtimePath(file string) string {
	if path.Base(file) == "VERSION" {
		if program := path.Join(path.Dir(file), "bin/go"); c.tree.Exists(program) {
			return program
		}
	}
	return file
}

// Stream is a writer that one program's content goes through.
type Stream struct {
	kind    Kind
	scanner *executable.Scanner
}

// Stream returns a Stream for a file of a streamed kind.
func (s *Selection) Stream(k Kind, f File) *Stream {
	o := executable.Options{Go: s.types[document.PackageGo], Rust: s.types[document.PackageRust], Buffers: s.buffers}
	if s.types[document.PackageBinary] {
		o.Runtime = executable.RuntimeOf(f.Path)
	}
	return &Stream{k, executable.NewScanner(o)}
}

// Write takes the next bytes of the content. It never fails.
func (s *Stream) Write(p []byte) (int, error) { return s.scanner.Write(p) }

// Facts returns what was found, nil for nothing. It is called once, after the
// last Write.
func (s *Stream) Facts() *Facts {
	found, err := s.scanner.Facts()
	if found.Empty() && err == nil {
		return nil
	}
	return &Facts{kind: s.kind, value: found, err: err}
}
