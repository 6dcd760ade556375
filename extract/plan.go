package extract

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/content"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/packages"
	"github.com/pratique-dev/pratique/extract/internal/spelling"
	"github.com/pratique-dev/pratique/extract/internal/squash"
	"github.com/pratique-dev/pratique/internal/literals"
)

// passwd is what Anchore retrieves by default (compatibility.md#retrieved-files), whatever
// else it retrieves: triggers ask whether any file was retrieved at all.
const passwd = "/etc/passwd"

// plan is what the needs ask for.
type plan struct {
	dockerfile, accounts, distro, size, secrets bool

	analysis
	secretSearch, contentSearch, malware bool
	searchable                           bool // there is something to search for
	packageNeeds                         []document.Need

	files    bool // every entry
	setid    bool
	writable bool // what everyone may write
	capable  bool // entries with file capabilities
	paths    map[string]bool
	patterns []*literals.Matcher
	sums     layer.Algorithms            // of every regular file
	sumsOf   map[string]layer.Algorithms // of one path

	manifest  bool // digests of the files that manifests list
	databases databases

	retrieve    []string        // sorted; nil where no content is asked for
	followed    map[string]bool // those of retrieve whose links are followed
	retrieveIn  []string        // directories all of whose files are retrieved
	retrieveMax int64           // longest content that is kept, in bytes
	// sbomsIn are directories of retrieveIn whose files are read as SBOMs and not kept: they have a limit of their own.
	sbomsIn  []string
	sections []string // that are extracted whole
	needs    []string // that are met one by one
}

func newPlan(o Options) (*plan, error) {
	config := content.Default()
	if o.Analyzer != nil {
		config = *o.Analyzer
	}
	p := &plan{
		databases: databases{apkDigests: o.APKDigests},
		paths:     map[string]bool{}, sumsOf: map[string]layer.Algorithms{},
		retrieveMax: retrieveLimit(config.RetrieveFiles.MaxFileSize),
		searchable:  len(config.ContentSearch.Items) > 0,
		malware:     o.Clamd != "",
	}
	needs := o.Needs
	if needs == nil {
		needs = everything()
	}
	for _, need := range slices.Concat(needs, o.Supplied.Needs(), o.attachedNeeds()) {
		if err := p.add(need); err != nil {
			return nil, err
		}
	}
	for _, need := range o.attachedNeeds() {
		if dir, ok := strings.CutPrefix(string(need), "retrieved_files:in:"); ok && !slices.Contains(o.Needs, need) {
			p.sbomsIn = append(p.sbomsIn, dir)
		}
	}
	p.deleted = p.secrets && p.secretSearch
	if err := p.analyse(o, config); err != nil {
		return nil, err
	}
	p.followed = map[string]bool{}
	for _, path := range o.Retrieve {
		if !utf8.ValidString(path) { // of the command line, and not spelled yet
			path = spelling.Spell(path)
		}
		p.retrieve = append(p.retrieve, path)
		p.followed[path] = true
	}
	if o.Analyzer != nil {
		p.retrieve = append(p.retrieve, config.RetrieveFiles.Paths...)
	}
	if len(p.retrieve) > 0 {
		p.retrieve = append(p.retrieve, passwd)
	}
	p.sections = append(p.sections, "image") // mappings read it, so it is always there
	if o.RegistryFacts {
		if o.Offline {
			return nil, errors.New("asking registries: the network may not be used (offline)")
		}
		// The base images stand in the Dockerfile.
		p.dockerfile = true
		p.sections = append(p.sections, "dockerfile", registryFacts)
	}
	if p.malware {
		p.sections = append(p.sections, malwareScan) // whoever names a scanner wants it to run
	}
	if p.layers() {
		p.sections = append(p.sections, "image.size") // costs nothing then
	}
	if p.deleted {
		p.sections = append(p.sections, deletedSecrets) // nor does this
	}
	for _, list := range []*[]string{&p.retrieve, &p.sections, &p.needs} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return p, nil
}

// everything is all that can be known without further input.
func everything() []document.Need {
	return []document.Need{
		"accounts", "content_search", "dockerfile", "files", "files.manifest", "files.sha256", "image", "image.distro",
		"image.size", "malware", "packages", "packages.files", "retrieved_files", "secret_search", "secrets",
	}
}

// retrieveLimit replaces no limit by one that a document can still hold.
func retrieveLimit(configured int64) int64 {
	if configured == 0 {
		return maxRead.Bytes()
	}
	return configured
}

// add takes up one need. One that it does not know is not met: whoever asked sees
// that it is not among those searched.
func (p *plan) add(need document.Need) error {
	section, detail := need.Section(), need.Detail()
	whole := !strings.Contains(string(need), ":")
	switch {
	case section == "retrieved_files":
		p.retrieve = append(p.retrieve, passwd)
		if dir, in := strings.CutPrefix(detail, "in:"); in {
			p.retrieveIn = append(p.retrieveIn, dir)
			p.needs = append(p.needs, string(need))
		} else if whole {
			p.needs = append(p.needs, string(need))
		} else if detail != "" {
			p.retrieve = append(p.retrieve, detail)
		}
		return nil
	case whole:
		if p.section(section) {
			p.sections = append(p.sections, section)
		}
		return nil
	case section == "files":
		known, err := p.entries(detail)
		if err != nil {
			return fmt.Errorf("parsing need %q: %w", need, err)
		}
		if !known {
			return nil
		}
	case algorithm(section) != 0:
		p.sumsOf[detail] |= algorithm(section)
	case section == "packages" && slices.Contains(packages.Types(), detail):
		p.packageNeeds = append(p.packageNeeds, need)
	default:
		return nil
	}
	p.needs = append(p.needs, string(need))
	return nil
}

// section takes up a whole section, and says whether there is such a one.
func (p *plan) section(name string) bool {
	switch name {
	case "image":
	case "image.distro":
		p.distro = true
	case "image.size":
		p.size = true
	case "dockerfile":
		p.dockerfile = true
	case "accounts":
		p.accounts = true
	case "files":
		p.files = true
	case "files.manifest":
		p.manifest, p.files = true, true
		p.packageNeeds = append(p.packageNeeds, "packages.files")
	case "packages", "packages.files":
		p.packageNeeds = append(p.packageNeeds, document.Need(name))
	case "secrets":
		// They point into the Dockerfile.
		p.secrets, p.dockerfile = true, true
		p.sections = append(p.sections, "dockerfile")
	case secretSearch:
		p.secretSearch = true
	case deletedSecrets:
		p.section("secrets")
		p.secretSearch = true
		p.sections = append(p.sections, "secrets", secretSearch)
	case contentSearch:
		// With nothing to search for, nothing was looked for.
		p.contentSearch = p.searchable
		return p.searchable
	case malwareScan:
		return p.malware
	default:
		p.sums |= algorithm(name)
		return algorithm(name) != 0
	}
	return true
}

// entries takes up a detail of "files".
func (p *plan) entries(detail string) (known bool, err error) {
	switch detail {
	case "setid":
		p.setid = true
		return true, nil
	case "writable":
		p.writable = true
		return true, nil
	case "capabilities":
		p.capable = true
		return true, nil
	}
	if path, ok := strings.CutPrefix(detail, "path:"); ok {
		p.paths[path] = true
		return true, nil
	}
	if pattern, ok := strings.CutPrefix(detail, "match:"); ok {
		compiled, err := literals.Compile(pattern)
		if err != nil {
			return false, err
		}
		p.patterns = append(p.patterns, compiled)
		return true, nil
	}
	return false, nil
}

func algorithm(section string) layer.Algorithms {
	switch section {
	case "files.sha256":
		return layer.SHA256
	case "files.sha1":
		return layer.SHA1
	case "files.md5":
		return layer.MD5
	default:
		return 0
	}
}

// layers says whether anything has to be read from the layers.
func (p *plan) layers() bool {
	return p.accounts || p.distro || p.size || p.malware || p.retrieve != nil || p.listsFiles() || p.reads()
}

// listsFiles says whether the document has a section "files".
func (p *plan) listsFiles() bool {
	return p.files || p.setid || p.writable || p.capable || len(p.paths) > 0 || len(p.patterns) > 0 || p.sums != 0 || len(p.sumsOf) > 0
}

// digests are those that are needed of the regular file at an absolute path.
func (p *plan) digests(path string) layer.Algorithms {
	return p.sums | p.sumsOf[path]
}

// selects says whether an entry is needed.
func (p *plan) selects(f *squash.Found) bool {
	return p.files ||
		p.setid && f.Node.Entry != nil && f.Node.Entry.Mode&0o6000 != 0 ||
		p.writable && writable(f.Node.Entry) ||
		p.capable && f.Node.Entry != nil && f.Node.Entry.Capabilities != "" ||
		p.paths[f.Path] ||
		p.sumsOf[f.Path] != 0 ||
		p.sums != 0 && f.Node.Kind() == layer.File ||
		slices.ContainsFunc(p.patterns, func(m *literals.Matcher) bool { return m.MatchString(f.Path) })
}

// ofDirectory takes back what only layers tell: a directory is a filesystem as it was in the
// end.
func (p *plan) ofDirectory() {
	p.deleted = false
	p.sections = slices.DeleteFunc(p.sections, func(s string) bool { return s == deletedSecrets })
}

// searched says what was looked for.
func (p *plan) searched() *document.Searched {
	s := &document.Searched{Sections: p.sections, Needs: p.needs, RetrievedFiles: p.retrieve}
	if p.retrieve != nil {
		limit(s, "retrieved_files", p.retrieveMax)
	}
	p.describe(s)
	return s
}

// writable says whether everyone may write a file, or make files in a directory that are not theirs alone.
func writable(e *layer.Entry) bool {
	return e != nil && e.Mode&0o002 != 0 && (e.Kind == layer.File || e.Kind == layer.Hardlink || e.Kind == layer.Dir && e.Mode&0o1000 == 0)
}
