package packages

import (
	"errors"
	"fmt"
	"io"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/alpm"
	"github.com/pratique-dev/pratique/extract/internal/packages/apk"
	"github.com/pratique-dev/pratique/extract/internal/packages/bitnami"
	"github.com/pratique-dev/pratique/extract/internal/packages/chisel"
	"github.com/pratique-dev/pratique/extract/internal/packages/composer"
	"github.com/pratique-dev/pratique/extract/internal/packages/conda"
	"github.com/pratique-dev/pratique/extract/internal/packages/dpkg"
	"github.com/pratique-dev/pratique/extract/internal/packages/executable"
	"github.com/pratique-dev/pratique/extract/internal/packages/gem"
	"github.com/pratique-dev/pratique/extract/internal/packages/java"
	"github.com/pratique-dev/pratique/extract/internal/packages/npm"
	"github.com/pratique-dev/pratique/extract/internal/packages/nuget"
	"github.com/pratique-dev/pratique/extract/internal/packages/python"
	"github.com/pratique-dev/pratique/extract/internal/packages/rpm"
)

// Facts are what one file's content says. They are opaque to callers.
type Facts struct {
	kind  Kind
	value any // by kind; nil where the content declares nothing
	err   error
	// tooLong is set where the file was not read for its length.
	tooLong bool
}

// Analyse reads the content of one file of a kind that Wants returned. r has
// f.Size bytes; it is nil where that is more than the kind's limit. The result is
// nil where the file says nothing.
func (s *Selection) Analyse(k Kind, f File, r io.ReaderAt) (facts *Facts) {
	facts = &Facts{kind: k}
	if k == rpmLog {
		if f.Size == 0 {
			return nil
		}
		facts.value = f.Size
		return facts
	}
	if f.Size > k.Limit() || r == nil {
		facts.err, facts.tooLong = fmt.Errorf("it has %d bytes, more than the limit of %d", f.Size, k.Limit()), true
		return facts
	}
	// Nothing of a hostile file may end the extraction of the image. The readers
	// are fuzzed not to panic; this is the belt to those braces.
	defer func() {
		if reason := recover(); reason != nil {
			facts.value, facts.err = nil, fmt.Errorf("reading it: %v", reason)
		}
	}()
	facts.value, facts.err = s.read(k, f, r)
	if facts.value == nil && facts.err == nil {
		return nil
	}
	return facts
}

// read returns nil, and not an empty value, for a file that declares nothing.
func (s *Selection) read(k Kind, f File, r io.ReaderAt) (any, error) {
	content := io.NewSectionReader(r, 0, f.Size)
	switch k {
	case dpkgStatus:
		found, err := dpkg.ReadStatus(content)
		if f.Path == dpkgDir+"status" { // others write the files of status.d, and end them as they like
			err = errors.Join(err, cutOff(r, f.Size))
		}
		return value(found, err)
	case dpkgCopyright:
		return value(dpkg.Licenses(content))
	case opkgStatus:
		return value(dpkg.ReadStatus(content))
	case chiselManifest:
		return value(chisel.Read(content))
	case rpmManifest:
		return value(rpm.ReadManifest(content))
	case alpmDescription:
		return pointer(alpm.Read(content))
	case rpmDatabase:
		return value(rpm.Read(r, f.Size, s.lists()))
	case apkDatabase:
		found, err := apk.Read(content, s.lists())
		return value(found, errors.Join(err, cutOff(r, f.Size)))
	case gemSpecification:
		return pointer(gem.Read(f.Path, content))
	case pythonMetadata:
		return pointer(python.Read(f.Path, content))
	case pythonEgg:
		return pointer(python.ReadEgg(f.Path, r, f.Size))
	case javaArchive:
		if !java.IsCertain(f.Path) && !startsWith(r, "PK") {
			return nil, nil // another format with that extension
		}
		return pointer(java.Read(r, f.Size))
	}
	data := make([]byte, f.Size)
	if _, err := io.ReadFull(content, data); err != nil {
		return nil, fmt.Errorf("reading it: %w", err)
	}
	switch k {
	case dpkgSums, dpkgConffiles:
		return data, nil // kept as it is: shorter than what it says
	case npmManifest:
		return pointer(npm.Read(data))
	case pythonTopLevel:
		return value(python.TopLevel(data), nil)
	case nugetDependencies:
		return value(nuget.Read(data))
	case composerInstalled:
		return value(composer.ReadInstalled(data))
	case composerLock:
		return value(composer.ReadLock(data))
	case condaRecord:
		return pointer(conda.Read(data))
	case bitnamiDocument:
		return value(bitnami.Read(data))
	}
	return nil, fmt.Errorf("there is no reader of kind %d", k)
}

// cutOff is an error where a database of lines does not end with one: then it has
// lost its end, and nobody knows how many packages with it.
func cutOff(r io.ReaderAt, size int64) error {
	if size == 0 {
		return nil
	}
	var last [1]byte
	if _, err := r.ReadAt(last[:], size-1); err != nil {
		return fmt.Errorf("reading its end: %w", err)
	}
	if last[0] != '\n' {
		return errors.New("it ends in the middle of a line")
	}
	return nil
}

func startsWith(r io.ReaderAt, text string) bool {
	start := make([]byte, len(text))
	_, err := r.ReadAt(start, 0)
	return err == nil && string(start) == text
}

func value[T any](list []T, err error) (any, error) {
	if len(list) == 0 {
		return nil, err
	}
	return list, err
}

func pointer[T any](p *T, err error) (any, error) {
	if p == nil {
		return nil, err
	}
	return p, err
}

// Stream is a writer that one program's content goes through.
type Stream struct {
	scanner *executable.Scanner
}

// Stream returns a Stream for a file of a streamed kind.
func (s *Selection) Stream(_ Kind, f File) *Stream {
	o := executable.Options{Go: s.types[document.PackageGo], Rust: s.types[document.PackageRust], Buffers: s.buffers}
	if s.types[document.PackageBinary] {
		o.Runtime = executable.RuntimeOf(f.Path)
	}
	return &Stream{executable.NewScanner(o)}
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
	return &Facts{kind: program, value: found, err: err}
}
