package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/distribution"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/printable"
)

// maxSignedBundle is the largest tarball whose signature is verified, in bytes.
const maxSignedBundle = 64 << 20

// policyFlags say what is demanded of a bundle, above all of one in a registry.
func policyFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "policy-key", Usage: "refuse a bundle that the public key in this PEM `FILE` has not signed; repeatable, one of them is enough"},
		&cli.BoolFlag{Name: "require-digest", Usage: "refuse a bundle of a registry that is not pinned by its digest"},
	}
}

// loadNamed loads a bundle: from a registry where it is oci://…, else as evaluate does.
func loadNamed(c *cli.Context, ref string, o evaluate.LoadOptions) (*evaluate.Bundle, error) {
	ctx := context.WithoutCancel(c.Context)
	keys, err := distribution.ReadPublicKeys(c.StringSlice("policy-key"))
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(ref, oci.Scheme) {
		client, err := policyClient(c)
		if err != nil {
			return nil, err
		}
		policy, err := pullPolicy(c, client, ref, distribution.PullOptions{
			Keys: keys, RequireDigest: c.Bool("require-digest"), AllowOlder: c.Bool("allow-older"),
		})
		if err != nil {
			return nil, err
		}
		if policy.Tarball == nil {
			return nil, fmt.Errorf("reading bundle %s: it is a policy of conftest; pull it (pratique policy pull -o DIR) and give it with --policy DIR", ref)
		}
		o.Origin = decision.Origin{Reference: policy.Reference, Digest: policy.Digest, SignedBy: policy.SignedBy}
		return evaluate.LoadTarball(ctx, ref, policy.Tarball, o)
	}
	if len(keys) == 0 {
		return evaluate.LoadNamed(ctx, ref, o)
	}
	// What is read is what was verified.
	info, err := os.Stat(ref)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxSignedBundle {
		return nil, fmt.Errorf("reading bundle %s: it is not signed, and --policy-key demands a signed one: a tarball (pratique policy sign) or oci://…", ref)
	}
	tarball, err := boundedfile.Read(ref, maxSignedBundle)
	if err != nil {
		return nil, fmt.Errorf("reading bundle: %w", err)
	}
	if o.Origin.SignedBy, err = distribution.Verify(tarball, keys); err != nil {
		return nil, fmt.Errorf("reading bundle %s: %w", ref, err)
	}
	return evaluate.LoadTarball(ctx, ref, tarball, o)
}

// pullPolicy pulls a policy through the cache. Without a cache a tag that goes back to an
// older policy would not be noticed, which is said.
func pullPolicy(c *cli.Context, client *oci.Client, ref string, o distribution.PullOptions) (*distribution.Policy, error) {
	reference, err := oci.ParseReference(ref)
	if err != nil {
		return nil, err
	}
	if o.Cache, err = distribution.OpenCache(); err != nil && !c.Bool("quiet") {
		fmt.Fprintf(c.App.ErrWriter, "pratique: warning: there is no cache for policies, so that a tag that goes back to an older one is not noticed: %s\n", printable.Text(err.Error()))
	}
	return distribution.Pull(c.Context, client, reference, o)
}

// policyClient reaches the registry of a bundle, for verbs that take images: the user's name
// and password are those of the images' registry.
func policyClient(c *cli.Context) (*oci.Client, error) {
	return oci.NewClient(oci.Options{Insecure: c.Bool("insecure"), CAFile: c.String("ca-file"), Offline: c.Bool("offline")})
}
