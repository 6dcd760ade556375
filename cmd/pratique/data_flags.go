package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/extract"
)

// findFlags say what to look for in the image, and which facts to take from files.
func findFlags() []cli.Flag {
	return slices.Concat(vulnerabilityFlags(), evidenceFlags(), []cli.Flag{
		&cli.StringFlag{Name: "analyzer-config", Usage: "Anchore's analyzer_config.yaml: files to retrieve, expressions to search for (`FILE`)"},
		&cli.BoolFlag{Name: "apk-digests", Usage: "fill in the digests of apk files, which Anchore cannot decode"},
		&cli.StringFlag{Name: "clamd", Usage: "scan the image for malware with clamd at `unix:PATH|tcp:HOST:PORT`"},
		&cli.StringFlag{Name: "malware", Usage: "result of a malware scan (JSON `FILE`)"},
		&cli.StringFlag{Name: "vulnerabilities", Usage: "report `FILE` of grype, trivy, osv-scanner, Clair 4, clair-scanner or klar, or CycloneDX"},
		&cli.StringSliceFlag{Name: "signatures", Usage: "output of cosign verify --output json or docker trust inspect, or a list of signatures (`FILE`); repeatable"},
		&cli.StringFlag{Name: "trust", Usage: "find signatures and attestations of the image and verify them with the keys and identities of this trust `FILE`"},
		&cli.StringSliceFlag{Name: "signature-repository", Usage: "look for signatures in this `REPOSITORY` too, with --trust; repeatable"},
		&cli.BoolFlag{Name: "unverified-predicates", Usage: "keep the content of attestations that are not verified, with --trust"},
		&cli.BoolFlag{Name: "force-report", Usage: "use a vulnerability report, signatures, evidence or an SBOM of another image or host"},
		&cli.StringSliceFlag{Name: "feed", Usage: "package feed (`npm=FILE` or gem=FILE); repeatable"},
		&cli.StringSliceFlag{Name: "container", Usage: "docker inspect JSON, docker run lines, a compose file or Kubernetes manifests (`FILE`); repeatable"},
		&cli.StringSliceFlag{Name: "processes", Usage: "output of docker top for a container of --container (`NAME=FILE`); repeatable"},
		&cli.StringSliceFlag{Name: "daemon", Usage: "daemon.json, dockerd flags or unit, docker info, version or network JSON (`FILE`); repeatable"},
		&cli.StringSliceFlag{Name: "host", Usage: "host data: JSON, YAML, mounts, stat, group, audit rules, listeners (`FILE`, or FORM=FILE); repeatable"},
		&cli.StringSliceFlag{Name: "facts", Usage: "JSON for input.custom.NAME (`NAME=FILE`); repeatable"},
	})
}

// withoutImage says whether there is something to judge besides an image: a
// Dockerfile, or what runs an image.
func withoutImage(c *cli.Context) bool {
	return slices.ContainsFunc([]string{"dockerfile", "container", "daemon", "host", "evidence"}, c.IsSet)
}

// found are the files that the flags of findFlags name, read.
type found struct {
	analyzer *extract.AnalyzerConfig // nil where it is not given
	supplies *extract.Supplied
	trust    *extract.Trust // nil where it is not given
}

// findFiles reads the files once, for any number of images.
func (a *app) findFiles(c *cli.Context) (*found, error) {
	for _, flag := range []string{"analyzer-config", "clamd", "malware", "vulnerabilities", "trust"} {
		if c.IsSet(flag) && c.String(flag) == "" {
			return nil, usage(c, "--%s is empty", flag)
		}
	}
	if c.Bool("force-report") && !c.IsSet("vulnerabilities") && !c.IsSet("signatures") && !c.IsSet("evidence") && !c.IsSet("sbom") {
		return nil, usage(c, "--force-report needs a report (--vulnerabilities), signatures (--signatures), evidence (--evidence) or an SBOM (--sbom)")
	}
	evidence, err := evidenceFiles(c)
	if err != nil {
		return nil, err
	}
	vulnerable, err := a.vulnerabilityOptions(c)
	if err != nil {
		return nil, err
	}
	if err := checkTrustFlags(c); err != nil {
		return nil, err
	}
	supplies, err := extract.ReadSupplied(extract.SuppliedFiles{
		Malware:         c.String("malware"),
		Vulnerabilities: c.String("vulnerabilities"),
		Vulnerable:      vulnerable,
		Signatures:      c.StringSlice("signatures"),
		ForceReport:     c.Bool("force-report"),
		Feeds:           c.StringSlice("feed"),
		Facts:           c.StringSlice("facts"),
		Evidence:        evidence,
		Runtime: extract.RuntimeFiles{
			Containers: c.StringSlice("container"),
			Processes:  c.StringSlice("processes"),
			Daemon:     c.StringSlice("daemon"),
			Host:       c.StringSlice("host"),
		},
	})
	if err != nil {
		return nil, err
	}
	f := &found{supplies: supplies}
	if path := c.String("trust"); path != "" {
		if f.trust, err = extract.ReadTrust(path); err != nil {
			return nil, err
		}
	}
	f.analyzer, err = a.analyzerConfig(c.String("analyzer-config"))
	return f, err
}

// checkTrustFlags refuses what goes with --trust alone, and claims beside what is verified.
func checkTrustFlags(c *cli.Context) error {
	if c.String("trust") != "" {
		if c.IsSet("signatures") {
			return usage(c, "--trust and --signatures exclude each other: what a file claims is not verified")
		}
		return nil
	}
	for _, flag := range []string{"signature-repository", "unverified-predicates"} {
		if c.IsSet(flag) {
			return usage(c, "--%s needs --trust", flag)
		}
	}
	return nil
}

// analyzerConfig reads an analyzer configuration. What is unknown in it is a
// warning: a newer Anchore may know it.
func (a *app) analyzerConfig(path string) (*extract.AnalyzerConfig, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading analyzer configuration: %w", err)
	}
	defer f.Close()
	config, warnings, err := extract.ReadAnalyzerConfig(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for _, warning := range warnings {
		a.warn("%s: %s", path, warning)
	}
	return &config, nil
}
