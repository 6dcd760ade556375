package registryhttp

import (
	"context"

	"golang.org/x/time/rate"
)

type limiterKey struct{}

// WithRate bounds the requests to registries under the context, whoever makes them: so many a second
// for all of them together.
func WithRate(ctx context.Context, perSecond float64) context.Context {
	return context.WithValue(ctx, limiterKey{}, rate.NewLimiter(rate.Limit(perSecond), 1))
}

// await waits until the context's rate allows one more request.
func await(ctx context.Context) error {
	if limiter, ok := ctx.Value(limiterKey{}).(*rate.Limiter); ok {
		return limiter.Wait(ctx)
	}
	return nil
}
