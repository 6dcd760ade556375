package oci

import (
	"io"
	"net/http"
	"strings"
)

// maxDocument is the longest manifest, index or list of referrers that is read, in bytes.
// Registries accept manifests of 4 MiB.
const maxDocument = 8 << 20

// bounded is a transport whose answers that are read into memory end at maxDocument.
type bounded struct{ base http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (b bounded) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := b.base.RoundTrip(request)
	if err != nil || strings.Contains(request.URL.Path, "/blobs/") || !strings.Contains(request.URL.Path, "/v2/") {
		return response, err
	}
	response.Body = &limited{response.Body, maxDocument}
	return response, nil
}

// limited is a body with an error behind its last byte.
type limited struct {
	io.ReadCloser
	left int64
}

// Read implements [io.Reader].
func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, badContent("it has more than %d bytes, which is the limit", maxDocument)
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.ReadCloser.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n - 1, badContent("it has more than %d bytes, which is the limit", maxDocument)
	}
	return n, err
}
