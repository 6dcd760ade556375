package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/internal/limits"
)

// maxDeleted is how many secrets in files that are gone are listed.
var maxDeleted = limits.Count("deleted-secrets", 1000)

// deleted are the secrets in the files of all layers that the final filesystem does not have:
// whoever has the image has its layers too. One is listed a file and search, by layer, path and
// the order of the first hits. A file that a later layer writes again as it was is not gone, nor is
// one that has another name. What could not be searched is a problem.
func (r *rootfs) deleted() []document.Secret {
	alive := r.alive()
	secrets, more := []document.Secret{}, 0
	first := map[*layer.Records]bool{} // a layer that the manifest lists twice is told of once
	for number, records := range r.records {
		if first[records] {
			continue
		}
		first[records] = true
		for _, gone := range goneFrom(records, alive) {
			if gone.err != nil {
				r.problem(deletedSecrets, gone.path, gone.err)
			}
			for _, match := range gone.matches {
				if len(secrets) == maxDeleted.Int() {
					more++
					continue
				}
				secrets = append(secrets, document.Secret{
					Name: searchName(match), Source: document.SecretFile, Path: &gone.path, Line: firstLine(match), Layer: &number, Deleted: true,
				})
			}
		}
	}
	if more > 0 {
		r.minor(deletedSecrets, "", fmt.Errorf("%d more searches that match in files that are gone are not listed", more))
	}
	return secrets
}

// survivors are the files with hits that the final filesystem has.
type survivors struct {
	entries map[*layer.Entry]bool
	byPath  map[string]*layer.Entry
}

func (r *rootfs) alive() survivors {
	s := survivors{map[*layer.Entry]bool{}, map[string]*layer.Entry{}}
	for i := range r.found {
		f := &r.found[i]
		if _, ok := fact(f.Node, secretSearch).(*hits); ok {
			s.entries[f.Node.Entry] = true
			s.byPath[f.Path] = f.Node.Entry
		}
	}
	return s
}

// has says whether the final filesystem has an entry, or its contents under the same path.
func (s survivors) has(entry *layer.Entry, found *hits) bool {
	if s.entries[entry] {
		return true
	}
	now := s.byPath[absolute(entry.Path)]
	if now == nil {
		return false
	}
	again, _ := now.Facts[secretSearch].(*hits)
	return now.Size == entry.Size && again.sum == found.sum
}

// goneFile is a file with hits that is gone.
type goneFile struct {
	path string
	*hits
}

// goneFrom are those of one layer, by path.
func goneFrom(records *layer.Records, alive survivors) []goneFile {
	var gone []goneFile
	for i := range records.Entries {
		entry := &records.Entries[i]
		found, ok := entry.Facts[secretSearch].(*hits)
		if ok && !alive.has(entry, found) {
			gone = append(gone, goneFile{absolute(entry.Path), found})
		}
	}
	slices.SortStableFunc(gone, func(a, b goneFile) int { return strings.Compare(a.path, b.path) })
	return gone
}

// searchName is a search's name, or its expression where it has none.
func searchName(match document.ContentMatch) string {
	if match.Name == nil {
		return match.Regex
	}
	return cmp.Or(*match.Name, match.Regex)
}

// firstLine counts from 1; nil where no line is known.
func firstLine(match document.ContentMatch) *int {
	if len(match.Lines) == 0 {
		return nil
	}
	return new(match.Lines[0] + 1)
}
