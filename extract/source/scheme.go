package source

import (
	"context"
	"slices"
)

// Scheme is one way to name an image: a row of the table that parsing, opening, help and
// completion share.
type Scheme struct {
	Name     string // before the colon
	Argument string // what follows it, as help shows it
	Help     string // one line
	Example  string // a whole argument

	path bool // the argument is a path, or else a reference
	pick bool // ":tag" or "@digest" behind the path picks an image
	open func(context.Context, Ref, Options) (*Image, error)
}

// Schemes are the schemes, in the order of the documentation.
func Schemes() []Scheme {
	return []Scheme{
		{"archive", "FILE", "file that docker save, podman save or skopeo wrote, also compressed", "archive:image.tar", true, false, openArchive},
		{"oci", "PATH[:TAG|@DIGEST]", "OCI image layout, a directory or an archive of one", "oci:layout:1.0", true, true, openOCI},
		{"registry", "REFERENCE", "image in a registry", "registry:docker.io/library/alpine:3.20", false, false, openRegistry},
		{"daemon", "REFERENCE", "image of the Docker daemon", "daemon:alpine:3.20", false, false, openDaemon},
		{"dir", "DIRECTORY", "unpacked root filesystem", "dir:rootfs", true, false, openDirectory},
		{"sbom", "FILE", "SBOM: CycloneDX, SPDX or syft's JSON; packages and nothing else", "sbom:bom.json", true, false, openSBOM},
		{"input", "FILE", "input document that extract wrote", "input:facts.json", true, false, openInput},
	}
}

// Usage is the scheme as help shows it: "archive:FILE".
func (s Scheme) Usage() string { return s.Name + ":" + s.Argument }

func (s Scheme) parse(text, argument string) Ref {
	r := Ref{Scheme: s.Name, text: text}
	switch {
	case s.pick:
		r.Path, r.Pick = splitPick(argument)
	case s.path:
		r.Path = argument
	default:
		r.Reference = argument
	}
	return r
}

func schemeOf(name string) (Scheme, bool) {
	all := Schemes()
	i := slices.IndexFunc(all, func(s Scheme) bool { return s.Name == name })
	if i < 0 {
		return Scheme{}, false
	}
	return all[i], true
}
