package controlstest_test

import (
	"testing"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/internal/testimage"
)

const (
	removedKey = "-----BEGIN RSA PRIVATE KEY-----\nnot-really-a-key\n-----END RSA PRIVATE KEY-----\n"
	toldOf     = "Secret found in layer 1, though a later layer removes the file: PRIV_KEY in /srv/deploy.pem"
)

// removed is an image whose second layer brings a key that the third one removes.
func removed() *testimage.Builder {
	return alpine().
		Layer(testimage.File("/srv/deploy.pem", removedKey)).
		Layer(testimage.File("/srv/.wh.deploy.pem", ""))
}

// TestDeletedSecret: the layer is still there for everyone who has the image.
func TestDeletedSecret(t *testing.T) {
	t.Parallel()
	s := subject{image: removed(), supplies: scanned(t, negligible)}
	for bundle, control := range map[string]string{cis: "4.10", sans: "5.1", "nist-800-190": "4.1.4"} {
		tells(t, bundle, s, control, "stop "+toldOf)
	}
	tells(t, "best-practices", s, "2", "warn "+toldOf)
	for _, bundle := range bundles.Names() {
		hidden(t, bundle, s, "not-really-a-key")
	}
}

// TestDeletedSecretUnknown: a filesystem without its layers says nothing of what was in them.
func TestDeletedSecretUnknown(t *testing.T) {
	t.Parallel()
	directory := subject{source: "dir:" + t.TempDir()}
	for bundle, control := range map[string]string{cis: "4.10", sans: "5.1", "nist-800-190": "4.1.4", "best-practices": "2"} {
		want(t, bundle, directory, map[string]string{control: "unknown"})
	}
}
