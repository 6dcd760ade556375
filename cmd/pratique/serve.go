package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/internal/distribution"
	"github.com/pratique-dev/pratique/internal/fleet"
	"github.com/pratique-dev/pratique/internal/serve"
)

func (a *app) serveCommand() *cli.Command {
	flags := slices.DeleteFunc(fleetRunFlags(), func(f cli.Flag) bool {
		return slices.Contains([]string{"plan", "shard", "shard-by", "now", "sign-key", "password-stdin", "jobs"}, f.Names()[0])
	})
	return &cli.Command{
		Name:  "serve",
		Usage: "answer whether images may run: Kubernetes admission, Gatekeeper's external data, plain HTTP",
		Description: "Paths: POST /admission/v1, /gatekeeper/v1beta1 and /v1/judge; GET /healthz, /readyz and /metrics. What cannot be decided in\n" +
			"time is denied. A bundle by a tag of oci:// is asked for again every --reload. Until a bundle can be loaded, /readyz says why\n" +
			"not, images are denied, and loading is tried again.",
		Flags: append(flags,
			&cli.StringFlag{Name: "listen", Usage: "listen on `ADDRESS`", Value: ":8443"},
			&cli.StringFlag{Name: "tls-cert", Usage: "PEM `FILE` of the certificate, read again when it changes; without it, plain HTTP"},
			&cli.StringFlag{Name: "tls-key", Usage: "PEM `FILE` of its private key"},
			&cli.StringFlag{Name: "client-ca", Usage: "PEM `FILE`: clients of /gatekeeper and /v1/judge need a certificate of it"},
			&cli.StringFlag{Name: "decisions", Usage: "where decisions come from: `stored` ones, judge (judge each image), or both", Value: "judge"},
			&cli.BoolFlag{Name: "trust-unsigned", Usage: "accept stored decisions that are not signed: those of whoever can push to the store"},
			&cli.DurationFlag{Name: "max-decision-age", Usage: "accept stored decisions no older than this `DURATION`", Value: 24 * time.Hour},
			&cli.StringFlag{Name: "fail-on", Usage: "deny at this `ACTION` or worse: stop or warn", Value: "stop"},
			&cli.DurationFlag{Name: "max-wait", Usage: "answer within this `DURATION`; an image that takes longer is denied and judged on", Value: 1800 * time.Millisecond},
			&cli.UintFlag{Name: "jobs", Aliases: []string{"j"}, Usage: "judge `N` images at a time", Value: 2},
			&cli.UintFlag{Name: "entries", Usage: "keep `N` decisions in memory", Value: 10_000},
			&cli.BoolFlag{Name: "fail-open", Usage: "allow, with a warning, what cannot be decided"},
			&cli.StringSliceFlag{Name: "allow-registry", Usage: "ask only repositories that match the `PATTERN`, with their registry; repeatable"},
			&cli.StringFlag{Name: "mutable-tags", Usage: "an image that is named by a tag: allow, `warn` or deny", Value: "warn"},
			&cli.DurationFlag{Name: "reload", Usage: "load the bundle and data again every `DURATION`; 0 for never", Value: 5 * time.Minute},
		),
		Action: paced(a.serve),
	}
}

func (a *app) serve(c *cli.Context) error {
	if c.NArg() > 0 {
		return usage(c, "unexpected argument %q", c.Args().First())
	}
	_, onErr := onErrorOf(c)
	if err := errors.Join(oneOf(c, "decisions", "stored", "judge", "both"), oneOf(c, "mutable-tags", "allow", "warn", "deny"), oneOf(c, "fail-on", "stop", "warn"), onErr); err != nil {
		return err
	}
	if (c.String("tls-cert") == "") != (c.String("tls-key") == "") {
		return usage(c, "--tls-cert and --tls-key go together")
	}
	source, err := a.serveSource(c)
	if err != nil {
		return err
	}
	decider := &serve.Decider{
		Source: source, MaxWait: c.Duration("max-wait"), Registries: c.StringSlice("allow-registry"), MutableTags: c.String("mutable-tags"),
		TTL: 10 * time.Minute, NegativeTTL: 30 * time.Second, Entries: int(c.Uint("entries")), Jobs: int(c.Uint("jobs")),
	}
	server := serve.New(decider)
	server.Address, server.CertFile, server.KeyFile, server.ClientCA = c.String("listen"), c.String("tls-cert"), c.String("tls-key"), c.String("client-ca")
	server.FailOpen = c.Bool("fail-open")
	level := slog.LevelInfo
	if a.verbosity > 0 {
		level = slog.LevelDebug
	}
	server.Log = slog.New(slog.NewJSONHandler(a.stderr, &slog.HandlerOptions{Level: level}))
	ctx, end := context.WithCancelCause(c.Context)
	defer end(nil)
	c.Context = ctx
	l := &loader{app: a, source: source, decider: decider, log: server.Log}
	server.Ready = l.ready
	go func() {
		if err := l.run(c); err != nil {
			end(err)
		}
	}()
	err = server.Serve(ctx)
	if cause := context.Cause(ctx); errors.As(cause, new(*usageError)) {
		return cause
	}
	return err
}

// serveSource is where decisions come from, without a bundle.
func (a *app) serveSource(c *cli.Context) (*serve.Registry, error) {
	client, err := a.ociClient(c)
	if err != nil {
		return nil, err
	}
	r := &serve.Registry{
		Client: client, MaxAge: c.Duration("max-decision-age"), FailOn: c.String("fail-on"),
		JudgeMissing: c.String("decisions") != "stored",
	}
	if c.String("decisions") != "judge" {
		if len(c.StringSlice("decision-key")) == 0 && !c.Bool("trust-unsigned") {
			return nil, usage(c, "stored decisions are claims of whoever can push: name the keys that sign them with --decision-key, or use --trust-unsigned")
		}
		if r.Store, err = fleet.NewStore(client, c.String("store")); err != nil {
			return nil, err
		}
		if !c.Bool("trust-unsigned") {
			if r.Store.Keys, err = distribution.ReadPublicKeys(c.StringSlice("decision-key")); err != nil {
				return nil, err
			}
		}
	}
	return r, nil
}

// loader loads the bundle and data of a server.
type loader struct {
	app     *app
	source  *serve.Registry
	decider *serve.Decider
	log     *slog.Logger

	failed atomic.Pointer[error] // the last time, nil before
}

// ready says why there is no bundle, nil where there is one.
func (l *loader) ready(context.Context) error {
	if l.source.Judges.Load() != nil {
		return nil
	}
	if err := l.failed.Load(); err != nil {
		return fmt.Errorf("the bundle is not loaded: %w", *err)
	}
	return errors.New("the bundle is not loaded yet")
}

// Loading is tried again after firstRetry, and then after twice the time each, up to lastRetry.
const firstRetry, lastRetry = time.Second, 30 * time.Second

// run loads the bundle and data until it can, and again from time to time. What cannot be loaded then
// leaves the one before in use. An error is of a wrong call.
func (l *loader) run(c *cli.Context) error {
	pause := firstRetry
	for {
		fresh, err := l.app.fleetBundle(c)
		before := l.source.Judges.Load()
		wait := c.Duration("reload")
		switch {
		case c.Err() != nil:
			return nil
		case err != nil && before != nil:
			l.log.Error("loading the bundle again; the one before stays in use", "error", err.Error())
		case errors.As(err, new(*usageError)):
			return err
		case err != nil:
			l.failed.Store(&err)
			l.log.Error("loading the bundle; until it is loaded, images are denied", "error", err.Error(), "again_in", pause.String())
			wait, pause = pause, min(2*pause, lastRetry)
		case before == nil:
			l.source.Judges.Store(fresh)
			l.log.Info("ready", "bundle", fresh.ID.Name, "digest", fresh.ID.Bundle)
		case fresh.ID != before.ID:
			l.source.Judges.Store(fresh)
			l.decider.Forget()
			l.log.Info("another bundle or other data", "bundle", fresh.ID.Name, "digest", fresh.ID.Bundle, "before", before.ID.Bundle)
		}
		if wait <= 0 {
			return nil
		}
		select {
		case <-c.Done():
			return nil
		case <-time.After(wait):
		}
	}
}
