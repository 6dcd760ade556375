package distribution

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
)

// maxAttached is how many signatures beside a policy are looked at.
const maxAttached = 64

// PullOptions say what is demanded of a policy.
type PullOptions struct {
	Keys []*signing.PublicKey // one of them has to have signed it; none, and no Signer: no signature is demanded
	// Signer finds out who else has signed a manifest whom a trust file trusts, "" for nobody, and then why; nil asks for nobody
	// else. Its error is that nobody knows.
	Signer func(ctx context.Context, repository oci.Reader, digest string) (signer string, why, err error)
	// RequireDigest refuses references by a tag.
	RequireDigest bool
	// AllowOlder accepts a tag that went back to what it was before.
	AllowOlder bool
	Cache      *Cache // nil for none
}

// Policy is a policy of a registry.
type Policy struct {
	Reference string // as it was asked for
	Digest    string // of its manifest
	SignedBy  string // fingerprint of the key, or identity of the certificate; "" where nobody asked
	Tarball   []byte // nil in the layout of conftest
	Source    []byte // the Anchore bundle, nil for none
	Files     []File // in the layout of conftest
}

// File is one file of a policy in the layout of conftest.
type File struct {
	Name string // a clean relative path
	Data []byte
}

// ErrUnsigned is that none of the keys has signed a policy.
var ErrUnsigned = errors.New("it is not signed by the key")

// PullCached pulls the policy that text names through the user's cache. Without a cache a tag that
// goes back to an older policy is not noticed, which warn is told; it may be nil.
func PullCached(ctx context.Context, client *oci.Client, text string, o PullOptions, warn func(string)) (*Policy, error) {
	reference, err := oci.ParseReference(text)
	if err != nil {
		return nil, err
	}
	if o.Cache, err = OpenCache(); err != nil && warn != nil {
		warn("there is no cache for policies, so that a tag that goes back to an older one is not noticed: " + err.Error())
	}
	return Pull(ctx, client, reference, o)
}

// Pull reads a policy and verifies it. What is in the cache is not read again.
func Pull(ctx context.Context, client *oci.Client, reference oci.Reference, o PullOptions) (*Policy, error) {
	p, err := pull(ctx, client, reference, o)
	if err != nil {
		return nil, fmt.Errorf("pulling policy %s: %w", reference, err)
	}
	return p, nil
}

func pull(ctx context.Context, client *oci.Client, reference oci.Reference, o PullOptions) (*Policy, error) {
	if reference.Digest == "" && o.RequireDigest {
		return nil, errors.New("it is not pinned by a digest (--require-digest): write oci://REPOSITORY@sha256:…")
	}
	repository, err := client.Repository(reference.Repository)
	if err != nil {
		return nil, err
	}
	puller := &puller{ctx: ctx, repository: repository, cache: o.Cache, left: maxPolicy.Bytes()}
	manifest, err := puller.manifest(reference)
	if err != nil {
		return nil, err
	}
	p := &Policy{Reference: reference.String(), Digest: manifest.Digest}
	if err := puller.layers(p, manifest); err != nil {
		return nil, err
	}
	if len(o.Keys) > 0 || o.Signer != nil {
		if p.SignedBy, err = puller.signedBy(p, o); err != nil {
			return nil, err
		}
	}
	// Only what was verified is what the tag stands for.
	if reference.Digest == "" && o.Cache != nil {
		if err := o.Cache.see(reference.String(), p.Digest, o.AllowOlder); err != nil {
			return nil, err
		}
	}
	return p, nil
}

type puller struct {
	ctx        context.Context
	repository *oci.Repository
	cache      *Cache
	left       int64 // bytes that may still be read
}

func (p *puller) manifest(reference oci.Reference) (*oci.Manifest, error) {
	if reference.Digest != "" {
		if raw := p.cache.read(reference.Digest); raw != nil {
			return oci.ParseManifest(raw, "")
		}
	}
	m, err := p.repository.Manifest(p.ctx, reference.Identifier())
	if err != nil {
		return nil, err
	}
	if m.IsIndex() {
		return nil, errors.New("it is an index, not a policy")
	}
	p.cache.write(m.Raw)
	return m, nil
}

func (p *puller) blob(layer v1.Descriptor) ([]byte, error) {
	data := p.cache.read(layer.Digest.String())
	if data == nil {
		var err error
		if data, err = p.repository.Blob(p.ctx, layer, p.left); err != nil {
			return nil, err
		}
		p.cache.write(data)
	}
	if p.left -= int64(len(data)); p.left < 0 {
		return nil, maxPolicy.Exceeded("it has more than %d bytes, which is the limit", maxPolicy.Bytes())
	}
	return data, nil
}

// layers reads what a manifest has of a policy, in either layout.
func (p *puller) layers(policy *Policy, m *oci.Manifest) error {
	if len(m.Layers) > maxFiles {
		return fmt.Errorf("it has %d layers, more than %d", len(m.Layers), maxFiles)
	}
	for _, layer := range m.Layers {
		var err error
		switch t := string(layer.MediaType); {
		case t == TarballType && policy.Tarball == nil:
			policy.Tarball, err = p.blob(layer)
		case t == SourceType && policy.Source == nil:
			policy.Source, err = p.blob(layer)
		case t == conftestPolicy || t == conftestData:
			err = p.file(policy, layer)
		}
		if err != nil {
			return err
		}
	}
	switch {
	case policy.Tarball != nil && policy.Files != nil:
		return errors.New("it has both a tarball and the files of conftest")
	case policy.Tarball == nil && policy.Files == nil:
		return fmt.Errorf("it is not a policy: it has neither a layer of type %s nor files of conftest", TarballType)
	}
	return nil
}

func (p *puller) file(policy *Policy, layer v1.Descriptor) error {
	name := layer.Annotations[titleKey]
	// A backslash or colon leads elsewhere on Windows.
	if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, `\:`) || path.IsAbs(name) {
		return fmt.Errorf("a file has the name %.200q, which leads out of the policy", name)
	}
	for _, have := range policy.Files {
		if have.Name == name {
			return fmt.Errorf("two files have the name %.200q", name)
		}
	}
	data, err := p.blob(layer)
	if err != nil {
		return err
	}
	policy.Files = append(policy.Files, File{name, data})
	return nil
}

// signedBy is who has signed a policy: one of the keys, or else whom the options find.
func (p *puller) signedBy(policy *Policy, o PullOptions) (string, error) {
	var unsigned error
	if len(o.Keys) > 0 {
		key, err := p.signer(policy, o.Keys)
		if o.Signer == nil || !errors.Is(err, ErrUnsigned) {
			return key, err
		}
		unsigned = err
	}
	signer, why, err := o.Signer(p.ctx, p.repository, policy.Digest)
	if err == nil && signer == "" {
		err = errors.Join(unsigned, &untrusted{why})
	}
	return signer, err
}

// untrusted is that nobody whom a trust file trusts has signed a policy.
type untrusted struct{ why error }

func (u *untrusted) Error() string {
	return fmt.Sprintf("it is not signed by anybody whom the trust file trusts: %v", u.why)
}

func (u *untrusted) Is(target error) bool { return target == ErrUnsigned }

// signer is the fingerprint of the key that has signed a policy, inside or beside it.
func (p *puller) signer(policy *Policy, keys []*signing.PublicKey) (string, error) {
	var reasons []error
	if policy.Tarball != nil {
		for _, key := range keys {
			err := verify(policy.Tarball, key)
			if err == nil {
				return key.Fingerprint(), nil
			}
			reasons = append(reasons, err)
		}
	}
	attached, err := p.attached(policy.Digest)
	if err != nil {
		return "", err
	}
	for _, isBy := range attached {
		for _, key := range keys {
			if isBy(key) {
				return key.Fingerprint(), nil
			}
		}
	}
	if len(attached) > 0 {
		reasons = append(reasons, errors.New("no signature of its manifest is by the key"))
	}
	return "", fmt.Errorf("%w: %w", ErrUnsigned, errors.Join(reasons...))
}

// attached are the signatures beside a policy: each says whether it is by a key and of the
// manifest with the digest.
func (p *puller) attached(digest string) ([]func(*signing.PublicKey) bool, error) {
	var list []func(*signing.PublicKey) bool
	classic, err := p.repository.Manifest(p.ctx, oci.FallbackTag(digest)+".sig")
	if err == nil {
		for _, layer := range classic.Layers {
			payload, err := p.repository.Blob(p.ctx, layer, 1<<20)
			signature, decodeErr := base64.StdEncoding.DecodeString(layer.Annotations["dev.cosignproject.cosign/signature"])
			if err != nil || decodeErr != nil || len(list) == maxAttached {
				continue
			}
			list = append(list, func(key *signing.PublicKey) bool {
				return key.Verify(payload, signature) == nil && isPayloadOf(payload, digest)
			})
		}
	} else if !oci.Answered(err) {
		return nil, err
	}
	referrers, err := p.repository.Referrers(p.ctx, digest)
	if err != nil {
		return nil, err
	}
	for _, r := range referrers.List {
		if len(list) == maxAttached {
			break
		}
		m, err := p.repository.Manifest(p.ctx, r.Digest.String())
		if err != nil || len(m.Layers) == 0 || !signing.IsBundleType(string(m.Layers[0].MediaType)) {
			continue
		}
		text, err := p.repository.Blob(p.ctx, m.Layers[0], 1<<20)
		if err != nil {
			continue
		}
		bundle, err := signing.ParseBundle(text)
		if err != nil || bundle.Envelope == nil {
			continue
		}
		list = append(list, func(key *signing.PublicKey) bool {
			statement, err := signing.ParseStatement(bundle.Envelope.Payload)
			return bundle.Envelope.Verify(key) == nil && bundle.Envelope.PayloadType == signing.InToto && err == nil &&
				statement.PredicateType == signing.SignPredicate && statement.IsAbout(digest)
		})
	}
	return list, nil
}

// isPayloadOf says whether what cosign has signed names the digest.
func isPayloadOf(payload []byte, digest string) bool {
	var p struct {
		Critical struct {
			Type  string `json:"type"`
			Image struct {
				Digest string `json:"docker-manifest-digest"`
			} `json:"image"`
		} `json:"critical"`
	}
	return json.Unmarshal(payload, &p) == nil && p.Critical.Type == "cosign container image signature" && p.Critical.Image.Digest == digest
}

// Verify is the fingerprint of the key that has signed a tarball inside.
func Verify(tarball []byte, keys []*signing.PublicKey) (string, error) {
	var reasons []error
	for _, key := range keys {
		err := verify(tarball, key)
		if err == nil {
			return key.Fingerprint(), nil
		}
		reasons = append(reasons, err)
	}
	return "", fmt.Errorf("%w: %w", ErrUnsigned, errors.Join(reasons...))
}
