package evaluate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/distribution"
	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/anchore"
)

// maxBundle is the largest bundle that is read, in bytes. The largest published
// whitelists have about 400 KB.
var maxBundle = limits.Bytes("bundle-bytes", 64<<20)

// SourceOptions are how a bundle is fetched, and what is demanded of it.
type SourceOptions struct {
	PolicyKeys []string // PEM files of public keys, one of which has to have signed the bundle; none: no signature is demanded
	// PolicyTrust is a trust file, somebody of whom has to have signed a bundle of a registry, where none of the keys has; ""
	// for nobody else.
	PolicyTrust   string
	RequireDigest bool // refuse a registry's tag
	AllowOlder    bool // accept a tag that went back to an older bundle

	Insecure bool         // plain HTTP and unverified TLS are fine
	CAFile   string       // PEM certificates to trust besides the system's
	Offline  bool         // any use of the network is an error
	Warn     func(string) // is told what is missing and not fatal; nil for nobody
}

// Stored is a bundle as its source has it: an Anchore bundle, a translated one, or both.
type Stored struct {
	Name       string            // as it was asked for
	Text       []byte            // the Anchore bundle's JSON; nil where there is only the translated one
	Translated *translate.Result // nil where there is only the Anchore bundle
	Tarball    []byte            // that Translated was read from, nil for a directory
	Origin     decision.Origin   // zero for what is on disk or ships with pratique
}

// bundleSource is a row of the table of what a bundle argument can name.
type bundleSource struct {
	help   string                                  // as help texts list it
	scheme string                                  // what the argument begins with, "" where is says it
	is     func(ref string, info fs.FileInfo) bool // info is nil where nothing is at that path
	open   func(ctx context.Context, ref string, o SourceOptions) (*Stored, error)
}

// bundleSources is the table, in the order in which its rows are asked. A file goes before a bundle
// of its name that ships.
func bundleSources() []bundleSource {
	return []bundleSource{
		{help: "Anchore JSON `FILE`", is: isFile, open: openFile},
		{help: "translated directory", is: isDirectory, open: openDirectory},
		{help: "tarball of one (.tar.gz)", is: isTarball, open: openTarball},
		{help: "oci://REGISTRY/REPOSITORY@DIGEST", scheme: oci.Scheme, open: openRegistry},
		{help: "https://HOST/FILE[#sha256:DIGEST]", scheme: distribution.HTTPScheme, open: openWeb},
		{help: "git::https://HOST/REPOSITORY//PATH?ref=COMMIT", scheme: distribution.GitScheme, open: openWeb},
		{help: "a bundle that ships with pratique", is: isShipped, open: openShipped},
	}
}

// BundleKinds are what a bundle argument can name, for help texts.
func BundleKinds() []string {
	var list []string
	for _, s := range bundleSources() {
		list = append(list, s.help)
	}
	return list
}

// bundleSchemes are what a bundle argument begins with where it is no path and no name.
func bundleSchemes() []string {
	var list []string
	for _, s := range bundleSources() {
		if s.scheme != "" {
			list = append(list, s.scheme)
		}
	}
	return list
}

// scheme is what another program, or a later version, would take for a scheme.
var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*(?:::|://)`)

// OpenBundle reads the bundle that ref names. It is where a bundle argument is interpreted.
func OpenBundle(ctx context.Context, ref string, o SourceOptions) (*Stored, error) {
	s, err := bundleSourceOf(ref)
	if err != nil {
		return nil, err
	}
	return s.open(ctx, ref, o)
}

func bundleSourceOf(ref string) (bundleSource, error) {
	for _, s := range bundleSources() {
		if s.scheme != "" && strings.HasPrefix(ref, s.scheme) {
			return s, nil
		}
	}
	info, err := os.Stat(ref)
	if failed := (*fs.PathError)(nil); errors.As(err, &failed) {
		info, err = nil, failed.Err // without the path, which the message has
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return bundleSource{}, fmt.Errorf("reading bundle %s: %w", ref, err)
	}
	for _, s := range bundleSources() {
		if s.is != nil && s.is(ref, info) {
			return s, nil
		}
	}
	switch {
	case scheme.MatchString(ref):
		return bundleSource{}, fmt.Errorf("reading bundle %s: unknown scheme; a bundle is a file, a directory, %s… or one that ships with pratique", ref, strings.Join(bundleSchemes(), "…, "))
	case !strings.ContainsAny(ref, `/\.`):
		return bundleSource{}, fmt.Errorf("reading bundle %s: there is no such file, and no such bundle ships with pratique (%s)", ref, strings.Join(bundles.Names(), ", "))
	}
	return bundleSource{}, fmt.Errorf("reading bundle %s: %w", ref, err)
}

func isFile(ref string, info fs.FileInfo) bool {
	return info != nil && !info.IsDir() && !isTarball(ref, info)
}

func isDirectory(_ string, info fs.FileInfo) bool { return info != nil && info.IsDir() }

func isTarball(ref string, info fs.FileInfo) bool {
	return info != nil && !info.IsDir() && (strings.HasSuffix(ref, ".tar.gz") || strings.HasSuffix(ref, ".tgz"))
}

// isShipped says whether ref names a bundle that ships, or a further edition of one.
func isShipped(ref string, info fs.FileInfo) bool {
	_, err := bundles.Get(ref)
	return info == nil && err == nil
}

func openShipped(_ context.Context, ref string, o SourceOptions) (*Stored, error) {
	if err := o.refuseUnsigned(ref); err != nil {
		return nil, err
	}
	text, err := bundles.Get(ref)
	return &Stored{Name: ref, Text: text}, err
}

func openFile(_ context.Context, ref string, o SourceOptions) (*Stored, error) {
	if err := o.refuseUnsigned(ref); err != nil {
		return nil, err
	}
	file, err := os.Open(ref)
	if err != nil {
		return nil, fmt.Errorf("reading bundle: %w", err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxBundle.Bytes()+1)) // a pipe too, which has no size
	if err != nil {
		return nil, fmt.Errorf("reading bundle %s: %w", ref, err)
	}
	if len(text) > maxBundle.Int() {
		return nil, maxBundle.Exceeded("reading bundle %s: larger than %s", ref, maxBundle)
	}
	return &Stored{Name: ref, Text: text}, nil
}

func openDirectory(_ context.Context, ref string, o SourceOptions) (*Stored, error) {
	if err := o.refuseUnsigned(ref); err != nil {
		return nil, err
	}
	result, err := translate.Open(ref)
	if err != nil {
		return nil, err
	}
	return &Stored{Name: ref, Translated: result}, nil
}

// openTarball reads a tarball once: what is used is what was verified.
func openTarball(_ context.Context, ref string, o SourceOptions) (*Stored, error) {
	keys, err := distribution.ReadPublicKeys(o.PolicyKeys)
	if err == nil {
		err = o.refuseTrust(ref)
	}
	if err != nil {
		return nil, err
	}
	tarball, err := boundedfile.Read(ref, maxBundle.Bytes())
	if err != nil {
		return nil, fmt.Errorf("reading bundle: %w", err)
	}
	s := &Stored{Name: ref, Tarball: tarball}
	if len(keys) > 0 {
		if s.Origin.SignedBy, err = distribution.Verify(tarball, keys); err != nil {
			return nil, fmt.Errorf("reading bundle %s: %w", ref, err)
		}
	}
	s.Translated, err = translate.OpenTarball(ref, bytes.NewReader(tarball))
	return s, err
}

// openRegistry pulls a policy, and verifies it where keys are given.
func openRegistry(ctx context.Context, ref string, o SourceOptions) (*Stored, error) {
	keys, err := distribution.ReadPublicKeys(o.PolicyKeys)
	if err != nil {
		return nil, err
	}
	client, err := oci.NewClient(oci.Options{Insecure: o.Insecure, CAFile: o.CAFile, Offline: o.Offline})
	if err != nil {
		return nil, err
	}
	pull := distribution.PullOptions{Keys: keys, RequireDigest: o.RequireDigest, AllowOlder: o.AllowOlder}
	if o.PolicyTrust != "" {
		reference, err := oci.ParseReference(ref)
		if err != nil {
			return nil, err
		}
		trust, err := extract.ReadTrust(o.PolicyTrust)
		if err != nil {
			return nil, err
		}
		pull.Signer = trust.SignerOf(reference)
	}
	p, err := distribution.PullCached(ctx, client, ref, pull, o.Warn)
	if err != nil {
		return nil, err
	}
	if p.Tarball == nil {
		return nil, fmt.Errorf("reading bundle %s: it is a policy of conftest; pull it (pratique policy pull -o DIR) and give it with --policy DIR", ref)
	}
	s := &Stored{Name: ref, Text: p.Source, Tarball: p.Tarball, Origin: decision.Origin{Reference: p.Reference, Digest: p.Digest, SignedBy: p.SignedBy}}
	s.Translated, err = translate.OpenTarball(ref, bytes.NewReader(p.Tarball))
	return s, err
}

// refuseTrust refuses what is in no registry, where somebody of a trust file has to have signed it and no key is enough.
func (o SourceOptions) refuseTrust(ref string) error {
	if o.PolicyTrust == "" || len(o.PolicyKeys) > 0 {
		return nil
	}
	return fmt.Errorf("reading bundle %s: --policy-trust is for bundles in registries (%s…), beside which signatures stand; --policy-key verifies those inside tarballs", ref, oci.Scheme)
}

// openWeb fetches a bundle of a web server or a git repository: JSON, or a tarball of a translated one.
func openWeb(ctx context.Context, ref string, o SourceOptions) (*Stored, error) {
	keys, err := distribution.ReadPublicKeys(o.PolicyKeys)
	if err == nil {
		err = o.refuseTrust(ref)
	}
	if err != nil {
		return nil, err
	}
	options := distribution.FetchOptions{RequireDigest: o.RequireDigest, AllowOlder: o.AllowOlder, Insecure: o.Insecure, CAFile: o.CAFile, Offline: o.Offline}
	if options.Cache, err = distribution.OpenCache(); err != nil && o.Warn != nil {
		o.Warn("there is no cache for policies, so that one that goes back to an older one is not noticed: " + err.Error())
	}
	fetch := distribution.FetchHTTPS
	if strings.HasPrefix(ref, distribution.GitScheme) {
		fetch = distribution.FetchGit
	}
	f, err := fetch(ctx, ref, options)
	if err != nil {
		return nil, err
	}
	s := &Stored{Name: f.Reference, Origin: decision.Origin{Reference: f.Reference, Digest: f.Digest}}
	if !strings.HasSuffix(f.Name, ".tar.gz") && !strings.HasSuffix(f.Name, ".tgz") {
		s.Text = f.Data
		return s, o.refuseUnsigned(ref)
	}
	s.Tarball = f.Data
	if len(keys) > 0 {
		if s.Origin.SignedBy, err = distribution.Verify(f.Data, keys); err != nil {
			return nil, fmt.Errorf("reading bundle %s: %w", f.Reference, err)
		}
	}
	s.Translated, err = translate.OpenTarball(f.Reference, bytes.NewReader(f.Data))
	return s, err
}

// refuseUnsigned refuses what can have no signature, where one is demanded.
func (o SourceOptions) refuseUnsigned(ref string) error {
	if err := o.refuseTrust(ref); err != nil || len(o.PolicyKeys) == 0 {
		return err
	}
	return fmt.Errorf("reading bundle %s: it is not signed, and --policy-key demands a signed one: a tarball (pratique policy sign) or %s…", ref, strings.Join(bundleSchemes(), "…, "))
}

// Anchore is the Anchore bundle's JSON. A bundle of which only the translation is stored has none.
func (s *Stored) Anchore() ([]byte, error) {
	if s.Text == nil {
		return nil, fmt.Errorf("reading bundle %s: it is translated already; give the Anchore bundle that it was translated from", s.Name)
	}
	return s.Text, nil
}

// Decode is the JSON of the Anchore bundle, whatever Anchore makes of it.
func (s *Stored) Decode() (*anchore.Value, error) {
	text, err := s.Anchore()
	if err != nil {
		return nil, err
	}
	root, _, err := anchore.Decode(text)
	if err != nil {
		return nil, fmt.Errorf("reading bundle %s: reading the JSON: %w", s.Name, err)
	}
	return root, nil
}

// onDisk says whether a bundle argument names a file or directory.
func onDisk(ref string) bool {
	if slices.ContainsFunc(bundleSchemes(), func(s string) bool { return strings.HasPrefix(ref, s) }) {
		return false
	}
	_, err := os.Stat(ref)
	return err == nil
}
