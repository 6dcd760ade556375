package sbom

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/internal/limits"
)

// maxSize bounds a file, in bytes after decompression.
var maxSize = limits.Bytes("sbom-bytes", 512<<20)

// MaxSize is how long a file may be, in bytes after decompression.
func MaxSize() int64 { return maxSize.Bytes() }

const (
	// maxPackages bounds the packages of one file.
	maxPackages = 1_000_000
	// maxDepth bounds components within components.
	maxDepth = 64
)

// Formats.
const (
	CycloneDXJSON = "cyclonedx-json"
	CycloneDXXML  = "cyclonedx-xml"
	SPDX2JSON     = "spdx-json"
	SPDX2TagValue = "spdx-tag-value"
	SPDX3         = "spdx-3-json"
	Syft          = "syft-json"
	Banyan        = "banyan"
)

// SBOM is what a file says.
type SBOM struct {
	Format  string // one of the constants above
	Version string // of the format
	Tool    string // that has written it, "" where it does not say
	Created string // as written
	Name    string // of the subject, "" where it does not say
	// Digests are those of the subject's config and manifests, sha256:HEX. Manifest and Config are
	// those of them of which the format says what they are, "" for none.
	Digests          []string
	Manifest, Config string
	Distro           document.Distro
	Packages         []document.Package // sorted as the extractor sorts them, none twice
	// Problems are what the list leaves open, as sentences without a full stop.
	Problems []string

	left struct{ files, nameless, versionless, ranges, untyped int }
	oses map[*document.Distro]int // from package URLs
}

// Read reads a file, twice at most: once to tell its format. limit bounds it after decompression;
// 0 is the limit sbom-bytes.
func Read(in io.ReadSeeker, limit int64) (*SBOM, error) {
	if limit <= 0 {
		limit = maxSize.Bytes()
	}
	format, err := detect(in, limit)
	if err != nil {
		return nil, fmt.Errorf("reading SBOM: %w", err)
	}
	s := &SBOM{Format: format, Packages: []document.Package{}, oses: map[*document.Distro]int{}}
	if err := s.read(in, limit); err != nil {
		return nil, fmt.Errorf("reading SBOM (%s): %w", format, err)
	}
	s.finish()
	return s, nil
}

// Merge adds the packages and problems of another list of the same subject.
func (s *SBOM) Merge(other *SBOM) {
	s.Packages = tidy(append(s.Packages, other.Packages...))
	for _, problem := range other.Problems {
		if !slices.Contains(s.Problems, problem) {
			s.Problems = append(s.Problems, problem)
		}
	}
	if s.Distro.Name == nil {
		s.Distro = other.Distro
	}
}

// tidy sorts packages as the extractor does, and leaves out what stands there twice.
func tidy(list []document.Package) []document.Package {
	slices.SortFunc(list, func(a, b document.Package) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Type, b.Type),
			cmp.Compare(text(a.Arch), text(b.Arch)), cmp.Compare(text(a.Path), text(b.Path)), cmp.Compare(text(a.Release), text(b.Release)))
	})
	return slices.CompactFunc(list, func(a, b document.Package) bool {
		return a.Name == b.Name && a.FullVersion == b.FullVersion && a.Type == b.Type && text(a.Arch) == text(b.Arch) && text(a.Path) == text(b.Path)
	})
}

func (s *SBOM) read(in io.ReadSeeker, limit int64) error {
	r, err := bounded.Open(in, limit)
	if err != nil {
		return err
	}
	defer r.Close()
	switch s.Format {
	case CycloneDXJSON:
		return s.cycloneDXJSON(r)
	case CycloneDXXML:
		return s.cycloneDXXML(r)
	case SPDX2JSON:
		return s.spdx2JSON(r)
	case SPDX2TagValue:
		return s.spdx2TagValue(r)
	case SPDX3:
		return s.spdx3(r)
	case Syft:
		return s.syft(r)
	default:
		return s.banyan(r)
	}
}

// component is what all formats say of a package, before it is one.
type component struct {
	name, group, version string
	purl                 string
	kind                 string // what the tool calls its type, where there is no package URL
	paths                []string
	licenses             []string
	cpes                 []string
	source               string
	sourceVersion        string
	arch, epoch          string
	module               string // NAME:STREAM…
	origin               string
	like                 string // of an operating system: what it is like
	exact                bool   // the source package is as the extractor has written it
	size                 *int64
}

// add makes a package of a component.
func (s *SBOM) add(c component) error {
	if len(s.Packages) == maxPackages {
		return fmt.Errorf("more than %d packages", maxPackages)
	}
	c.fromPURL(s)
	switch {
	case c.name == "":
		s.left.nameless++
		return nil
	case c.version == "":
		s.left.versionless++
	}
	p := document.Package{
		Name: c.name, Version: c.version, FullVersion: c.version, Type: packageType(c.kind), Licenses: []string{},
		Arch: some(c.arch), Source: some(c.source), SourceVersion: some(c.sourceVersion), Origin: some(c.origin), PURL: some(c.purl), Size: c.size,
		CPEs: unique(c.cpes),
	}
	if p.Type == "" {
		s.left.untyped++
		p.Type = "unknown"
	}
	for _, license := range c.licenses {
		if license = strings.TrimSpace(license); license != "" && license != "NOASSERTION" && license != "NONE" && !slices.Contains(p.Licenses, license) {
			p.Licenses = append(p.Licenses, license)
		}
	}
	p.License = new(cmp.Or(strings.Join(p.Licenses, " "), "Unknown"))
	c.distributionVersion(&p)
	p.Path = new(location(p, c.paths))
	if parts := strings.Split(c.module, ":"); len(parts) > 1 && parts[0] != "" {
		p.ModuleStream = new(parts[0] + ":" + parts[1])
	}
	s.Packages = append(s.Packages, p)
	return nil
}

// distributionVersion takes the parts of a version apart that the document keeps apart, and
// fills in what the databases of distributions take for granted.
func (c *component) distributionVersion(p *document.Package) {
	switch p.Type {
	case document.PackageRPM:
		if c.epoch != "" && c.epoch != "0" && !strings.Contains(p.Version, ":") {
			p.Version = c.epoch + ":" + p.Version
		}
		p.Version = strings.TrimPrefix(p.Version, "0:")
		p.FullVersion = p.Version
		if at := strings.LastIndex(p.Version, "-"); at > 0 {
			p.Version, p.Release = p.FullVersion[:at], new(p.FullVersion[at+1:])
		}
		if p.SourceVersion == nil && p.Source != nil {
			p.SourceVersion = some(rpmSourceVersion(*p.Source, p.Version))
		}
	case document.PackageAPK:
		if at := strings.LastIndex(p.Version, "-r"); at > 0 {
			p.Version, p.Release = p.FullVersion[:at], new(p.FullVersion[at+1:])
		}
		if p.Source != nil && p.SourceVersion == nil {
			p.SourceVersion = new(p.FullVersion) // apk builds all packages of an origin together
		}
	case document.PackageDpkg:
		if c.epoch != "" && c.epoch != "0" && !strings.Contains(p.Version, ":") {
			p.Version = c.epoch + ":" + p.Version
			p.FullVersion = p.Version
		}
		if p.Source != nil && *p.Source == p.Name && !c.exact && (p.SourceVersion == nil || *p.SourceVersion == p.Version) {
			p.Source, p.SourceVersion = nil, nil
		}
		if p.Source != nil && p.SourceVersion == nil {
			p.SourceVersion = new(p.FullVersion)
		}
	}
}

// rpmSourceVersion is the version and release in NAME-VERSION-RELEASE.src.rpm, with the package's
// own epoch, which is nearly always the same.
func rpmSourceVersion(source, version string) string {
	name, ok := strings.CutSuffix(strings.TrimSuffix(source, ".rpm"), ".src")
	if !ok {
		return ""
	}
	parts := strings.Split(name, "-")
	if len(parts) < 3 {
		return ""
	}
	full := strings.Join(parts[len(parts)-2:], "-")
	if epoch, _, ok := strings.Cut(version, ":"); ok {
		full = epoch + ":" + full
	}
	return full
}

// location is where a package was declared, as the extractor has it: the distribution's database,
// for a Python package its directory, else the file.
func location(p document.Package, paths []string) string {
	if distribution(p.Type) {
		return document.PathPackageDatabase
	}
	for _, path := range paths {
		if path == "" {
			continue
		}
		path = "/" + strings.TrimLeft(path, "/")
		if p.Type == document.PackagePython {
			for _, mark := range []string{".dist-info/", ".egg-info/"} {
				if at := strings.Index(path, mark); at > 0 {
					return path[:strings.LastIndex(path[:at], "/")+1] + p.Name
				}
			}
		}
		return path
	}
	return "NA"
}

func distribution(kind string) bool {
	return kind == document.PackageDpkg || kind == document.PackageRPM || kind == document.PackageAPK
}

func (s *SBOM) finish() {
	note := func(n int, format string) {
		if n > 0 {
			s.Problems = append(s.Problems, fmt.Sprintf(format, n))
		}
	}
	s.Packages = tidy(s.Packages)
	note(s.left.versionless, "%d packages of the SBOM have no version, so that nothing is known of their vulnerabilities")
	note(s.left.ranges, "%d components of the SBOM have a range of versions, and were left out")
	note(s.left.untyped, "%d packages of the SBOM have no package URL and no type that is known")
	note(s.left.nameless, "%d components of the SBOM have no name, and were left out")
	if s.Distro.Name == nil {
		best := 0
		for distro, n := range s.oses {
			if n > best || n == best && text(distro.Name)+text(distro.Version) < text(s.Distro.Name)+text(s.Distro.Version) {
				best, s.Distro = n, *distro
			}
		}
	}
	if s.Distro.Name == nil && slices.ContainsFunc(s.Packages, func(p document.Package) bool { return distribution(p.Type) }) {
		s.Problems = append(s.Problems, "the SBOM does not say which distribution its packages are of")
	}
}

var digest = regexp.MustCompile(`\bsha256:([0-9a-f]{64})\b`)

// identify takes the digests that a text has.
func (s *SBOM) identify(texts ...string) {
	for _, t := range texts {
		for _, found := range digest.FindAllString(t, 4) {
			if !slices.Contains(s.Digests, found) && len(s.Digests) < 16 {
				s.Digests = append(s.Digests, found)
			}
		}
	}
}

// manifest takes the digest of the subject's manifest, config that of its configuration.
func (s *SBOM) manifest(text string) { s.known(&s.Manifest, text) }

func (s *SBOM) config(text string) { s.known(&s.Config, text) }

func (s *SBOM) known(which *string, text string) {
	s.identify(text)
	if found := digest.FindString(text); found != "" && *which == "" {
		*which = found
	}
}

// setDistro names the distribution; like is ID_LIKE.
func (s *SBOM) setDistro(name, version, like string) {
	if name == "" {
		return
	}
	name = strings.ToLower(name)
	if name == "debian" { // syft has the point release too, which no data of vulnerabilities goes by
		version, _, _ = strings.Cut(version, ".")
	}
	s.Distro = document.Distro{Name: &name, Version: some(version), Like: some(cmp.Or(like, name))}
}

func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// unique are the texts, each once; nil for none.
func unique(texts []string) []string {
	var list []string
	for _, t := range texts {
		if t != "" && !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	return list
}

var errUnknown = errors.New("unknown format; it is none of CycloneDX (JSON or XML), SPDX 2 (JSON or tag-value), SPDX 3 (JSON-LD) and syft's JSON")
