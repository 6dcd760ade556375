package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/vulndb/remote"
)

// vulnerabilityFlags say where vulnerabilities come from besides a scanner's report.
func vulnerabilityFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "vulnerability-db", Usage: "match packages against a vulnerability index (pratique vuln index), a `FILE` or oci://REPOSITORY[:TAG][@DIGEST]"},
		olderFlag(),
		&cli.BoolFlag{Name: "ubuntu-pro", Usage: "match Ubuntu packages against the records of Ubuntu Pro too"},
		&cli.BoolFlag{Name: "kernel-headers", Usage: "judge vulnerabilities of kernel headers (linux-libc-dev, kernel-headers) too"},
		&cli.StringSliceFlag{Name: "vex", Usage: "VEX statements on vulnerabilities: OpenVEX, CycloneDX or CSAF JSON (`FILE`); repeatable"},
		&cli.BoolFlag{Name: "vex-suppress", Usage: "do not judge vulnerabilities of which --vex, or an attestation by somebody whom --trust trusts with it, says that they do not affect the image or are fixed"},
		&cli.BoolFlag{Name: "match-aliases", Usage: "let blacklists and whitelists know a vulnerability under all its names (CVE, GHSA, …); Anchore compares ids alone"},
		&cli.StringFlag{Name: "first-seen", Usage: "keep in `FILE`, by repository, when each vulnerability was first matched, for rules on its age"},
	}
}

// vulnerabilityOptions reads the flags.
func (a *app) vulnerabilityOptions(c *cli.Context) (extract.VulnerabilityOptions, error) {
	o := extract.VulnerabilityOptions{
		VEX: c.StringSlice("vex"), SuppressVEX: c.Bool("vex-suppress"), KernelHeaders: c.Bool("kernel-headers"),
		UbuntuPro: c.Bool("ubuntu-pro"), MatchAliases: c.Bool("match-aliases"), FirstSeen: c.String("first-seen"),
	}
	for _, flag := range []string{"vulnerability-db", "first-seen"} {
		if c.IsSet(flag) && c.String(flag) == "" {
			return o, usage(c, "--%s is empty", flag)
		}
	}
	database := c.String("vulnerability-db")
	if database != "" && c.String("vulnerabilities") != "" {
		return o, usage(c, "--vulnerability-db and --vulnerabilities exclude each other: vulnerabilities come from an index or from a scanner's report")
	}
	if o.SuppressVEX && len(o.VEX) == 0 && c.String("trust") == "" {
		return o, usage(c, "--vex-suppress needs VEX statements (--vex), or a trust file that trusts somebody's (--trust)")
	}
	var err error
	if o.Now, err = clock(c); err != nil || database == "" {
		return o, err
	}
	o.Index, err = a.indexFile(c, database)
	return o, err
}

// indexFile is the file of an index: the name itself, or for one in a registry that of the cache.
func (a *app) indexFile(c *cli.Context, name string) (string, error) {
	if !strings.HasPrefix(name, oci.Scheme) {
		return name, nil
	}
	reference, err := oci.ParseReference(name)
	if err != nil {
		return "", err
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("keeping vulnerability indexes: %w (pratique vuln pull writes one to a file)", err)
	}
	cache := remote.Cache{Dir: filepath.Join(dir, "pratique", "vulnerability-indexes"), AllowOlder: c.Bool("allow-older")}
	if !c.Bool("offline") {
		cache.Client = func() (*oci.Client, error) { return a.ociClient(c) }
	}
	return cache.Path(c.Context, reference)
}

// registry is a reference, and what reaches its registry.
func (a *app) registry(c *cli.Context, text string) (oci.Reference, *oci.Client, error) {
	reference, err := oci.ParseReference(text)
	if err != nil {
		return oci.Reference{}, nil, err
	}
	client, err := a.ociClient(c)
	return reference, client, err
}

func (a *app) ociClient(c *cli.Context) (*oci.Client, error) {
	o := oci.Options{Insecure: c.Bool("insecure"), CAFile: c.String("ca-file"), Username: c.String("username")}
	if c.Bool("password-stdin") && findFlag(c.Command.Flags, "platform") == nil {
		password, err := io.ReadAll(io.LimitReader(a.stdin, 64<<10))
		if err != nil {
			return nil, fmt.Errorf("reading the password: %w", err)
		}
		o.Password = strings.TrimRight(string(password), "\r\n")
	}
	return oci.NewClient(o)
}

// showsExposure says whether a report is asked for that shows the vulnerabilities by package.
func (r *rendering) showsExposure() bool {
	return slices.ContainsFunc(r.outputs, func(o output) bool { return o.format == "html" || o.format == "markdown" })
}
