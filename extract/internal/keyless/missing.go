//go:build nokeyless

package keyless

// Root is a trusted root.
type Root struct{}

// ReadRoot fails.
func ReadRoot([]byte) (*Root, error) { return nil, ErrMissing }

// Verify fails.
func (*Root) Verify(_, _ []byte, _ Identity) (*Proof, error) { return nil, ErrMissing }
