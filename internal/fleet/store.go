package fleet

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/klauspost/compress/zstd"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
)

var (
	maxDecision = limits.Bytes("stored-decision-bytes", 64<<20)
	maxFacts    = limits.Bytes("stored-facts-bytes", 256<<20) // as stored
)

const (
	maxDocument = 2 << 30
	// maxCandidates is how many decisions of one key are looked at.
	maxCandidates = 50
)

// emptyType is the type of the empty configuration (image-spec, guidance for artifacts).
const emptyType = "application/vnd.oci.empty.v1+json"

var (
	errForeign = errors.New("it is not believed") // it has our name, and is somebody else's
	errAbout   = errors.New("it is about another image, name or bundle")
)

// foreign marks why an artifact is not believed, nil for nil.
func foreign(why error) error {
	if why == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", errForeign, why)
}

// Store is where facts and decisions lie: beside each image, as referrers and under tags of their
// own, or in one repository for all. The tag is made of what an artifact is about, so that two
// writers of one artifact write the same, and of two neither is lost.
type Store struct {
	client *oci.Client
	own    *oci.Repository // nil: beside each image
	// Key signs decisions and facts; nil for none.
	Key *signing.PrivateKey
	// Keys are those of whom facts and decisions are believed; none for all, which is whoever can push.
	Keys []*signing.PublicKey
	// Doubted is told of what has the name of a decision or facts and is not believed; it may be nil.
	// Calls may come side by side.
	Doubted func(what string, why error)

	mu       sync.Mutex
	subjects map[string]v1.Descriptor
}

func (s *Store) doubt(what string, why error) {
	if s.Doubted != nil {
		s.Doubted(what, why)
	}
}

// NewStore is a store beside each image where where is "referrers", or else in the repository
// "oci://…".
func NewStore(client *oci.Client, where string) (*Store, error) {
	if where == "referrers" {
		return &Store{client: client}, nil
	}
	repository, ok := strings.CutPrefix(where, oci.Scheme)
	if !ok {
		return nil, fmt.Errorf("opening the store %q: expected referrers or oci://REPOSITORY", where)
	}
	own, err := client.Repository(repository)
	if err != nil {
		return nil, fmt.Errorf("opening the store: %w", err)
	}
	return &Store{client: client, own: own}, nil
}

// repository is where what is about an image lies.
func (s *Store) repository(i Image) (*oci.Repository, error) {
	if s.own != nil {
		return s.own, nil
	}
	return s.client.Repository(i.Repository)
}

func short(text string, n int) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:n]
}

// Tags of artifacts: what they are about, hashed. One name of an image has the same beginning for
// all that was decided of it.
func decisionTag(i Image, ref, key string) string { return decisionPrefix(i, ref) + short(key, 20) }

func decisionPrefix(i Image, ref string) string {
	return ownTag + "d-" + short(i.Repository+"@"+i.Digest, 16) + "-" + short(ref, 12) + "-"
}

func factsTag(i Image) string { return ownTag + "f-" + short(i.Repository+"@"+i.Digest, 32) }

// Stored is a decision that was stored.
type Stored struct {
	Key       string
	Reference string
	Bundle    string // its digest
	Name      string // the bundle's
	Action    string // go, warn, stop or none
	Evaluated time.Time
	Expires   time.Time // zero for never
	Index     string    // digest of the vulnerability index, "" for none
	Digest    string    // of the artifact's manifest
	// Body is the decision, nil where only the annotations were asked for, or where the action is
	// none: then it is {"error": …}.
	Body json.RawMessage
	// FirstSeen is when vulnerabilities were first matched in the image.
	FirstSeen FirstSeen
	// Signature is the sigstore bundle over it, nil where it is not signed (see Verified).
	Signature []byte

	subject string // the image's digest, as the annotations say
}

// FirstSeen is when vulnerabilities were first matched, by their ids.
type FirstSeen map[string]time.Time

// isAbout says whether it is the decision of a key on a name of an image.
func (s *Stored) isAbout(i Image, ref, key string) error {
	if s.subject != i.Digest || s.Reference != ref || key != "" && s.Key != key {
		return errAbout
	}
	return nil
}

// Decision is the body.
func (s *Stored) Decision() (*decision.Decision, error) {
	var d decision.Decision
	if err := json.Unmarshal(s.Body, &d); err != nil {
		return nil, fmt.Errorf("reading a stored decision: %w", err)
	}
	return &d, nil
}

// Has says whether there is a decision of the key that is believed. Somebody else's artifact under its
// tag is none.
func (s *Store) Has(ctx context.Context, i Image, ref, key string) (bool, error) {
	r, err := s.repository(i)
	if err != nil {
		return false, err
	}
	tag := decisionTag(i, ref, key)
	manifest, err := r.Manifest(ctx, tag)
	if errors.Is(err, oci.ErrNotFound) {
		return false, nil
	}
	if err != nil && !oci.Answered(err) {
		return false, err
	}
	if err == nil {
		err = s.isBelieved(ctx, r, manifest, i, ref, key)
	}
	if err != nil && oci.Answered(err) || errors.Is(err, errForeign) {
		s.doubt(r.String()+":"+tag, err)
		return false, nil
	}
	return err == nil, err
}

// isBelieved says why a manifest is not a decision of the key. Without keys it reads nothing more.
func (s *Store) isBelieved(ctx context.Context, r *oci.Repository, m *oci.Manifest, i Image, ref, key string) error {
	stored, err := storedOf(m)
	if err != nil {
		return err
	}
	if len(s.Keys) > 0 {
		if stored.Signature, err = layerOf(ctx, r, m, signing.BundleType); err != nil {
			return err
		}
		if stored, err = stored.Verified(i, s.Keys); err != nil {
			return foreign(err)
		}
	}
	return foreign(stored.isAbout(i, ref, key))
}

// Get reads the decision of a key; ErrNotFound of package oci where there is none.
func (s *Store) Get(ctx context.Context, i Image, ref, key string) (*Stored, error) {
	r, err := s.repository(i)
	if err != nil {
		return nil, err
	}
	return s.read(ctx, r, decisionTag(i, ref, key))
}

func (s *Store) read(ctx context.Context, r *oci.Repository, identifier string) (*Stored, error) {
	manifest, err := r.Manifest(ctx, identifier)
	if err != nil {
		return nil, err
	}
	stored, err := storedOf(manifest)
	if err != nil {
		return nil, fmt.Errorf("reading the decision %s: %w", identifier, err)
	}
	var seen []byte
	if stored.Body, err = layerOf(ctx, r, manifest, DecisionType); err == nil {
		stored.Signature, err = layerOf(ctx, r, manifest, signing.BundleType)
	}
	if err == nil {
		seen, err = layerOf(ctx, r, manifest, FirstSeenType)
	}
	if err == nil && seen != nil {
		err = foreign(json.Unmarshal(seen, &stored.FirstSeen))
	}
	if err != nil {
		return nil, fmt.Errorf("reading the decision %s: %w", identifier, err)
	}
	return stored, nil
}

// layerOf reads a manifest's first blob of a type, nil where it has none.
func layerOf(ctx context.Context, r *oci.Repository, m *oci.Manifest, mediaType string) ([]byte, error) {
	for _, l := range m.Layers {
		if string(l.MediaType) == mediaType {
			return r.Blob(ctx, l, maxDecision.Bytes())
		}
	}
	return nil, nil
}

// believed reads a decision, and gives what is believed of it: with keys, what one of them has signed.
func (s *Store) believed(ctx context.Context, r *oci.Repository, identifier string, i Image, ref, key string) (*Stored, error) {
	stored, err := s.read(ctx, r, identifier)
	if err != nil {
		return nil, err
	}
	if len(s.Keys) > 0 {
		if stored, err = stored.Verified(i, s.Keys); err != nil {
			return nil, foreign(err)
		}
	}
	return stored, foreign(stored.isAbout(i, ref, key))
}

// Candidates are the decisions of a key that are believed: the one under its tag and those that refer to
// the image. Of several the newest counts: whoever can push can push yesterday's again.
func (s *Store) Candidates(ctx context.Context, i Image, ref, key string) ([]*Stored, error) {
	r, err := s.repository(i)
	if err != nil {
		return nil, err
	}
	var (
		list []*Stored
		why  = oci.ErrNotFound
	)
	add := func(identifier string) error {
		stored, err := s.believed(ctx, r, identifier, i, ref, key)
		switch {
		case err == nil:
			list = append(list, stored)
		case errors.Is(err, oci.ErrNotFound):
		case errors.Is(err, errForeign), oci.Answered(err):
			why = err
			s.doubt(r.String()+" "+identifier, err)
		default:
			return err
		}
		return nil
	}
	if err := add(decisionTag(i, ref, key)); err != nil {
		return nil, err
	}
	digests, err := s.referrers(ctx, r, i, key)
	if err != nil {
		return nil, err
	}
	for n, digest := range digests {
		if n == maxCandidates {
			return nil, fmt.Errorf("there are more than %d decisions on %s (pratique fleet prune)", maxCandidates, ref)
		}
		if slices.ContainsFunc(list, func(have *Stored) bool { return have.Digest == digest }) {
			continue
		}
		if err := add(digest); err != nil {
			return nil, err
		}
	}
	if list == nil {
		return nil, why
	}
	sortNewest(list)
	return list, nil
}

// referrers are the digests of what may be decisions on an image, of a key or "" for all. In a
// repository of their own only signed ones refer to it.
func (s *Store) referrers(ctx context.Context, r *oci.Repository, i Image, key string) ([]string, error) {
	if s.own != nil && len(s.Keys) == 0 {
		return nil, nil
	}
	referrers, err := r.Referrers(ctx, i.Digest)
	if err != nil {
		return nil, err
	}
	var digests []string
	for _, d := range referrers.List {
		// Some registries list the type of the empty configuration for the artifact's, and no annotations.
		if d.ArtifactType != DecisionType && d.ArtifactType != emptyType && d.ArtifactType != "" {
			continue
		}
		if other := d.Annotations[annotationKey]; other != "" && key != "" && other != key {
			continue
		}
		digests = append(digests, d.Digest.String())
	}
	return digests, nil
}

// storedOf is what the annotations of a decision say.
func storedOf(m *oci.Manifest) (*Stored, error) {
	if m.ArtifactType != DecisionType || len(m.Layers) == 0 || m.Annotations[annotationKey] == "" {
		return nil, foreign(fmt.Errorf("it is not a decision, but an artifact of type %q", m.ArtifactType))
	}
	a := m.Annotations
	evaluated, _ := time.Parse(time.RFC3339, a[annotationEvaluated])
	expires, _ := time.Parse(time.RFC3339, a[annotationExpires])
	return &Stored{
		Key: a[annotationKey], Reference: a[annotationReference], Bundle: a[annotationBundle], Name: a[annotationName],
		Action: a[annotationAction], Evaluated: evaluated, Expires: expires, Index: a[annotationIndex], Digest: m.Digest, subject: a[annotationSubject],
	}, nil
}

// Put stores a decision, under its tag and, beside an image, as a referrer of it.
func (s *Store) Put(ctx context.Context, i Image, d *Stored) error {
	r, err := s.repository(i)
	if err != nil {
		return err
	}
	a := oci.Artifact{ArtifactType: DecisionType, Layers: []oci.Layer{oci.Bytes(DecisionType, d.Body)}, Annotations: map[string]string{
		annotationKey: d.Key, annotationSubject: i.Digest, annotationReference: d.Reference, annotationBundle: d.Bundle, annotationName: d.Name,
		annotationAction: d.Action, annotationEvaluated: d.Evaluated.UTC().Format(time.RFC3339Nano),
	}}
	if !d.Expires.IsZero() {
		a.Annotations[annotationExpires] = d.Expires.UTC().Format(time.RFC3339)
	}
	if d.Index != "" {
		a.Annotations[annotationIndex] = d.Index
	}
	if len(d.FirstSeen) > 0 {
		seen, err := json.Marshal(d.FirstSeen)
		if err != nil {
			return err
		}
		a.Layers = append(a.Layers, oci.Bytes(FirstSeenType, seen))
	}
	if s.Key != nil {
		bundle, err := sign(s.Key, i, d)
		if err != nil {
			return err
		}
		a.Layers = append(a.Layers, oci.Bytes(signing.BundleType, bundle))
	}
	return s.put(ctx, r, i, a, decisionTag(i, d.Reference, d.Key))
}

func (s *Store) put(ctx context.Context, r *oci.Repository, i Image, a oci.Artifact, tag string) error {
	if s.own != nil && (s.Key == nil || a.ArtifactType == FactsType) {
		_, err := r.Push(ctx, a, tag)
		return err
	}
	// A signed decision refers to its image in a repository of its own, too: a tag can be pushed over with
	// yesterday's, a referrer stays.
	beside, err := s.client.Repository(i.Repository)
	if err != nil {
		return err
	}
	subject, err := s.subject(ctx, beside, i)
	if err != nil {
		return err
	}
	_, err = r.Attach(ctx, subject, a, tag)
	return err
}

// maxSubjects is how many subjects are remembered.
const maxSubjects = 1024

// subject is the descriptor of an image's manifest. What is known of one image is written at one time,
// so that it is remembered for a while.
func (s *Store) subject(ctx context.Context, r *oci.Repository, i Image) (v1.Descriptor, error) {
	name := r.String() + "@" + i.Digest
	s.mu.Lock()
	known, ok := s.subjects[name]
	s.mu.Unlock()
	if ok {
		return known, nil
	}
	manifest, err := r.Manifest(ctx, i.Digest)
	if err != nil {
		return v1.Descriptor{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.subjects == nil || len(s.subjects) == maxSubjects {
		s.subjects = map[string]v1.Descriptor{}
	}
	s.subjects[name] = manifest.Descriptor()
	return manifest.Descriptor(), nil
}

// Facts are stored facts of an image.
type Facts struct {
	Document  []byte // the input document, JSON
	Needs     []document.Need
	Extractor string // version of the program that extracted them
}

// GetFacts reads an image's facts that are believed; ErrNotFound of package oci where there are none.
func (s *Store) GetFacts(ctx context.Context, i Image) (*Facts, error) {
	r, err := s.repository(i)
	if err != nil {
		return nil, err
	}
	f, err := s.readFacts(ctx, r, i)
	switch {
	case err == nil, errors.Is(err, oci.ErrNotFound):
		return f, err
	case errors.Is(err, errForeign), oci.Answered(err):
		s.doubt(r.String()+":"+factsTag(i), err)
		return nil, fmt.Errorf("%w: facts of %s that are believed", oci.ErrNotFound, i.Digest)
	}
	return nil, fmt.Errorf("reading the facts of %s: %w", i.Digest, err)
}

func (s *Store) readFacts(ctx context.Context, r *oci.Repository, i Image) (*Facts, error) {
	manifest, err := r.Manifest(ctx, factsTag(i))
	if err != nil {
		return nil, err
	}
	if manifest.ArtifactType != FactsType || len(manifest.Layers) < 2 || manifest.Annotations[annotationSubject] != i.Digest {
		return nil, foreign(fmt.Errorf("they are not facts of the image, but an artifact of type %q", manifest.ArtifactType))
	}
	f := &Facts{Extractor: manifest.Annotations[annotationExtractor]}
	if len(s.Keys) > 0 {
		signature, err := layerOf(ctx, r, manifest, signing.BundleType)
		if err != nil {
			return nil, err
		}
		if f.Extractor, err = verifiedFacts(signature, i, manifest, s.Keys); err != nil {
			return nil, foreign(err)
		}
	}
	stored, err := r.Blob(ctx, manifest.Layers[0], maxFacts.Bytes())
	if err != nil {
		return nil, err
	}
	text, err := r.Blob(ctx, manifest.Layers[1], maxDecision.Bytes())
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &f.Needs); err != nil {
		return nil, foreign(err)
	}
	decoder, err := zstd.NewReader(bytes.NewReader(stored), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	if f.Document, err = io.ReadAll(io.LimitReader(decoder, maxDocument+1)); err != nil {
		return nil, foreign(err)
	}
	if len(f.Document) > maxDocument {
		return nil, foreign(fmt.Errorf("they have more than %d bytes", maxDocument))
	}
	return f, nil
}

// PutFacts stores an image's facts.
func (s *Store) PutFacts(ctx context.Context, i Image, f *Facts) error {
	r, err := s.repository(i)
	if err != nil {
		return err
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	stored := encoder.EncodeAll(f.Document, nil)
	if err := encoder.Close(); err != nil {
		return err
	}
	needs, err := json.Marshal(f.Needs)
	if err != nil {
		return err
	}
	a := oci.Artifact{
		ArtifactType: FactsType, Layers: []oci.Layer{oci.Bytes(FactsType, stored), oci.Bytes(NeedsType, needs)},
		Annotations: map[string]string{annotationSubject: i.Digest, annotationNeeds: short(string(needs), 64), annotationExtractor: f.Extractor},
	}
	if s.Key != nil {
		bundle, err := signFacts(s.Key, i, f.Extractor, a.Layers)
		if err != nil {
			return err
		}
		a.Layers = append(a.Layers, oci.Bytes(signing.BundleType, bundle))
	}
	return s.put(ctx, r, i, a, factsTag(i))
}

// All gives the decisions of one name of an image that are believed, the newest first: those of
// other bundles, and of earlier ones, too.
func (s *Store) All(ctx context.Context, i Image, ref string, tags *Tags) ([]*Stored, error) {
	r, err := s.repository(i)
	if err != nil {
		return nil, err
	}
	identifiers, err := tags.of(ctx, r, decisionPrefix(i, ref))
	if err != nil {
		return nil, err
	}
	if len(s.Keys) > 0 {
		digests, err := s.referrers(ctx, r, i, "")
		if err != nil {
			return nil, err
		}
		identifiers = slices.Concat(identifiers, digests)
	}
	var list []*Stored
	for _, identifier := range identifiers {
		if slices.ContainsFunc(list, func(have *Stored) bool { return have.Digest == identifier }) {
			continue
		}
		stored, err := s.believed(ctx, r, identifier, i, ref, "")
		switch {
		case err == nil:
			list = append(list, stored)
		case errors.Is(err, errAbout), errors.Is(err, oci.ErrNotFound): // of another name, or removed meanwhile
		case errors.Is(err, errForeign), oci.Answered(err):
			s.doubt(r.String()+" "+identifier, err)
		default:
			return nil, err
		}
	}
	sortNewest(list)
	return list, nil
}

// Tags remembers the tags of repositories, by what decisions are about, for as long as nobody
// writes any that matter.
type Tags struct {
	mu    sync.Mutex
	known map[string]map[string][]string // repository -> prefix -> tags
}

func (t *Tags) of(ctx context.Context, r *oci.Repository, prefix string) ([]string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if known, ok := t.known[r.String()]; ok {
		return known[prefix], nil
	}
	tags, err := r.Tags(ctx)
	if err != nil {
		return nil, err
	}
	known := map[string][]string{}
	for _, tag := range tags {
		if strings.HasPrefix(tag, ownTag+"d-") {
			about := tag[:strings.LastIndexByte(tag, '-')+1]
			known[about] = append(known[about], tag)
		}
	}
	if t.known == nil {
		t.known = map[string]map[string][]string{}
	}
	t.known[r.String()] = known
	return known[prefix], nil
}
