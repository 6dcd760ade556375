package signing_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"math/big"
	"strings"
	"testing"

	"golang.org/x/crypto/nacl/secretbox"
	"golang.org/x/crypto/scrypt"

	"github.com/pratique-dev/pratique/internal/signing"
	"github.com/pratique-dev/pratique/internal/signtest"
)

func privateKeys(t *testing.T) map[string]any {
	t.Helper()
	keys := map[string]any{}
	for name, curve := range map[string]elliptic.Curve{"P-256": elliptic.P256(), "P-384": elliptic.P384(), "P-521": elliptic.P521()} {
		key, err := ecdsa.GenerateKey(curve, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		keys[name] = key
	}
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	keys["RSA"], keys["Ed25519"] = rsaKey, edKey
	return keys
}

func TestSignAndVerify(t *testing.T) {
	t.Parallel()
	message := []byte("message")
	for name, key := range privateKeys(t) {
		private := signtest.Private(t, key)
		public, err := signing.ParsePublicKey(private.Public().PEM())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		signature, err := private.Sign(message)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := public.Verify(message, signature); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if public.Fingerprint() != private.Public().Fingerprint() {
			t.Errorf("%s: the fingerprints differ", name)
		}
		other := signtest.Key(t).Public()
		for what, err := range map[string]error{
			"another message":   public.Verify([]byte("messagf"), signature),
			"another signature": public.Verify(message, signature[:len(signature)-1]),
			"no signature":      public.Verify(message, nil),
			"another key":       other.Verify(message, signature),
		} {
			if !errors.Is(err, signing.ErrSignature) {
				t.Errorf("%s: %s: got error %v", name, what, err)
			}
		}
	}
}

func TestParsePublicKeyErrors(t *testing.T) {
	t.Parallel()
	// Go makes no such keys any more.
	modulus := new(big.Int).Lsh(big.NewInt(1), 1023)
	small := &rsa.PublicKey{N: modulus.SetBit(modulus, 0, 1), E: 65537}
	key := signtest.Key(t)
	curve, err := ecdsa.GenerateKey(elliptic.P224(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		text []byte
		want string
	}{
		"nothing":         {nil, "it has no PEM block"},
		"a private key":   {signtest.PEM(t, key.Signer()), `its PEM block is "PRIVATE KEY", expected PUBLIC KEY`},
		"two keys":        {append(key.Public().PEM(), key.Public().PEM()...), "there is more behind its first PEM block; expected one key"},
		"a short RSA key": {spki(t, small), "its RSA key has 1024 bits, fewer than 2048"},
		"P-224":           {spki(t, &curve.PublicKey), "curve P-224 is not supported, use P-256, P-384 or P-521"},
	} {
		if _, err := signing.ParsePublicKey(tt.text); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got error %v, want %s", name, err, tt.want)
		}
	}
}

func spki(t *testing.T, key any) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

// sealed is a key as cosign generate-key-pair writes it.
func sealed(t *testing.T, der []byte, password string, n int) []byte {
	t.Helper()
	salt, nonce := make([]byte, 32), [24]byte{}
	rand.Read(salt)
	rand.Read(nonce[:])
	derived, err := scrypt.Key([]byte(password), salt, min(n, 1<<15), 8, 1, 32)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]any{
		"kdf":        map[string]any{"name": "scrypt", "params": map[string]any{"N": n, "r": 8, "p": 1}, "salt": salt},
		"cipher":     map[string]any{"name": "nacl/secretbox", "nonce": nonce[:]},
		"ciphertext": secretbox.Seal(nil, der, &nonce, (*[32]byte)(derived)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED SIGSTORE PRIVATE KEY", Bytes: text})
}

func TestEncryptedKey(t *testing.T) {
	t.Parallel()
	block, _ := pem.Decode(signtest.PEM(t, signtest.Key(t).Signer()))
	text := sealed(t, block.Bytes, "secret", 1<<15)
	if !signing.IsEncrypted(text) {
		t.Error("it is not known to be encrypted")
	}
	key, err := signing.ParsePrivateKey(text, []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if want := signtest.Private(t, key.Signer()).Public().Fingerprint(); key.Public().Fingerprint() != want {
		t.Errorf("got %s, want %s", key.Public().Fingerprint(), want)
	}
	if _, err := signing.ParsePrivateKey(text, []byte("wrong")); !errors.Is(err, signing.ErrPassword) {
		t.Errorf("got error %v, want a wrong password", err)
	}
	// Whoever writes the file chooses how much memory its key takes.
	if _, err := signing.ParsePrivateKey(sealed(t, block.Bytes, "secret", 1<<30), []byte("secret")); err == nil || !strings.Contains(err.Error(), "asks for too much memory") {
		t.Errorf("got error %v", err)
	}
}

func TestBundle(t *testing.T) {
	t.Parallel()
	key := signtest.Key(t)
	text := signtest.Bundle(t, key, []byte("{}"))
	b, err := signing.ParseBundle(text)
	if err != nil {
		t.Fatal(err)
	}
	if b.Certified || b.Envelope == nil || b.Envelope.Verify(key.Public()) != nil {
		t.Errorf("got %+v", b)
	}
	b.Envelope.PayloadType = "text/plain"
	if err := b.Envelope.Verify(key.Public()); !errors.Is(err, signing.ErrSignature) {
		t.Errorf("of another type: got error %v", err)
	}
	for text, want := range map[string]string{
		`{`:  "parsing the sigstore bundle: unexpected end of JSON input",
		`{}`: `its media type is "", which is not that of a sigstore bundle`,
		`{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json"}`:                                                                            "the sigstore bundle has to have either a key or a certificate",
		`{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "verificationMaterial": {"publicKey": {}}}`:                                 "the sigstore bundle has to have either a DSSE envelope or a signature",
		`{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "verificationMaterial": {"publicKey": {}}, "dsseEnvelope": {"payload": 1}}`: "parsing the DSSE envelope: json: cannot unmarshal number into Go struct field .payload of type string",
	} {
		if _, err := signing.ParseBundle([]byte(text)); err == nil || err.Error() != want {
			t.Errorf("%s: got error %v, want %s", text, err, want)
		}
	}
}

func FuzzParseBundle(f *testing.F) {
	f.Add([]byte(`{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "verificationMaterial": {"publicKey": {"hint": "x"}},
		"dsseEnvelope": {"payload": "e30=", "payloadType": "application/vnd.in-toto+json", "signatures": [{"sig": "AA=="}]}}`))
	f.Add([]byte(`{"mediaType": "application/vnd.dev.sigstore.bundle+json;version=0.1", "verificationMaterial": {"certificate": {}}, "messageSignature": {"signature": ""}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := signing.ParseBundle(text)
		if err == nil && (b.Envelope == nil) == (b.Signature == nil) && b.Envelope == nil && len(b.Signature) > 0 {
			t.Errorf("got %+v", b)
		}
	})
}

func FuzzParseStatement(f *testing.F) {
	f.Add([]byte(`{"_type": "https://in-toto.io/Statement/v1", "subject": [{"digest": {"sha256": "00"}}], "predicateType": "x", "predicate": {}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := signing.ParseStatement(text)
		if err == nil && s.IsAbout("sha256:") && len(s.Subject) == 0 {
			t.Errorf("got %+v", s)
		}
	})
}

func FuzzParsePrivateKey(f *testing.F) {
	f.Add([]byte("-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"))
	f.Add([]byte("-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\ne30=\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if key, err := signing.ParsePrivateKey(text, nil); err == nil && key.Public() == nil {
			t.Error("a key without a public one")
		}
	})
}
