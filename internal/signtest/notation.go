package signtest

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/notaryproject/notation-core-go/testhelper"
	notationgo "github.com/notaryproject/notation-go"
	"github.com/notaryproject/notation-go/signer"
	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/pratique-dev/pratique/internal/oci"
)

// Notary signs in the forms of the Notary Project.
type Notary struct {
	Certificate []byte // PEM
	Subject     string
	tuple       testhelper.RSACertTuple
}

// NewNotary is a notary with a certificate of its own.
func NewNotary(name string) *Notary {
	tuple := testhelper.GetRSASelfSignedSigningCertTuple(name)
	return &Notary{
		Certificate: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: tuple.Cert.Raw}),
		Subject:     tuple.Cert.Subject.String(), tuple: tuple,
	}
}

// Sign is the referrer that holds a signature; lasting 0 is for one that does not expire.
func (n *Notary) Sign(t TB, image v1.Descriptor, mediaType string, lasting time.Duration) oci.Artifact {
	t.Helper()
	s, err := signer.NewGenericSigner(n.tuple.PrivateKey, []*x509.Certificate{n.tuple.Cert})
	if err != nil {
		t.Fatal(err)
	}
	envelope, _, err := s.Sign(context.Background(), ocispec.Descriptor{
		MediaType: string(image.MediaType), Digest: digest.Digest(image.Digest.String()), Size: image.Size,
	}, notationgo.SignerSignOptions{SignatureMediaType: mediaType, SigningAgent: "test", ExpiryDuration: lasting})
	if err != nil {
		t.Fatal(err)
	}
	return oci.Artifact{ArtifactType: "application/vnd.cncf.notary.signature", Layers: []oci.Layer{oci.Bytes(mediaType, envelope)}}
}
