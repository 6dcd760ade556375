package distribution

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
)

// Push writes a policy under a tag and gives the digest. conftest writes it in the layout of
// conftest too, under the tag with "-conftest" behind it.
func Push(ctx context.Context, client *oci.Client, reference oci.Reference, tarball, source []byte, conftest bool) (digest string, err error) {
	if digest, err = push(ctx, client, reference, tarball, source, conftest); err != nil {
		return "", fmt.Errorf("pushing policy %s: %w", reference, err)
	}
	return digest, nil
}

func push(ctx context.Context, client *oci.Client, reference oci.Reference, tarball, source []byte, conftest bool) (string, error) {
	if reference.Digest != "" {
		return "", errors.New("its digest is what pushing gives; name a tag")
	}
	if len(tarball)+len(source) > maxPolicy.Int() {
		return "", maxPolicy.Exceeded("it has more than %d bytes, which is the limit", maxPolicy.Bytes())
	}
	repository, err := client.Repository(reference.Repository)
	if err != nil {
		return "", err
	}
	descriptor, err := repository.Push(ctx, Artifact(tarball, source), reference.Tag)
	if err != nil {
		return "", err
	}
	if conftest {
		a, err := Conftest(tarball)
		if err != nil {
			return "", err
		}
		if _, err := repository.Push(ctx, a, reference.Tag+"-conftest"); err != nil {
			return "", err
		}
	}
	return descriptor.Digest.String(), nil
}

// Attach signs the manifest of a policy, or of any artifact, with a sigstore bundle beside
// it, as cosign sign does. It gives the manifest's digest.
func Attach(ctx context.Context, client *oci.Client, reference oci.Reference, key *signing.PrivateKey) (digest string, err error) {
	if digest, err = attach(ctx, client, reference, key); err != nil {
		return "", fmt.Errorf("signing policy %s: %w", reference, err)
	}
	return digest, nil
}

func attach(ctx context.Context, client *oci.Client, reference oci.Reference, key *signing.PrivateKey) (string, error) {
	repository, err := client.Repository(reference.Repository)
	if err != nil {
		return "", err
	}
	m, err := repository.Manifest(ctx, reference.Identifier())
	if err != nil {
		return "", err
	}
	statement, err := json.Marshal(signing.Statement{
		Type:          "https://in-toto.io/Statement/v1",
		Subject:       []signing.Subject{{Name: reference.Repository, Digest: map[string]string{"sha256": strings.TrimPrefix(m.Digest, "sha256:")}}},
		PredicateType: signing.SignPredicate, Predicate: json.RawMessage("{}"),
	})
	if err != nil {
		return "", err
	}
	return m.Digest, AttachStatement(ctx, repository, m, key, statement)
}

// AttachStatement signs an in-toto statement and attaches it to its subject.
func AttachStatement(ctx context.Context, repository *oci.Repository, subject *oci.Manifest, key *signing.PrivateKey, statement []byte) error {
	parsed, err := signing.ParseStatement(statement)
	if err != nil {
		return err
	}
	envelope, err := signing.SignEnvelope(key, signing.InToto, statement)
	if err != nil {
		return err
	}
	text, err := signing.FormatBundle(key.Public(), envelope)
	if err != nil {
		return err
	}
	_, err = repository.Attach(ctx, subject.Descriptor(), oci.Artifact{
		ArtifactType: signing.BundleType,
		Layers:       []oci.Layer{oci.Bytes(signing.BundleType, text)},
		Annotations: map[string]string{
			"dev.sigstore.bundle.content": "dsse-envelope", "dev.sigstore.bundle.predicateType": parsed.PredicateType,
		},
	})
	return err
}
