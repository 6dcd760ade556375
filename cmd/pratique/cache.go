package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/docker/go-units"
	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/printable"
)

// cacheFlags say where data of layers is kept between runs.
func cacheFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "cache-dir", Usage: "keep the data of layers in this `DIRECTORY`; by default pratique in the user's cache directory"},
		&cli.StringFlag{Name: "cache-size", Usage: "largest `SIZE` of the cache, such as 500MB", Value: "2GB"},
		&cli.BoolFlag{Name: "no-cache", Usage: "neither read nor write the cache"},
	}
}

// cache opens the cache that the flags ask for, nil for none. Without --cache-dir, a cache that
// cannot be opened is done without.
func (a *app) cache(c *cli.Context) (*extract.Cache, error) {
	if c.Bool("no-cache") {
		return nil, nil
	}
	limit, err := units.FromHumanSize(c.String("cache-size"))
	if err != nil || limit <= 0 {
		return nil, usage(c, "--cache-size is %q, expected a size such as 500MB", c.String("cache-size"))
	}
	dir := c.String("cache-dir")
	if c.IsSet("cache-dir") {
		if dir == "" {
			return nil, usage(c, "--cache-dir is empty")
		}
		return extract.OpenCache(dir, limit)
	}
	if dir, err = defaultCache(); err != nil {
		return nil, nil //nolint:nilerr // a user without a home has no cache
	}
	cache, err := extract.OpenCache(dir, limit)
	var cannot *fs.PathError
	switch {
	case errors.As(err, &cannot): // a build machine's home may be read-only
		a.logf(1, "%v; going on without a cache", err)
		return nil, nil
	case err != nil:
		a.warn("%v; going on without a cache", err)
		return nil, nil
	}
	return cache, nil
}

func defaultCache() (string, error) {
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "pratique", "layers"), err
}

func (a *app) cacheCommand() *cli.Command {
	return &cli.Command{
		Name:  "cache",
		Usage: "show and clean the cache of layers' data",
		Description: "The cache has what was found in layers, never the values of secrets. An entry is used only where\n" +
			"everything that a policy asks for was looked for, by the same version of pratique.",
		Subcommands: []*cli.Command{
			{
				Name: "info", Usage: "show where the cache is and how large",
				Flags:  append(cacheFlags()[:2], textOrJSON()),
				Action: a.cacheInfo,
			},
			{
				Name: "clean", Usage: "remove what is in the cache",
				Flags: append(cacheFlags()[:2],
					&cli.DurationFlag{Name: "older-than", Usage: "only what was not used for this `DURATION`, such as 168h"}),
				Action: a.cacheClean,
			},
		},
		Action: func(c *cli.Context) error { return usage(c, "expected a command: info or clean") },
	}
}

func (a *app) openedCache(c *cli.Context) (*extract.Cache, error) {
	if c.NArg() > 0 {
		return nil, usage(c, "unexpected argument %q", c.Args().First())
	}
	cache, err := a.cache(c)
	if err == nil && cache == nil {
		err = errors.New("opening the cache: there is none; name it with --cache-dir")
	}
	return cache, err
}

func (a *app) cacheInfo(c *cli.Context) error {
	output, err := chooseOutput(c)
	if err != nil {
		return err
	}
	cache, err := a.openedCache(c)
	if err != nil {
		return err
	}
	info, err := cache.Info()
	if err != nil {
		return err
	}
	if output == "json" {
		return writeJSON(a.stdout, info)
	}
	fmt.Fprintf(a.stdout, "%s: %s, %s of at most %s\n", printable.Text(info.Dir), entries(info.Entries), units.HumanSize(float64(info.Bytes)), units.HumanSize(float64(info.Limit)))
	if !info.Oldest.IsZero() {
		fmt.Fprintf(a.stdout, "least recently used: %s\n", info.Oldest.Format(time.RFC3339))
	}
	return nil
}

func (a *app) cacheClean(c *cli.Context) error {
	cache, err := a.openedCache(c)
	if err != nil {
		return err
	}
	removed, err := cache.Clean(c.Duration("older-than"))
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s removed\n", entries(removed))
	return nil
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}
