// Package index keeps vulnerability records in one static file, in which the records of a
// package are found with a few reads: no server and no store, and the same bytes for the same
// data. docs/decisions.md has the reasons.
//
//	magic "PRVULN1\n"
//	u32, big-endian: length of the header; the header, JSON
//	SHA-256 of all before
//	the directories of the tables packages, details and ids
//	the blocks of the tables, zstd
//
// The header has the checksums of the directories, and these those of the blocks, so that the
// header's SHA-256, the index's digest, is that of everything.
package index

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/internal/tempfile"
	"github.com/pratique-dev/pratique/internal/vulndb/osv"
	"github.com/pratique-dev/pratique/internal/vulndb/scores"
	"github.com/pratique-dev/pratique/internal/vulndb/version"
)

// sortMemory is how many bytes of entries each of the four sorters keeps in memory.
const sortMemory = 20 << 20

// Builder makes an index.
type Builder struct {
	header  Header
	scores  *scores.Table
	dir     string // of the temporary files
	records *sorter
	newest  map[string]Ecosystem
}

// NewBuilder is a builder that keeps temporary files in dir, that of the index itself. Close
// removes them.
func NewBuilder(dir string, table *scores.Table) *Builder {
	return &Builder{
		dir: dir, scores: table, records: &sorter{dir: dir, limit: sortMemory}, newest: map[string]Ecosystem{},
		header: Header{Format: format, NotUnderstood: map[string]int{}, Severities: Severities{
			CVEs: len(table.Vectors), EPSS: len(table.EPSS), EPSSDate: table.EPSSDate, EPSSModel: table.EPSSModel,
			Exploited: len(table.Exploited), KEVVersion: table.CatalogVersion, KEVDate: table.CatalogDate,
		}},
	}
}

// Close removes the temporary files.
func (b *Builder) Close() { b.records.close() }

// Read takes the records of a source.
func (b *Builder) Read(source *osv.Source, o osv.Options) error {
	err := source.Read(o, func(r osv.Record) error {
		return b.records.add(r.ID, write(func(c *coder) { codeRecord(c, &r) }))
	})
	if err != nil {
		return err
	}
	b.header.Sources = append(b.header.Sources, Source{
		Name: filepath.Base(source.Path), Digest: "sha256:" + source.Digest, Records: source.Tally.Records, Newest: source.Newest,
		Withdrawn: source.Tally.Withdrawn, Unreadable: source.Tally.Unreadable,
		BadRanges: source.Tally.BadRanges, CustomRanges: source.Tally.CustomRanges,
	})
	return nil
}

// merged are the copies of one record that several sources have: the newest is the record, and of
// each ecosystem the newest copy that has it says what is affected there.
func merged(copies []osv.Record) osv.Record {
	newest := map[string]string{}
	record := copies[0]
	for _, r := range copies {
		if r.Modified >= record.Modified {
			record = r
		}
		for _, a := range r.Affected {
			newest[a.Ecosystem] = max(newest[a.Ecosystem], r.Modified)
		}
	}
	var affected []osv.Affected
	seen := map[string]bool{}
	for _, r := range copies {
		used := false
		for _, a := range r.Affected {
			if r.Modified != newest[a.Ecosystem] {
				continue
			}
			used = true
			if code := string(write(func(c *coder) { codeAffected(c, &a) })); r.Withdrawn == "" && !seen[code] {
				seen[code] = true
				affected = append(affected, a)
			}
		}
		if used {
			record.Aliases = union(record.Aliases, r.Aliases)
			record.Upstream = union(record.Upstream, r.Upstream)
			record.Related = union(record.Related, r.Related)
		}
	}
	record.Affected = affected
	if record.Withdrawn != "" {
		record.Affected = nil
	}
	return record
}

func union(a, b []string) []string {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

// Name is a package's name as its ecosystem compares names.
func Name(family, name string) string {
	switch family {
	case "PyPI":
		return pep503(name)
	case "NuGet", "Packagist":
		return strings.ToLower(name)
	}
	return name
}

// pep503 is a name in lower case, with one hyphen for each run of hyphens, dots and underscores.
func pep503(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		if r == '-' || r == '_' || r == '.' {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// tables are the sorters of what goes into the tables.
type tables struct{ packages, details, ids *sorter }

// Write writes the index to out.
func (b *Builder) Write(out io.Writer) error {
	t := tables{&sorter{dir: b.dir, limit: sortMemory}, &sorter{dir: b.dir, limit: sortMemory}, &sorter{dir: b.dir, limit: sortMemory}}
	defer t.packages.close()
	defer t.details.close()
	defer t.ids.close()
	err := b.records.groups(func(_ string, values []string) error {
		copies := make([]osv.Record, len(values))
		for i, value := range values {
			if err := read(value, func(c *coder) { codeRecord(c, &copies[i]) }); err != nil {
				return err
			}
		}
		return b.record(merged(copies), t)
	})
	if err != nil {
		return err
	}
	b.records.close()
	return b.write(out, t)
}

func (b *Builder) record(r osv.Record, t tables) error {
	b.header.Records++
	b.header.Created = max(b.header.Created, r.Modified)
	if r.Withdrawn != "" {
		b.header.Withdrawn++
	}
	detail := Detail{
		ID: r.ID, Modified: r.Modified, Published: r.Published, Withdrawn: r.Withdrawn, Summary: r.Summary, Link: r.Link, Word: r.Word,
		Aliases: r.Aliases, Upstream: r.Upstream, Related: r.Related, Severity: r.Severity, CVEs: b.known(r),
	}
	// Of an entry, the key of its package.
	keys := make([]string, len(r.Affected))
	var home string
	ecosystems := map[string]bool{}
	graded := detail.Word != "" || len(detail.Severity) > 0 || slices.ContainsFunc(detail.CVEs, func(v CVE) bool { return len(v.Vectors) > 0 })
	for i, a := range r.Affected {
		family, release, _ := strings.Cut(a.Ecosystem, ":")
		if version.Of(family) == version.None {
			b.header.NotUnderstood[a.Ecosystem]++
			continue
		}
		ecosystems[a.Ecosystem] = true
		graded = graded || a.Word != "" || len(a.Severity) > 0
		keys[i] = key(Name(family, a.Name), family, release)
		if home == "" || keys[i] < home {
			home = keys[i]
		}
	}
	if graded {
		b.header.Severities.Graded++
	}
	for ecosystem := range ecosystems {
		e := b.newest[ecosystem]
		b.newest[ecosystem] = Ecosystem{Name: ecosystem, Records: e.Records + 1, Newest: max(e.Newest, r.Modified)}
	}
	for i, a := range r.Affected {
		if keys[i] == "" {
			continue
		}
		err := t.packages.add(keys[i], write(func(c *coder) {
			c.text(&r.ID)
			c.text(&home)
			c.texts(&r.Streams)
			codeAffected(c, &a)
		}))
		if err != nil {
			return err
		}
	}
	own := slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return k == "" })
	slices.Sort(own)
	detail.keys = strings.Join(slices.Compact(own), "\n")
	value := write(detail.code)
	if err := t.details.add(detailKey(home, r.ID), value); err != nil {
		return err
	}
	content := sumOf(write(func(c *coder) { codeRecord(c, &r); detail.code(c) }))
	return b.references(t.ids, r, home, content)
}

// references makes the record findable under all its names.
func (b *Builder) references(ids *sorter, r osv.Record, home, content string) error {
	names := map[string]string{}
	for _, list := range []struct {
		relation string
		names    []string
	}{{"related", r.Related}, {"upstream", r.Upstream}, {"alias", r.Aliases}} {
		for _, name := range list.names {
			names[name] = list.relation
		}
	}
	delete(names, "")
	names[r.ID] = ""
	for name, relation := range names {
		one := reference{relation: relation, id: r.ID, home: home}
		if relation == "" {
			one.modified, one.content = r.Modified, content
		}
		if err := ids.add(name, write(one.code)); err != nil {
			return err
		}
	}
	return nil
}

// known is what the tables of scores have of the record's CVEs.
func (b *Builder) known(r osv.Record) []CVE {
	var ids []string
	for _, list := range [][]string{{r.ID}, r.Aliases, r.Upstream, r.Related} {
		for _, id := range list {
			if cve := Unprefixed(id); strings.HasPrefix(cve, "CVE-") {
				ids = append(ids, cve)
			}
		}
	}
	slices.Sort(ids)
	var list []CVE
	for _, id := range slices.Compact(ids) {
		one := CVE{ID: id, Vectors: b.scores.Vectors[id]}
		if e, ok := b.scores.EPSS[id]; ok {
			one.EPSS = &EPSS{e.Score, e.Percentile}
		}
		if e, ok := b.scores.Exploited[id]; ok {
			one.Exploited = &Exploited{Added: e.Added, Due: e.Due, Ransomware: e.Ransomware}
		}
		if len(one.Vectors) > 0 || one.EPSS != nil || one.Exploited != nil {
			list = append(list, one)
		}
	}
	return list
}

// Unprefixed is the id of a distribution's copy of a CVE without what OSV puts before it.
func Unprefixed(id string) string {
	for _, prefix := range []string{"DEBIAN-", "ALPINE-", "UBUNTU-"} {
		if rest, ok := strings.CutPrefix(id, prefix); ok && strings.HasPrefix(rest, "CVE-") {
			return rest
		}
	}
	return id
}

// write writes the blocks to a temporary file, since what stands before them says where they are.
func (b *Builder) write(out io.Writer, t tables) error {
	body, err := tempfile.New(b.dir)
	if err != nil {
		return fmt.Errorf("writing index: %w", err)
	}
	defer func() { _ = body.Close() }() // it is temporary
	all, err := newBlocks(body)
	if err != nil {
		return fmt.Errorf("writing index: %w", err)
	}
	var directories []byte
	for _, one := range []struct {
		name  string
		from  *sorter
		value func(key string, values []string) ([]byte, error)
	}{
		{"packages", t.packages, func(key string, values []string) ([]byte, error) { b.header.Packages++; return packageOf(key, values) }},
		{"details", t.details, func(_ string, values []string) ([]byte, error) { return []byte(values[0]), nil }},
		{"ids", t.ids, func(_ string, values []string) ([]byte, error) {
			return write(func(c *coder) { c.texts(&values) }), nil
		}},
	} {
		w := &tableWriter{blocks: all}
		err := one.from.groups(func(key string, values []string) error {
			value, err := one.value(key, values)
			if err != nil {
				return err
			}
			return w.add(key, value)
		})
		if err == nil {
			err = w.flush()
		}
		if err != nil {
			return fmt.Errorf("writing index: %w", err)
		}
		one.from.close()
		directory := write(func(c *coder) { each(c, &w.directory, func(b *block) { b.code(c) }) })
		sum := sha256.Sum256(directory)
		b.header.Tables = append(b.header.Tables, tableHeader{Name: one.name, Blocks: len(w.directory), Size: len(directory), SHA256: hex.EncodeToString(sum[:])})
		directories = append(directories, directory...)
	}
	if err := all.out.Flush(); err != nil {
		return fmt.Errorf("writing index: %w", err)
	}
	b.header.Blocks = all.offset
	head, err := b.head()
	if err != nil {
		return fmt.Errorf("writing index: %w", err)
	}
	if _, err := body.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("writing index: %w", err)
	}
	for _, part := range [][]byte{head, directories} {
		if _, err := out.Write(part); err != nil {
			return fmt.Errorf("writing index: %w", err)
		}
	}
	if _, err := io.Copy(out, body); err != nil {
		return fmt.Errorf("writing index: %w", err)
	}
	return nil
}

// head is everything before the directories.
func (b *Builder) head() ([]byte, error) {
	for _, name := range slices.Sorted(maps.Keys(b.newest)) {
		b.header.Ecosystems = append(b.header.Ecosystems, b.newest[name])
	}
	text, err := json.Marshal(b.header)
	if err != nil {
		return nil, err
	}
	head := append([]byte(magic), binary.BigEndian.AppendUint32(nil, uint32(len(text)))...)
	head = append(head, text...)
	sum := sha256.Sum256(head)
	return append(head, sum[:]...), nil
}

// packageOf makes the value of a package of what records say of it.
func packageOf(own string, values []string) ([]byte, error) {
	_, family, _ := split(own)
	affected := make([]osv.Affected, len(values))
	entries := make([]packageEntry, len(values))
	var texts [2][]string
	for i, value := range values {
		a, e := &affected[i], &entries[i]
		err := read(value, func(c *coder) {
			c.text(&e.id)
			c.text(&e.home)
			c.texts(&e.streams)
			codeAffected(c, a)
		})
		if err != nil {
			return nil, err
		}
		if e.home == own {
			e.home = ""
		}
		e.word, e.severity, e.binaries = a.Word, a.Severity, a.Binaries
		e.affected = a
		texts[0] = append(texts[0], a.Versions...)
		for _, r := range a.Ranges {
			for _, event := range r.Events {
				if event.Version != "0" || event.Kind != osv.Introduced {
					texts[poolOf(r, family)] = append(texts[poolOf(r, family)], event.Version)
				}
			}
		}
	}
	var p packageValue
	var places [2]map[string]uint64
	p.pools[0], places[0] = sortedPool(version.Of(family), texts[0])
	p.pools[1], places[1] = sortedPool(version.SemVer, texts[1])
	ranks := [2][]int{p.pools[0].ranks(), p.pools[1].ranks()}
	slices.SortStableFunc(entries, func(a, b packageEntry) int { return strings.Compare(a.id, b.id) })
	for i := range entries {
		a := entries[i].affected
		for _, v := range a.Versions {
			entries[i].versions = append(entries[i].versions, places[0][v])
		}
		slices.Sort(entries[i].versions)
		for _, r := range a.Ranges {
			in := poolOf(r, family)
			entries[i].ranges = append(entries[i].ranges, rangeOf(r, uint64(in), places[in], ranks[in]))
		}
	}
	return write(func(c *coder) {
		for i := range p.pools {
			p.pools[i].code(c)
		}
		each(c, &entries, func(e *packageEntry) { e.code(c) })
	}), nil
}

func poolOf(r osv.Range, family string) int {
	if r.SemVer && version.Of(family) != version.SemVer {
		return 1
	}
	return 0
}

// rangeOf puts the events of a range in order.
func rangeOf(r osv.Range, in uint64, places map[string]uint64, ranks []int) packageRange {
	one := packageRange{pool: in, bad: r.Bad}
	for _, event := range r.Events {
		place := uint64(0)
		if event.Version != "0" || event.Kind != osv.Introduced {
			at := places[event.Version]
			if at+1 >= uint64(len(ranks)) {
				one.bad = fmt.Sprintf("%q is not a version", event.Version)
				return one
			}
			place = at + 1
		}
		one.events = append(one.events, packageEvent{kind: uint64(event.Kind), place: place})
	}
	slices.SortStableFunc(one.events, func(a, b packageEvent) int {
		if order := ranks[a.place] - ranks[b.place]; order != 0 {
			return order
		}
		return int(a.kind) - int(b.kind)
	})
	return one
}

// WriteFile writes the index to a file, as a whole or not at all.
func (b *Builder) WriteFile(name string) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return fmt.Errorf("writing index: %w", err)
	}
	defer os.Remove(f.Name())
	if err = b.Write(f); err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fmt.Errorf("writing index: %w", err)
	}
	return nil
}

// Header is what the index says of itself, after Write.
func (b *Builder) Header() Header { return b.header }
