package distribution

import (
	"fmt"
	"os"

	"github.com/pratique-dev/pratique/internal/signing"
)

// maxKey bounds the file of a key, in bytes.
const maxKey = 1 << 20

// ReadPublicKeys reads public keys in PEM, one a file.
func ReadPublicKeys(paths []string) ([]*signing.PublicKey, error) {
	var keys []*signing.PublicKey
	for _, path := range paths {
		text, err := readKey(path)
		if err != nil {
			return nil, fmt.Errorf("reading public key: %w", err)
		}
		key, err := signing.ParsePublicKey(text)
		if err != nil {
			return nil, fmt.Errorf("reading public key %s: %w", path, err)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// ReadPrivateKey reads a private key in PEM. password is asked for the password of one that
// is encrypted.
func ReadPrivateKey(path string, password func() ([]byte, error)) (*signing.PrivateKey, error) {
	text, err := readKey(path)
	if err != nil {
		return nil, fmt.Errorf("reading private key: %w", err)
	}
	var secret []byte
	if signing.IsEncrypted(text) {
		if secret, err = password(); err != nil {
			return nil, fmt.Errorf("reading private key %s: %w", path, err)
		}
	}
	key, err := signing.ParsePrivateKey(text, secret)
	if err != nil {
		return nil, fmt.Errorf("reading private key %s: %w", path, err)
	}
	return key, nil
}

func readKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxKey {
		return nil, fmt.Errorf("%s is not a file of at most %d bytes", path, maxKey)
	}
	return os.ReadFile(path)
}
