package distribution

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"encoding/asn1"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/util"

	"github.com/pratique-dev/pratique/internal/signing"
)

// signatures is the file in which a bundle is signed.
const signatures = ".signatures.json"

// DefaultKeyID is what opa sign calls a key.
const DefaultKeyID = "default"

// Sign signs a tarball inside, as opa sign does it. The same tarball and key give the same
// bytes, which opa sign does not do with ECDSA.
func Sign(tarball []byte, key *signing.PrivateKey, keyID string) ([]byte, error) {
	signed, err := sign(tarball, key, keyID)
	if err != nil {
		return nil, fmt.Errorf("signing the policy: %w", err)
	}
	return signed, nil
}

func sign(tarball []byte, key *signing.PrivateKey, keyID string) ([]byte, error) {
	files, err := unpack(tarball)
	if err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(f file) bool { return f.name == signatures })
	hashes, err := hash(files)
	if err != nil {
		return nil, err
	}
	token, err := jws(key, map[string]any{"files": hashes, "keyid": keyID}, keyID)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(map[string]any{"signatures": []string{token}})
	if err != nil {
		return nil, err
	}
	files = append(files, file{signatures, text})
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return pack(files)
}

// hash gives OPA's digest of each file: of JSON and YAML it is one of the structure.
func hash(files []file) ([]bundle.FileInfo, error) {
	hasher, err := bundle.NewSignatureHasher(bundle.SHA256)
	if err != nil {
		return nil, err
	}
	var infos []bundle.FileInfo
	for _, f := range files {
		var value any = f.data
		if bundle.IsStructuredDoc(f.name) {
			if err := util.Unmarshal(f.data, &value); err != nil {
				return nil, fmt.Errorf("%s: %w", f.name, err)
			}
		}
		sum, err := hasher.HashFile(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		infos = append(infos, bundle.NewFile(f.name, hex.EncodeToString(sum), "SHA-256"))
	}
	return infos, nil
}

// jws is a JSON Web Signature in its compact form (RFC 7515).
func jws(key *signing.PrivateKey, payload any, keyID string) (string, error) {
	algorithm := key.Public().Algorithm()
	if algorithm == "EdDSA" {
		return "", errors.New("OPA verifies no Ed25519 signatures; use an ECDSA key on P-256")
	}
	header, err := json.Marshal(map[string]string{"alg": algorithm, "kid": keyID, "typ": "JWT"})
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(payload)
	if err != nil {
		return "", err
	}
	signed := base64.RawURLEncoding.EncodeToString(header) + "." + base64.RawURLEncoding.EncodeToString(body)
	hash := map[string]crypto.Hash{"ES256": crypto.SHA256, "ES384": crypto.SHA384, "ES512": crypto.SHA512, "RS256": crypto.SHA256}[algorithm]
	h := hash.New()
	h.Write([]byte(signed))
	signature, err := key.Signer().Sign(nil, h.Sum(nil), hash) // without randomness: RFC 6979
	if err != nil {
		return "", err
	}
	if public, ok := key.Signer().Public().(*ecdsa.PublicKey); ok {
		if signature, err = fixedLength(signature, (public.Params().BitSize+7)/8); err != nil {
			return "", err
		}
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// fixedLength turns an ECDSA signature from ASN.1 into the form of JSON Web Signatures.
func fixedLength(signature []byte, size int) ([]byte, error) {
	var pair struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(signature, &pair); err != nil {
		return nil, err
	}
	fixed := make([]byte, 2*size)
	pair.R.FillBytes(fixed[:size])
	pair.S.FillBytes(fixed[size:])
	return fixed, nil
}

// verify verifies the signature inside a tarball, with OPA's own code.
func verify(tarball []byte, key *signing.PublicKey) error {
	files, err := unpack(tarball)
	if err != nil {
		return err
	}
	for i, f := range files[min(1, len(files)):] {
		if f.name == files[i].name {
			return fmt.Errorf("the tarball has two files %s", f.name)
		}
	}
	config := &bundle.KeyConfig{Key: string(key.PEM()), Algorithm: key.Algorithm()}
	verification := bundle.NewVerificationConfig(map[string]*bundle.KeyConfig{DefaultKeyID: config}, DefaultKeyID, "", nil)
	_, err = bundle.NewReader(bytes.NewReader(tarball)).WithBundleVerificationConfig(verification).WithSizeLimitBytes(maxPolicy.Bytes()).Read()
	return err
}
