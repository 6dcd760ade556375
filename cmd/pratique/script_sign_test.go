package main

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"os"

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

func sign(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: sign FORM KEY NAME")
	}
	text, err := os.ReadFile(ts.MkAbs(args[1] + ".key"))
	ts.Check(err)
	key, err := signing.ParsePrivateKey(text, nil)
	ts.Check(err)
	client, err := oci.NewClient(oci.Options{Insecure: true})
	ts.Check(err)
	reference, err := oci.ParseReference(oci.Scheme + ts.Getenv("REGISTRY") + "/" + args[2])
	ts.Check(err)
	repository, err := client.Repository(reference.Repository)
	ts.Check(err)
	ctx, t := context.Background(), scriptTest{ts}
	image, err := repository.Manifest(ctx, reference.Identifier())
	ts.Check(err)
	switch args[0] {
	case "cosign":
		a := signtest.Signatures(signtest.SimpleSigning(t, key, signtest.Payload(reference.Repository, image.Digest)))
		_, err = repository.Push(ctx, a, oci.FallbackTag(image.Digest)+".sig")
	case "bundle":
		statement := signtest.Statement(t, signtest.SignPredicate, map[string]any{}, image.Digest)
		_, err = repository.Attach(ctx, image.Descriptor(), signtest.BundleArtifact(signtest.Bundle(t, key, statement), "dsse-envelope", signtest.SignPredicate))
	case "provenance":
		statement := signtest.Statement(t, signtest.SLSA, signtest.Provenance("https://ci.example.com", "git+https://git.example.com/shop"), image.Digest)
		_, err = repository.Attach(ctx, image.Descriptor(), signtest.BundleArtifact(signtest.Bundle(t, key, statement), "dsse-envelope", signtest.SLSA))
	default:
		ts.Fatalf("unknown form %s", args[0])
	}
	ts.Check(err)
}
