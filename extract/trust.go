package extract

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/signatures"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/oci"
)

const (
	signatureFacts   = "signatures"
	attestationFacts = "attestations"
)

// Trust is whose signatures are accepted of which images.
type Trust = signatures.Trust

// ReadTrust reads a trust file, and the keys, roots and policies that it names.
func ReadTrust(path string) (*Trust, error) { return signatures.ReadTrust(path) }

// signatureSections looks for signatures and attestations of an image and verifies them. A
// section that is not complete is left out: a registry that does not answer says nothing
// of what it has. The error is that ctx has ended, or that a repository has no valid name.
func signatureSections(ctx context.Context, doc *document.Document, o Options, image *source.Image) error {
	problem := func(p signatures.Problem) {
		if p.Signatures {
			doc.Problems = append(doc.Problems, newProblem(signatureFacts, "", p.Text, p.Minor))
		}
		if p.Attestations {
			doc.Problems = append(doc.Problems, newProblem(attestationFacts, "", p.Text, p.Minor))
		}
	}
	digests := digestsOf(doc.Image)
	if image.Related == nil || len(digests) == 0 {
		problem(signatures.Problem{
			Text: "looking for signatures: the image is neither in a registry nor in an OCI layout", Signatures: true, Attestations: true,
		})
		return nil
	}
	q := signatures.Query{
		Trust: o.Trust, Digests: digests, Own: image.Related, Now: o.Now, KeepUnverified: o.UnverifiedPredicates,
		Registry: value(doc.Image.Registry), Repository: value(doc.Image.Repository), Tag: value(doc.Image.Tag),
	}
	if q.Now.IsZero() {
		q.Now = time.Now()
	}
	for _, name := range o.SignatureRepositories {
		repository, err := o.signatureRepository(name, image)
		if err != nil {
			return err
		}
		q.Others = append(q.Others, repository)
	}
	found, err := signatures.Find(ctx, q)
	if err != nil {
		return fmt.Errorf("looking for signatures: %w", err)
	}
	doc.Signatures, doc.Attestations, doc.Searched.Signatures = found.Signatures, found.Attestations, found.Searched
	for _, p := range found.Problems {
		problem(p)
	}
	if found.Signatures != nil {
		doc.Searched.Sections = append(doc.Searched.Sections, signatureFacts)
	}
	if found.Attestations != nil {
		doc.Searched.Sections = append(doc.Searched.Sections, attestationFacts)
	}
	slices.Sort(doc.Searched.Sections)
	return nil
}

// signatureRepository is a repository that the user names. The user's name and password
// are for the image's own registry alone.
func (o Options) signatureRepository(name string, image *source.Image) (*oci.Repository, error) {
	options := oci.Options{Insecure: o.Insecure, CAFile: o.CAFile, Offline: o.Offline}
	if image.Pulled && source.SameRegistry(image.Name, name) {
		options.Username, options.Password = o.Username, o.Password
	}
	client, err := oci.NewClient(options)
	if err != nil {
		return nil, err
	}
	return client.Repository(name)
}

func value(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
