package signatures

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/internal/oci"
)

// SignerOf finds out who has signed a manifest of a repository: the fingerprint of the key, or the identity of the
// certificate. It is for what is no image, such as a policy; all forms and places of signatures are looked at, as for images.
// Where nobody has whom the file trusts, it is "", and why says why. The error is that a place did not answer, so that
// nobody knows. Periods of keys count from the clock.
func (t *Trust) SignerOf(reference oci.Reference) func(ctx context.Context, reader oci.Reader, digest string) (signer string, why, err error) {
	return func(ctx context.Context, reader oci.Reader, digest string) (signer string, why, err error) {
		return t.signerOf(ctx, reader, reference, digest)
	}
}

func (t *Trust) signerOf(ctx context.Context, reader oci.Reader, reference oci.Reference, digest string) (signer string, why, err error) {
	registry, repository, _ := strings.Cut(reference.Repository, "/")
	found, err := Find(ctx, Query{
		Trust: t, Digests: []string{digest}, Own: reader, Registry: registry, Repository: repository, Tag: reference.Tag, Now: time.Now(),
	})
	if err != nil {
		return "", nil, err
	}
	var reasons []error
	for _, s := range found.Signatures {
		if s.Verified {
			return cmp.Or(text(s.Key), text(s.Identity)), nil, nil
		}
		reasons = append(reasons, fmt.Errorf("one of %s: %s", s.Type, text(s.Problem)))
	}
	for _, p := range found.Problems {
		if p.Signatures {
			reasons = append(reasons, errors.New(p.Text))
		}
	}
	if found.Signatures == nil {
		return "", nil, errors.Join(reasons...)
	}
	if len(reasons) == 0 {
		reasons = append(reasons, errors.New("no signature was found"))
	}
	return "", errors.Join(reasons...), nil
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
