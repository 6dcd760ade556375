// Package signtest signs images for tests, in the forms of the tools that sign them, and
// writes the trust files that verify them.
package signtest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
)

// Types of statements and artifacts.
const (
	SignPredicate = "https://sigstore.dev/cosign/sign/v1"
	SLSA          = "https://slsa.dev/provenance/v1"

	simpleSigning = "application/vnd.dev.cosign.simplesigning.v1+json"
	dsseEnvelope  = "application/vnd.dsse.envelope.v1+json"
	imageConfig   = "application/vnd.oci.image.config.v1+json"
)

// TB is what the functions need of a test.
type TB interface {
	Helper()
	Fatal(args ...any)
}

// Key is a new ECDSA key on P-256.
func Key(t TB) *signing.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return Private(t, key)
}

// Private is a key of any kind.
func Private(t TB, key crypto.PrivateKey) *signing.PrivateKey {
	t.Helper()
	private, err := signing.ParsePrivateKey(PEM(t, key), nil)
	if err != nil {
		t.Fatal(err)
	}
	return private
}

// PEM is a private key as PKCS #8.
func PEM(t TB, key crypto.PrivateKey) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

// Payload is what cosign's first form signs.
func Payload(reference, digest string) []byte {
	return []byte(`{"critical":{"identity":{"docker-reference":"` + reference + `"},"image":{"docker-manifest-digest":"` + digest +
		`"},"type":"cosign container image signature"},"optional":{"team":"shop"}}`)
}

// SimpleSigning is a layer of cosign's first form, the signature's annotations with it.
func SimpleSigning(t TB, key *signing.PrivateKey, payload []byte) oci.Layer {
	t.Helper()
	signature, err := key.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	layer := oci.Bytes(simpleSigning, payload)
	layer.Annotations = map[string]string{"dev.cosignproject.cosign/signature": base64.StdEncoding.EncodeToString(signature)}
	return layer
}

// Signatures is the artifact behind the tag sha256-HEX.sig.
func Signatures(layers ...oci.Layer) oci.Artifact {
	config := oci.Bytes(imageConfig, []byte("{}"))
	return oci.Artifact{Config: &config, Layers: layers}
}

// Statement is an in-toto statement about digests.
func Statement(t TB, predicateType string, predicate any, digests ...string) []byte {
	t.Helper()
	s := map[string]any{"_type": "https://in-toto.io/Statement/v1", "predicateType": predicateType, "predicate": predicate}
	subjects := []any{}
	for _, digest := range digests {
		subjects = append(subjects, map[string]any{"name": "x", "digest": map[string]string{"sha256": strings.TrimPrefix(digest, "sha256:")}})
	}
	s["subject"] = subjects
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Envelope is a signed DSSE envelope.
func Envelope(t TB, key *signing.PrivateKey, payloadType string, payload []byte) *signing.Envelope {
	t.Helper()
	envelope, err := signing.SignEnvelope(key, payloadType, payload)
	if err != nil {
		t.Fatal(err)
	}
	return envelope
}

// Attestations is the artifact behind the tag sha256-HEX.att.
func Attestations(t TB, envelope *signing.Envelope, predicateType string) oci.Artifact {
	t.Helper()
	text, err := json.Marshal(envelope)
	if err != nil {
		t.Fatal(err)
	}
	layer := oci.Bytes(dsseEnvelope, text)
	layer.Annotations = map[string]string{"predicateType": predicateType}
	return Signatures(layer)
}

// Bundle is a sigstore bundle of a statement by a key.
func Bundle(t TB, key *signing.PrivateKey, statement []byte) []byte {
	t.Helper()
	text, err := signing.FormatBundle(key.Public(), Envelope(t, key, signing.InToto, statement))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// BundleArtifact is the referrer that holds a sigstore bundle.
func BundleArtifact(bundle []byte, content, predicateType string) oci.Artifact {
	a := oci.Artifact{
		ArtifactType: signing.BundleType, Layers: []oci.Layer{oci.Bytes(signing.BundleType, bundle)},
		Annotations: map[string]string{"dev.sigstore.bundle.content": content},
	}
	if predicateType != "" {
		a.Annotations["dev.sigstore.bundle.predicateType"] = predicateType
	}
	return a
}

// Provenance is a SLSA predicate, version 1.
func Provenance(builder, source string) any {
	return map[string]any{
		"buildDefinition": map[string]any{
			"buildType": "https://example.com/build", "externalParameters": map[string]any{"ref": "main"},
			"resolvedDependencies": []any{map[string]any{"uri": source}},
		},
		"runDetails": map[string]any{"builder": map[string]any{"id": builder}},
	}
}

// Trust writes a trust file and what it names into a directory, and gives its path.
func Trust(t *testing.T, text string, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "trust.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
