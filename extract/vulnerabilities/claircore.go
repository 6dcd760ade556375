package vulnerabilities

import (
	"cmp"
	"errors"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// clairCore reads the report of Clair 4 (claircore's VulnerabilityReport). What applies is in
// package_vulnerabilities alone: the list of vulnerabilities, and what newer versions keep beside
// it, also has those that do not.
type clairCore struct {
	report          *Report
	found           bool // "package_vulnerabilities" is there
	packages        map[string]clairPackage
	environments    map[string][]struct{ PackageDB string }
	distributions   map[string]struct{ DID string }
	vulnerabilities map[string]clairVulnerability
	matches         map[string][]string
	cvss            map[string][]clairScore
	epss            map[string][]clairProbability
	exploited       map[string][]clairExploited
}

type clairPackage struct {
	Name, Version, Kind string
	Source              struct{ Name string }
}

type clairVulnerability struct {
	Name, Updater, Links string
	Severity             string
	Normalized           string `json:"normalized_severity"`
	Fixed                string `json:"fixed_in_version"`
	Invert               bool
	Repository           struct{ Name, URI string }
	Distribution         struct{ DID string }
}

type clairScore struct {
	Version  string   `json:"version"`
	Vector   string   `json:"vectorString"`
	Base     *float64 `json:"baseScore"`
	Severity string   `json:"baseSeverity"`
}

// clairProbability and clairExploited are of a CVE that a vulnerability's name, links or description name: not always of
// the vulnerability itself.
type clairProbability struct {
	CVE        string   `json:"cve"`
	EPSS       *float64 `json:"epss"`
	Percentile *float64 `json:"percentile"`
	Date       string   `json:"date"`
}

type clairExploited struct {
	CVE        string `json:"cve"`
	Added      string `json:"date_added"`
	Due        string `json:"due_date"`
	Ransomware string `json:"known_ransomware_campaign_use"`
}

func (c *clairCore) field(d *jsonread.Decoder, key string) error {
	switch key {
	case "manifest_hash":
		var hash string
		err := d.Decode(&hash)
		c.report.Image.add(hash)
		return err
	case "packages":
		return decodeMap(d, &c.packages)
	case "environments":
		c.environments = map[string][]struct{ PackageDB string }{}
		return d.Object(func(id string) error {
			var list []struct {
				PackageDB string `json:"package_db"`
			}
			if err := d.Decode(&list); err != nil {
				return err
			}
			for _, e := range list {
				c.environments[id] = append(c.environments[id], struct{ PackageDB string }{e.PackageDB})
			}
			return nil
		})
	case "distributions":
		return decodeMap(d, &c.distributions)
	case "vulnerabilities":
		return decodeMap(d, &c.vulnerabilities)
	case "package_vulnerabilities":
		c.found = true
		return decodeMap(d, &c.matches)
	case "enrichments":
		return c.enrichments(d)
	}
	return d.Skip()
}

// decodeMap reads an object entry by entry; null is an empty one.
func decodeMap[T any](d *jsonread.Decoder, into *map[string]T) error {
	*into = map[string]T{}
	return d.Object(func(key string) error {
		var v T
		err := d.Decode(&v)
		(*into)[key] = v
		return err
	})
}

// enricher is the parameter of an enrichment's media type that names its kind. Its schema
// changes between versions.
var enricher = regexp.MustCompile(`\benricher=([\w.-]+)`)

func (c *clairCore) enrichments(d *jsonread.Decoder) error {
	c.cvss, c.epss, c.exploited = map[string][]clairScore{}, map[string][]clairProbability{}, map[string][]clairExploited{}
	return d.Object(func(mediaType string) error {
		kind := enricher.FindStringSubmatch(mediaType)
		if kind == nil {
			return d.Skip()
		}
		switch kind[1] {
		case "clair.cvss":
			return enrichment(d, c.cvss)
		case "clair.epss":
			return enrichment(d, c.epss)
		case "clair.kev":
			return enrichment(d, c.exploited)
		}
		return d.Skip()
	})
}

// enrichment adds what one kind of enrichment says, by vulnerability.
func enrichment[T any](d *jsonread.Decoder, to map[string][]T) error {
	return d.Array(func(int) error {
		return d.Object(func(id string) error {
			var list []T
			err := d.Decode(&list)
			to[id] = append(to[id], list...)
			return err
		})
	})
}

func (c *clairCore) finish() error {
	if !c.found {
		return errors.New("it has no package_vulnerabilities")
	}
	v := &c.report.Vulnerabilities
	v.Source.Name = "clair"
	seen := map[[3]string]int{}
	for _, id := range slices.Sorted(maps.Keys(c.matches)) {
		p, ok := c.packages[id]
		if !ok || p.Name == "" {
			return errors.New("package_vulnerabilities names a package that is not there: " + id)
		}
		for _, vulnerability := range c.matches[id] {
			record, ok := c.vulnerabilities[vulnerability]
			if !ok || record.Name == "" {
				return errors.New("package_vulnerabilities names a vulnerability that is not there: " + vulnerability)
			}
			if record.Invert { // it says of what is not vulnerable
				continue
			}
			m := c.match(id, p, vulnerability, record)
			// The same finding stands under one id for each updater and repository.
			key := [3]string{m.Vulnerability.ID, id, strings.Join(m.Fix.Versions, " ")}
			if at, again := seen[key]; again {
				old := &v.Matches[at].Vulnerability
				old.CVSSNVD = longer(old.CVSSNVD, m.Vulnerability.CVSSNVD)
				if old.EPSS == nil {
					old.EPSS = m.Vulnerability.EPSS
				}
				if old.KnownExploited == nil {
					old.KnownExploited = m.Vulnerability.KnownExploited
				}
				if old.Severity == document.SeverityUnknown {
					old.Severity = m.Vulnerability.Severity
				}
				continue
			}
			seen[key] = len(v.Matches)
			c.report.add(m)
		}
	}
	if len(c.distributions) > 0 { // claircore indexes those of which it has updaters
		v.DistroCovered = new(true)
	} else {
		c.report.warn("the report does not say that its data covers the distribution")
	}
	c.report.warn("a report of Clair does not say when its data was updated")
	return nil
}

func longer(a, b []document.CVSS) []document.CVSS {
	if len(b) > len(a) {
		return b
	}
	return a
}

func (c *clairCore) match(id string, p clairPackage, vulnerability string, v clairVulnerability) document.VulnerabilityMatch {
	name, others := clairID(v.Name)
	word := cmp.Or(v.Normalized, v.Severity)
	record := document.Vulnerability{
		ID: name, Severity: c.report.severity(word), Aliases: aliases(name, others), CVSSNVD: []document.CVSS{}, CVSSVendor: []document.CVSS{},
	}
	if links := strings.Fields(v.Links); len(links) > 0 {
		record.Link = &links[0]
	}
	for _, score := range c.cvss[vulnerability] {
		record.CVSSNVD = c.report.rate(record.CVSSNVD, name, score.Version, score.Vector, scores{Base: score.Base})
	}
	c.exploitation(&record, vulnerability)
	if record.Severity == document.SeverityUnknown && len(record.CVSSNVD) > 0 {
		record.Severity = highest(record.CVSSNVD)
	}
	database := ""
	if list := c.environments[id]; len(list) > 0 {
		database = list[0].PackageDB
	}
	pkg := document.VulnerablePackage{Name: p.Name, Version: p.Version, Type: clairType(database, v)}
	file := database
	if scheme, path, ok := strings.Cut(database, ":"); ok && !strings.Contains(scheme, "/") {
		file = path
	}
	pkg.Path = location(pkg, file)
	return document.VulnerabilityMatch{Vulnerability: record, Package: pkg, Fix: document.Fix{Versions: clairFixed(v.Fixed)}}
}

// exploitation takes over the highest probability, and the first entry of the catalogue, of the CVEs that are the
// vulnerability; an advisory without a CVE of its own is about all that its texts name.
func (c *clairCore) exploitation(v *document.Vulnerability, id string) {
	names := slices.DeleteFunc(append([]string{v.ID}, v.Aliases...), func(name string) bool { return !strings.HasPrefix(name, "CVE-") })
	is := func(cve string) bool { return len(names) == 0 || slices.Contains(names, cve) }
	for _, e := range c.epss[id] {
		if e.EPSS != nil && is(e.CVE) && (v.EPSS == nil || *v.EPSS.Score < *e.EPSS) {
			v.EPSS = &document.EPSS{Score: e.EPSS, Percentile: e.Percentile, Date: day(e.Date)}
		}
	}
	for _, e := range c.exploited[id] {
		if is(e.CVE) && v.KnownExploited == nil {
			v.KnownExploited = &document.KnownExploited{Added: day(e.Added), Due: day(e.Due), Ransomware: ransomware(e.Ransomware)}
		}
	}
}

// clairType is the type of a package by the database that it was found in.
func clairType(database string, v clairVulnerability) string {
	scheme, _, _ := strings.Cut(database, ":")
	switch {
	case strings.Contains(database, "lib/dpkg"):
		return "dpkg"
	case strings.Contains(database, "lib/apk"):
		return "apkg"
	case strings.Contains(database, "rpm"), strings.HasPrefix(database, "sqlite:"), strings.HasPrefix(database, "bdb:"), strings.HasPrefix(database, "ndb:"):
		return "rpm"
	}
	switch scheme {
	case "go", "python", "npm", "gem":
		return packageType(scheme)
	case "jar", "maven", "java":
		return "java"
	case "nodejs":
		return "npm"
	case "ruby":
		return "gem"
	}
	if v.Repository.Name != "" {
		return packageType(v.Repository.Name) // pypi, npm, maven, rubygems, go
	}
	return "other"
}

// advisory are the ids that a free text may have, the ones that others know first.
var advisory = []*regexp.Regexp{
	regexp.MustCompile(`\bCVE-\d{4}-\d{4,}\b`),
	regexp.MustCompile(`\bGHSA(?:-[0-9a-z]{4}){3}\b`),
	regexp.MustCompile(`\b(?:RH[SBE]A|ELSA|ALAS\d*|RLSA|ALSA|SUSE-[SR]U|DSA|DLA|USN|GO|PYSEC|RUSTSEC|OSV|GMS)-[\w:.-]*\w`),
}

// clairID is the id in a vulnerability's name, which is a free text: "RHSA-2020:1234: title",
// "pyup.io-39606 (CVE-2020-36242)". Other ids in it are aliases.
func clairID(name string) (string, []string) {
	var found []string
	for _, pattern := range advisory {
		found = append(found, pattern.FindAllString(name, -1)...)
	}
	if len(found) == 0 {
		first, _, _ := strings.Cut(name, " ")
		return strings.TrimRight(first, ":"), nil
	}
	others := found[1:]
	if first, _, _ := strings.Cut(name, " "); !slices.Contains(found, strings.TrimRight(first, ":")) && strings.ContainsAny(first, "0123456789") {
		others = append(others, strings.TrimRight(first, ":"))
	}
	return found[0], others
}

// clairFixed is the version that mends a package; OSV's updater writes it as a query.
func clairFixed(text string) []string {
	if strings.Contains(text, "=") {
		if values, err := url.ParseQuery(text); err == nil {
			text = values.Get("fixed")
		}
	}
	if text == "" {
		return []string{}
	}
	return []string{text}
}
