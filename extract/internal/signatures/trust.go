package signatures

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/pratique-dev/pratique/extract/internal/keyless"
	"github.com/pratique-dev/pratique/extract/internal/notation"
	"github.com/pratique-dev/pratique/internal/signing"
)

// maxTrustFile bounds the trust file and each file that it names, in bytes.
const maxTrustFile = 4 << 20

// Trust is whose signatures are accepted of which images.
type Trust struct {
	keys       []trustedKey
	identities []trustedIdentity
	notation   *notation.Verifier // nil for none
	matches    []match            // nil: everything is tried for every image
	// matchReference compares what a signature calls the image with its repository.
	matchReference bool
}

// validity is from when to when a key or identity is trusted; zero for no bound.
type validity struct{ from, until time.Time }

// check is an error outside of the validity.
func (v validity) check(what string, at time.Time) error {
	switch {
	case !v.from.IsZero() && at.Before(v.from):
		return fmt.Errorf("%s is not valid before %s", what, v.from.Format(time.RFC3339))
	case !v.until.IsZero() && !at.Before(v.until):
		return fmt.Errorf("%s is not valid since %s", what, v.until.Format(time.RFC3339))
	}
	return nil
}

type trustedKey struct {
	name string
	key  *signing.PublicKey
	vex  bool
	validity
}

type trustedIdentity struct {
	name, rootName string
	root           *keyless.Root
	who            keyless.Identity
	vex            bool
	validity
}

// match says which keys and identities are tried for images.
type match struct {
	images []*regexp.Regexp
	names  map[string]bool
}

// trustFile is the trust file's form.
type trustFile struct {
	Version        int                     `yaml:"version"`
	MatchReference bool                    `yaml:"match_reference"`
	Keys           map[string]keyEntry     `yaml:"keys"`
	Roots          map[string]rootEntry    `yaml:"roots"`
	Identities     map[string]identityForm `yaml:"identities"`
	Notation       *struct {
		TrustPolicy string `yaml:"trust_policy"`
		TrustStore  string `yaml:"trust_store"`
	} `yaml:"notation"`
	Match []struct {
		Images       []string `yaml:"images"`
		RequireOneOf []string `yaml:"require_one_of"`
	} `yaml:"match"`
}

type period struct {
	NotBefore date `yaml:"not_before"`
	NotAfter  date `yaml:"not_after"`
	VEX       bool `yaml:"vex"`
}

type keyEntry struct {
	PEM    string `yaml:"pem"`
	period `yaml:",inline"`
}

type rootEntry struct {
	TrustedRoot string `yaml:"trusted_root"`
	SCT         *bool  `yaml:"sct"`
	TLog        *bool  `yaml:"tlog"`
}

type identityForm struct {
	Root         string `yaml:"root"`
	Issuer       string `yaml:"issuer"`
	Subject      string `yaml:"subject"`
	SubjectRegex string `yaml:"subject_regex"`
	SCT          *bool  `yaml:"sct"`
	TLog         *bool  `yaml:"tlog"`
	period       `yaml:",inline"`
}

// date is a time, or a day's beginning in UTC.
type date struct{ time.Time }

// UnmarshalYAML implements [yaml.Unmarshaler].
func (d *date) UnmarshalYAML(node *yaml.Node) error {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, node.Value); err == nil {
			d.Time = t.UTC()
			return nil
		}
	}
	return fmt.Errorf("line %d: %.40q is not a time such as 2026-03-15T12:00:00Z or 2026-03-15", node.Line, node.Value)
}

// ReadTrust reads a trust file, and the keys, roots and policies that it names. Their paths
// are relative to it.
func ReadTrust(path string) (*Trust, error) {
	t, err := readTrust(path)
	if err != nil {
		return nil, fmt.Errorf("reading trust file %s: %w", path, err)
	}
	return t, nil
}

func readTrust(path string) (*Trust, error) {
	text, err := readFile(path)
	if err != nil {
		return nil, err
	}
	var form trustFile
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&form); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("it is empty")
		}
		return nil, err
	}
	if form.Version != 1 {
		return nil, fmt.Errorf("its version is %d, expected 1", form.Version)
	}
	r := trustReader{dir: filepath.Dir(path), form: form, trust: &Trust{matchReference: form.MatchReference}}
	for _, step := range []func() error{r.keys, r.identities, r.notation, r.matches} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	t := r.trust
	if len(t.keys) == 0 && len(t.identities) == 0 && t.notation == nil {
		return nil, errors.New("it trusts nobody: give it keys, identities or notation")
	}
	return t, nil
}

// readFile reads a file of bounded size, which must not be a pipe.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	if info.Size() > maxTrustFile {
		return nil, fmt.Errorf("%s has more than %d bytes", path, maxTrustFile)
	}
	return os.ReadFile(path)
}

type trustReader struct {
	dir   string
	form  trustFile
	trust *Trust
}

func (r *trustReader) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(r.dir, name)
}

func (p period) validity() (validity, error) {
	v := validity{p.NotBefore.Time, p.NotAfter.Time}
	if !v.from.IsZero() && !v.until.IsZero() && !v.from.Before(v.until) {
		return v, errors.New("not_before is not earlier than not_after")
	}
	return v, nil
}

func (r *trustReader) keys() error {
	for _, name := range slices.Sorted(maps.Keys(r.form.Keys)) {
		entry := r.form.Keys[name]
		if entry.PEM == "" {
			return fmt.Errorf("key %s: it has no pem, the path of its public key", name)
		}
		text, err := readFile(r.path(entry.PEM))
		if err != nil {
			return fmt.Errorf("key %s: %w", name, err)
		}
		key, err := signing.ParsePublicKey(text)
		if err != nil {
			return fmt.Errorf("key %s: reading %s: %w", name, entry.PEM, err)
		}
		valid, err := entry.validity()
		if err != nil {
			return fmt.Errorf("key %s: %w", name, err)
		}
		r.trust.keys = append(r.trust.keys, trustedKey{name, key, entry.VEX, valid})
	}
	return nil
}

func (r *trustReader) identities() error {
	roots := map[string]*keyless.Root{}
	for name, entry := range r.form.Roots {
		if entry.TrustedRoot == "" {
			return fmt.Errorf("root %s: it has no trusted_root, the path of a sigstore trusted root in JSON", name)
		}
		text, err := readFile(r.path(entry.TrustedRoot))
		if err != nil {
			return fmt.Errorf("root %s: %w", name, err)
		}
		if roots[name], err = keyless.ReadRoot(text); err != nil {
			return fmt.Errorf("root %s: reading %s: %w", name, entry.TrustedRoot, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.form.Identities)) {
		entry := r.form.Identities[name]
		if _, again := r.form.Keys[name]; again {
			return fmt.Errorf("identity %s: there is a key of the same name", name)
		}
		identity, err := entry.read(name, roots)
		if err != nil {
			return fmt.Errorf("identity %s: %w", name, err)
		}
		root := r.form.Roots[entry.Root]
		identity.who.NoSCT = isFalse(entry.SCT, root.SCT)
		identity.who.NoLog = isFalse(entry.TLog, root.TLog)
		r.trust.identities = append(r.trust.identities, identity)
	}
	return nil
}

// isFalse says whether the first that is given is false.
func isFalse(choices ...*bool) bool {
	for _, choice := range choices {
		if choice != nil {
			return !*choice
		}
	}
	return false
}

func (f identityForm) read(name string, roots map[string]*keyless.Root) (trustedIdentity, error) {
	i := trustedIdentity{name: name, rootName: f.Root, root: roots[f.Root], vex: f.VEX}
	switch {
	case i.root == nil:
		return i, fmt.Errorf("its root %q is not among the roots", f.Root)
	case f.Issuer == "":
		return i, errors.New("it has no issuer")
	case (f.Subject == "") == (f.SubjectRegex == ""):
		return i, errors.New("it has to have either subject or subject_regex")
	}
	i.who = keyless.Identity{Issuer: f.Issuer, Subject: f.Subject}
	if f.SubjectRegex != "" {
		if _, err := regexp.Compile(f.SubjectRegex); err != nil {
			return i, fmt.Errorf("subject_regex: %w", err)
		}
		// \A and \z hold the whole name also where the expression sets (?m) itself.
		i.who.SubjectRegex = `\A(?:` + f.SubjectRegex + `)\z`
		if _, err := regexp.Compile(i.who.SubjectRegex); err != nil {
			return i, fmt.Errorf("subject_regex: %w", err)
		}
	}
	var err error
	i.validity, err = f.validity()
	return i, err
}

func (r *trustReader) notation() error {
	n := r.form.Notation
	if n == nil {
		return nil
	}
	if n.TrustPolicy == "" || n.TrustStore == "" {
		return errors.New("notation: it has to have trust_policy and trust_store")
	}
	var err error
	r.trust.notation, err = notation.Read(r.path(n.TrustPolicy), r.path(n.TrustStore))
	return err
}

func (r *trustReader) matches() error {
	if r.form.Match == nil {
		return nil
	}
	r.trust.matches = []match{}
	for i, entry := range r.form.Match {
		if len(entry.Images) == 0 || len(entry.RequireOneOf) == 0 {
			return fmt.Errorf("match %d: it has to have images and require_one_of", i)
		}
		m := match{names: map[string]bool{}}
		for _, pattern := range entry.Images {
			m.images = append(m.images, wildcards(pattern))
		}
		for _, name := range entry.RequireOneOf {
			_, isKey := r.form.Keys[name]
			if _, isIdentity := r.form.Identities[name]; !isKey && !isIdentity {
				return fmt.Errorf("match %d: %q is neither a key nor an identity", i, name)
			}
			m.names[name] = true
		}
		r.trust.matches = append(r.trust.matches, m)
	}
	return nil
}

// wildcards is a pattern as in a bundle's mappings: * is any run of characters without
// newlines, all else is literal.
func wildcards(pattern string) *regexp.Regexp {
	parts := strings.Split(pattern, "*")
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return regexp.MustCompile(`\A` + strings.Join(parts, `.*`) + `\z`)
}

// names are those keys and identities that are tried for an image, nil for all. Of the
// entries that name the image the first counts, as of a bundle's mappings.
func (t *Trust) names(names []string) (tried map[string]bool, all bool) {
	if t.matches == nil {
		return nil, true
	}
	for _, m := range t.matches {
		for _, pattern := range m.images {
			if slices.ContainsFunc(names, pattern.MatchString) {
				return m.names, false
			}
		}
	}
	return nil, false
}
