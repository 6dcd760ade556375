package packages

import (
	"errors"
	"io"
	"strconv"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/apk"
)

var apkDatabase = &cataloger{
	name: "apk database", types: []string{document.PackageAPK}, limit: database,
	match: func(f location) bool {
		return f.Path == "/lib/apk/db/installed" || f.Path == "/usr/lib/apk/db/installed"
	},
	wanted: func(s *Selection, _ location) bool { return s.types[document.PackageAPK] || s.lists() },
	read: func(s *Selection, f File, r io.ReaderAt) (any, error) {
		found, err := apk.Read(io.NewSectionReader(r, 0, f.Size), s.lists())
		return value(found, errors.Join(err, cutOff(r, f.Size)))
	},
	decode: decode[[]apk.Package],
	owns: func(value any, own func(string)) {
		list, _ := value.([]apk.Package)
		for _, p := range list {
			for _, f := range p.Files {
				own(f.Path)
			}
			for _, path := range p.Links {
				own(path)
			}
		}
	},
	installed: (*catalogue).apkPackages,
}

// apkPackages lists the packages of apk's database, virtual ones too, as apk
// info does.
func (c *catalogue) apkPackages(k Kind, files bool) []document.Package {
	var list []document.Package
	each(c, k, func(_ string, installed []apk.Package) {
		for _, a := range installed {
			list = append(list, c.apkPackage(a, files))
		}
	})
	return list
}

func (c *catalogue) apkPackage(a apk.Package, files bool) document.Package {
	full := a.Version
	if a.Release != "" {
		full += "-" + a.Release
	}
	p := base(document.PackageAPK, a.Name, a.Version, full)
	p.Release, p.Arch, p.Origin, p.Source, p.Size = some(a.Release), some(a.Architecture), some(a.Maintainer), some(a.Origin), &a.Size
	if a.Origin != "" {
		p.SourceVersion = &full // apk builds all packages of an origin together
	}
	license := noLicense
	p.Licenses = nonNil(texts(a.License))
	if a.License != "" {
		license = a.License
	}
	p.License = &license
	p.PURL = packageURL("apk", text(c.distro.Name), a.Name, full,
		[2]string{"arch", a.Architecture}, [2]string{"distro", c.distroVersion()}, [2]string{"upstream", a.Origin})
	if files {
		p.Files = make([]document.PackageFile, 0, len(a.Files))
		for _, f := range a.Files {
			p.Files = append(p.Files, c.apkFile(f))
		}
		p.Files = lastOfPath(p.Files)
	}
	return p
}

// apkFile has no digest unless it is asked for: Anchore's decoding of the
// checksum always fails (compatibility.md#apk-digests).
func (c *catalogue) apkFile(f apk.File) document.PackageFile {
	algorithm, config := "sha1", false
	p := document.PackageFile{Path: f.Path, DigestAlgorithm: &algorithm, User: some(f.User), Group: some(f.Group), Config: &config}
	if name, digest := apk.Digest(f.Checksum); c.APKDigests && digest != "" {
		algorithm, p.Digest = name, &digest
	}
	if mode, err := strconv.ParseUint(f.Mode, 8, 32); err == nil {
		bits := uint32(mode)
		p.Mode = &bits
	}
	return p
}
