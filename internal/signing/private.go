package signing

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"

	"golang.org/x/crypto/nacl/secretbox"
	"golang.org/x/crypto/scrypt"
)

// maxScrypt bounds the memory that an encrypted key may ask for, N·r in units of 128
// bytes: 256 MiB. cosign's own is 64 MiB.
const maxScrypt = 1 << 21

// ErrPassword is that an encrypted key needs another password.
var ErrPassword = errors.New("the password is wrong")

// PrivateKey makes signatures.
type PrivateKey struct {
	signer crypto.Signer
	public *PublicKey
}

// IsEncrypted says whether a PEM text is a private key that needs a password.
func IsEncrypted(text []byte) bool {
	block, _ := pem.Decode(text)
	return block != nil && isCosign(block.Type)
}

func isCosign(block string) bool {
	return block == "ENCRYPTED SIGSTORE PRIVATE KEY" || block == "ENCRYPTED COSIGN PRIVATE KEY"
}

// ParsePrivateKey reads one PEM block: PRIVATE KEY (PKCS #8), EC PRIVATE KEY, RSA PRIVATE
// KEY, or what cosign generate-key-pair writes, which is encrypted with a password.
func ParsePrivateKey(text, password []byte) (*PrivateKey, error) {
	block, err := onlyBlock(text)
	if err != nil {
		return nil, err
	}
	var key any
	switch {
	case block.Type == "PRIVATE KEY":
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	case block.Type == "EC PRIVATE KEY":
		key, err = x509.ParseECPrivateKey(block.Bytes)
	case block.Type == "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	case isCosign(block.Type):
		var der []byte
		if der, err = decrypt(block.Bytes, password); err == nil {
			key, err = x509.ParsePKCS8PrivateKey(der)
		}
	default:
		return nil, fmt.Errorf("its PEM block is %q, expected PRIVATE KEY or what cosign generate-key-pair writes", block.Type)
	}
	if err != nil {
		return nil, err
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("keys of type %T cannot sign", key)
	}
	public, err := newPublicKey(signer.Public())
	if err != nil {
		return nil, err
	}
	return &PrivateKey{signer, public}, nil
}

// decrypt opens the encryption of cosign's keys: a secretbox under a key that scrypt makes
// of the password.
func decrypt(text, password []byte) ([]byte, error) {
	var sealed struct {
		KDF struct {
			Name   string `json:"name"`
			Params struct{ N, R, P int }
			Salt   []byte `json:"salt"`
		} `json:"kdf"`
		Cipher struct {
			Name  string `json:"name"`
			Nonce []byte `json:"nonce"`
		} `json:"cipher"`
		Ciphertext []byte `json:"ciphertext"`
	}
	if err := json.Unmarshal(text, &sealed); err != nil {
		return nil, fmt.Errorf("parsing the encrypted key: %w", err)
	}
	params := sealed.KDF.Params
	var nonce [24]byte
	switch {
	case sealed.KDF.Name != "scrypt" || sealed.Cipher.Name != "nacl/secretbox" || len(sealed.Cipher.Nonce) != len(nonce):
		return nil, fmt.Errorf("its encryption is %.40q with %.40q, expected scrypt with nacl/secretbox", sealed.KDF.Name, sealed.Cipher.Name)
	case params.N < 1 || params.R < 1 || params.P < 1 || params.P > 16 || params.N > maxScrypt/params.R:
		return nil, errors.New("its encryption asks for too much memory")
	}
	copy(nonce[:], sealed.Cipher.Nonce)
	derived, err := scrypt.Key(password, sealed.KDF.Salt, params.N, params.R, params.P, 32)
	if err != nil {
		return nil, err
	}
	der, ok := secretbox.Open(nil, sealed.Ciphertext, &nonce, (*[32]byte)(derived))
	if !ok {
		return nil, ErrPassword
	}
	return der, nil
}

// Public is the key that verifies.
func (k *PrivateKey) Public() *PublicKey { return k.public }

// Signer is the key itself, for other formats.
func (k *PrivateKey) Signer() crypto.Signer { return k.signer }

// Sign signs a message, as [PublicKey.Verify] verifies it.
func (k *PrivateKey) Sign(message []byte) ([]byte, error) {
	switch key := k.public.key.(type) {
	case *ecdsa.PublicKey:
		return k.signer.Sign(rand.Reader, hashesOf(key.Curve)[0](message), nil)
	case ed25519.PublicKey:
		return k.signer.Sign(rand.Reader, message, crypto.Hash(0))
	case *rsa.PublicKey:
		sum := sha256.Sum256(message)
		return k.signer.Sign(rand.Reader, sum[:], crypto.SHA256)
	}
	return nil, fmt.Errorf("keys of type %T cannot sign", k.public.key)
}
