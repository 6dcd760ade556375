package packages

import (
	"path"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/bitnami"
	"github.com/pratique-dev/pratique/extract/internal/packages/composer"
	"github.com/pratique-dev/pratique/extract/internal/packages/conda"
	"github.com/pratique-dev/pratique/extract/internal/packages/executable"
	"github.com/pratique-dev/pratique/extract/internal/packages/gem"
	"github.com/pratique-dev/pratique/extract/internal/packages/java"
	"github.com/pratique-dev/pratique/extract/internal/packages/npm"
	"github.com/pratique-dev/pratique/extract/internal/packages/nuget"
	"github.com/pratique-dev/pratique/extract/internal/packages/python"
)

// declared is a package that a file outside of the distribution's database
// declares.
type declared struct {
	document.Package
	file string // that declares it; Path may say more
}

// noLicense is what Anchore keeps for types of which it reads no licences.
const noLicense = "N/A"

// languages lists the packages that files declare (compatibility.md#language-packages and
// compatibility.md#runtimes).
func (c *catalogue) languages() []declared {
	var all []declared
	add := func(kind, file, where, name, version, license string, licenses []string, url *string) {
		if !c.types[kind] {
			return
		}
		all = append(all, declared{file: file, Package: document.Package{
			Name: name, Version: version, FullVersion: version, Type: kind, Path: &where,
			License: &license, Licenses: nonNil(licenses), PURL: url,
		}})
	}
	each(c, npmManifest, func(file string, p *npm.Package) {
		add(document.PackageNPM, file, file, p.Name, p.Version, strings.Join(p.Licenses, " "), p.Licenses, npmURL(p.Name, p.Version))
	})
	each(c, gemSpecification, func(file string, p *gem.Package) {
		add(document.PackageGem, file, file, p.Name, p.Version, strings.Join(p.Licenses, " "), p.Licenses, packageURL("gem", "", p.Name, p.Version))
	})
	each(c, pythonEgg, func(file string, p *python.Package) {
		add(document.PackagePython, file, path.Join(path.Dir(file), p.Name), p.Name, p.Version, p.License,
			texts(p.License, p.Expression), packageURL("pypi", "", p.Name, p.Version))
	})
	each(c, pythonMetadata, func(file string, p *python.Package) {
		if other := python.Overridden(file); other != "" {
			if f := c.tree.Facts(other); f != nil && f.kind == pythonMetadata && f.value != nil {
				return
			}
		}
		var topLevel []string
		if f := c.tree.Facts(python.TopLevelFile(file)); f != nil && f.kind == pythonTopLevel {
			topLevel, _ = f.value.([]string)
		}
		add(document.PackagePython, file, python.Path(file, p.Name, topLevel), p.Name, p.Version, p.License,
			texts(p.License, p.Expression), packageURL("pypi", "", p.Name, p.Version))
	})
	each(c, javaArchive, func(file string, a *java.Archive) {
		for _, p := range a.Packages(file) {
			add(document.PackageJava, file, p.Path, p.Name, p.Version, noLicense, nil, mavenURL(p))
		}
	})
	each(c, nugetDependencies, func(file string, list []nuget.Package) {
		for _, p := range list {
			add(document.PackageNuGet, file, file, p.Name, p.Version, noLicense, nil, packageURL("nuget", "", p.Name, p.Version))
		}
	})
	each(c, condaRecord, func(file string, p *conda.Package) {
		add(document.PackageConda, file, file, p.Name, p.Version, p.License, texts(p.License), packageURL("conda", "", p.Name, p.Version,
			[2]string{"build", p.Build}, [2]string{"channel", p.Channel}, [2]string{"subdir", p.Subdir}))
	})
	each(c, bitnamiDocument, func(file string, list []bitnami.Package) {
		for _, p := range list {
			add(document.PackageBitnami, file, file, p.Name, p.Version, p.License, texts(p.License), some(p.PURL))
		}
	})
	for _, kind := range []Kind{composerInstalled, composerLock} {
		each(c, kind, func(file string, list []composer.Package) {
			// What is installed counts; a lock file alone says what should be.
			if kind == composerLock && c.tree.Exists(path.Join(path.Dir(file), "vendor/composer/installed.json")) {
				return
			}
			for _, p := range list {
				vendor, name := splitName(p.Name)
				add(document.PackagePHP, file, file, p.Name, p.Version, strings.Join(p.Licenses, " "), p.Licenses, packageURL("composer", vendor, name, p.Version))
			}
		})
	}
	c.programs(add)
	return all
}

// programs lists what programs were built from, and language runtimes: one
// record for each runtime and version, under the first path that shows it.
func (c *catalogue) programs(add func(kind, file, where, name, version, license string, licenses []string, url *string)) {
	runtimes := map[[2]string]bool{}
	each(c, program, func(file string, p *executable.Facts) {
		for _, m := range p.Go {
			module, name := splitName(m.Path)
			add(document.PackageGo, file, file+":"+m.Path+"@"+m.Version, m.Path, m.Version, noLicense, nil, packageURL("golang", module, name, m.Version))
		}
		if m := p.GoMain; m.Path != "" {
			module, name := splitName(m.Path)
			add(document.PackageGo, file, file+":"+m.Path+"@"+m.Version, m.Path, m.Version, noLicense, nil, packageURL("golang", module, name, m.Version))
		}
		if v := p.GoVersion; v != "" {
			add(document.PackageGo, file, file+":"+goStandardLibrary+"@"+v, goStandardLibrary, v, noLicense, nil,
				packageURL("golang", "", goStandardLibrary, strings.TrimPrefix(v, "go")))
		}
		for _, crate := range p.Rust {
			add(document.PackageRust, file, file, crate.Name, crate.Version, noLicense, nil, packageURL("cargo", "", crate.Name, crate.Version))
		}
		name := executable.RuntimeOf(file).Name
		if key := [2]string{name, p.Runtime}; name != "" && p.Runtime != "" && !runtimes[key] && !c.owned(file) {
			runtimes[key] = true
			add(document.PackageBinary, file, c.runtimePath(file), name, p.Runtime, noLicense, nil, packageURL("generic", "", name, p.Runtime))
		}
	})
}

// goStandardLibrary is the name of Go's standard library, whose version is that of Go.
const goStandardLibrary = "stdlib"

// runtimePath is the program that the VERSION file of a Go installation belongs
// to, and otherwise the file itself.
func (c *catalogue) runtimePath(file string) string {
	if path.Base(file) == "VERSION" {
		if program := path.Join(path.Dir(file), "bin/go"); c.tree.Exists(program) {
			return program
		}
	}
	return file
}

func texts(all ...string) []string {
	var list []string
	for _, t := range all {
		if t != "" {
			list = append(list, t)
		}
	}
	return list
}

// nonNil makes a list that is written as [] where it is empty.
func nonNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// splitName splits at the last slash.
func splitName(name string) (before, last string) {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}
