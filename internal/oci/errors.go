package oci

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// ErrNotFound is that the registry or layout has no such manifest or blob.
var ErrNotFound = errors.New("not found")

// errContent is that a registry has answered with something that cannot be used: it is too
// large, has another digest or does not parse.
var errContent = errors.New("unusable content")

// contentError is an error of what was read, in contrast to one of reading it.
type contentError struct{ error }

func (contentError) Is(target error) bool { return target == errContent }

func (e contentError) Unwrap() error { return e.error }

func badContent(format string, args ...any) error {
	return contentError{fmt.Errorf(format, args...)}
}

// Answered says whether an error is an answer: the thing is not there, or what is there
// cannot be used. Otherwise the registry has refused or failed to answer, and nothing is
// known.
func Answered(err error) bool {
	return errors.Is(err, ErrNotFound) || errors.Is(err, errContent)
}

// status is the HTTP status of a registry's error, 0 for other errors.
func status(err error) int {
	if refused, ok := errors.AsType[*transport.Error](err); ok {
		return refused.StatusCode
	}
	return 0
}

// withNotFound marks errors of things that are not there.
func withNotFound(err error) error {
	if status(err) == http.StatusNotFound {
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	return err
}

// hasNoReferrers are the answers of registries that do not know the referrers API.
func hasNoReferrers(code int) bool {
	return slices.Contains([]int{
		http.StatusNotFound, http.StatusBadRequest, http.StatusMethodNotAllowed, http.StatusNotAcceptable, http.StatusNotImplemented,
	}, code)
}
