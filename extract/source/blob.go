package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// maxResumes is how often the download of one blob may break off without a byte in between.
const maxResumes = 3

// blob implements blobs. A download that breaks off goes on where it did.
func (r *registry) blob(ctx context.Context, digest string) (io.ReadCloser, error) {
	b := &download{ctx: ctx, client: r.client, url: r.url("blobs", digest)}
	if err := b.open(); err != nil {
		return nil, err
	}
	return b, nil
}

func (r *registry) url(kind, name string) string {
	return r.repository.Scheme() + "://" + r.repository.RegistryStr() + "/v2/" + r.repository.RepositoryStr() + "/" + kind + "/" + name
}

// download is a blob that is being read.
type download struct {
	ctx    context.Context
	client *http.Client
	url    string
	body   io.ReadCloser
	at     int64 // bytes that were read
	broken int   // times that it broke off since the last byte
}

// open asks for what has not been read yet.
func (d *download) open() error {
	request, err := http.NewRequestWithContext(d.ctx, http.MethodGet, d.url, nil)
	if err != nil {
		return err
	}
	// The digest is one of the bytes as they are stored.
	request.Header.Set("Accept-Encoding", "identity")
	want := http.StatusOK
	if d.at > 0 {
		request.Header.Set("Range", fmt.Sprintf("bytes=%d-", d.at))
		want = http.StatusPartialContent
	}
	response, err := d.client.Do(request)
	if err != nil {
		return err
	}
	if response.StatusCode == http.StatusOK && d.at > 0 {
		// Ranges are not known there: what was read comes again.
		if _, err := io.CopyN(io.Discard, response.Body, d.at); err != nil {
			return errors.Join(err, response.Body.Close())
		}
		want = http.StatusOK
	}
	if err := transport.CheckError(response, want); err != nil {
		return errors.Join(err, response.Body.Close())
	}
	if got := response.Header.Get("Content-Range"); want == http.StatusPartialContent && !strings.HasPrefix(got, fmt.Sprintf("bytes %d-", d.at)) {
		return errors.Join(fmt.Errorf("the registry was asked for the bytes from %d on, and gave %q", d.at, got), response.Body.Close())
	}
	d.body = response.Body
	return nil
}

// Read implements io.Reader.
func (d *download) Read(p []byte) (int, error) {
	for {
		n, err := d.body.Read(p)
		d.at += int64(n)
		if n > 0 {
			d.broken = 0
			if err != nil && !errors.Is(err, io.EOF) {
				err = nil // the next Read meets it again
			}
			return n, err
		}
		if err == nil || errors.Is(err, io.EOF) || d.ctx.Err() != nil {
			return n, err
		}
		if d.broken++; d.broken > maxResumes {
			return n, err
		}
		_ = d.body.Close()
		if again := d.open(); again != nil {
			return 0, errors.Join(err, fmt.Errorf("going on at byte %d: %w", d.at, again))
		}
	}
}

// Close implements io.Closer.
func (d *download) Close() error { return d.body.Close() }
