package vulnmatch

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/vulnerabilities"
	"github.com/pratique-dev/pratique/internal/vulndb/index"
	"github.com/pratique-dev/pratique/internal/vulndb/osv"
)

// item is what one record says of a package: one vulnerability of those that the record is about.
type item struct {
	place    place
	looked   *lookup  // under what the package was looked for
	id       string   // that policies and whitelists name
	others   []string // other ids of the same vulnerability
	cves     []string // ids of them that are CVEs
	advisory string   // the distribution's advisory that the item comes from
	hit      *index.Hit
	detail   *index.Detail
}

// ofDistribution says whether the records of a family are a distribution's.
func ofDistribution(family string) bool {
	switch family {
	case "PyPI", "npm", "RubyGems", "Maven", "Go", "crates.io", "NuGet", "Packagist":
		return false
	}
	return true
}

// items are the vulnerabilities that a record is about: of a distribution's advisory each CVE is one.
func (m *matcher) items(at place, hit *index.Hit, detail *index.Detail) []item {
	one := item{place: at, id: index.Unprefixed(detail.ID), hit: hit, detail: detail}
	if !ofDistribution(at.family) {
		one.others = names(one.id, detail.Aliases)
		one.cves = cves(append([]string{one.id}, detail.Aliases...))
		return []item{one}
	}
	if strings.HasPrefix(one.id, "CVE-") {
		one.cves = []string{one.id}
		one.others = names(one.id, detail.Aliases)
		// Another CVE is another vulnerability.
		one.others = slices.DeleteFunc(one.others, func(id string) bool { return strings.HasPrefix(id, "CVE-") })
		return []item{one}
	}
	about := cves(slices.Concat(detail.Aliases, detail.Upstream, detail.Related))
	if len(about) == 0 {
		if notSecurity(detail.ID) {
			m.security[detail.ID] = true
			return nil
		}
		one.others = names(one.id, detail.Aliases)
		return []item{one}
	}
	list := make([]item, 0, len(about))
	for _, cve := range about {
		each := item{place: at, id: cve, cves: []string{cve}, advisory: detail.ID, hit: hit, detail: detail}
		if len(about) == 1 {
			each.others = slices.DeleteFunc(names(cve, detail.Aliases), func(id string) bool { return id == detail.ID })
		}
		list = append(list, each)
	}
	return list
}

// notSecurity says whether an advisory is of a bug fix or an enhancement.
func notSecurity(id string) bool {
	return slices.ContainsFunc([]string{"ALBA-", "ALEA-", "RHBA-", "RHEA-", "RLBA-", "RLEA-"}, func(prefix string) bool { return strings.HasPrefix(id, prefix) })
}

// cves are those of the ids that are CVEs, sorted.
func cves(ids []string) []string {
	var list []string
	for _, id := range ids {
		if id = index.Unprefixed(id); strings.HasPrefix(id, "CVE-") {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// names are ids without one of them.
func names(id string, others []string) []string {
	var list []string
	for _, other := range others {
		if other = index.Unprefixed(other); other != id && other != "" {
			list = append(list, other)
		}
	}
	return list
}

// affectsBinary says whether a binary package is one of those that a record names. SUSE's do; those of
// Ubuntu name all of the source.
func (i *item) affectsBinary(name string) bool {
	if len(i.hit.Binaries) == 0 || i.place.family != "SUSE" && i.place.family != "openSUSE" {
		return true
	}
	return slices.Contains(i.hit.Binaries, name)
}

// group are the items of one vulnerability, the one whose id is reported first.
type group []*item

// groups puts together the items that share an id.
func groups(items []item) []group {
	root := make([]int, len(items))
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	owner := map[string]int{}
	for i := range items {
		root[i] = i
		for _, id := range append([]string{items[i].id}, items[i].others...) {
			if j, ok := owner[id]; ok {
				root[find(i)] = find(j)
			} else {
				owner[id] = i
			}
		}
	}
	of := map[int]group{}
	var order []int
	for i := range items {
		r := find(i)
		if of[r] == nil {
			order = append(order, r)
		}
		of[r] = append(of[r], &items[i])
	}
	list := make([]group, 0, len(order))
	for _, r := range order {
		g := of[r]
		slices.SortStableFunc(g, func(a, b *item) int {
			return cmp.Or(cmp.Compare(a.rank(), b.rank()), strings.Compare(a.id, b.id), strings.Compare(a.detail.ID, b.detail.ID))
		})
		list = append(list, g)
	}
	return list
}

// rank says which id of a group is reported: a distribution's CVE, GitHub's, another database's, a CVE.
func (i *item) rank() int {
	switch {
	case ofDistribution(i.place.family) && strings.HasPrefix(i.id, "CVE-"):
		if i.advisory == "" {
			return 0
		}
		return 1
	case strings.HasPrefix(i.id, "GHSA-"):
		return 2
	case !strings.HasPrefix(i.id, "CVE-"):
		return 3
	}
	return 4
}

// match is the match of a group, but for the package.
func (g group) match() document.VulnerabilityMatch {
	first := g[0]
	link := first.detail.Link
	v := document.Vulnerability{ID: first.id, Link: &link, CVSSNVD: []document.CVSS{}, CVSSVendor: []document.CVSS{}}
	m := document.VulnerabilityMatch{Fix: document.Fix{Versions: g.fixes()}}
	var others []string
	for _, i := range g {
		others = append(append(others, i.id), i.others...)
		if i.advisory != "" {
			m.Advisories = append(m.Advisories, i.advisory)
		}
		if i.hit.Module {
			m.Confidence = document.ConfidenceModule
		} else if i.place.related && m.Confidence == "" {
			m.Confidence = document.ConfidenceRelated
		}
	}
	slices.Sort(m.Advisories)
	m.Advisories = slices.Compact(m.Advisories)
	slices.Sort(others)
	if others = slices.DeleteFunc(slices.Compact(others), func(id string) bool { return id == v.ID }); len(others) > 0 {
		v.Aliases = others
	}
	g.rate(&v)
	m.Vulnerability = v
	return m
}

// fixes are the fixed versions of the records that have the reported id, and where they name none those
// of the others.
func (g group) fixes() []string {
	if len(g) == 1 {
		return sortedVersions(g[0].place.family, g[0].hit.Fixed)
	}
	var own, all []string
	for _, i := range g {
		if i.id == g[0].id {
			own = append(own, i.hit.Fixed...)
		}
		all = append(all, i.hit.Fixed...)
	}
	if len(own) == 0 {
		own = all
	}
	return sortedVersions(g[0].place.family, own)
}

// source is the source package whose versions the fixes are, nil where they are versions of the package itself.
func (g group) source(p *document.Package) *string {
	looked, own := *g[0].looked, p.FullVersion
	if looked.family == "SUSE" || looked.family == "openSUSE" {
		own = withoutEpoch(own)
	}
	if looked.version == own {
		return nil
	}
	return &looked.name
}

// rate finds out the severity, the scores and whether the vulnerability is exploited.
func (g group) rate(v *document.Vulnerability) {
	v.Severity = document.SeverityUnknown
	var nvd []string
	for _, i := range g {
		for _, s := range append(slices.Clone(i.hit.Severity), i.detail.Severity...) {
			if strings.HasPrefix(s.Type, "CVSS_") {
				v.CVSSVendor = addRating(v.CVSSVendor, s.Score)
			}
		}
		for _, c := range i.detail.CVEs {
			if slices.Contains(i.cves, c.ID) {
				nvd = append(nvd, c.Vectors...)
				exploitation(v, c)
			}
		}
	}
	for _, vector := range nvd {
		v.CVSSNVD = addRating(v.CVSSNVD, vector)
	}
	for _, i := range g {
		if severity := i.word(); severity != document.SeverityUnknown {
			v.Severity = severity
			return
		}
	}
	for _, list := range [][]document.CVSS{v.CVSSVendor, v.CVSSNVD} {
		for _, version := range []string{"4", "3", "2"} {
			var some []document.CVSS
			for _, c := range list {
				if strings.HasPrefix(c.Version, version) {
					some = append(some, c)
				}
			}
			if severity := vulnerabilities.Highest(some); severity != document.SeverityUnknown {
				v.Severity = severity
				return
			}
		}
	}
}

// word is the severity in the database's words: the distribution's own, or GitHub's.
func (i *item) word() string {
	words := []string{i.hit.Word, ubuntuWord(i.hit.Severity), ubuntuWord(i.detail.Severity), i.detail.Word}
	for _, word := range words {
		if severity, ok := vulnerabilities.Severity(word); ok && severity != document.SeverityUnknown {
			return severity
		}
	}
	return document.SeverityUnknown
}

func ubuntuWord(list []osv.Severity) string {
	for _, s := range list {
		if s.Type == "Ubuntu" {
			return s.Score
		}
	}
	return ""
}

// addRating adds a rating that is not there already. A vector that cannot be read is none: the severity
// then comes from what else there is, and is Unknown without.
func addRating(list []document.CVSS, vector string) []document.CVSS {
	if slices.ContainsFunc(list, func(c document.CVSS) bool { return c.Vector != nil && *c.Vector == vector }) {
		return list
	}
	c, err := vulnerabilities.Rating(vector)
	if err != nil {
		return list
	}
	return append(list, c)
}

// exploitation takes over what is known of a CVE: the highest probability, and whether any is exploited.
func exploitation(v *document.Vulnerability, c index.CVE) {
	if c.EPSS != nil && (v.EPSS == nil || *v.EPSS.Score < c.EPSS.Score) {
		v.EPSS = &document.EPSS{Score: &c.EPSS.Score, Percentile: &c.EPSS.Percentile}
	}
	if c.Exploited != nil && v.KnownExploited == nil {
		v.KnownExploited = &document.KnownExploited{Added: optional(c.Exploited.Added), Due: optional(c.Exploited.Due), Ransomware: &c.Exploited.Ransomware}
	}
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
