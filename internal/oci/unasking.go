package oci

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/google/go-containerregistry/pkg/v1/types"
)

// maxUnasked is the longest blob that is written without asking whether it is there, in bytes: for one
// that is new that saves a request, for one that is not it costs two more and the blob.
const maxUnasked = 256 << 10

type unaskedKey struct{}

// unasked is a context in which blobs and manifests are written as though none of them was there.
func unasked(ctx context.Context) context.Context { return context.WithValue(ctx, unaskedKey{}, true) }

// unasking answers, for unasked, what go-containerregistry asks before and after it writes: that a blob
// is not there, and that the registry lists the referrers of the subject, since Attach reads them back and
// writes the list better where the registry does not.
type unasking struct{ base http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (u unasking) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.Context().Value(unaskedKey{}) != nil {
		switch {
		case request.Method == http.MethodHead && strings.Contains(request.URL.Path, "/blobs/sha256:"):
			return answer(request, http.StatusNotFound, ""), nil
		case request.Method == http.MethodGet && strings.Contains(request.URL.Path, "/referrers/sha256:"):
			return answer(request, http.StatusOK, `{"schemaVersion": 2, "manifests": []}`), nil
		}
	}
	return u.base.RoundTrip(request)
}

func answer(request *http.Request, code int, text string) *http.Response {
	return &http.Response{
		StatusCode: code, Status: http.StatusText(code), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: request,
		Header: http.Header{"Content-Type": {string(types.OCIImageIndex)}}, Body: io.NopCloser(bytes.NewReader([]byte(text))), ContentLength: int64(len(text)),
	}
}
