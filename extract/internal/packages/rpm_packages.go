package packages

import (
	"io"
	"path"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/rpm"
)

var rpmDatabase = &cataloger{
	name: "rpm database", types: []string{document.PackageRPM}, limit: inPlace,
	match:  func(f location) bool { return f.system && rpm.IsDatabase(f.Path) },
	wanted: func(s *Selection, _ location) bool { return s.types[document.PackageRPM] || s.lists() },
	read: func(s *Selection, f File, r io.ReaderAt) (any, error) {
		return value(rpm.Read(r, f.Size, s.lists()))
	},
	decode: decode[[]rpm.Package],
	owns: func(value any, own func(string)) {
		list, _ := value.([]rpm.Package)
		for _, p := range list {
			for _, f := range p.Files {
				own(f.Path)
			}
		}
	},
	installed: (*catalogue).rpmPackages,
}

// rpmLog is SQLite's log beside a database: what is in it is not read.
var rpmLog = &cataloger{
	name: "rpm log", types: []string{document.PackageRPM}, limit: present,
	match: func(f location) bool {
		database, ok := strings.CutSuffix(f.Path, "-wal")
		return ok && f.system && rpm.IsDatabase(database)
	},
	wanted: func(s *Selection, _ location) bool { return s.types[document.PackageRPM] || s.lists() },
	decode: decode[int64],
}

// rpmManifest is the list that images without rpm have instead of its database.
var rpmManifest = &cataloger{
	name: "rpm manifest", types: []string{document.PackageRPM},
	match: func(f location) bool { return f.system && rpm.IsManifest(f.Path) },
	read:  content(rpm.ReadManifest, value), decode: decode[[]rpm.Package],
}

// rpmPackages lists the packages of the rpm database, all versions of a name
// (compatibility.md#packages-of-one-name). rpm uses one database of a directory, the newest
// form; others are left over from a conversion.
func (c *catalogue) rpmPackages(k Kind, files bool) []document.Package {
	var installed []rpm.Package
	used := map[string]bool{} // directories
	for _, name := range rpm.FileNames() {
		var now []string
		each(c, k, func(file string, list []rpm.Package) {
			if path.Base(file) == name && !used[path.Dir(file)] {
				installed = append(installed, list...)
				now = append(now, path.Dir(file))
			}
		})
		for _, dir := range now {
			used[dir] = true
		}
	}
	if len(installed) == 0 {
		installed = c.rpmManifest()
	}
	list := make([]document.Package, 0, len(installed))
	for _, r := range installed {
		list = append(list, c.rpmPackage(r, files))
	}
	return list
}

// rpmManifest is the list that images without rpm have instead of its database.
func (c *catalogue) rpmManifest() (installed []rpm.Package) {
	for _, name := range rpm.Manifests() {
		each(c, rpmManifest, func(file string, list []rpm.Package) {
			if path.Base(file) == name && len(installed) == 0 {
				installed = list
			}
		})
	}
	return installed
}

// unused tells whether rpm passes over a file: an older form of the database beside one of a
// newer form that has packages.
func (c *catalogue) unused(f Found) bool {
	dir, base := path.Split(strings.TrimSuffix(f.Path, "-wal"))
	if f.Facts.kind != rpmDatabase && f.Facts.kind != rpmLog {
		return false
	}
	for _, name := range rpm.FileNames() {
		if name == base {
			return false
		}
		for _, other := range c.byKind[rpmDatabase] {
			if other.Path == dir+name && other.Facts.value != nil {
				return true
			}
		}
	}
	return false
}

func (c *catalogue) rpmPackage(r rpm.Package, files bool) document.Package {
	version := r.Version
	if r.Epoch != "" {
		version = r.Epoch + ":" + version
	}
	full := version
	if r.Release != "" {
		full += "-" + r.Release
	}
	p := base(document.PackageRPM, r.Name, version, full)
	p.Release, p.Arch, p.Origin, p.Source, p.Size = some(r.Release), some(r.Arch), some(r.Vendor), some(r.Source), &r.Size
	p.SourceVersion, p.ModuleStream = some(rpmSourceVersion(r)), some(moduleStream(r.Module))
	license := noLicense
	p.Licenses = nonNil(texts(r.License))
	if r.License != "" {
		license = r.License
	}
	p.License = &license
	p.PURL = packageURL("rpm", text(c.distro.Name), r.Name, r.Version+"-"+r.Release,
		[2]string{"arch", r.Arch}, [2]string{"distro", c.distroVersion()}, [2]string{"epoch", r.Epoch}, [2]string{"upstream", r.Source})
	if files {
		p.Files = make([]document.PackageFile, 0, len(r.Files))
		for _, f := range r.Files {
			p.Files = append(p.Files, document.PackageFile{
				Path: f.Path, DigestAlgorithm: some(f.Algorithm), Digest: some(strings.ToLower(f.Digest)),
				Mode: &f.Mode, Size: &f.Size, User: some(f.User), Group: some(f.Group), Config: &f.Config,
			})
		}
		p.Files = lastOfPath(p.Files)
	}
	return p
}

// rpmSourceVersion is the version and release in the file name of the source package, NAME-VERSION-RELEASE.src.rpm.
// It has no epoch there; the package's own is taken, as it is nearly always the same.
func rpmSourceVersion(r rpm.Package) string {
	name, ok := strings.CutSuffix(strings.TrimSuffix(r.Source, ".rpm"), ".src")
	if !ok {
		if name, ok = strings.CutSuffix(strings.TrimSuffix(r.Source, ".rpm"), ".nosrc"); !ok {
			return ""
		}
	}
	parts := strings.Split(name, "-")
	if len(parts) < 3 {
		return ""
	}
	version := strings.Join(parts[len(parts)-2:], "-")
	if r.Epoch != "" {
		version = r.Epoch + ":" + version
	}
	return version
}

// moduleStream is NAME:STREAM of a modularity label NAME:STREAM:VERSION:CONTEXT.
func moduleStream(label string) string {
	parts := strings.Split(label, ":")
	if len(parts) < 2 {
		return ""
	}
	return parts[0] + ":" + parts[1]
}

// lastOfPath keeps of several entries for a path the last one
// (compatibility.md#package-manifests).
func lastOfPath(files []document.PackageFile) []document.PackageFile {
	last := make(map[string]int, len(files))
	for i, f := range files {
		last[f.Path] = i
	}
	if len(last) == len(files) {
		return files
	}
	i := -1
	return slices.DeleteFunc(files, func(f document.PackageFile) bool {
		i++
		return last[f.Path] != i
	})
}
