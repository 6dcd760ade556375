// Package keyless verifies signatures by certificates that name an identity: those of
// Fulcio, with the logs and time-stamping authorities of a trusted root that the caller
// has. It never uses the network. The build tag nokeyless leaves it out.
package keyless

import (
	"errors"
	"time"
)

// Identity is whose signatures are accepted.
type Identity struct {
	Issuer       string // of the identity, exactly
	Subject      string // the certificate's subject alternative name; "" for SubjectRegex
	SubjectRegex string // RE2, of the whole name
	// NoSCT accepts certificates that no certificate transparency log has.
	NoSCT bool
	// NoLog accepts signatures that are in no transparency log, where a time-stamping
	// authority of the root has their time.
	NoLog bool
}

// Proof is what a verified signature shows.
type Proof struct {
	Subject, Issuer string
	Times           []time.Time // that logs and authorities vouch for, at least one
	LogIndex        *int64
	Payload         []byte // of the DSSE envelope; nil for a signature over the artifact
	PayloadType     string
}

// ErrMissing is that the program was built without keyless verification.
var ErrMissing = errors.New("this program was built without keyless verification (build tag nokeyless)")
