package packages

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/alpm"
	"github.com/pratique-dev/pratique/extract/internal/packages/bitnami"
	"github.com/pratique-dev/pratique/extract/internal/packages/executable"
	"github.com/pratique-dev/pratique/extract/internal/packages/java"
	"github.com/pratique-dev/pratique/extract/internal/packages/python"
	"github.com/pratique-dev/pratique/extract/internal/packages/rpm"
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
	buffers   *sync.Pool // of executable.Scanner
}

// Types are the types of packages that can be looked for, sorted.
func Types() []string {
	return []string{
		document.PackageALPM, document.PackageAPK, document.PackageBinary, document.PackageBitnami, document.PackageConda,
		document.PackageDpkg, document.PackageGem, document.PackageGo, document.PackageJava, document.PackageNPM,
		document.PackageNuGet, document.PackageOpkg, document.PackagePHP, document.PackagePython,
		document.PackageRPM, document.PackageRust,
	}
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

// languages tells whether packages are looked for that may belong to a package
// of the distribution.
func (s *Selection) languages() bool {
	for t := range s.types {
		switch t {
		case document.PackageDpkg, document.PackageRPM, document.PackageAPK, document.PackageALPM, document.PackageOpkg:
		default:
			return true
		}
	}
	return false
}

// lists tells whether the distribution's lists of files are read: for manifests,
// and to know which packages of languages it owns. Runtimes that it owns are never
// listed (compatibility.md#runtimes).
func (s *Selection) lists() bool {
	return s.manifests || s.types[document.PackageBinary] || s.languages() && !s.KeepOwned
}

// minProgram is the size in bytes from which a file may be a Go or Rust program;
// the smallest ones have several times as much.
const minProgram = 64 << 10

// Wants tells what a file is by its name and size.
func (s *Selection) Wants(f File) Kind {
	if k := s.distribution(f.Path); k != None {
		return k
	}
	if k := s.declaration(f.Path); k != None {
		return k
	}
	if s.types[document.PackageGo] || s.types[document.PackageRust] {
		if f.Size >= minProgram {
			return program
		}
	}
	if s.types[document.PackageBinary] && executable.RuntimeOf(f.Path).Name != "" {
		return program
	}
	return None
}

const (
	dpkgDir = "/var/lib/dpkg/"
	docDir  = "/usr/share/doc/"
)

// distribution knows the files of the package databases.
func (s *Selection) distribution(p string) Kind {
	switch {
	case !strings.HasPrefix(p, "/var/lib/") && !strings.HasPrefix(p, "/usr/") && !strings.HasPrefix(p, "/lib/apk/"):
		return None
	case strings.HasPrefix(p, dpkgDir):
		return s.dpkg(p[len(dpkgDir):])
	case strings.HasPrefix(p, docDir):
		name, ok := strings.CutSuffix(p[len(docDir):], "/copyright")
		if ok && s.types[document.PackageDpkg] && !strings.Contains(name, "/") {
			return dpkgCopyright
		}
	case p == "/lib/apk/db/installed", p == "/usr/lib/apk/db/installed":
		if s.types[document.PackageAPK] || s.lists() {
			return apkDatabase
		}
	case alpm.IsDescription(p):
		if s.types[document.PackageALPM] {
			return alpmDescription
		}
	case p == "/usr/lib/opkg/status", p == "/var/lib/opkg/status":
		if s.types[document.PackageOpkg] {
			return opkgStatus
		}
	case strings.HasSuffix(p, "/chisel/manifest.wall"):
		if s.types[document.PackageDpkg] {
			return chiselManifest
		}
	case rpm.IsManifest(p):
		if s.types[document.PackageRPM] {
			return rpmManifest
		}
	case s.types[document.PackageRPM] || s.lists():
		if rpm.IsDatabase(p) {
			return rpmDatabase
		}
		if database, ok := strings.CutSuffix(p, "-wal"); ok && rpm.IsDatabase(database) {
			return rpmLog
		}
	}
	return None
}

// dpkg knows the files of dpkg's directory by their names below it.
func (s *Selection) dpkg(name string) Kind {
	dir, base, nested := strings.Cut(name, "/")
	switch {
	case !nested:
		if name == "status" && s.types[document.PackageDpkg] {
			return dpkgStatus
		}
	case strings.Contains(base, "/"):
	case dir == "info" && s.lists(), dir == "status.d" && s.lists():
		if strings.HasSuffix(base, sumsExtension) {
			return dpkgSums
		}
		if strings.HasSuffix(base, conffilesExtension) {
			return dpkgConffiles
		}
	}
	if dir == "status.d" && nested && s.types[document.PackageDpkg] && !strings.Contains(base, "/") && !strings.HasSuffix(base, sumsExtension) {
		return dpkgStatus
	}
	return None
}

const (
	sumsExtension      = ".md5sums"
	conffilesExtension = ".conffiles"
)

// declaration knows the files that declare packages of languages, by their base
// names first, since it is asked for every file of an image.
func (s *Selection) declaration(p string) Kind {
	slash := strings.LastIndexByte(p, '/')
	dir, base := p[:max(slash, 0)], p[slash+1:]
	kind, of := None, ""
	switch {
	case base == "package.json":
		kind, of = npmManifest, document.PackageNPM
	case strings.HasSuffix(base, ".gemspec") && strings.Contains(dir+"/", "/specifications/"):
		kind, of = gemSpecification, document.PackageGem
	case (base == "METADATA" || base == "PKG-INFO" || hasSuffixFold(base, ".egg-info")) && python.IsMetadata(p):
		kind, of = pythonMetadata, document.PackagePython
	case hasSuffixFold(base, ".egg"):
		kind, of = pythonEgg, document.PackagePython
	case base == "top_level.txt" && (hasSuffixFold(dir, ".dist-info") || hasSuffixFold(dir, ".egg-info") || hasSuffixFold(dir, ".egg/EGG-INFO")):
		kind, of = pythonTopLevel, document.PackagePython
	case java.IsArchive(base):
		kind, of = javaArchive, document.PackageJava
	case strings.HasSuffix(base, ".deps.json"):
		kind, of = nugetDependencies, document.PackageNuGet
	case base == "installed.json" && strings.HasSuffix(dir, "/composer"):
		kind, of = composerInstalled, document.PackagePHP
	case base == "composer.lock":
		kind, of = composerLock, document.PackagePHP
	case strings.HasSuffix(base, ".json") && strings.HasSuffix(dir, "/conda-meta"):
		kind, of = condaRecord, document.PackageConda
	case strings.HasSuffix(base, ".spdx") && bitnami.IsDocument(p):
		kind, of = bitnamiDocument, document.PackageBitnami
	}
	if !s.types[of] {
		return None
	}
	return kind
}

// hasSuffixFold is strings.HasSuffix without regard to case.
func hasSuffixFold(text, suffix string) bool {
	return len(text) >= len(suffix) && strings.EqualFold(text[len(text)-len(suffix):], suffix)
}
