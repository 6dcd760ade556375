package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
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
			"time is denied. A bundle by a tag of oci:// is asked for again every --reload.",
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
	if err := errors.Join(oneOf(c, "decisions", "stored", "judge", "both"), oneOf(c, "mutable-tags", "allow", "warn", "deny"), oneOf(c, "fail-on", "stop", "warn")); err != nil {
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
	server.Ready = func(context.Context) error {
		if source.Judges.Load() == nil {
			return errors.New("the bundle is not loaded")
		}
		return nil
	}
	go a.reload(c, source, decider, server.Log)
	if err := server.Serve(c.Context); err != nil {
		return err
	}
	return nil
}

// serveSource is where decisions come from. A bundle that cannot be loaded is an error at once: a
// server without one would deny everything.
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
	bundle, err := a.fleetBundle(c)
	if err != nil {
		return nil, err
	}
	r.Judges.Store(bundle)
	return r, nil
}

// reload loads the bundle and data again from time to time. What cannot be loaded leaves the one before
// in use.
func (a *app) reload(c *cli.Context, source *serve.Registry, decider *serve.Decider, log *slog.Logger) {
	every := c.Duration("reload")
	if every <= 0 {
		return
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-c.Context.Done():
			return
		case <-ticker.C:
		}
		fresh, err := a.fleetBundle(c)
		if err != nil {
			log.Error("loading the bundle again; the one before stays in use", "error", err.Error())
			continue
		}
		before := source.Judges.Load().ID
		if fresh.ID == before {
			continue
		}
		source.Judges.Store(fresh)
		decider.Forget()
		log.Info("another bundle or other data", "bundle", fresh.ID.Name, "digest", fresh.ID.Bundle, "before", before.Bundle)
	}
}
