//go:build nokeyless

package keyless_test

import (
	"errors"
	"testing"

	"github.com/pratique-dev/pratique/extract/internal/keyless"
)

// Without keyless verification nothing is verified, and it is said.
func verifyAny(t *testing.T, bundle []byte) {
	t.Helper()
	if _, err := (*keyless.Root)(nil).Verify(bundle, nil, keyless.Identity{}); !errors.Is(err, keyless.ErrMissing) {
		t.Errorf("got error %v", err)
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	if _, err := keyless.ReadRoot([]byte("{}")); !errors.Is(err, keyless.ErrMissing) {
		t.Errorf("got error %v", err)
	}
}
