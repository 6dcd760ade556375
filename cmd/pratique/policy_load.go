package main

import (
	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
)

// policyFlags say what is demanded of a bundle, above all of one in a registry.
func policyFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "policy-key", Usage: "refuse a bundle that the public key in this PEM `FILE` has not signed; repeatable, one of them is enough"},
		&cli.BoolFlag{Name: "require-digest", Usage: "refuse a bundle of a registry that is not pinned by its digest"},
	}
}

// bundleSource is how a bundle is fetched: as policyFlags demand it, from a registry that is reached as
// that of images. The user's name and password are those of the images' registry.
func (a *app) bundleSource(c *cli.Context) evaluate.SourceOptions {
	return evaluate.SourceOptions{
		PolicyKeys: c.StringSlice("policy-key"), RequireDigest: c.Bool("require-digest"), AllowOlder: c.Bool("allow-older"),
		Insecure: c.Bool("insecure"), CAFile: c.String("ca-file"), Offline: c.Bool("offline"), Warn: func(text string) { a.warn("%s", text) },
	}
}
