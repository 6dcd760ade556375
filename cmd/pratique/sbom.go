package main

import (
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/source"
)

func (a *app) sbomCommand() *cli.Command {
	// Of the flags that say where the image is, those about its Dockerfile have no effect on packages.
	without := []string{"dockerfile", "build-arg", "target", "retrieve", "registry-facts"}
	flags := slices.DeleteFunc(sourceFlags(), func(f cli.Flag) bool { return slices.Contains(without, f.Names()[0]) })
	return &cli.Command{
		Name:      "sbom",
		Usage:     "write the packages of an image as CycloneDX or SPDX",
		ArgsUsage: "IMAGE",
		Flags: append(flags,
			outputFlag("sbom", "write the packages"),
			&cli.BoolFlag{Name: "force-report", Usage: "use an SBOM (--sbom) of another image"},
			nowFlag(),
		),
		Action: a.sbom,
	}
}

func (a *app) sbom(c *cli.Context) error {
	if c.NArg() != 1 {
		return usage(c, "name one image")
	}
	outputs, err := parseOutputs(c, c.StringSlice("output"))
	if err != nil {
		return usage(c, "%v", err)
	}
	now, err := clock(c)
	if err != nil {
		return err
	}
	paceGC() // no policy is compiled
	image, err := source.Parse(c.Args().First())
	if err != nil {
		return err
	}
	options, err := a.extractOptions(c, image)
	if err != nil {
		return err
	}
	options.Needs = extract.SBOMNeeds()
	if options.Supplied, err = extract.ReadSupplied(extract.SuppliedFiles{ForceReport: c.Bool("force-report")}); err != nil {
		return err
	}
	doc, err := extract.Extract(c.Context, options)
	if err != nil {
		return err
	}
	for _, o := range outputs {
		if err := a.write(o, func(w io.Writer) error { return extract.WriteSBOM(w, o.format, doc, now) }); err != nil {
			return err
		}
	}
	return extract.IncompletePackages(doc)
}
