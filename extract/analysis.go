package extract

import (
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/content"
	"github.com/pratique-dev/pratique/extract/internal/packages"
)

// Sections that finders fill while the files' contents stream by.
const (
	secretSearch  = "secret_search"
	contentSearch = "content_search"
	malwareScan   = "malware"
	// deletedSecrets is what secretSearch finds in files that are gone.
	deletedSecrets = "secrets.deleted"
)

// analysis is which finders the plan needs, made ready. They are safe for
// concurrent use.
type analysis struct {
	packages *packages.Selection // nil: packages are not looked for
	searches []search
	deleted  bool     // what is found in files that are gone counts too
	scanner  *scanner // nil: nothing is scanned
}

// search is one section of searches through the lines of files.
type search struct {
	section string
	*content.Searcher
}

// analyse makes the finders ready that the needs ask for, but for the scanner, which
// only an image needs.
func (p *plan) analyse(o Options, config content.Config) error {
	selection, err := packages.Select(p.packageNeeds, packages.Options{APKDigests: o.APKDigests})
	if err != nil {
		return err
	}
	if !selection.Empty() {
		p.packages = selection
		// Package URLs name the distribution.
		p.distro = true
		p.sections = append(p.sections, "image.distro")
	}
	for _, s := range []struct {
		section string
		search  content.Search
		wanted  bool
	}{
		{secretSearch, config.SecretSearch, p.secretSearch},
		{contentSearch, config.ContentSearch, p.contentSearch},
	} {
		if !s.wanted {
			continue
		}
		searcher, err := content.NewSearcher(s.search)
		if err != nil {
			return fmt.Errorf("preparing %s: %w", s.section, err)
		}
		p.searches = append(p.searches, search{s.section, searcher})
	}
	return nil
}

// reads says whether a finder looks into files.
func (a *analysis) reads() bool {
	return a.packages != nil || len(a.searches) > 0 || a.scanner != nil
}

// describe says what was searched for.
func (a *analysis) describe(s *document.Searched) {
	for _, search := range a.searches {
		patterns := search.Patterns()
		if search.section == secretSearch {
			s.SecretSearch = patterns
		} else {
			s.ContentSearch = patterns
		}
		if search.Limit() > 0 {
			limit(s, search.section, search.Limit())
		}
	}
}

func limit(s *document.Searched, section string, bytes int64) {
	if s.MaxFileSize == nil {
		s.MaxFileSize = map[string]int64{}
	}
	s.MaxFileSize[section] = bytes
}

// absolute is an entry's path as documents have it.
func absolute(path string) string { return "/" + strings.TrimPrefix(path, "/") }
