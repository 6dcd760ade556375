package packages

import (
	"cmp"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/chisel"
	"github.com/pratique-dev/pratique/extract/internal/packages/dpkg"
	"github.com/pratique-dev/pratique/extract/internal/spelling"
)

const (
	dpkgDir            = "/var/lib/dpkg/"
	docDir             = "/usr/share/doc/"
	sumsExtension      = ".md5sums"
	conffilesExtension = ".conffiles"
)

var dpkgSums = &cataloger{
	name: "dpkg sums", types: []string{document.PackageDpkg},
	match:  func(f location) bool { return isList(f, sumsExtension) },
	wanted: func(s *Selection, _ location) bool { return s.lists() },
	read:   bytesOf(keep, raw), decode: decode[[]byte],
	owns: func(value any, own func(string)) {
		data, _ := value.([]byte)
		for _, sum := range dpkg.Sums(data) {
			own(sum.Path)
		}
	},
}

var dpkgConffiles = &cataloger{
	name: "dpkg conffiles", types: []string{document.PackageDpkg},
	match:  func(f location) bool { return isList(f, conffilesExtension) },
	wanted: func(s *Selection, _ location) bool { return s.lists() },
	read:   bytesOf(keep, raw), decode: decode[[]byte],
	owns: func(value any, own func(string)) {
		data, _ := value.([]byte)
		for _, path := range dpkg.Paths(data) {
			own(path)
		}
	},
}

// isList tells whether a file lists those of a package.
func isList(f location, extension string) bool {
	return strings.HasSuffix(f.base, extension) && (f.dir == dpkgDir+"info" || f.dir == dpkgDir+"status.d")
}

var dpkgStatus = &cataloger{
	name: "dpkg status", types: []string{document.PackageDpkg}, limit: database,
	match: func(f location) bool { return f.Path == dpkgDir+"status" || f.dir == dpkgDir+"status.d" },
	read: func(_ *Selection, f File, r io.ReaderAt) (any, error) {
		found, err := dpkg.ReadStatus(io.NewSectionReader(r, 0, f.Size))
		if f.Path == dpkgDir+"status" { // others write the files of status.d, and end them as they like
			err = errors.Join(err, cutOff(r, f.Size))
		}
		return value(found, err)
	},
	decode:    decode[[]dpkg.Package],
	installed: (*catalogue).dpkgPackages,
}

var dpkgCopyright = &cataloger{
	name: "dpkg copyright", types: []string{document.PackageDpkg}, usual: true,
	match: func(f location) bool {
		return f.base == "copyright" && strings.HasPrefix(f.dir, docDir) && !strings.Contains(f.dir[len(docDir):], "/")
	},
	read: content(dpkg.Licenses, value), decode: decode[[]string],
}

// chiselManifest lists the packages that an image was cut from.
var chiselManifest = &cataloger{
	name: "chisel manifest", types: []string{document.PackageDpkg},
	match: func(f location) bool {
		return f.base == "manifest.wall" && strings.HasSuffix(f.dir, "/chisel") && f.system
	},
	read: content(chisel.Read, value), decode: decode[[]chisel.Package],
}

// dpkgPackages lists the stanzas of the status files, all architectures of a
// name (compatibility.md#packages-of-one-name).
func (c *catalogue) dpkgPackages(k Kind, files bool) []document.Package {
	var stanzas []dpkg.Package
	each(c, k, func(_ string, list []dpkg.Package) { stanzas = append(stanzas, list...) })
	each(c, chiselManifest, func(_ string, list []chisel.Package) {
		for _, p := range list {
			stanzas = append(stanzas, dpkg.Package{Name: p.Name, Version: p.Version, Architecture: p.Architecture})
		}
	})
	var manifests map[listKey]*dpkgLists
	if files {
		if manifests = c.dpkgLists(); len(manifests) == 0 && len(stanzas) > 0 {
			c.problems = append(c.problems, Problem{Path: dpkgDir + "info", Type: document.PackageDpkg, Minor: true,
				Err: errors.New("there are no lists of files, so that no package has a manifest")})
		}
	}
	list := make([]document.Package, 0, len(stanzas))
	for _, s := range stanzas {
		p := base(document.PackageDpkg, s.Name, s.Version, s.Version)
		p.Arch, p.Source, p.Size, p.Removed = some(s.Architecture), some(s.Source), &s.Size, s.Removed
		p.SourceVersion = some(cmp.Or(s.SourceVersion, s.Version))
		if s.Maintainer != "" {
			p.Origin = some(s.Maintainer + " (maintainer)")
		}
		p.Licenses = c.dpkgLicenses(s.Name)
		license := "Unknown"
		if len(p.Licenses) > 0 {
			license = strings.Join(p.Licenses, " ")
		}
		p.License = &license
		p.PURL = packageURL("deb", text(c.distro.Name), s.Name, s.Version,
			[2]string{"arch", s.Architecture}, [2]string{"distro", c.distroVersion()}, [2]string{"source", s.Source})
		if files {
			p.Files = dpkgManifest(s, manifests)
		}
		list = append(list, p)
	}
	return list
}

// dpkgLicenses follows links: packages of one source often share a directory.
func (c *catalogue) dpkgLicenses(name string) []string {
	f := c.tree.Facts(docDir + spelling.Spell(name) + "/copyright")
	if f == nil || f.kind != dpkgCopyright {
		return []string{}
	}
	list, _ := f.value.([]string)
	return nonNil(list)
}

// listKey is a package as the lists of the info directory are named; packages
// that cannot be installed for several architectures have none there.
type listKey struct{ name, architecture string }

// dpkgLists are the lists of one package.
type dpkgLists struct {
	sums      []dpkg.Sum
	conffiles []string
}

// dpkgLists reads the info directory. The lists beside the status.d files of
// distroless images are no manifests (compatibility.md#package-manifests).
func (c *catalogue) dpkgLists() map[listKey]*dpkgLists {
	lists := map[listKey]*dpkgLists{}
	of := func(file, extension string) *dpkgLists {
		name, architecture := dpkg.ListName(path.Base(file), extension)
		key := listKey{name, architecture}
		if lists[key] == nil {
			lists[key] = &dpkgLists{}
		}
		return lists[key]
	}
	each(c, dpkgSums, func(file string, data []byte) {
		if strings.HasPrefix(file, dpkgDir+"info/") {
			of(file, sumsExtension).sums = dpkg.Sums(data)
		}
	})
	each(c, dpkgConffiles, func(file string, data []byte) {
		if strings.HasPrefix(file, dpkgDir+"info/") {
			of(file, conffilesExtension).conffiles = dpkg.Paths(data)
		}
	})
	return lists
}

// dpkgManifest puts a package's lists together. Of two entries for a path the
// later one counts, so that what is a configuration file stays one.
func dpkgManifest(s dpkg.Package, lists map[listKey]*dpkgLists) []document.PackageFile {
	files := []document.PackageFile{}
	at := map[string]int{}
	add := func(path, digest string, config bool) {
		algorithm := "md5"
		f := document.PackageFile{Path: path, DigestAlgorithm: &algorithm, Digest: some(digest), Config: &config}
		if i, ok := at[path]; ok {
			files[i] = f
			return
		}
		at[path] = len(files)
		files = append(files, f)
	}
	checksums := map[string]string{}
	for _, f := range s.Conffiles {
		checksums[f.Path] = f.MD5
	}
	name := spelling.Spell(s.Name) // as those of its lists are
	for _, key := range []listKey{{name, ""}, {name, s.Architecture}} {
		l := lists[key]
		if l == nil {
			continue
		}
		for _, sum := range l.sums {
			if sum.MD5 != "" {
				add(sum.Path, sum.MD5, false)
			}
		}
		for _, path := range l.conffiles {
			if checksum, ok := checksums[path]; ok {
				add(path, checksum, true)
			}
		}
		if s.Architecture == "" {
			break // both keys are the same
		}
	}
	return files
}
