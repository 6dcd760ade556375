package registryhttp

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/pratique-dev/pratique/internal/limits"
)

var (
	maxRetries = limits.Count("retries", 5)
	// maxWait is how long a registry may put us off at one time.
	maxWait = limits.Time("retry-wait", 2*time.Minute)
)

// isBusy says whether a registry asks to come back later.
func isBusy(r *http.Response) bool {
	return r.StatusCode == http.StatusTooManyRequests ||
		r.StatusCode == http.StatusServiceUnavailable && r.Header.Get("Retry-After") != ""
}

// retryAfter is how long to wait, from the header (seconds or a date, RFC 9110, 10.2.3) or else
// longer each time.
func retryAfter(r *http.Response, try int) time.Duration {
	header := r.Header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(header, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, time.Until(at))
	}
	return time.Second << try
}

var errTooLong = errors.New("the registry asks for more time than there is")

// wait waits, unless the context or maxWait ends before.
func wait(ctx context.Context, d time.Duration) error {
	if deadline, ok := ctx.Deadline(); d > maxWait.Duration() || ok && time.Until(deadline) < d {
		return errTooLong
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
