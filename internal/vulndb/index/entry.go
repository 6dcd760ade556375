package index

import (
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/internal/vulndb/osv"
	"github.com/pratique-dev/pratique/internal/vulndb/version"
)

// Detail is what is known of a vulnerability, whatever the package.
type Detail struct {
	ID        string
	Modified  string
	Published string
	Withdrawn string
	Summary   string
	Link      string
	Word      string
	Aliases   []string
	Upstream  []string
	Related   []string
	Severity  []osv.Severity
	CVEs      []CVE // what the tables of scores have of the CVEs that it names; sorted

	keys string // of the packages that it affects, one per line
}

// CVE is what the tables of scores have of one CVE.
type CVE struct {
	ID         string
	Vectors    []string
	EPSS       *EPSS
	Exploited  *Exploited
	hasEPSS    bool
	hasExploit bool
}

// EPSS is the probability of exploitation.
type EPSS struct{ Score, Percentile float64 }

// Exploited is an entry of the catalogue of known exploited vulnerabilities.
type Exploited struct {
	Added, Due string // YYYY-MM-DD
	Ransomware bool
}

func severities(c *coder, list *[]osv.Severity) {
	each(c, list, func(s *osv.Severity) { c.text(&s.Type); c.text(&s.Score) })
}

func (d *Detail) code(c *coder) {
	for _, s := range []*string{&d.ID, &d.Modified, &d.Published, &d.Withdrawn, &d.Summary, &d.Link, &d.Word} {
		c.text(s)
	}
	for _, l := range []*[]string{&d.Aliases, &d.Upstream, &d.Related} {
		c.texts(l)
	}
	severities(c, &d.Severity)
	each(c, &d.CVEs, func(v *CVE) { v.code(c) })
	c.text(&d.keys)
}

func (v *CVE) code(c *coder) {
	c.text(&v.ID)
	c.texts(&v.Vectors)
	v.hasEPSS, v.hasExploit = v.EPSS != nil, v.Exploited != nil
	c.flag(&v.hasEPSS)
	c.flag(&v.hasExploit)
	if c.reading {
		v.EPSS, v.Exploited = nil, nil
	}
	if v.hasEPSS {
		if c.reading {
			v.EPSS = &EPSS{}
		}
		c.float(&v.EPSS.Score)
		c.float(&v.EPSS.Percentile)
	}
	if v.hasExploit {
		if c.reading {
			v.Exploited = &Exploited{}
		}
		c.text(&v.Exploited.Added)
		c.text(&v.Exploited.Due)
		c.flag(&v.Exploited.Ransomware)
	}
}

// codeRecord is how records are sorted on their way into the index.
func codeRecord(c *coder, r *osv.Record) {
	for _, s := range []*string{&r.ID, &r.Modified, &r.Published, &r.Withdrawn, &r.Summary, &r.Link, &r.Word} {
		c.text(s)
	}
	for _, l := range []*[]string{&r.Aliases, &r.Upstream, &r.Related, &r.Streams} {
		c.texts(l)
	}
	severities(c, &r.Severity)
	each(c, &r.Affected, func(a *osv.Affected) { codeAffected(c, a) })
}

func codeAffected(c *coder, a *osv.Affected) {
	c.text(&a.Ecosystem)
	c.text(&a.Name)
	each(c, &a.Ranges, func(r *osv.Range) {
		c.flag(&r.SemVer)
		c.text(&r.Bad)
		each(c, &r.Events, func(e *osv.Event) {
			kind := uint64(e.Kind)
			c.num(&kind)
			e.Kind = osv.EventKind(kind)
			c.text(&e.Version)
		})
	})
	c.texts(&a.Versions)
	severities(c, &a.Severity)
	c.text(&a.Word)
	c.texts(&a.Binaries)
}

// packageValue is what the index has of one package of one ecosystem.
//
// Versions are sorted when the index is built, and what a record says of them are their places
// in the order: a package's version is looked for in it once, and compared with no record.
type packageValue struct {
	pools   [2]pool // by the ecosystem's own scheme, and by SemVer
	entries []packageEntry
}

// pool are versions of one scheme.
type pool struct {
	scheme  version.Scheme
	sorted  []ranked
	invalid []string // texts that are no versions; their places follow those of sorted
}

// ranked is a version. One that is equal to the one before it has the same rank.
type ranked struct {
	text string
	same bool
}

// packageEntry is what one record says of the package.
type packageEntry struct {
	id       string
	home     string // key of the package that the record's details stand with; "" for this one
	word     string
	severity []osv.Severity
	binaries []string
	streams  []string
	ranges   []packageRange
	versions []uint64 // places in pools[0]

	affected *osv.Affected // while the index is built
}

type packageRange struct {
	pool   uint64
	bad    string
	events []packageEvent // in order
}

type packageEvent struct {
	kind uint64
	// place is that of the version in the pool; 0 is the beginning of everything, so that 1 is
	// the first.
	place uint64
}

func (p *pool) code(c *coder) {
	scheme := uint64(p.scheme)
	c.num(&scheme)
	p.scheme = version.Scheme(scheme)
	each(c, &p.sorted, func(r *ranked) { c.text(&r.text); c.flag(&r.same) })
	c.texts(&p.invalid)
}

func (e *packageEntry) code(c *coder) {
	c.text(&e.id)
	c.text(&e.home)
	c.text(&e.word)
	severities(c, &e.severity)
	c.texts(&e.binaries)
	c.texts(&e.streams)
	each(c, &e.ranges, func(r *packageRange) {
		c.num(&r.pool)
		c.text(&r.bad)
		each(c, &r.events, func(e *packageEvent) { c.num(&e.kind); c.num(&e.place) })
	})
	each(c, &e.versions, c.num)
}

// ranks are, of each place of an event, where it stands in the order: -1 for the beginning, and
// the same number for equal versions.
func (p *pool) ranks() []int {
	ranks := make([]int, 0, len(p.sorted)+1)
	ranks = append(ranks, -1)
	rank := -1
	for _, v := range p.sorted {
		if !v.same {
			rank++
		}
		ranks = append(ranks, rank)
	}
	return ranks
}

// key is that of a package in the table of packages. The name is first, so that the releases of
// a distribution stand together and a name is found in all ecosystems.
func key(name, family, release string) string {
	return name + "\x00" + family + "\x00" + release
}

// split is the opposite of key.
func split(key string) (name, family, release string) {
	parts := append(strings.SplitN(key, "\x00", 3), "", "")
	return parts[0], parts[1], parts[2]
}

// detailKey is that of a record's details, which stand with those of the same package.
func detailKey(home, id string) string { return home + "\x00\x00" + id }

// reference is what the table of ids has of an id: the record of it, or that a record has it as
// another name.
type reference struct {
	relation string // "", alias, upstream or related
	id       string // of the record
	home     string
	modified string
	content  string // checksum of what the record says
}

func (r *reference) code(c *coder) {
	for _, s := range []*string{&r.relation, &r.id, &r.home, &r.modified, &r.content} {
		c.text(s)
	}
}

// sortedPool puts texts in order. Texts that are no versions come last.
func sortedPool(scheme version.Scheme, texts []string) (pool, map[string]uint64) {
	slices.Sort(texts)
	texts = slices.Compact(texts)
	p := pool{scheme: scheme}
	var versions []version.Version
	for _, text := range texts {
		if v, err := scheme.Parse(text); err == nil {
			versions = append(versions, v)
		} else {
			p.invalid = append(p.invalid, text)
		}
	}
	slices.SortStableFunc(versions, func(a, b version.Version) int {
		order, _ := a.Compare(b) // of one scheme
		return order
	})
	places := make(map[string]uint64, len(texts))
	for i, v := range versions {
		same := false
		if i > 0 {
			order, _ := versions[i-1].Compare(v)
			same = order == 0
		}
		p.sorted = append(p.sorted, ranked{v.String(), same})
		places[v.String()] = uint64(i)
	}
	for i, text := range p.invalid {
		places[text] = uint64(len(versions) + i)
	}
	return p, places
}
