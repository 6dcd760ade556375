package source

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
)

// heard notes that a server has answered, whatever it said.
type heard struct {
	http.RoundTripper
	answered *atomic.Bool
}

// RoundTrip implements http.RoundTripper.
func (h heard) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := h.RoundTripper.RoundTrip(r)
	if err == nil {
		h.answered.Store(true)
	}
	return response, err
}

// isUnreachable says whether an error is that nobody could be reached. A certificate that is not
// trusted, or a certificate of somebody else, is an answer.
func isUnreachable(ctx context.Context, err error) bool {
	if ctx.Err() != nil {
		return false
	}
	var dns *net.DNSError
	var operation *net.OpError
	return errors.As(err, &dns) || errors.As(err, &operation) && operation.Op == "dial"
}

// fromDaemon asks a daemon for an image whose registry cannot be reached. What a registry has
// refused or does not have is never looked for elsewhere, since the daemon may have another image
// of the name; nor is what a digest names, which the archive of a daemon does not show.
func fromDaemon(ctx context.Context, r Ref, o Options, cause error) (*Image, error) {
	if strings.Contains(r.Reference, "@") {
		return nil, fmt.Errorf("%w (an image of a daemon has no digest to compare; to use it all the same, write daemon:%s)", cause, r.Reference)
	}
	docker, err := findDaemon(ctx)
	if err != nil {
		return nil, cause // nobody is there
	}
	host := docker.DaemonHost()
	if answers(ctx, docker) != nil {
		_ = docker.Close() // it has said nothing
		return nil, cause
	}
	image, err := saveFrom(ctx, docker, r.Reference, o)
	if err != nil {
		return nil, fmt.Errorf("%w; the daemon at %s does not have it either: %w", cause, host, err)
	}
	image.Name, image.FromDaemon = r.Reference, true
	if o.Notice != nil {
		o.Notice(fmt.Sprintf("%s is the image of the daemon at %s, since its registry cannot be reached", r.Reference, host))
	}
	return image, nil
}
