package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/distribution"
	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/translate"
)

// maxSignedBundle is the largest tarball that is signed, in bytes.
var maxSignedBundle = limits.Bytes("signed-bundle-bytes", 64<<20)

// passwordVariable has the password of an encrypted key, as cosign's does.
const passwordVariable = "COSIGN_PASSWORD"

func (a *app) policyCommand() *cli.Command {
	return &cli.Command{
		Name:  "policy",
		Usage: "push, pull, sign and verify policies in registries",
		Description: "A policy is stored as stock OPA loads it, so that \"opa run\" takes it from the registry too. Credentials are those of\n" +
			"docker login. eval and the other verbs judge by it with -b oci://REGISTRY/REPOSITORY@sha256:….",
		Subcommands: []*cli.Command{a.policyPushCommand(), a.policyPullCommand(), a.policySignCommand(), a.policyVerifyCommand()},
	}
}

func signKeyFlag() cli.Flag {
	return &cli.StringFlag{Name: "sign-key", Usage: "sign with the private key in this PEM `FILE` (PKCS #8, or of cosign generate-key-pair, with its password in " + passwordVariable + ")"}
}

func (a *app) policyPushCommand() *cli.Command {
	return &cli.Command{
		Name:        "push",
		Usage:       "translate a bundle and push it to a registry",
		ArgsUsage:   "oci://REGISTRY/REPOSITORY:TAG",
		Description: "Prints the reference with its digest, to pin it. The same bundle and key give the same digest.",
		Flags: slices.Concat(translatedFlags(), without(registryFlags(), "allow-older"), []cli.Flag{
			signKeyFlag(),
			&cli.StringFlag{Name: "key-id", Value: distribution.DefaultKeyID, Usage: "the `ID` of the key, which OPA's configuration names"},
			&cli.BoolFlag{Name: "conftest", Usage: "push it in the layout of conftest too, under TAG-conftest"},
		}),
		Action: a.policyPush,
	}
}

func (a *app) policyPush(c *cli.Context) error {
	reference, err := a.policyReference(c)
	if err != nil {
		return err
	}
	tarball, source, err := a.policyTarball(c)
	if err != nil {
		return err
	}
	if path := c.String("sign-key"); path != "" {
		key, err := distribution.ReadPrivateKey(path, keyPassword)
		if err != nil {
			return err
		}
		if tarball, err = distribution.Sign(tarball, key, c.String("key-id")); err != nil {
			return err
		}
	}
	client, err := a.ociClient(c)
	if err != nil {
		return err
	}
	digest, err := distribution.Push(c.Context, client, reference, tarball, source, c.Bool("conftest"))
	if err != nil {
		return err
	}
	reference.Digest = digest
	_, err = fmt.Fprintln(a.stdout, reference)
	return err
}

// policyTarball is what is pushed: a tarball as it is, or of the bundle, and the Anchore
// bundle that it was translated from.
func (a *app) policyTarball(c *cli.Context) (tarball, source []byte, err error) {
	o, err := a.loadOptions(c)
	if err != nil {
		return nil, nil, err
	}
	bundle, err := evaluate.OpenBundle(c.Context, c.String("bundle"), o.Source)
	if err != nil {
		return nil, nil, err
	}
	if bundle.Tarball != nil {
		return bundle.Tarball, bundle.Text, nil
	}
	result := bundle.Translated
	if result == nil {
		if result, err = bundle.Translate(o); err != nil {
			return nil, nil, err
		}
	}
	for _, w := range result.Warnings {
		a.warn("%s", evaluate.WarningText(w))
	}
	var out bytes.Buffer
	err = translate.Tarball(&out, result)
	return out.Bytes(), bundle.Text, err
}

func (a *app) policyReference(c *cli.Context) (oci.Reference, error) {
	if c.NArg() != 1 {
		return oci.Reference{}, usage(c, "expected one reference, oci://REGISTRY/REPOSITORY:TAG")
	}
	return oci.ParseReference(c.Args().First())
}

// keyPassword is the password of an encrypted private key.
func keyPassword() ([]byte, error) {
	password, ok := os.LookupEnv(passwordVariable)
	if !ok {
		return nil, errors.New("it is encrypted; put its password into " + passwordVariable)
	}
	return []byte(password), nil
}

func (a *app) policyPullCommand() *cli.Command {
	return &cli.Command{
		Name:      "pull",
		Usage:     "pull a policy from a registry",
		ArgsUsage: "oci://REGISTRY/REPOSITORY[:TAG][@DIGEST]",
		Flags: slices.Concat(policyFlags(), registryFlags(), []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the tarball to `FILE`; of a policy of conftest, its files into this directory"},
		}),
		Action: a.policyPull,
	}
}

func (a *app) policyPull(c *cli.Context) error {
	if _, err := a.policyReference(c); err != nil {
		return err
	}
	out := c.String("output")
	if out == "" {
		return usage(c, "nowhere to write: give a file or directory with -o")
	}
	policy, err := a.verifiedPolicy(c)
	if err != nil {
		return err
	}
	if policy.Tarball != nil {
		if err := a.writeBytes(out, policy.Tarball); err != nil {
			return err
		}
	}
	for _, f := range policy.Files {
		if err := writeBelow(out, f); err != nil {
			return fmt.Errorf("writing the policy: %w", err)
		}
	}
	return a.printPolicy(policy)
}

func (a *app) writeBytes(file string, data []byte) error {
	return a.write(output{file: file}, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// writeBelow writes a file into a directory, which no link in it leads out of.
func writeBelow(dir string, f distribution.File) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	name := filepath.FromSlash(f.Name)
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return root.WriteFile(name, f.Data, 0o644)
}

func (a *app) printPolicy(p *distribution.Policy) error {
	reference, err := oci.ParseReference(p.Reference)
	if err != nil {
		return err
	}
	reference.Digest = p.Digest
	line := reference.String()
	if p.SignedBy != "" {
		line += " signed by " + p.SignedBy
	}
	_, err = fmt.Fprintln(a.stdout, line)
	return err
}

// verifiedPolicy pulls the policy of the first argument, as the flags demand it.
func (a *app) verifiedPolicy(c *cli.Context) (*distribution.Policy, error) {
	keys, err := distribution.ReadPublicKeys(c.StringSlice("policy-key"))
	if err != nil {
		return nil, err
	}
	client, err := a.ociClient(c)
	if err != nil {
		return nil, err
	}
	o := distribution.PullOptions{Keys: keys, RequireDigest: c.Bool("require-digest"), AllowOlder: c.Bool("allow-older")}
	if path := c.String("policy-trust"); path != "" {
		reference, err := oci.ParseReference(c.Args().First())
		if err != nil {
			return nil, err
		}
		trust, err := extract.ReadTrust(path)
		if err != nil {
			return nil, err
		}
		o.Signer = trust.SignerOf(reference)
	}
	return distribution.PullCached(c.Context, client, c.Args().First(), o, func(text string) { a.warn("%s", text) })
}

func (a *app) policySignCommand() *cli.Command {
	return &cli.Command{
		Name:      "sign",
		Usage:     "sign a policy in a registry, or a tarball",
		ArgsUsage: "oci://REGISTRY/REPOSITORY[:TAG][@DIGEST] | FILE",
		Description: "The signature of a policy in a registry stands beside it, as cosign sign writes it: the policy keeps its digest. OPA does\n" +
			"not know it; it verifies the signature inside, which \"policy push --sign-key\" makes, and which a tarball gets here.",
		Flags: append([]cli.Flag{
			signKeyFlag(),
			&cli.StringFlag{Name: "key-id", Value: distribution.DefaultKeyID, Usage: "the `ID` of the key, for a tarball"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the signed tarball to `FILE`"},
		}, without(registryFlags(), "allow-older")...),
		Action: a.policySign,
	}
}

func (a *app) policySign(c *cli.Context) error {
	if c.NArg() != 1 {
		return usage(c, "expected one policy to sign")
	}
	if c.String("sign-key") == "" {
		return usage(c, "no key: give a private one with --sign-key")
	}
	key, err := distribution.ReadPrivateKey(c.String("sign-key"), keyPassword)
	if err != nil {
		return err
	}
	subject := c.Args().First()
	if !strings.HasPrefix(subject, oci.Scheme) {
		if c.String("output") == "" {
			return usage(c, "nowhere to write the signed tarball: give a file with -o")
		}
		tarball, err := boundedfile.Read(subject, maxSignedBundle.Bytes())
		if err != nil {
			return fmt.Errorf("reading the tarball: %w", err)
		}
		if tarball, err = distribution.Sign(tarball, key, c.String("key-id")); err != nil {
			return err
		}
		return a.writeBytes(c.String("output"), tarball)
	}
	reference, err := oci.ParseReference(subject)
	if err != nil {
		return err
	}
	client, err := a.ociClient(c)
	if err != nil {
		return err
	}
	if reference.Digest, err = distribution.Attach(c.Context, client, reference, key); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s signed by %s\n", reference, key.Public().Fingerprint())
	return err
}

func (a *app) policyVerifyCommand() *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "verify who has signed a policy in a registry",
		ArgsUsage: "oci://REGISTRY/REPOSITORY[:TAG][@DIGEST]",
		Description: "A public key (--policy-key) has signed it inside or beside it; a key, keyless identity or certificate of a\n" +
			"trust file (--policy-trust, in the form of --trust) beside it.\n" +
			"Exit codes: 0 it is signed, 1 it is not, 2 it could not be read.",
		Flags:  append(policyFlags(), registryFlags()...),
		Action: a.policyVerify,
	}
}

func (a *app) policyVerify(c *cli.Context) error {
	if _, err := a.policyReference(c); err != nil {
		return err
	}
	if len(c.StringSlice("policy-key")) == 0 && c.String("policy-trust") == "" {
		return usage(c, "no key: give a public one with --policy-key, or a trust file with --policy-trust")
	}
	policy, err := a.verifiedPolicy(c)
	if errors.Is(err, distribution.ErrUnsigned) {
		a.printError(err)
		return errForbidden
	}
	if err != nil {
		return err
	}
	return a.printPolicy(policy)
}
