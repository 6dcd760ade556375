package signing

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

// minRSA is the length in bits from which RSA keys are accepted.
const minRSA = 2048

// ErrSignature is that a signature is not one of the message by the key.
var ErrSignature = errors.New("the signature is not by this key, or not over this content")

// PublicKey verifies signatures. The key alone decides the algorithm.
type PublicKey struct {
	key  crypto.PublicKey
	spki []byte
}

// ParsePublicKey reads one PEM block, PUBLIC KEY or RSA PUBLIC KEY.
func ParsePublicKey(text []byte) (*PublicKey, error) {
	block, err := onlyBlock(text)
	if err != nil {
		return nil, err
	}
	var key any
	switch block.Type {
	case "PUBLIC KEY":
		key, err = x509.ParsePKIXPublicKey(block.Bytes)
	case "RSA PUBLIC KEY":
		key, err = x509.ParsePKCS1PublicKey(block.Bytes)
	default:
		return nil, fmt.Errorf("its PEM block is %q, expected PUBLIC KEY", block.Type)
	}
	if err != nil {
		return nil, err
	}
	return newPublicKey(key)
}

func onlyBlock(text []byte) (*pem.Block, error) {
	block, rest := pem.Decode(text)
	if block == nil {
		return nil, errors.New("it has no PEM block")
	}
	if strings.TrimSpace(string(rest)) != "" {
		return nil, errors.New("there is more behind its first PEM block; expected one key")
	}
	return block, nil
}

func newPublicKey(key crypto.PublicKey) (*PublicKey, error) {
	switch key := key.(type) {
	case *ecdsa.PublicKey:
		if hashesOf(key.Curve) == nil {
			return nil, fmt.Errorf("curve %s is not supported, use P-256, P-384 or P-521", key.Curve.Params().Name)
		}
	case *rsa.PublicKey:
		if bits := key.N.BitLen(); bits < minRSA {
			return nil, fmt.Errorf("its RSA key has %d bits, fewer than %d", bits, minRSA)
		}
	case ed25519.PublicKey:
	default:
		return nil, fmt.Errorf("keys of type %T are not supported, use ECDSA, Ed25519 or RSA", key)
	}
	spki, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return nil, err
	}
	return &PublicKey{key, spki}, nil
}

// hashesOf are the digests that signers use with a curve: the one of its length, and
// SHA-256, which cosign used with all of them.
func hashesOf(curve elliptic.Curve) []func([]byte) []byte {
	sha256sum := func(m []byte) []byte { s := sha256.Sum256(m); return s[:] }
	sha384sum := func(m []byte) []byte { s := sha512.Sum384(m); return s[:] }
	sha512sum := func(m []byte) []byte { s := sha512.Sum512(m); return s[:] }
	switch curve {
	case elliptic.P256():
		return []func([]byte) []byte{sha256sum}
	case elliptic.P384():
		return []func([]byte) []byte{sha384sum, sha256sum}
	case elliptic.P521():
		return []func([]byte) []byte{sha512sum, sha256sum}
	}
	return nil
}

// Verify says whether a signature is one of the message; its error is [ErrSignature].
func (k *PublicKey) Verify(message, signature []byte) error {
	switch key := k.key.(type) {
	case *ecdsa.PublicKey:
		for _, sum := range hashesOf(key.Curve) {
			if ecdsa.VerifyASN1(key, sum(message), signature) {
				return nil
			}
		}
	case ed25519.PublicKey:
		if ed25519.Verify(key, message, signature) {
			return nil
		}
	case *rsa.PublicKey:
		sum := sha256.Sum256(message)
		if rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature) == nil {
			return nil
		}
	}
	return ErrSignature
}

// Fingerprint is "sha256:" and the SHA-256 of the key's SubjectPublicKeyInfo.
func (k *PublicKey) Fingerprint() string {
	sum := sha256.Sum256(k.spki)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// PEM is the key as a PUBLIC KEY block.
func (k *PublicKey) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: k.spki})
}

// Algorithm is the key's name in JSON Web Signatures (RFC 7518): ES256, ES384, ES512,
// EdDSA or RS256.
func (k *PublicKey) Algorithm() string {
	switch key := k.key.(type) {
	case *ecdsa.PublicKey:
		return map[elliptic.Curve]string{elliptic.P256(): "ES256", elliptic.P384(): "ES384", elliptic.P521(): "ES512"}[key.Curve]
	case ed25519.PublicKey:
		return "EdDSA"
	}
	return "RS256"
}

// hint tells the key apart from others in a bundle, as cosign does.
func (k *PublicKey) hint() string {
	sum := sha256.Sum256(k.spki)
	return base64.StdEncoding.EncodeToString(sum[:])
}
