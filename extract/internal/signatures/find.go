package signatures

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"golang.org/x/sync/errgroup"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/notation"
	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
)

// maxArtifacts is how many signatures and attestations of one image are verified.
var maxArtifacts = limits.Count("signatures", 64)

const (
	// requestTime is how long a registry may take for one answer.
	requestTime = 5 * time.Second
	// searchTime is how long all of the search may take.
	searchTime = 2 * time.Minute
	atOnce     = 4 // requests

	maxLayer   = 16 << 20 // bytes of one attestation or bundle
	maxPayload = 1 << 20  // bytes of the payload of a signature
)

// Media types and artifact types (signature-spec and bundle-spec of cosign).
const (
	simpleSigning     = "application/vnd.dev.cosign.simplesigning.v1+json"
	dsseEnvelope      = "application/vnd.dsse.envelope.v1+json"
	inTotoStatement   = signing.InToto
	cosignArtifact    = "application/vnd.dev.cosign.artifact."
	buildKitReference = "vnd.docker.reference.type"
)

// Query says of which image to find signatures and attestations, and where.
type Query struct {
	Trust *Trust
	// Digests are those of the manifest, and of the index that it was picked from, as
	// they were pulled.
	Digests []string
	// Reference is what the user calls the image, REGISTRY/REPOSITORY:TAG; "" for no name.
	Registry, Repository, Tag string
	// Own is where the image itself is, Others are further repositories.
	Own    oci.Reader
	Others []oci.Reader
	// Now is the time of the evaluation, for the periods of keys.
	Now time.Time
	// KeepUnverified keeps the predicates of attestations that are not verified.
	KeepUnverified bool
}

// Found are the facts that a search gives.
type Found struct {
	// Signatures and Attestations are nil where a place did not answer: it is not known
	// what there is.
	Signatures   []document.Signature
	Attestations []document.Attestation
	Searched     []document.SearchedPlace
	Problems     []Problem
}

// Problem is what was not looked at. It is minor where a limit was reached: what there is
// beyond it can only add to what is known.
type Problem struct {
	Text                     string
	Minor                    bool
	Signatures, Attestations bool // which facts it concerns
}

// kinds of facts that places have.
type kinds struct{ signatures, attestations bool }

// Find looks in all places for signatures and attestations, and verifies what it finds.
// Its error is that ctx has ended.
func Find(ctx context.Context, q Query) (*Found, error) {
	limited, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	s := &search{Query: q, ctx: limited, manifests: map[string]*oci.Manifest{}}
	s.tried, s.all = q.Trust.names(q.names())
	s.complete = kinds{true, true}
	s.read()
	for _, p := range s.places {
		s.record(p)
	}
	for _, p := range s.places {
		s.verify(p)
	}
	if s.left > 0 {
		s.note(fmt.Sprintf("there are more than %d signatures and attestations; %d were not looked at", maxArtifacts.Int(), s.left))
	}
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	return s.result(), nil
}

// names are the names of the image that patterns are compared with.
func (q Query) names() []string {
	name := q.Repository
	if q.Registry != "" {
		name = q.Registry + "/" + q.Repository
	}
	names := []string{name}
	if q.Tag != "" {
		names = append(names, name+":"+q.Tag)
	}
	return names
}

// search is one call of Find.
type search struct {
	Query
	ctx          context.Context
	places       []*place
	manifests    map[string]*oci.Manifest // that are signed, by digest
	tried        map[string]bool
	all          bool // all keys and identities are tried
	artifacts    int
	left         int // artifacts beyond the limit
	kept         int // bytes of predicates
	complete     kinds
	signatures   []document.Signature
	attestations []document.Attestation
	searched     []document.SearchedPlace
	problems     []Problem
}

// place is one place where a registry was asked.
type place struct {
	kinds
	reader oci.Reader
	digest string // of what it would be about
	name   string
	scheme string
	ask    func(context.Context) ([]artifact, error)

	artifacts []artifact
	err       error
	notes     []string // what was left out
}

// artifact is a manifest that may hold signatures or attestations.
type artifact struct {
	scheme   string
	manifest *oci.Manifest // nil where it could not be read
	problem  error         // why not
}

// silent notes that a place does not answer, so that nothing is known of its kinds of facts.
func (s *search) silent(p *place, err error) {
	s.problems = append(s.problems, Problem{
		Text: fmt.Sprintf("looking for signatures: %s: %v", p.name, err), Signatures: p.signatures, Attestations: p.attestations,
	})
	s.complete.signatures = s.complete.signatures && !p.signatures
	s.complete.attestations = s.complete.attestations && !p.attestations
}

func (s *search) note(text string) { s.problems = append(s.problems, Problem{text, true, true, true}) }

// request bounds one request.
func (s *search) request() (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(s.ctx, requestTime, fmt.Errorf("no answer within %v", requestTime))
}

// read asks all places, a few at a time.
func (s *search) read() {
	for _, reader := range append([]oci.Reader{s.Own}, s.Others...) {
		for _, digest := range s.Digests {
			s.addPlaces(reader, digest)
		}
	}
	if len(s.Digests) > 1 {
		s.addIndex(s.Own, s.Digests[0], s.Digests[1])
	}
	var group errgroup.Group
	group.SetLimit(atOnce)
	for _, p := range s.places {
		group.Go(func() error {
			p.artifacts, p.err = p.ask(s.ctx)
			return nil
		})
	}
	_ = group.Wait() // none has an error of its own
}

// addPlaces adds cosign's two tags and the referrers.
func (s *search) addPlaces(reader oci.Reader, digest string) {
	tag := oci.FallbackTag(digest)
	byTag := func(suffix string, of kinds) {
		p := &place{kinds: of, reader: reader, digest: digest, name: reader.String() + ":" + tag + suffix, scheme: "tag"}
		p.ask = func(context.Context) ([]artifact, error) {
			m, err := s.manifest(reader, tag+suffix)
			return one("tag", m, err)
		}
		s.places = append(s.places, p)
	}
	byTag(".sig", kinds{signatures: true})
	byTag(".att", kinds{attestations: true})
	p := &place{kinds: kinds{true, true}, reader: reader, digest: digest, name: "referrers of " + reader.String() + "@" + digest, scheme: oci.ByAPI}
	p.ask = func(context.Context) ([]artifact, error) { return s.referrers(p) }
	s.places = append(s.places, p)
}

func (s *search) manifest(reader oci.Reader, identifier string) (*oci.Manifest, error) {
	ctx, cancel := s.request()
	defer cancel()
	m, err := reader.Manifest(ctx, identifier)
	return m, cause(ctx, err)
}

// cause tells why a request has ended, where the time was up.
func cause(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil && !oci.Answered(err) {
		return context.Cause(ctx)
	}
	return err
}

// one is the answer of a place that has one manifest or none.
func one(scheme string, m *oci.Manifest, err error) ([]artifact, error) {
	switch {
	case errors.Is(err, oci.ErrNotFound):
		return nil, nil
	case oci.Answered(err):
		return []artifact{{scheme: scheme, problem: err}}, nil
	case err != nil:
		return nil, err
	}
	return []artifact{{scheme: scheme, manifest: m}}, nil
}

// referrers reads the manifests that refer to the digest and may hold what is looked for.
func (s *search) referrers(p *place) ([]artifact, error) {
	ctx, cancel := s.request()
	defer cancel()
	referrers, err := p.reader.Referrers(ctx, p.digest)
	if err != nil {
		return nil, cause(ctx, err)
	}
	if referrers.Incomplete {
		p.notes = append(p.notes, p.name+" has too many referrers; not all were listed")
	}
	candidates := slices.DeleteFunc(slices.Clone(referrers.List), func(r oci.Referrer) bool { return rank(r) == other })
	// What claims to be a signature first: there may be many that are something else.
	slices.SortStableFunc(candidates, func(a, b oci.Referrer) int { return rank(a) - rank(b) })
	if n := len(candidates) - maxArtifacts.Int(); n > 0 {
		p.notes = append(p.notes, fmt.Sprintf("%s has %d referrers that may be signatures or attestations, which are more than %d; %d were not looked at", p.name, len(candidates), maxArtifacts.Int(), n))
		candidates = candidates[:maxArtifacts.Int()]
	}
	var list []artifact
	for _, r := range candidates {
		m, err := s.manifest(p.reader, r.Digest.String())
		switch {
		case err == nil && isOurs(m.ArtifactType):
			list = append(list, artifact{scheme: r.Found, manifest: m})
		case err == nil:
		case oci.Answered(err) && rank(r) == likely:
			list = append(list, artifact{scheme: r.Found, problem: err})
		case oci.Answered(err):
		default:
			return nil, err
		}
	}
	return list, nil
}

// ranks of referrers, by what the list says of them.
const (
	likely = iota
	possible
	other
)

// rank says how likely a referrer is of ours. Registries may give the media type of the
// configuration for the artifact type, which then tells nothing.
func rank(r oci.Referrer) int {
	switch t := r.ArtifactType; {
	case isOurs(t):
		return likely
	case t == "" || strings.HasPrefix(t, "application/vnd.oci.") || strings.HasPrefix(t, "application/vnd.docker."):
		return possible
	}
	return other
}

func isOurs(artifactType string) bool {
	return signing.IsBundleType(artifactType) || strings.HasPrefix(artifactType, cosignArtifact) || artifactType == notation.ArtifactType ||
		artifactType == dsseEnvelope || artifactType == simpleSigning
}

// addIndex adds the attestations that BuildKit puts beside an image into its index.
func (s *search) addIndex(reader oci.Reader, digest, parent string) {
	p := &place{kinds: kinds{attestations: true}, reader: reader, digest: digest, name: reader.String() + "@" + parent, scheme: "index"}
	p.ask = func(context.Context) ([]artifact, error) {
		index, err := s.manifest(reader, parent)
		if err != nil {
			return one("index", nil, err)
		}
		var list []artifact
		for _, d := range index.Manifests {
			if d.Annotations[buildKitReference] != "attestation-manifest" || d.Annotations["vnd.docker.reference.digest"] != digest {
				continue
			}
			if len(list) == maxArtifacts.Int() {
				p.notes = append(p.notes, fmt.Sprintf("%s has more than %d attestation manifests; not all were looked at", p.name, maxArtifacts.Int()))
				break
			}
			m, err := s.manifest(reader, d.Digest.String())
			some, err := one("index", m, err)
			if err != nil {
				return nil, err
			}
			list = append(list, some...)
		}
		return list, nil
	}
	s.places = append(s.places, p)
}

// record notes the answer of a place.
func (s *search) record(p *place) {
	entry := document.SearchedPlace{Place: p.name, Digest: p.digest, Answer: document.AnswerNone, Count: len(p.artifacts)}
	switch {
	case p.err != nil:
		entry.Answer, entry.Problem = document.AnswerError, new(p.err.Error())
		s.silent(p, p.err)
	case len(p.artifacts) > 0:
		entry.Answer = document.AnswerFound
	}
	for _, note := range p.notes {
		s.note(note)
	}
	s.searched = append(s.searched, entry)
}

// blob reads a layer. Where the registry does not answer, nothing is known of what it
// would have.
func (s *search) blob(p *place, layer v1.Descriptor, limit int64) ([]byte, error) {
	ctx, cancel := s.request()
	defer cancel()
	data, err := p.reader.Blob(ctx, layer, limit)
	err = cause(ctx, err)
	if err != nil && !oci.Answered(err) {
		s.silent(p, err)
	}
	return data, err
}

func (s *search) result() *Found {
	f := &Found{Searched: s.searched, Problems: s.problems}
	if s.complete.signatures {
		f.Signatures = append([]document.Signature{}, s.signatures...)
	}
	if s.complete.attestations {
		f.Attestations = append([]document.Attestation{}, s.attestations...)
	}
	return f
}
