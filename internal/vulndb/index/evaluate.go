package index

import (
	"slices"
	"sort"
	"strings"

	"github.com/pratique-dev/pratique/internal/vulndb/osv"
	"github.com/pratique-dev/pratique/internal/vulndb/version"
)

// Hit is a record that affects a version of a package.
type Hit struct {
	ID       string
	Home     string // where its details are: for Index.Detail
	Word     string // the record's word for the severity that this package has
	Severity []osv.Severity
	Binaries []string // names of the binary packages that are affected; nil for all
	// Fixed are the versions in which it is fixed: in the affected stretch the first one, else those of
	// the package's other stretches that are newer.
	Fixed []string
	// Module says that the version and the fix are builds of modules, of streams that may differ.
	Module bool
}

// Undecided is a record of which it is not known whether it affects a version.
type Undecided struct{ ID, Why string }

// Result is what an index says of one version of a package.
type Result struct {
	Hits      []Hit
	Undecided []Undecided
}

// Query asks for the vulnerabilities of one package.
type Query struct {
	Family, Release string
	Name            string
	Version         string
	ModuleStream    string // NAME:STREAM of an rpm package of a module
}

// Match says which records affect a package. found is false where no record is about it.
func (x *Index) Match(q Query) (result Result, found bool, err error) {
	own := key(Name(q.Family, q.Name), q.Family, q.Release)
	x.mutex.Lock()
	value, found, err := x.packages.get(own)
	x.mutex.Unlock()
	if err != nil || !found {
		return Result{}, found, err
	}
	e := evaluation{query: q, own: own}
	if err := e.run(value); err != nil {
		return Result{}, true, err
	}
	return e.result, true, nil
}

// evaluation evaluates the records of a package.
type evaluation struct {
	query  Query
	own    string
	pools  [2]pool
	ranks  [2][]int
	at     [2]int // twice the rank of the version; odd between two ranks
	why    [2]error
	result Result
}

func (e *evaluation) run(value string) error {
	c := &coder{reading: true, in: value}
	for i := range e.pools {
		e.pools[i].code(c)
		e.locate(i)
	}
	var entries uint64
	c.num(&entries)
	var one packageEntry
	for ; entries > 0 && c.err == nil; entries-- {
		one.code(c)
		if c.err == nil && !e.valid(&one) {
			c.err = errDamaged
		}
		if c.err == nil {
			e.entry(&one)
		}
	}
	if c.err == nil && c.in != "" {
		c.err = errDamaged
	}
	return c.err
}

// valid says whether all places are there.
func (e *evaluation) valid(one *packageEntry) bool {
	for _, place := range one.versions {
		if place >= uint64(len(e.pools[0].sorted)+len(e.pools[0].invalid)) {
			return false
		}
	}
	for _, r := range one.ranges {
		if r.pool > 1 {
			return false
		}
		for _, event := range r.events {
			if event.place >= uint64(len(e.ranks[r.pool])) {
				return false
			}
		}
	}
	return true
}

// locate finds the place of the version in the order of a pool.
func (e *evaluation) locate(i int) {
	p := &e.pools[i]
	e.ranks[i] = p.ranks()
	own, err := p.scheme.Parse(e.query.Version)
	if err != nil {
		e.why[i] = err
		return
	}
	compare := func(j int) int {
		v, err := p.scheme.Parse(p.sorted[j].text)
		order := 0
		if err == nil {
			order, err = v.Compare(own)
		}
		if err != nil && e.why[i] == nil {
			e.why[i] = err
		}
		return order
	}
	j := sort.Search(len(p.sorted), func(j int) bool { return compare(j) >= 0 })
	switch {
	case j == len(p.sorted):
		e.at[i] = 2*e.ranks[i][j] + 1
	case compare(j) == 0:
		e.at[i] = 2 * e.ranks[i][j+1]
	default:
		e.at[i] = 2*e.ranks[i][j+1] - 1
	}
}

func (e *evaluation) entry(one *packageEntry) {
	hit := Hit{ID: one.id}
	affected := e.listed(one)
	var why string
	for i := range one.ranges {
		r := &one.ranges[i]
		module, compared := e.modular(one, r)
		switch {
		case r.bad != "":
			why = r.bad
		case e.why[r.pool] != nil:
			why = e.why[r.pool].Error()
		case compared && e.inside(r):
			affected = true
			hit.Module = hit.Module || module
			hit.Fixed = append(hit.Fixed, e.fixes(r, true)...)
		}
	}
	if !affected && why == "" && len(one.versions) > 0 && e.why[0] != nil {
		why = e.why[0].Error() // what is no version is in no list, and nobody knows
	}
	if len(one.ranges) == 0 && len(one.versions) == 0 && strings.HasPrefix(one.id, "MAL-") {
		affected = true // the whole package is malicious
	}
	switch {
	case affected:
		if len(hit.Fixed) == 0 {
			for i := range one.ranges {
				hit.Fixed = append(hit.Fixed, e.fixes(&one.ranges[i], false)...)
			}
		}
		hit.Fixed = e.sorted(hit.Fixed)
		hit.Home = one.home
		if hit.Home == "" {
			hit.Home = e.own
		}
		hit.Word = one.word
		if len(one.severity) > 0 || len(one.binaries) > 0 {
			hit.Severity, hit.Binaries = slices.Clone(one.severity), slices.Clone(one.binaries)
		}
		e.result.Hits = append(e.result.Hits, hit)
	case why != "":
		e.result.Undecided = append(e.result.Undecided, Undecided{one.id, why})
	}
}

// listed says whether the record lists the version: as it is written, or as one that its ecosystem calls equal (1.0 and 1.0.0 of
// PyPI, NuGet, RubyGems and Maven, 0:1.2-3 and 1.2-3 of rpm).
func (e *evaluation) listed(one *packageEntry) bool {
	p := &e.pools[0]
	for _, place := range one.versions {
		if place >= uint64(len(p.sorted)) {
			if p.invalid[place-uint64(len(p.sorted))] == e.query.Version {
				return true
			}
			continue
		}
		if p.sorted[place].text == e.query.Version {
			return true
		}
		if e.why[0] == nil && 2*e.ranks[0][place+1] == e.at[0] {
			return true
		}
	}
	return false
}

// inside walks the events of a range, which are in order.
func (e *evaluation) inside(r *packageRange) bool {
	inside := false
	at, ranks := e.at[r.pool], e.ranks[r.pool]
	for _, event := range r.events {
		place := 2 * ranks[event.place]
		if event.place == 0 {
			place = at // the beginning of everything
		}
		switch osv.EventKind(event.kind) {
		case osv.Introduced:
			inside = inside || place <= at
		case osv.LastAffected:
			inside = inside && place >= at
		default:
			inside = inside && place > at
		}
		if place > at {
			break
		}
	}
	return inside
}

// fixes are the fixed versions of a range that are newer: all, or the first one.
func (e *evaluation) fixes(r *packageRange, first bool) []string {
	if r.bad != "" || e.why[r.pool] != nil {
		return nil
	}
	var fixed []string
	for _, event := range r.events {
		if osv.EventKind(event.kind) != osv.Fixed || event.place == 0 || 2*e.ranks[r.pool][event.place] <= e.at[r.pool] {
			continue
		}
		fixed = append(fixed, e.pools[r.pool].sorted[event.place-1].text)
		if first {
			break
		}
	}
	return fixed
}

// sorted are versions in order, each one once.
func (e *evaluation) sorted(fixed []string) []string {
	if len(fixed) < 2 {
		return fixed
	}
	return Sorted(e.query.Family, fixed)
}

// Sorted are versions of a family in order, each one once.
func Sorted(family string, versions []string) []string {
	p, _ := sortedPool(version.Of(family), slices.Clone(versions))
	list := make([]string, 0, len(versions))
	for _, v := range p.sorted {
		list = append(list, v.text)
	}
	return append(list, p.invalid...)
}

// modular says how builds of rpm modules are compared: with builds of the same module and stream only.
// Records do not always say which stream they are about; a hit is then marked.
func (e *evaluation) modular(one *packageEntry, r *packageRange) (module, compared bool) {
	if version.Of(e.query.Family) != version.RPM {
		return false, true
	}
	own := isModular(e.query.Version) || e.query.ModuleStream != ""
	fix, found := false, false
	for _, event := range r.events {
		if event.place > 0 {
			found = true
			fix = fix || isModular(e.pools[r.pool].sorted[event.place-1].text)
		}
	}
	switch {
	case !found, !own && !fix:
		return false, true
	case own != fix:
		return false, false
	case len(one.streams) > 0 && e.query.ModuleStream != "":
		return false, slices.Contains(one.streams, e.query.ModuleStream)
	}
	return true, true
}

func isModular(version string) bool { return strings.Contains(version, ".module") }
