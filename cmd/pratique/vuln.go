package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/urfave/cli/v2"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/vulntext"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/vulndb/index"
	"github.com/pratique-dev/pratique/internal/vulndb/osv"
	"github.com/pratique-dev/pratique/internal/vulndb/remote"
	"github.com/pratique-dev/pratique/internal/vulndb/scores"
)

func (a *app) vulnCommand() *cli.Command {
	return &cli.Command{
		Name:  "vuln",
		Usage: "build, inspect and share vulnerability indexes",
		Before: func(*cli.Context) error {
			paceGC() // no policy is compiled
			return nil
		},
		Subcommands: []*cli.Command{
			a.vulnIndexCommand(), a.vulnInfoCommand(), a.vulnGetCommand(), a.vulnSearchCommand(), a.vulnDiffCommand(),
			a.vulnPushCommand(), a.vulnPullCommand(),
		},
		Action: func(c *cli.Context) error {
			return usage(c, "expected a command: index, info, get, search, diff, push or pull")
		},
	}
}

func (a *app) vulnIndexCommand() *cli.Command {
	return &cli.Command{
		Name:      "index",
		Usage:     "build a vulnerability index from OSV records",
		ArgsUsage: "SOURCE...",
		Description: "SOURCE is a zip archive of osv.dev (all.zip), or a folder of .json, .yaml and .zip files. The same sources give the same\n" +
			"bytes. Nothing is downloaded.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "write the index to `FILE`"},
			&cli.StringSliceFlag{Name: "scores", Usage: "CVSS scores of CVEs: records of osv.dev's CVEs, NVD JSON 2.0 or CVE 5, a file, zip archive or folder (`PATH`); repeatable"},
			&cli.StringFlag{Name: "epss", Usage: "EPSS scores, `FILE` of FIRST (.csv or .csv.gz)"},
			&cli.StringFlag{Name: "kev", Usage: "CISA's catalogue of known exploited vulnerabilities, JSON `FILE`"},
			&cli.StringSliceFlag{Name: "exclude-prefix", Usage: "leave out records whose id begins with `PREFIX`, such as MAL-; repeatable"},
			&cli.BoolFlag{Name: "skip-unreadable", Usage: "count records that cannot be read instead of failing"},
		},
		Action: a.vulnIndex,
	}
}

func (a *app) vulnIndex(c *cli.Context) error {
	out, sources := c.String("out"), c.Args().Slice()
	switch {
	case out == "":
		return usage(c, "no --out FILE for the index")
	case len(sources) == 0:
		return usage(c, "no sources: name zip archives of osv.dev, or folders of records")
	}
	if info, err := os.Stat(out); err == nil && !info.Mode().IsRegular() {
		return usage(c, "--out %s is not a regular file", out)
	}
	table, err := readScores(c)
	if err != nil {
		return err
	}
	builder := index.NewBuilder(filepath.Dir(out), table)
	defer builder.Close()
	var total int64
	for _, source := range sources {
		total += osv.Size(source)
	}
	bar := a.byteBar("records", total)
	options := osv.Options{ExcludePrefixes: c.StringSlice("exclude-prefix"), SkipUnreadable: c.Bool("skip-unreadable"), Progress: bar.add}
	for _, path := range sources {
		source := &osv.Source{Path: path}
		if err := builder.Read(source, options); err != nil {
			bar.close()
			return err
		}
		for _, refused := range source.Refused {
			a.warn("%s", refused)
		}
	}
	err = builder.WriteFile(out)
	bar.close()
	if err != nil {
		return err
	}
	return a.vulnInfo(out, "text", false)
}

func readScores(c *cli.Context) (*scores.Table, error) {
	table := scores.New()
	for _, path := range c.StringSlice("scores") {
		if err := table.ReadVectors(path); err != nil {
			return nil, err
		}
	}
	if path := c.String("epss"); path != "" {
		if err := table.ReadEPSS(path); err != nil {
			return nil, err
		}
	}
	if path := c.String("kev"); path != "" {
		if err := table.ReadExploited(path); err != nil {
			return nil, err
		}
	}
	return table, nil
}

func (a *app) vulnInfoCommand() *cli.Command {
	return &cli.Command{
		Name:      "info",
		Usage:     "show what a vulnerability index was built from",
		ArgsUsage: "INDEX",
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: "check", Usage: "read the whole index and compare all checksums"}, textOrJSON(),
		}, registryFlags()...),
		Action: func(c *cli.Context) error {
			output, err := chooseOutput(c)
			if err != nil {
				return err
			}
			if c.NArg() != 1 {
				return usage(c, "expected one index, a file or oci://REPOSITORY[:TAG][@DIGEST]")
			}
			file, err := a.indexFile(c, c.Args().First())
			if err != nil {
				return err
			}
			return a.vulnInfo(file, output, c.Bool("check"))
		},
	}
}

func (a *app) vulnInfo(file, output string, check bool) error {
	x, err := index.Open(file)
	if err != nil {
		return err
	}
	defer x.Close()
	if check {
		bar := a.byteBar("checking", int64(x.Header.Blocks))
		err := x.Check(bar.add)
		if bar.close(); err != nil {
			return fmt.Errorf("checking %s: %w", file, err)
		}
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if output == "json" {
		return writeJSON(a.stdout, map[string]any{"file": file, "digest": "sha256:" + x.Digest, "size": info.Size(), "index": x.Header})
	}
	return vulntext.Info(a.stdout, file, x.Header, x.Digest, info.Size())
}

// databaseFlag names the index of verbs that look into one.
func databaseFlag() cli.Flag {
	return &cli.StringFlag{Name: "vulnerability-db", Usage: "vulnerability index, a `FILE` or oci://REPOSITORY[:TAG][@DIGEST]"}
}

// registryFlags are those of verbs that reach a registry and no image.
func registryFlags() []cli.Flag {
	var flags []cli.Flag
	for _, f := range sourceFlags() {
		if slices.Contains([]string{"username", "password-stdin", "insecure", "ca-file", "offline"}, f.Names()[0]) {
			flags = append(flags, f)
		}
	}
	return append(flags, olderFlag())
}

func olderFlag() cli.Flag {
	return &cli.BoolFlag{Name: "allow-older", Usage: "use a bundle or vulnerability index from a registry although its tag stood for a newer one before"}
}

func (a *app) vulnGetCommand() *cli.Command {
	return &cli.Command{
		Name:      "get",
		Usage:     "show the records of a vulnerability",
		ArgsUsage: "ID",
		Flags:     append([]cli.Flag{databaseFlag(), textOrJSON()}, registryFlags()...),
		Action: func(c *cli.Context) error {
			return a.browse(c, func(x *index.Index, id, output string) error {
				list, err := x.Get(id)
				switch {
				case err != nil:
					return err
				case len(list) == 0:
					return fmt.Errorf("the index has no record of %s", id)
				case output == "json":
					return writeJSON(a.stdout, map[string]any{"records": list})
				}
				return vulntext.Record(a.stdout, id, list)
			})
		},
	}
}

func (a *app) vulnSearchCommand() *cli.Command {
	return &cli.Command{
		Name:      "search",
		Usage:     "list the records about a package",
		ArgsUsage: "PACKAGE",
		Flags: append([]cli.Flag{
			databaseFlag(), textOrJSON(), &cli.StringFlag{Name: "ecosystem", Usage: "only of this `ECOSYSTEM`, such as PyPI, Debian or Debian:12"},
		}, registryFlags()...),
		Action: func(c *cli.Context) error {
			return a.browse(c, func(x *index.Index, name, output string) error {
				list, err := x.Search(name)
				if err != nil {
					return err
				}
				if wanted := c.String("ecosystem"); wanted != "" {
					list = slices.DeleteFunc(list, func(affected index.Affected) bool { return !affected.Of(wanted) })
				}
				switch {
				case output == "json":
					return writeJSON(a.stdout, map[string]any{"packages": append([]index.Affected{}, list...)})
				case len(list) == 0:
					return noPackage(x, name)
				}
				return vulntext.Search(a.stdout, list)
			})
		},
	}
}

// noPackage says what there is instead.
func noPackage(x *index.Index, name string) error {
	like, err := x.Like(name, 10)
	if err != nil {
		return err
	}
	if len(like) == 0 {
		return fmt.Errorf("the index has no records about a package %q", name)
	}
	return fmt.Errorf("the index has no records about a package %q (names like it: %q)", name, like)
}

// browse opens the index that the flag names, for one argument.
func (a *app) browse(c *cli.Context, do func(x *index.Index, argument, output string) error) error {
	output, err := chooseOutput(c)
	if err != nil {
		return err
	}
	switch {
	case c.NArg() != 1:
		return usage(c, "expected one argument: %s", c.Command.ArgsUsage)
	case c.String("vulnerability-db") == "":
		return usage(c, "no vulnerability index (--vulnerability-db)")
	}
	file, err := a.indexFile(c, c.String("vulnerability-db"))
	if err != nil {
		return err
	}
	x, err := index.Open(file)
	if err != nil {
		return err
	}
	defer x.Close()
	return do(x, c.Args().First(), output)
}

func (a *app) vulnDiffCommand() *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Usage:     "show which records a newer vulnerability index adds, changes and removes",
		ArgsUsage: "OLD NEW",
		Flags: append([]cli.Flag{
			textOrJSON(), &cli.BoolFlag{Name: "exit-code", Usage: "exit 1 if anything differs"},
		}, registryFlags()...),
		Action: a.vulnDiff,
	}
}

func (a *app) vulnDiff(c *cli.Context) error {
	output, err := chooseOutput(c)
	if err != nil {
		return err
	}
	if c.NArg() != 2 {
		return usage(c, "expected two indexes, the older one first")
	}
	var both [2]*index.Index
	for i := range both {
		file, err := a.indexFile(c, c.Args().Get(i))
		if err != nil {
			return err
		}
		if both[i], err = index.Open(file); err != nil {
			return err
		}
		defer both[i].Close()
	}
	list, err := index.Changes(both[0], both[1])
	if err != nil {
		return err
	}
	if output == "json" {
		err = writeJSON(a.stdout, map[string]any{"changes": append([]index.Change{}, list...)})
	} else {
		err = vulntext.Changes(a.stdout, list)
	}
	if err == nil && len(list) > 0 && c.Bool("exit-code") {
		return errForbidden
	}
	return err
}

func (a *app) vulnPushCommand() *cli.Command {
	return &cli.Command{
		Name:      "push",
		Usage:     "write a vulnerability index to a registry and print its digest",
		ArgsUsage: "FILE oci://REPOSITORY[:TAG]",
		Flags:     without(registryFlags(), "allow-older", "offline"),
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 {
				return usage(c, "expected an index and a reference: FILE oci://REPOSITORY[:TAG]")
			}
			to, client, err := a.registry(c, c.Args().Get(1))
			if err != nil {
				return err
			}
			digest, err := remote.Push(c.Context, client, c.Args().First(), to)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "%s%s@%s\n", oci.Scheme, to.Repository, digest)
			return err
		},
	}
}

func (a *app) vulnPullCommand() *cli.Command {
	return &cli.Command{
		Name:      "pull",
		Usage:     "read a vulnerability index from a registry into a file",
		ArgsUsage: "oci://REPOSITORY[:TAG][@DIGEST]",
		Flags: append(without(registryFlags(), "allow-older", "offline"),
			&cli.StringFlag{Name: "out", Usage: "write the index to `FILE`"}),
		Action: func(c *cli.Context) error {
			switch {
			case c.NArg() != 1:
				return usage(c, "expected a reference: oci://REPOSITORY[:TAG][@DIGEST]")
			case c.String("out") == "":
				return usage(c, "no --out FILE for the index")
			}
			from, client, err := a.registry(c, c.Args().First())
			if err != nil {
				return err
			}
			digest, err := remote.Pull(c.Context, client, from, c.String("out"))
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "%s%s@%s\n", oci.Scheme, from.Repository, digest)
			return err
		},
	}
}

// byteBar shows a person at a terminal how far a file is read.
type byteBar struct {
	bars *mpb.Progress // nil where nobody looks
	bar  *mpb.Bar
}

func (a *app) byteBar(name string, total int64) byteBar {
	if a.quiet || a.verbosity > 0 || !showsProgress(a.stderr) {
		return byteBar{}
	}
	show := make(chan struct{})
	time.AfterFunc(patience, func() { close(show) })
	bars := mpb.New(mpb.WithOutput(a.stderr), mpb.WithRenderDelay(show))
	return byteBar{bars, bars.AddBar(total, mpb.BarRemoveOnComplete(), mpb.PrependDecorators(decor.Name(fit(name))),
		mpb.AppendDecorators(decor.Any(func(s decor.Statistics) string { return fmt.Sprintf("%s of %s", size(s.Current), size(s.Total)) })))}
}

func (b byteBar) add(bytes int64) {
	if b.bar != nil {
		b.bar.IncrInt64(bytes)
	}
}

func (b byteBar) close() {
	if b.bars != nil {
		b.bar.Abort(true)
		b.bars.Wait()
	}
}
