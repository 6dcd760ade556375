package packages

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"

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

// encoded is how facts are written.
type encoded struct {
	Kind  Kind
	Value cbor.RawMessage
	Err   string
}

// null is CBOR's.
var null = []byte{0xf6}

var errUnknownKind = errors.New("there is no such kind of facts")

// Marshal writes facts so that Unmarshal gives the same again; of an error it keeps the text.
func (f *Facts) Marshal() ([]byte, error) {
	e := encoded{Kind: f.kind}
	if f.err != nil {
		e.Err = f.err.Error()
	}
	var err error
	if f.value != nil {
		if e.Value, err = cbor.Marshal(f.value); err != nil {
			return nil, fmt.Errorf("writing facts on packages: %w", err)
		}
	}
	return cbor.Marshal(e)
}

// decoding takes texts as they are: names in packages need not be UTF-8.
var decoding = func() cbor.DecMode {
	mode, err := cbor.DecOptions{UTF8: cbor.UTF8DecodeInvalid, MaxArrayElements: 1 << 27, MaxMapPairs: 1 << 20}.DecMode()
	if err != nil {
		panic(err) // the options are constant
	}
	return mode
}

// Unmarshal reads what Marshal wrote.
func Unmarshal(data []byte) (*Facts, error) {
	mode := decoding()
	var e encoded
	if err := mode.Unmarshal(data, &e); err != nil {
		return nil, fmt.Errorf("reading facts on packages: %w", err)
	}
	f := &Facts{kind: e.Kind}
	if e.Err != "" {
		f.err = errors.New(e.Err)
	}
	if len(e.Value) == 0 || bytes.Equal(e.Value, null) {
		return f, nil // the content declares nothing
	}
	var err error
	if f.value, err = e.value(mode); err != nil {
		return nil, fmt.Errorf("reading facts on packages: %w", err)
	}
	return f, nil
}

// value reads a value of the type that files of the kind give.
func (e encoded) value(mode cbor.DecMode) (any, error) {
	switch e.Kind {
	case dpkgStatus, opkgStatus:
		return decode[[]dpkg.Package](mode, e.Value)
	case dpkgCopyright, pythonTopLevel:
		return decode[[]string](mode, e.Value)
	case dpkgSums, dpkgConffiles:
		return decode[[]byte](mode, e.Value)
	case chiselManifest:
		return decode[[]chisel.Package](mode, e.Value)
	case rpmDatabase, rpmManifest:
		return decode[[]rpm.Package](mode, e.Value)
	case rpmLog:
		return decode[int64](mode, e.Value)
	case alpmDescription:
		return decode[*alpm.Package](mode, e.Value)
	case apkDatabase:
		return decode[[]apk.Package](mode, e.Value)
	case npmManifest:
		return decode[*npm.Package](mode, e.Value)
	case gemSpecification:
		return decode[*gem.Package](mode, e.Value)
	case pythonMetadata, pythonEgg:
		return decode[*python.Package](mode, e.Value)
	case javaArchive:
		return decode[*java.Archive](mode, e.Value)
	case nugetDependencies:
		return decode[[]nuget.Package](mode, e.Value)
	case composerInstalled, composerLock:
		return decode[[]composer.Package](mode, e.Value)
	case condaRecord:
		return decode[*conda.Package](mode, e.Value)
	case bitnamiDocument:
		return decode[[]bitnami.Package](mode, e.Value)
	case program:
		return decode[*executable.Facts](mode, e.Value)
	}
	return nil, errUnknownKind
}

func decode[T any](mode cbor.DecMode, data []byte) (any, error) {
	var value T
	err := mode.Unmarshal(data, &value)
	return value, err
}
