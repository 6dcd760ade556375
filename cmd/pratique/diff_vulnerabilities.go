package main

import (
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/vulntext"
	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/report/diff"
)

func (a *app) diffVulnerabilitiesCommand(exitCode cli.Flag) *cli.Command {
	bundle := &cli.StringFlag{Name: "bundle", Aliases: []string{"b"}, Usage: "also compare the decisions under this `BUNDLE`"}
	return &cli.Command{
		Name:      "vulnerabilities",
		Usage:     "show what a newer vulnerability index changes for images",
		ArgsUsage: "OLD NEW FACTS...",
		Description: "OLD and NEW are vulnerability indexes, files or oci://REPOSITORY[:TAG][@DIGEST]. FACTS are input documents that extract\n" +
			"has written (input:FILE, or a .json file), or images as for eval.",
		Flags: append(without(sessionFlags(), "bundle", "dockerfile", "build-arg", "target", "vulnerability-db", "vulnerabilities"),
			bundle, exitCode, &cli.StringFlag{Name: "vulnerability-db", Usage: "set to OLD and NEW in turn (`FILE`)", Hidden: true}),
		Action: a.diffVulnerabilities,
	}
}

func (a *app) diffVulnerabilities(c *cli.Context) error {
	if c.NArg() < 3 {
		return usage(c, "expected two vulnerability indexes, the older one first, and input documents of images")
	}
	var sessions [2]*session
	for i := range sessions {
		// The flags say the same for both but for the index.
		if err := c.Set("vulnerability-db", c.Args().Get(i)); err != nil {
			return err
		}
		var err error
		if sessions[i], err = a.newSession(c); err != nil {
			return err
		}
	}
	s := sessions[0]
	images, err := s.imagesOf(asDocuments(c.Args().Slice()[2:])...)
	if err != nil {
		return err
	}
	var bundle *evaluate.Bundle
	if c.IsSet("bundle") {
		if bundle, err = s.load(c.String("bundle"), false); err != nil {
			return err
		}
	}
	list := []vulntext.Difference{}
	var decisions []diff.Difference
	for _, image := range images {
		var facts [2]*evaluate.Facts
		for i, session := range sessions {
			r, err := session.request(image)
			if err != nil {
				return err
			}
			var read []*evaluate.Bundle
			if bundle != nil {
				read = append(read, bundle)
			}
			if facts[i], err = evaluate.FactsFor(c.Context, r, read...); err != nil {
				return err
			}
		}
		before, err := facts[0].Vulnerabilities()
		if err != nil {
			return err
		}
		after, err := facts[1].Vulnerabilities()
		if err != nil {
			return err
		}
		list = append(list, vulntext.Compare(image.name(), before, after))
		if bundle != nil {
			old, err := bundle.Judge(c.Context, facts[0], s.settings())
			if err != nil {
				return err
			}
			fresh, err := bundle.Judge(c.Context, facts[1], s.settings())
			if err != nil {
				return err
			}
			decisions = append(decisions, diff.Compare(image.name(), old.Decision, fresh.Decision))
		}
	}
	return a.vulnerabilityDifferences(c, s.output, list, decisions)
}

// asDocuments takes the name of a .json file for that of an input document.
func asDocuments(names []string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = name
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() && strings.HasSuffix(name, ".json") {
			list[i] = "input:" + name
		}
	}
	return list
}

func (a *app) vulnerabilityDifferences(c *cli.Context, output string, list []vulntext.Difference, decisions []diff.Difference) error {
	var err error
	if output == "json" {
		document := map[string]any{"vulnerabilities": list}
		if decisions != nil {
			document["differences"] = decisions
		}
		err = writeJSON(a.stdout, document)
	} else if err = vulntext.Differences(a.stdout, list); err == nil && decisions != nil {
		if _, err = a.stdout.Write([]byte("\n")); err == nil {
			err = diff.Text(a.stdout, decisions)
		}
	}
	if err != nil || !c.Bool("exit-code") {
		return err
	}
	for _, d := range list {
		if d.Different {
			return errForbidden
		}
	}
	for _, d := range decisions {
		if d.Different {
			return errForbidden
		}
	}
	return nil
}
