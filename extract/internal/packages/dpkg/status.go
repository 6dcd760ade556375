package dpkg

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/packages/header"
)

// Package is one stanza of a status file.
type Package struct {
	Name         string
	Version      string // epoch, upstream version and revision, as is
	Architecture string // "" where the stanza has none
	Maintainer   string
	Source       string // without the version in parentheses
	// SourceVersion is the version in these parentheses, "" where the source has the package's own.
	SourceVersion string
	Size          int64 // bytes: Installed-Size counts kilobytes of 1000
	// Removed says that only the configuration is left, or that it was never installed.
	Removed   bool
	Conffiles []Conffile
}

// Conffile is one line of a stanza's Conffiles field.
type Conffile struct {
	Path string // as the stanza has it, absolute
	MD5  string
}

// ReadStatus reads a status file. Every stanza with a Package is a package,
// whatever its Status: those removed with their configuration left behind are
// listed too, as dpkg -l lists them (compatibility.md#packages). Packages that could be read
// are returned with the error of what dpkg itself would refuse.
func ReadStatus(r io.Reader) ([]Package, error) {
	var packages []Package
	var damage []error
	nameless, unversioned, repeated := 0, 0, 0
	blocks := header.NewReader(r, "Package", "Status", "Version", "Architecture", "Maintainer", "Source", "Installed-Size", "Conffiles")
	blocks.BlankEnds = true
	for {
		block, err := blocks.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			damage = append(damage, err)
			break
		}
		if block.Get("Package") == "" {
			nameless++
			continue
		}
		if block.Repeated() != "" {
			repeated++
		}
		p := stanza(block)
		packages = append(packages, p)
		if p.Version == "" && strings.HasSuffix(block.Get("Status"), " installed") {
			unversioned++
		}
	}
	for _, odd := range []struct {
		count int
		what  string
	}{
		{blocks.Odd(), "%d of its lines are not fields"},
		{nameless, "%d of its stanzas name no package"},
		{repeated, "%d of its stanzas have a field twice, so that they may be of several packages"},
		{unversioned, "%d installed packages have no version"},
	} {
		if odd.count > 0 {
			damage = append(damage, fmt.Errorf(odd.what, odd.count))
		}
	}
	return packages, errors.Join(damage...)
}

func stanza(block header.Block) Package {
	p := Package{
		Name:         block.Get("Package"),
		Version:      block.Get("Version"),
		Architecture: block.Get("Architecture"),
		Maintainer:   block.Get("Maintainer"),
		Removed:      removed(block.Get("Status")),
		Conffiles:    conffiles(block.Get("Conffiles")),
	}
	// Source: glibc (2.36-9), where the source package has another version.
	source, version, _ := strings.Cut(block.Get("Source"), " ")
	p.Source, p.SourceVersion = source, strings.Trim(version, "() ")
	if size, err := strconv.ParseInt(block.Get("Installed-Size"), 10, 40); err == nil && size >= 0 {
		p.Size = size * 1000
	}
	return p
}

// removed says whether the last word of a Status is a state in which the package's files are gone. Without a Status, as in
// the status.d files of distroless images, and in the states in between, the files count as there.
func removed(status string) bool {
	words := strings.Fields(status)
	return len(words) > 0 && (words[len(words)-1] == "config-files" || words[len(words)-1] == "not-installed")
}

// conffiles reads the lines of exactly two words, so that those of obsolete
// files, which have three, are skipped (compatibility.md#package-manifests).
func conffiles(field string) []Conffile {
	var files []Conffile
	for line := range strings.SplitSeq(field, "\n") {
		if words := strings.Fields(line); len(words) == 2 {
			files = append(files, Conffile{Path: words[0], MD5: words[1]})
		}
	}
	return files
}
