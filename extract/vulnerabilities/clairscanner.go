package vulnerabilities

import (
	"cmp"
	"errors"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// clairScanner reads the report of clair-scanner, a client of Clair 2.
type clairScanner struct {
	report *Report
	found  bool
}

// clairFinding is a vulnerability of one package as clients of Clair 2 write it. The package
// is the source package, for Debian and Ubuntu.
type clairFinding struct {
	Name, NamespaceName, Severity, FixedBy, FeatureName, FeatureVersion, Link string
}

func (c *clairScanner) field(d *jsonread.Decoder, key string) error {
	switch key {
	case "image":
		err := d.Decode(&c.report.Image.Name)
		c.report.Image.add(c.report.Image.Name)
		return err
	case "vulnerabilities":
		c.found = true
		return d.Array(func(int) error {
			var v struct{ FeatureName, FeatureVersion, Vulnerability, Namespace, Link, Severity, FixedBy string }
			if err := d.Decode(&v); err != nil {
				return err
			}
			return c.report.clair(clairFinding{v.Vulnerability, v.Namespace, v.Severity, v.FixedBy, v.FeatureName, v.FeatureVersion, v.Link})
		})
	}
	return d.Skip() // unapproved: what the tool's own whitelist leaves
}

func (c *clairScanner) finish() error {
	if !c.found {
		return errors.New("it has no vulnerabilities")
	}
	c.report.Vulnerabilities.Source.Name = "clair-scanner"
	c.report.clairLimits("clair-scanner")
	return nil
}

// klar reads the report of klar, another client. It has the severities that its
// CLAIR_OUTPUT let through, and no image.
type klar struct {
	report *Report
	found  bool
}

func (k *klar) field(d *jsonread.Decoder, key string) error {
	if key != "Vulnerabilities" {
		return d.Skip()
	}
	k.found = true
	return d.Object(func(string) error {
		return d.Array(func(int) error {
			var v clairFinding
			if err := d.Decode(&v); err != nil {
				return err
			}
			return k.report.clair(v)
		})
	})
}

func (k *klar) finish() error {
	if !k.found {
		return errors.New("it has no Vulnerabilities")
	}
	k.report.Vulnerabilities.Source.Name = "klar"
	k.report.warn("klar leaves out the severities below its CLAIR_OUTPUT, so that the report may not have all that Clair found")
	k.report.clairLimits("klar")
	return nil
}

func (r *Report) clairLimits(tool string) {
	r.warn("a report of %s does not say when its data was updated", tool)
	if r.Vulnerabilities.DistroCovered == nil {
		r.warn("the report does not say that its data covers the distribution")
	}
}

func (r *Report) clair(v clairFinding) error {
	if v.Name == "" || v.FeatureName == "" {
		return errors.New("vulnerability without a name or a package")
	}
	severity := document.SeverityCritical // Clair's Defcon1 is above it
	if !strings.EqualFold(v.Severity, "Defcon1") {
		severity = r.severity(v.Severity)
	}
	name, others := clairID(v.Name)
	distro, _, _ := strings.Cut(v.NamespaceName, ":")
	p := document.VulnerablePackage{Name: v.FeatureName, Version: v.FeatureVersion, Type: cmp.Or(packageType(distro), "other")}
	p.Path = location(p, "")
	if distribution(p.Type) {
		r.Vulnerabilities.DistroCovered = new(true)
	}
	r.add(document.VulnerabilityMatch{
		Vulnerability: document.Vulnerability{
			ID: name, Severity: severity, Link: text(v.Link), Aliases: aliases(name, others), CVSSNVD: []document.CVSS{}, CVSSVendor: []document.CVSS{},
		},
		Package: p, Fix: document.Fix{Versions: versions(v.FixedBy)},
	})
	return nil
}
