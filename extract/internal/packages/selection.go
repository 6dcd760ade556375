package packages

import (
	"fmt"
	"slices"
	"sync"

	"github.com/pratique-dev/pratique/extract/document"
)

// Options change what is found.
type Options struct {
	// KeepOwned lists packages of languages too whose files belong to a package
	// of the distribution. Anchore drops them by default.
	KeepOwned bool
	// APKDigests fills the digests of apk manifests, which Anchore cannot decode
	// (compatibility.md#apk-digests).
	APKDigests bool
}

// Selection is which packages are looked for. It is immutable and safe for
// concurrent use.
type Selection struct {
	Options
	types     map[string]bool
	manifests bool
	languages bool       // packages are looked for that may belong to a package of the distribution
	buffers   *sync.Pool // of executable.Scanner
}

// Types are the types of packages that can be looked for, sorted.
func Types() []string {
	var list []string
	for _, k := range catalogers {
		list = append(list, k.types...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Select returns the selection that meets the needs "packages" (all types),
// "packages:TYPE", and "packages.files" and "packages.files:…" (the packages of
// the distribution with their manifests). Needs of other sections are passed
// over.
func Select(needs []document.Need, options Options) (*Selection, error) {
	s := &Selection{Options: options, types: map[string]bool{}, buffers: &sync.Pool{}}
	for _, need := range needs {
		detail := need.Detail()
		switch need.Section() {
		case "packages.files":
			s.manifests = true
			s.add(document.PackageDpkg, document.PackageRPM, document.PackageAPK)
		case "packages":
			switch {
			case detail == "":
				s.add(Types()...)
			case slices.Contains(Types(), detail):
				s.add(detail)
			default:
				return nil, fmt.Errorf("parsing need %s: unknown package type %q", need, detail)
			}
		}
	}
	distribution := distributionTypes()
	for t := range s.types {
		s.languages = s.languages || !distribution[t]
	}
	return s, nil
}

func (s *Selection) add(types ...string) {
	for _, t := range types {
		s.types[t] = true
	}
}

// Empty tells whether nothing is looked for.
func (s *Selection) Empty() bool { return len(s.types) == 0 }

// Selects tells whether packages of a type are looked for.
func (s *Selection) Selects(packageType string) bool { return s.types[packageType] }

// Everything tells whether packages of all types are looked for.
func (s *Selection) Everything() bool { return len(s.types) == len(Types()) }

// distributionTypes are the types of packages that a distribution's databases record.
func distributionTypes() map[string]bool {
	types := map[string]bool{}
	for _, k := range catalogers {
		if k.installed != nil {
			types[k.types[0]] = true
		}
	}
	return types
}

// lists tells whether the distribution's lists of files are read: for manifests,
// and to know which packages of languages it owns. Runtimes that it owns are never
// listed (compatibility.md#runtimes).
func (s *Selection) lists() bool {
	return s.manifests || s.types[document.PackageBinary] || s.languages && !s.KeepOwned
}

// Wants tells what a file is by its name and size.
func (s *Selection) Wants(f File) Kind {
	at := locate(f)
	for _, k := range catalogers {
		if !k.match(at) {
			continue
		}
		if k.wanted != nil && k.wanted(s, at) || k.wanted == nil && slices.ContainsFunc(k.types, s.Selects) {
			return k
		}
		return None // whatever else is looked for, a file is of one kind
	}
	return None
}
