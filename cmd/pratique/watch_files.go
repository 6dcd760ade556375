package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/internal/printable"
)

const (
	// watchEvery is how often files are looked at: what an author sees is there within a second.
	watchEvery = 200 * time.Millisecond
	// maxWatched is how many files are looked at.
	maxWatched = 20_000
)

func (a *app) watchCommand() *cli.Command {
	eval := a.evalCommand()
	return &cli.Command{
		Name:      "watch",
		Usage:     "check again whenever a bundle, Rego or Dockerfile changes",
		ArgsUsage: eval.ArgsUsage,
		Description: "For authors of policies: the same as eval, again after each change of a file that a flag or an argument names, until it is\n" +
			"interrupted. A mistake in a file is shown and waited for. The exit code is 0, whatever the decisions are.",
		Flags:  eval.Flags,
		Action: a.watchFiles,
	}
}

// watchFiles evaluates now and after each change.
func (a *app) watchFiles(c *cli.Context) error {
	if slices.Contains(append(c.Args().Slice(), c.StringSlice("dockerfile")...), stdinName) {
		return usage(c, "standard input cannot be watched")
	}
	ctx := c.Context
	seen := stamps(watchedTexts(c))
	if len(seen) == 0 {
		return usage(c, "nothing to watch: name a bundle (-b FILE), Rego (-p) or a Dockerfile (-D)")
	}
	for {
		a.again(c, len(seen))
		next, ok := a.change(ctx, c, seen)
		if !ok {
			return nil
		}
		seen = next
	}
}

// again evaluates once, and says when and how.
func (a *app) again(c *cli.Context, files int) {
	start := time.Now()
	a.exitCode(a.eval(c)) // which prints why there is no decision
	if !a.quiet {
		fmt.Fprintf(a.stderr, "pratique: %s in %s; watching %s\n", start.Format(time.TimeOnly), time.Since(start).Round(time.Millisecond), count(files, "file"))
	}
}

// change waits for a change; it is false where the program is to end.
func (a *app) change(ctx context.Context, c *cli.Context, seen map[string]stamp) (map[string]stamp, bool) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil, false
		case <-tick.C:
		}
		now := stamps(watchedTexts(c))
		if changed := difference(seen, now); changed != "" {
			a.logf(1, "%s has changed", changed)
			return now, true
		}
	}
}

// watchedFlags are flags of files that are read and never written.
var watchedFlags = []string{
	"bundle", "rules", "policy", "data", "param-file", "template", "dockerfile", "images-from", "container", "processes", "daemon", "host", "facts", "feed",
	"evidence", "vulnerabilities", "vex", "sbom", "malware", "signatures", "trust", "analyzer-config", "baseline",
}

// watchedTexts are what may name a file: arguments, and values of flags; also what follows a scheme or NAME=.
func watchedTexts(c *cli.Context) []string {
	texts := c.Args().Slice()
	for _, name := range watchedFlags {
		texts = append(texts, flagValues(c, name)...)
	}
	for _, text := range slices.Clone(texts) {
		for _, mark := range []string{"=", ":"} {
			if before, after, ok := strings.Cut(text, mark); ok {
				texts = append(texts, before, after)
			}
		}
	}
	return slices.DeleteFunc(texts, func(text string) bool { return text == "" })
}

// stamp is what tells a version of a file from another.
type stamp struct {
	size int64
	time time.Time
}

// stamps are those of the files that texts name, and of all in directories among these.
func stamps(texts []string) map[string]stamp {
	found := map[string]stamp{}
	for _, text := range texts {
		info, err := os.Stat(text)
		switch {
		case err != nil:
			continue
		case info.Mode().IsRegular():
			found[text] = stamp{info.Size(), info.ModTime()}
			continue
		case !info.IsDir():
			continue
		}
		_ = filepath.WalkDir(text, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || len(found) >= maxWatched:
				return fs.SkipDir
			case d.IsDir() && slices.Contains([]string{".git", "node_modules"}, d.Name()):
				return fs.SkipDir
			case d.Type().IsRegular():
				if info, err := d.Info(); err == nil {
					found[path] = stamp{info.Size(), info.ModTime()}
				}
			}
			return nil
		})
	}
	return found
}

// difference names a file that is new, gone or another; "" for none.
func difference(before, after map[string]stamp) string {
	for path, s := range after {
		if old, ok := before[path]; !ok || old != s {
			return printable.Text(path)
		}
	}
	for path := range before {
		if _, ok := after[path]; !ok {
			return printable.Text(path)
		}
	}
	return ""
}
