package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
	"github.com/pratique-dev/pratique/internal/signtest"
)

// scriptTest is a script as a test.
type scriptTest struct{ *testscript.TestScript }

func (scriptTest) Helper() {}

func (s scriptTest) Fatal(args ...any) { s.Fatalf("%v", args) }

func writeKeys(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: keys NAME…")
	}
	for _, name := range args {
		key := signtest.Key(scriptTest{ts})
		der, err := x509.MarshalPKCS8PrivateKey(key.Signer())
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(name+".key"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600))
		ts.Check(os.WriteFile(ts.MkAbs(name+".pub"), key.Public().PEM(), 0o600))
	}
}

// signed is what a command signs.
type signed struct {
	scriptTest
	repository *oci.Repository
	reference  oci.Reference
	image      *oci.Manifest
}

func toSign(ts *testscript.TestScript, name string) signed {
	client, err := oci.NewClient(oci.Options{Insecure: true})
	ts.Check(err)
	reference, err := oci.ParseReference(oci.Scheme + ts.Getenv("REGISTRY") + "/" + name)
	ts.Check(err)
	repository, err := client.Repository(reference.Repository)
	ts.Check(err)
	image, err := repository.Manifest(context.Background(), reference.Identifier())
	ts.Check(err)
	return signed{scriptTest{ts}, repository, reference, image}
}

func (s signed) key(name string) *signing.PrivateKey {
	text, err := os.ReadFile(s.MkAbs(name + ".key"))
	s.Check(err)
	key, err := signing.ParsePrivateKey(text, nil)
	s.Check(err)
	return key
}

func (s signed) attach(a oci.Artifact) {
	_, err := s.repository.Attach(context.Background(), s.image.Descriptor(), a)
	s.Check(err)
}

func (s signed) write(name string, data []byte) {
	s.Check(os.MkdirAll(filepath.Dir(s.MkAbs(name)), 0o755))
	s.Check(os.WriteFile(s.MkAbs(name), data, 0o600))
}

// Who signs without a key, in scripts.
const (
	keylessSubject = "https://github.com/acme/shop/.github/workflows/release.yml@refs/tags/v1"
	keylessIssuer  = "https://token.actions.githubusercontent.com"
)

func sign(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: sign FORM KEY NAME")
	}
	s := toSign(ts, args[2])
	statement := signtest.Statement(s, signtest.SignPredicate, map[string]any{}, s.image.Digest)
	switch form, name := args[0], args[1]; form {
	case "cosign":
		a := signtest.Signatures(signtest.SimpleSigning(s, s.key(name), signtest.Payload(s.reference.Repository, s.image.Digest)))
		_, err := s.repository.Push(context.Background(), a, oci.FallbackTag(s.image.Digest)+".sig")
		ts.Check(err)
	case "bundle":
		s.attach(signtest.BundleArtifact(signtest.Bundle(s, s.key(name), statement), "dsse-envelope", signtest.SignPredicate))
	case "provenance":
		statement = signtest.Statement(s, signtest.SLSA, signtest.Provenance("https://ci.example.com", "git+https://git.example.com/shop"), s.image.Digest)
		s.attach(signtest.BundleArtifact(signtest.Bundle(s, s.key(name), statement), "dsse-envelope", signtest.SLSA))
	case "keyless":
		authority := signtest.Fulcio(s)
		// The test authority's certificates begin then.
		entity, err := authority.AttestAtTime(keylessSubject, keylessIssuer, statement, time.Now().Add(5*time.Minute), true)
		ts.Check(err)
		s.write(name+".root.json", signtest.Root(s, authority))
		s.attach(signtest.BundleArtifact(signtest.Certified(s, authority, entity), "dsse-envelope", signtest.SignPredicate))
	case "notation":
		notary := signtest.NewNotary(name)
		var lasting time.Duration
		if name == "brief" {
			lasting = 2 * time.Second
		}
		s.write(name+".store/x509/ca/acme/root.pem", notary.Certificate)
		s.attach(notary.Sign(s, s.image.Descriptor(), "application/jose+json", lasting))
	default:
		ts.Fatalf("unknown form %s", form)
	}
}

func attest(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: attest TYPE FILE KEY NAME")
	}
	s := toSign(ts, args[3])
	text, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	statement := signtest.Statement(s, args[0], json.RawMessage(text), s.image.Digest)
	s.attach(signtest.BundleArtifact(signtest.Bundle(s, s.key(args[2]), statement), "dsse-envelope", args[0]))
}
