package index

import (
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/internal/vulndb/osv"
)

// Found is a record that has an id, or names it.
type Found struct {
	Relation string     // "" for the record of the id itself; alias, upstream or related for one that names it
	Detail   Detail     //
	Packages []Affected // what it affects, by package
}

// Affected is what a record says of a package.
type Affected struct {
	ID        string
	Ecosystem string
	Name      string
	Ranges    []string // as text: ">= 1.0, < 1.4.2"
	Versions  []string // that are listed one by one
	Fixed     []string
	Word      string // the record's word for the severity that this package has
}

// Of says whether it is of an ecosystem, or of any release of a family.
func (a Affected) Of(ecosystem string) bool {
	return a.Ecosystem == ecosystem || strings.HasPrefix(a.Ecosystem, ecosystem+":")
}

// Get returns the records of an id, its own first; none where the index does not know it.
func (x *Index) Get(id string) ([]Found, error) {
	x.mutex.Lock()
	value, ok, err := x.ids.get(id)
	x.mutex.Unlock()
	if err != nil || !ok {
		return nil, err
	}
	references, err := parseReferences(value)
	if err != nil {
		return nil, err
	}
	list := make([]Found, 0, len(references))
	for _, r := range references {
		f := Found{Relation: r.relation}
		if f.Detail, err = x.Detail(r.home, r.id); err != nil {
			return nil, err
		}
		for k := range strings.SplitSeq(f.Detail.keys, "\n") {
			if k == "" {
				continue
			}
			all, err := x.affected(k)
			if err != nil {
				return nil, err
			}
			f.Packages = append(f.Packages, slices.DeleteFunc(all, func(a Affected) bool { return a.ID != r.id })...)
		}
		list = append(list, f)
	}
	return list, nil
}

func parseReferences(value string) ([]reference, error) {
	var values []string
	if err := read(value, func(c *coder) { c.texts(&values) }); err != nil {
		return nil, err
	}
	list := make([]reference, len(values))
	for i, v := range values {
		if err := read(v, list[i].code); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b reference) int { return strings.Compare(a.relation, b.relation) })
	return list, nil
}

// affected is what all records say of a package.
func (x *Index) affected(key string) ([]Affected, error) {
	x.mutex.Lock()
	value, ok, err := x.packages.get(key)
	x.mutex.Unlock()
	if err != nil || !ok {
		return nil, err
	}
	return parsePackage(key, value)
}

func parsePackage(key, value string) ([]Affected, error) {
	name, family, release := split(key)
	ecosystem := family
	if release != "" {
		ecosystem += ":" + release
	}
	var p packageValue
	err := read(value, func(c *coder) {
		for i := range p.pools {
			p.pools[i].code(c)
		}
		each(c, &p.entries, func(e *packageEntry) { e.code(c) })
	})
	if err != nil {
		return nil, err
	}
	list := make([]Affected, 0, len(p.entries))
	for i := range p.entries {
		e := &p.entries[i]
		check := evaluation{pools: p.pools, ranks: [2][]int{p.pools[0].ranks(), p.pools[1].ranks()}}
		if !check.valid(e) {
			return nil, errDamaged
		}
		a := Affected{ID: e.id, Ecosystem: ecosystem, Name: name, Word: e.word}
		for _, r := range e.ranges {
			text, fixed := p.describe(&r)
			a.Ranges, a.Fixed = append(a.Ranges, text), append(a.Fixed, fixed...)
		}
		for _, place := range e.versions {
			a.Versions = append(a.Versions, p.pools[0].at(place))
		}
		list = append(list, a)
	}
	return list, nil
}

// at is the text of a place.
func (p *pool) at(place uint64) string {
	if place < uint64(len(p.sorted)) {
		return p.sorted[place].text
	}
	return p.invalid[place-uint64(len(p.sorted))]
}

// describe is a range as text.
func (p *packageValue) describe(r *packageRange) (text string, fixed []string) {
	if r.bad != "" {
		return "not understood: " + r.bad, nil
	}
	var parts []string
	for _, event := range r.events {
		version := "0"
		if event.place > 0 {
			version = p.pools[r.pool].sorted[event.place-1].text
		}
		switch osv.EventKind(event.kind) {
		case osv.Introduced:
			parts = append(parts, ">= "+version)
		case osv.Fixed:
			parts = append(parts, "< "+version)
			fixed = append(fixed, version)
		case osv.LastAffected:
			parts = append(parts, "<= "+version)
		default:
			parts = append(parts, "< "+version)
		}
	}
	return strings.Join(parts, ", "), fixed
}

// Search passes what the records say of the packages of a name, in all ecosystems.
func (x *Index) Search(name string) ([]Affected, error) {
	var list []Affected
	for _, own := range []string{name, pep503(name), strings.ToLower(name)} {
		x.mutex.Lock()
		err := x.packages.from(own+"\x00", func(e entry) (bool, error) {
			if found, family, _ := split(e.key); found != own {
				return false, nil
			} else if Name(family, name) != own {
				return true, nil
			}
			some, err := parsePackage(e.key, e.value)
			for _, a := range some {
				if !slices.ContainsFunc(list, func(b Affected) bool {
					return b.ID == a.ID && b.Ecosystem == a.Ecosystem && slices.Equal(a.Ranges, b.Ranges)
				}) {
					list = append(list, a)
				}
			}
			return true, err
		})
		x.mutex.Unlock()
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Like are names that contain a text, at most a given number, sorted.
func (x *Index) Like(text string, most int) ([]string, error) {
	text = strings.ToLower(text)
	var list []string
	x.mutex.Lock()
	defer x.mutex.Unlock()
	err := x.packages.from("", func(e entry) (bool, error) {
		name, _, _ := split(e.key)
		if strings.Contains(strings.ToLower(name), text) && !slices.Contains(list, name) {
			list = append(list, name)
		}
		return len(list) < most, nil
	})
	return list, err
}

// Change is a record that two indexes do not have alike.
type Change struct {
	ID     string
	Kind   string // added, removed, changed or withdrawn
	Detail Detail // of the newer index; of the older one where it was removed
}

// Changes are the records that differ, by id.
func Changes(before, after *Index) ([]Change, error) {
	old, err := before.contents()
	if err != nil {
		return nil, err
	}
	current, err := after.contents()
	if err != nil {
		return nil, err
	}
	var list []Change
	i, j := 0, 0
	for i < len(old) || j < len(current) {
		switch {
		case j == len(current) || i < len(old) && old[i].id < current[j].id:
			detail, err := before.Detail(old[i].home, old[i].id)
			if err != nil {
				return nil, err
			}
			list = append(list, Change{old[i].id, "removed", detail})
			i++
		case i == len(old) || current[j].id < old[i].id:
			detail, err := after.Detail(current[j].home, current[j].id)
			if err != nil {
				return nil, err
			}
			list = append(list, Change{current[j].id, "added", detail})
			j++
		default:
			if old[i].content != current[j].content {
				detail, err := after.Detail(current[j].home, current[j].id)
				if err != nil {
					return nil, err
				}
				kind := "changed"
				if detail.Withdrawn != "" {
					kind = "withdrawn"
				}
				list = append(list, Change{current[j].id, kind, detail})
			}
			i, j = i+1, j+1
		}
	}
	return list, nil
}

// contents are the records' own references, by id.
func (x *Index) contents() ([]reference, error) {
	var list []reference
	x.mutex.Lock()
	defer x.mutex.Unlock()
	err := x.ids.from("", func(e entry) (bool, error) {
		references, err := parseReferences(e.value)
		if err == nil && len(references) > 0 && references[0].relation == "" {
			one := references[0]
			one.id, one.home, one.content = strings.Clone(one.id), strings.Clone(one.home), strings.Clone(one.content)
			list = append(list, one)
		}
		return true, err
	})
	return list, err
}
