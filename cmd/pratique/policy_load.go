package main

import (
	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
)

// policyFlags say what is demanded of a bundle, above all of one in a registry.
func policyFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "policy-key", Usage: "refuse a bundle that the public key in this PEM `FILE` has not signed; repeatable, one of them is enough"},
		&cli.StringFlag{
			Name:   "policy-trust",
			Usage:  "refuse a bundle of a registry that nobody has signed whom this trust `FILE` trusts: keys, keyless identities, notation; with --policy-key one of both is enough",
			Action: refuseEmpty("policy-trust"),
		},
		&cli.BoolFlag{Name: "require-digest", Usage: "refuse a bundle of a registry, a web server or a git repository that is not pinned by its digest or commit"},
	}
}

// refuseEmpty refuses an empty value, which would demand nothing.
func refuseEmpty(flag string) func(*cli.Context, string) error {
	return func(c *cli.Context, value string) error {
		if value == "" {
			return usage(c, "--%s is empty", flag)
		}
		return nil
	}
}

// bundleSource is how a bundle is fetched: as policyFlags demand it, from a registry that is reached as
// that of images. The user's name and password are those of the images' registry.
func (a *app) bundleSource(c *cli.Context) evaluate.SourceOptions {
	return evaluate.SourceOptions{
		PolicyKeys: c.StringSlice("policy-key"), PolicyTrust: c.String("policy-trust"), RequireDigest: c.Bool("require-digest"), AllowOlder: c.Bool("allow-older"),
		Insecure: c.Bool("insecure"), CAFile: c.String("ca-file"), Offline: c.Bool("offline"), Warn: func(text string) { a.warn("%s", text) },
	}
}
