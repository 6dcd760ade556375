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
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
)

const (
	maxDecision = 64 << 20
	maxFacts    = 256 << 20 // as stored
	maxDocument = 2 << 30
	// maxCandidates is how many decisions of one key are looked at.
	maxCandidates = 50
)

// emptyType is the type of the empty configuration (image-spec, guidance for artifacts).
const emptyType = "application/vnd.oci.empty.v1+json"

var errNoDecision = errors.New("it is not a decision")

// Store is where facts and decisions lie: beside each image, as referrers and under tags of their
// own, or in one repository for all. The tag is made of what an artifact is about, so that two
// writers of one artifact write the same, and of two neither is lost.
type Store struct {
	client *oci.Client
	own    *oci.Repository // nil: beside each image
	// Key signs decisions; nil for none.
	Key *signing.PrivateKey
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
	// Signature is the sigstore bundle over it, nil where it is not signed (see Verified).
	Signature []byte
}

// Decision is the body.
func (s *Stored) Decision() (*decision.Decision, error) {
	var d decision.Decision
	if err := json.Unmarshal(s.Body, &d); err != nil {
		return nil, fmt.Errorf("reading a stored decision: %w", err)
	}
	return &d, nil
}

// Has says whether there is a decision of the key.
func (s *Store) Has(ctx context.Context, i Image, ref, key string) (bool, error) {
	r, err := s.repository(i)
	if err != nil {
		return false, err
	}
	_, err = r.Exists(ctx, decisionTag(i, ref, key))
	if errors.Is(err, oci.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
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
	if manifest.ArtifactType != DecisionType || len(manifest.Layers) == 0 {
		return nil, fmt.Errorf("reading the decision %s: %w, but an artifact of type %q", identifier, errNoDecision, manifest.ArtifactType)
	}
	stored := storedOf(manifest.Annotations)
	stored.Digest = manifest.Digest
	if stored.Body, err = r.Blob(ctx, manifest.Layers[0], maxDecision); err != nil {
		return nil, fmt.Errorf("reading the decision %s: %w", identifier, err)
	}
	if len(manifest.Layers) > 1 && signing.IsBundleType(string(manifest.Layers[1].MediaType)) {
		if stored.Signature, err = r.Blob(ctx, manifest.Layers[1], maxDecision); err != nil {
			return nil, fmt.Errorf("reading the signature of the decision %s: %w", identifier, err)
		}
	}
	return stored, nil
}

// Candidates are the decisions of a key: the one under its tag and, beside an image, all that refer to
// it. Of several that are signed the newest counts: whoever can push can push yesterday's again.
func (s *Store) Candidates(ctx context.Context, i Image, ref, key string) ([]*Stored, error) {
	first, err := s.Get(ctx, i, ref, key)
	if err != nil || s.own != nil {
		if err != nil {
			return nil, err
		}
		return []*Stored{first}, nil
	}
	r, err := s.repository(i)
	if err != nil {
		return nil, err
	}
	referrers, err := r.Referrers(ctx, i.Digest)
	if err != nil {
		return nil, err
	}
	list := []*Stored{first}
	for _, d := range referrers.List {
		// Some registries list the type of the empty configuration for the artifact's, and no annotations.
		other := d.Annotations[annotationKey] != key && d.Annotations[annotationKey] != ""
		if d.ArtifactType != DecisionType && d.ArtifactType != emptyType && d.ArtifactType != "" || d.Digest.String() == first.Digest || other {
			continue
		}
		if len(list) == maxCandidates {
			return nil, fmt.Errorf("there are more than %d decisions on %s", maxCandidates, ref)
		}
		stored, err := s.read(ctx, r, d.Digest.String())
		if errors.Is(err, errNoDecision) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if stored.Key == key {
			list = append(list, stored)
		}
	}
	return list, nil
}

func storedOf(a map[string]string) *Stored {
	evaluated, _ := time.Parse(time.RFC3339, a[annotationEvaluated])
	expires, _ := time.Parse(time.RFC3339, a[annotationExpires])
	return &Stored{
		Key: a[annotationKey], Reference: a[annotationReference], Bundle: a[annotationBundle], Name: a[annotationName],
		Action: a[annotationAction], Evaluated: evaluated, Expires: expires, Index: a[annotationIndex],
	}
}

// Put stores a decision, under its tag and, beside an image, as a referrer of it.
func (s *Store) Put(ctx context.Context, i Image, d *Stored) error {
	r, err := s.repository(i)
	if err != nil {
		return err
	}
	a := oci.Artifact{ArtifactType: DecisionType, Layers: []oci.Layer{oci.Bytes(DecisionType, d.Body)}, Annotations: map[string]string{
		annotationKey: d.Key, annotationSubject: i.Digest, annotationReference: d.Reference, annotationBundle: d.Bundle, annotationName: d.Name,
		annotationAction: d.Action, annotationEvaluated: d.Evaluated.UTC().Format(time.RFC3339),
	}}
	if !d.Expires.IsZero() {
		a.Annotations[annotationExpires] = d.Expires.UTC().Format(time.RFC3339)
	}
	if d.Index != "" {
		a.Annotations[annotationIndex] = d.Index
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
	if s.own != nil {
		_, err := r.Push(ctx, a, tag)
		return err
	}
	subject, err := r.Manifest(ctx, i.Digest)
	if err != nil {
		return err
	}
	written, err := r.Attach(ctx, subject.Descriptor(), a)
	if err != nil {
		return err
	}
	manifest, err := r.Manifest(ctx, written.Digest.String())
	if err != nil {
		return err
	}
	return r.PutManifest(ctx, manifest, tag)
}

// Facts are stored facts of an image.
type Facts struct {
	Document []byte // the input document, JSON
	Needs    []document.Need
}

// GetFacts reads an image's facts; ErrNotFound of package oci where there are none.
func (s *Store) GetFacts(ctx context.Context, i Image) (*Facts, error) {
	r, err := s.repository(i)
	if err != nil {
		return nil, err
	}
	manifest, err := r.Manifest(ctx, factsTag(i))
	if err != nil {
		return nil, err
	}
	if manifest.ArtifactType != FactsType || len(manifest.Layers) != 2 {
		return nil, fmt.Errorf("reading the facts of %s: it is an artifact of type %q", i.Digest, manifest.ArtifactType)
	}
	stored, err := r.Blob(ctx, manifest.Layers[0], maxFacts)
	if err != nil {
		return nil, fmt.Errorf("reading the facts of %s: %w", i.Digest, err)
	}
	text, err := r.Blob(ctx, manifest.Layers[1], maxDecision)
	if err != nil {
		return nil, fmt.Errorf("reading the facts of %s: %w", i.Digest, err)
	}
	f := &Facts{}
	if err := json.Unmarshal(text, &f.Needs); err != nil {
		return nil, fmt.Errorf("reading the facts of %s: %w", i.Digest, err)
	}
	decoder, err := zstd.NewReader(bytes.NewReader(stored), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	if f.Document, err = io.ReadAll(io.LimitReader(decoder, maxDocument+1)); err != nil {
		return nil, fmt.Errorf("reading the facts of %s: %w", i.Digest, err)
	}
	if len(f.Document) > maxDocument {
		return nil, fmt.Errorf("reading the facts of %s: they have more than %d bytes", i.Digest, maxDocument)
	}
	return f, nil
}

// PutFacts stores an image's facts.
func (s *Store) PutFacts(ctx context.Context, i Image, f *Facts, extractor string) error {
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
		Annotations: map[string]string{annotationSubject: i.Digest, annotationNeeds: short(string(needs), 64), annotationExtractor: extractor},
	}
	return s.put(ctx, r, i, a, factsTag(i))
}

// All gives the decisions that are stored of one name of an image, the newest first: those of
// other bundles, and of earlier ones, too.
func (s *Store) All(ctx context.Context, i Image, ref string, tags Tags) ([]*Stored, error) {
	r, err := s.repository(i)
	if err != nil {
		return nil, err
	}
	all, err := tags.of(ctx, r)
	if err != nil {
		return nil, err
	}
	var list []*Stored
	for _, tag := range all[decisionPrefix(i, ref)] {
		stored, err := s.read(ctx, r, tag)
		if err != nil {
			return nil, err
		}
		list = append(list, stored)
	}
	sortNewest(list)
	return list, nil
}

// Tags remembers the tags of repositories, by what decisions are about, for as long as nobody
// writes any.
type Tags map[string]map[string][]string

func (t Tags) of(ctx context.Context, r *oci.Repository) (map[string][]string, error) {
	if known, ok := t[r.String()]; ok {
		return known, nil
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
	t[r.String()] = known
	return known, nil
}
