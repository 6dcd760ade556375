package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/internal/distribution"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
	"github.com/pratique-dev/pratique/report"
)

func (a *app) attestCommand() *cli.Command {
	return &cli.Command{
		Name:      "attest",
		Usage:     "sign a stored decision, so that later stages can verify it",
		ArgsUsage: "RESULT.json",
		Description: "RESULT.json is what eval -o json wrote, or - for standard input. What is signed is what convert -o intoto writes, a\n" +
			"verification summary (SLSA); what is written is a sigstore bundle for each image, one per line, which cosign and --trust\n" +
			"verify. The exit code says whether it could be signed, not what was decided.",
		Flags: append([]cli.Flag{
			signKeyFlag(),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` instead of standard output"},
			&cli.StringFlag{Name: "attach", Usage: "attach the bundles to the images in this `REPOSITORY` (oci://REGISTRY/REPOSITORY) instead of writing them"},
		}, without(registryFlags(), "allow-older")...),
		Action: a.attest,
	}
}

func (a *app) attest(c *cli.Context) error {
	if c.NArg() != 1 {
		return usage(c, "expected one stored decision")
	}
	if c.String("sign-key") == "" {
		return usage(c, "no key: give a private one with --sign-key")
	}
	key, err := distribution.ReadPrivateKey(c.String("sign-key"), keyPassword)
	if err != nil {
		return err
	}
	inputs, err := a.storedDecisions(c.Args().First())
	if err != nil {
		return err
	}
	var statements bytes.Buffer
	if err := report.Render(&statements, "intoto", inputs, report.Options{ToolVersion: version}); err != nil {
		return err
	}
	if repository := c.String("attach"); repository != "" {
		return a.attachStatements(c, repository, key, statements.Bytes())
	}
	var bundles bytes.Buffer
	for line := range bytes.Lines(statements.Bytes()) {
		envelope, err := signing.SignEnvelope(key, signing.InToto, bytes.TrimSpace(line))
		if err != nil {
			return err
		}
		bundle, err := signing.FormatBundle(key.Public(), envelope)
		if err != nil {
			return err
		}
		bundles.Write(append(bundle, '\n'))
	}
	return a.writeBytes(c.String("output"), bundles.Bytes())
}

// attachStatements signs each statement and attaches it to the image that it is about.
func (a *app) attachStatements(c *cli.Context, text string, key *signing.PrivateKey, statements []byte) error {
	reference, err := oci.ParseReference(text)
	if err != nil {
		return err
	}
	client, err := a.ociClient(c)
	if err != nil {
		return err
	}
	repository, err := client.Repository(reference.Repository)
	if err != nil {
		return err
	}
	for line := range bytes.Lines(statements) {
		line = bytes.TrimSpace(line)
		statement, err := signing.ParseStatement(line)
		if err != nil {
			return err
		}
		for _, subject := range statement.Subject {
			image, err := repository.Manifest(c.Context, "sha256:"+strings.ToLower(subject.Digest["sha256"]))
			if err != nil {
				return fmt.Errorf("attaching the decision on %s: %w", subject.Name, err)
			}
			if err := distribution.AttachStatement(c.Context, repository, image, key, line); err != nil {
				return fmt.Errorf("attaching the decision on %s: %w", subject.Name, err)
			}
			if _, err := fmt.Fprintf(a.stdout, "%s%s@%s\n", oci.Scheme, repository, image.Digest); err != nil {
				return err
			}
		}
	}
	return nil
}
