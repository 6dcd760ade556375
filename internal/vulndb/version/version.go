// Package version compares the versions of packages by the rules of their ecosystems.
// The order is that of osv-scalibr's semantic package; what it lacks is whether a
// text is a version at all: it gives every text some order, so that a package of an
// unreadable version would look like a clean one.
package version

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/google/osv-scalibr/semantic"
)

// Scheme is a set of rules for versions.
type Scheme int

// Schemes. None is the scheme of ecosystems that nothing is known about.
const (
	None Scheme = iota
	SemVer
	Debian
	Alpine
	RPM
	PyPI
	Gem
	Maven
	NuGet
	Packagist
	Pub
	CRAN
	Hackage
)

// Of is the scheme of an ecosystem's family, the name before the first colon.
func Of(family string) Scheme {
	switch family {
	case "Debian", "Ubuntu", "Echo":
		return Debian
	case "Alpine", "Alpaquita", "BellSoft Hardened Containers", "Chainguard", "MinimOS", "Wolfi":
		return Alpine
	case "AlmaLinux", "Azure Linux", "Mageia", "Photon OS", "Red Hat", "Rocky Linux", "SUSE", "TuxCare", "openEuler", "openSUSE":
		return RPM
	case "Bioconductor", "Bitnami", "ConanCenter", "crates.io", "Docker Hardened Images", "GHC", "Go", "Hex", "Julia", "npm", "SwiftURL":
		return SemVer
	case "CRAN":
		return CRAN
	case "Hackage":
		return Hackage
	case "Maven":
		return Maven
	case "NuGet":
		return NuGet
	case "Packagist":
		return Packagist
	case "Pub":
		return Pub
	case "PyPI":
		return PyPI
	case "RubyGems":
		return Gem
	}
	return None
}

// maxLength bounds a version, in bytes: comparing takes time quadratic in the
// length, and versions come from images.
const maxLength = 512

// The forms that a version has to have. PyPI's is that of
// PEP 440, appendix B, without the white space around it.
// They are compiled when the first version is read: most runs read none.
var forms = sync.OnceValue(func() map[Scheme]*regexp.Regexp {
	return map[Scheme]*regexp.Regexp{
		SemVer:  regexp.MustCompile(`^v?\d+(\.\d+){0,3}([-+].*)?$`),
		Debian:  regexp.MustCompile(`^(?:\d{1,10}:)?[A-Za-z0-9.+~:-]*\d[A-Za-z0-9.+~:-]*$`),
		RPM:     regexp.MustCompile(`^(?:\d{1,10}:)?[A-Za-z0-9._+~^-]*[A-Za-z0-9][A-Za-z0-9._+~^-]*$`),
		Alpine:  regexp.MustCompile(`^\d+(\.\d+)*[a-z]?(_[a-z]+\d*)*(~[0-9a-f]+)?(-r\d+)?$`),
		Gem:     regexp.MustCompile(`^\s*([0-9]+(\.[0-9a-zA-Z]+)*(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?)?\s*$`),
		PyPI:    regexp.MustCompile(`(?i)^v?(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?[0-9]*)?(?:-[0-9]+|[-_.]?(?:post|rev|r)[-_.]?[0-9]*)?(?:[-_.]?dev[-_.]?[0-9]*)?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$`),
		NuGet:   regexp.MustCompile(`^v?\d+(\.\d+){0,3}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`),
		Maven:   regexp.MustCompile(`\S`),
		Pub:     regexp.MustCompile(`^v?\d+(\.\d+){0,2}([-+].*)?$`),
		CRAN:    regexp.MustCompile(`^\d+([.-]\d+)*$`),
		Hackage: regexp.MustCompile(`^\d+(\.\d+)*$`),
		// Composer: numbers with a stability behind them; branches (dev-main, 1.x-dev) have no order.
		Packagist: regexp.MustCompile(`(?i)^v?\d+(\.\d+)*(?:[._-]?(?:stable|beta|b|rc|alpha|a|patch|pl|p|dev)(?:[.-]?\d+)*)*(?:\+[0-9A-Za-z.-]+)?$`),
	}
})

// ErrInvalid is the error of what is no version by a scheme.
var ErrInvalid = errors.New("not a version")

// Version is a version that can be compared.
type Version struct {
	text   string
	parsed semantic.Version
}

// Parse reads a version; what the scheme does not allow is [ErrInvalid].
func (s Scheme) Parse(text string) (Version, error) {
	form := forms()[s]
	if form == nil {
		return Version{}, errors.New("versions of this ecosystem have no known order")
	}
	if len(text) > maxLength {
		return Version{}, fmt.Errorf("%w: it has %d bytes", ErrInvalid, len(text))
	}
	if text == "" || !form.MatchString(text) {
		return Version{}, fmt.Errorf("%q is %w", text, ErrInvalid)
	}
	parsed, err := s.parse(text)
	if err != nil {
		return Version{}, fmt.Errorf("%q is %w: %w", text, ErrInvalid, err)
	}
	return Version{text, parsed}, nil
}

func (s Scheme) parse(text string) (semantic.Version, error) {
	switch s {
	case SemVer:
		return semantic.ParseSemverVersion(text), nil
	case Debian:
		return semantic.ParseDebianVersion(text)
	case Alpine:
		return semantic.ParseAlpineVersion(text)
	case RPM:
		return semantic.ParseRedHatVersion(text), nil
	case PyPI:
		return semantic.ParsePyPIVersion(strings.ToLower(text))
	case Gem:
		// As Gem::Version reads them: 1.0-rc1 is 1.0.pre.rc1, older than 1.0.a.
		return semantic.ParseRubyGemsVersion(strings.ReplaceAll(strings.TrimSpace(text), "-", ".pre.")), nil
	case Maven:
		return semantic.ParseMavenVersion(text), nil
	case NuGet:
		return semantic.ParseNuGetVersion(text), nil
	case Packagist:
		return semantic.ParsePackagistVersion(text), nil
	case Pub:
		return semantic.ParsePubVersion(text), nil
	case CRAN:
		return semantic.ParseCRANVersion(text)
	default:
		return semantic.ParseHackageVersion(text)
	}
}

// Compare is -1, 0 or 1 where v is older than w, equal, or newer. Versions of two schemes
// cannot be compared.
func (v Version) Compare(w Version) (int, error) {
	if v.parsed == nil || w.parsed == nil {
		return 0, fmt.Errorf("comparing %q with %q: one was not read", v.text, w.text)
	}
	order, err := v.parsed.Compare(w.parsed)
	if err != nil {
		return 0, fmt.Errorf("comparing %q with %q: %w", v.text, w.text, err)
	}
	return order, nil
}

// String is the version as it was read.
func (v Version) String() string { return v.text }
