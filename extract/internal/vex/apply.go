package vex

import (
	"slices"
	"strings"

	"github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/vulndb/index"
)

// Apply gives each match the newest statement that applies to it. Packages are the image's, whose
// package URLs say more than a match does; they may be missing.
func Apply(matches []document.VulnerabilityMatch, statements []document.VEXStatement, image *document.Image, packages []document.Package) {
	if image == nil {
		image = &document.Image{}
	}
	a := &application{image: image, urls: map[packageKey]packageurl.PackageURL{}, byID: map[string][]*document.VEXStatement{}}
	for i := range packages {
		p := &packages[i]
		if p.PURL == nil {
			continue
		}
		if url, err := packageurl.FromString(*p.PURL); err == nil {
			a.urls[packageKey{p.Name, p.FullVersion, p.Type, text(p.Path)}] = url
		}
	}
	for i := range statements {
		s := &statements[i]
		for _, id := range append([]string{s.Vulnerability}, s.Aliases...) {
			a.byID[id] = append(a.byID[id], s)
		}
	}
	for i := range matches {
		matches[i].VEX = a.of(&matches[i])
	}
}

type packageKey struct{ name, version, kind, path string }

type application struct {
	image *document.Image
	urls  map[packageKey]packageurl.PackageURL
	byID  map[string][]*document.VEXStatement
}

func (a *application) of(m *document.VulnerabilityMatch) *document.MatchVEX {
	var newest *document.VEXStatement
	var url *packageurl.PackageURL
	for _, id := range append([]string{m.Vulnerability.ID}, m.Vulnerability.Aliases...) {
		for _, s := range a.byID[id] {
			if url == nil {
				own := a.url(m)
				url = &own
			}
			if a.applies(s, *url) && (newest == nil || text(s.Timestamp) >= text(newest.Timestamp)) {
				newest = s
			}
		}
	}
	if newest == nil {
		return nil
	}
	return &document.MatchVEX{Status: newest.Status, Justification: newest.Justification, Statement: newest.Statement, Source: newest.Source}
}

// url is the package URL of a match's package.
func (a *application) url(m *document.VulnerabilityMatch) packageurl.PackageURL {
	p := m.Package
	kind := p.Type
	if kind == "composer" {
		kind = document.PackagePHP
	}
	if url, ok := a.urls[packageKey{p.Name, p.Version, kind, text(p.Path)}]; ok {
		return url
	}
	url := packageurl.PackageURL{Name: p.Name, Version: p.Version, Type: urlTypes[p.Type]}
	switch p.Type {
	case document.PackageDpkg, document.PackageRPM, document.PackageAPK:
		url.Namespace = text(a.image.Distro.Name)
		if p.Type == document.PackageRPM {
			if _, rest, ok := strings.Cut(url.Version, ":"); ok {
				url.Version = rest
			}
		}
	case document.PackageNPM, document.PackageGo, "composer":
		if i := strings.LastIndexByte(p.Name, '/'); i >= 0 {
			url.Namespace, url.Name = p.Name[:i], p.Name[i+1:]
		}
	}
	return url
}

var urlTypes = map[string]string{
	document.PackageDpkg: "deb", document.PackageRPM: "rpm", document.PackageAPK: "apk", document.PackageNPM: "npm",
	document.PackageGem: "gem", document.PackagePython: "pypi", document.PackageJava: "maven", document.PackageGo: "golang",
	document.PackageNuGet: "nuget", "composer": "composer", document.PackageRust: "cargo",
}

// applies says whether a statement is about a package of the image: the product is the image, and the
// package is one of its parts that are named, if any are, or the product is the package.
func (a *application) applies(s *document.VEXStatement, own packageurl.PackageURL) bool {
	for _, product := range s.Products {
		url, err := packageurl.FromString(product)
		if err != nil {
			continue
		}
		if url.Type != packageurl.TypeOCI {
			if same(url, own) {
				return true
			}
			continue
		}
		if !a.isImage(url) {
			continue
		}
		if len(s.Subcomponents) == 0 {
			return true
		}
		for _, part := range s.Subcomponents {
			if url, err := packageurl.FromString(part); err == nil && same(url, own) {
				return true
			}
		}
	}
	return false
}

// isImage says whether a package URL is that of the image. The digest decides; what else it says can
// only rule the image out.
func (a *application) isImage(url packageurl.PackageURL) bool {
	if !strings.HasPrefix(url.Version, "sha256:") || url.Version != text(a.image.Digest) && url.Version != text(a.image.ParentDigest) {
		return false
	}
	repository := text(a.image.Repository)
	if repository != "" && url.Name != repository[strings.LastIndexByte(repository, '/')+1:] {
		return false
	}
	qualifiers := url.Qualifiers.Map()
	if tag := qualifiers["tag"]; tag != "" && a.image.Tag != nil && tag != *a.image.Tag {
		return false
	}
	if at := qualifiers["repository_url"]; at != "" && repository != "" {
		return slices.Contains([]string{places(text(a.image.Registry) + "/" + repository)}, places(at)) ||
			places(at+"/"+url.Name) == places(text(a.image.Registry)+"/"+repository)
	}
	return true
}

// places is a repository with the names that Docker Hub has made one.
func places(repository string) string {
	repository = strings.TrimPrefix(strings.TrimPrefix(repository, "https://"), "http://")
	for _, hub := range []string{"index.docker.io/", "registry-1.docker.io/"} {
		if rest, ok := strings.CutPrefix(repository, hub); ok {
			repository = "docker.io/" + rest
		}
	}
	return strings.Replace(repository, "docker.io/library/", "docker.io/", 1)
}

// same compares package URLs by type, namespace and name, and by version where the statement has one.
func same(stated, own packageurl.PackageURL) bool {
	if stated.Type != own.Type || stated.Version != "" && stated.Version != own.Version {
		return false
	}
	family := map[string]string{"pypi": "PyPI", "nuget": "NuGet", "composer": "Packagist"}[own.Type]
	if index.Name(family, stated.Name) != index.Name(family, own.Name) {
		return false
	}
	if own.Type == "maven" && own.Namespace == "" {
		return false // a report that does not say the group: another's artifact may have the name
	}
	return vendor(stated.Namespace) == vendor(own.Namespace)
}

func vendor(namespace string) string {
	if namespace = strings.ToLower(namespace); namespace == "rhel" {
		return "redhat"
	}
	return namespace
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
