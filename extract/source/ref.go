package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/agext/levenshtein"
	"github.com/google/go-containerregistry/pkg/name"
)

// Ref names an image: the scheme says where it is, the rest which one it is there. It is made
// by Parse, once; everybody else is handed the value. The zero Ref names none.
type Ref struct {
	// Scheme is the name of one of Schemes, or Stdin; "" in the zero Ref.
	Scheme string
	// Path is the file or directory of archive, oci, dir, sbom and input.
	Path string
	// Reference is "[registry/]repository[:tag][@digest]", of registry and daemon.
	Reference string
	// Pick chooses one of several images of an OCI layout: ":tag" or "@digest", "" for the only one.
	Pick string

	text string
}

// Stdin is the scheme of an image or an input document on standard input, which "-" names.
const Stdin = "-"

// String is the text that the Ref was parsed from.
func (r Ref) String() string { return r.text }

// IsZero says whether r names no image.
func (r Ref) IsZero() bool { return r.Scheme == "" }

// MustParse is Parse for texts that are known to be right; it panics where they are not.
func MustParse(text string) Ref {
	r, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return r
}

// Parse reads what a person writes for an image: "SCHEME:ARGUMENT" with one of Schemes, "-" for
// standard input, a path (see below), or else a reference for the registry. "" is the zero Ref.
//
// A text that begins with "/", "./" or "../", that is "." or "..", or that is no valid reference
// is a path, and read by what lies there. One that could be either is an error that names both
// spellings: a file that somebody adds must not change which image is judged. So is the scheme of
// another tool, or a near miss of ours: neither may end up as a name that a registry is asked for.
func Parse(text string) (Ref, error) {
	switch {
	case text == "":
		return Ref{}, nil
	case text == Stdin:
		return Ref{Scheme: Stdin, text: text}, nil
	case isPath(text):
		return parsePath(text)
	}
	prefix, argument, cut := strings.Cut(text, ":")
	if cut {
		s, ok := schemeOf(prefix)
		switch {
		case ok && isTagOf(prefix, argument):
			return Ref{Scheme: "registry", Reference: text, text: text}, nil
		case ok:
			if argument == "" {
				return Ref{}, fmt.Errorf("parsing image %q: nothing follows the scheme (%s)", text, s.Usage())
			}
			return s.parse(text, argument), nil
		}
		if err := foreign(text, prefix, argument); err != nil {
			return Ref{}, err
		}
	}
	_, err := name.ParseReference(text)
	_, statErr := os.Stat(text)
	switch {
	case err != nil && statErr == nil:
		return parsePath(text)
	case err != nil:
		return Ref{}, fmt.Errorf("parsing image %q: it is neither a valid reference nor an existing file (%s): %w", text, usages(), err)
	case statErr == nil:
		return Ref{}, fmt.Errorf("parsing image %q: it is a path and a valid reference; write %s for the path or registry:%s for the image", text, explicit(text), qualified(text))
	}
	return Ref{Scheme: "registry", Reference: text, text: text}, nil
}

// IsBare says whether r is a reference without a scheme: it does not say where the image is.
func (r Ref) IsBare() bool {
	return r.Scheme == "registry" && r.text == r.Reference && !isTagged(r.text)
}

// isTagged says whether a text begins with "registry:", which is a name and its tag there.
func isTagged(text string) bool { return strings.HasPrefix(text, "registry:") }

// spelling is a path as it can be told from a reference: with the scheme of what lies there.
func explicit(path string) string {
	r, err := parsePath(path)
	if err != nil || r.Scheme == "input" {
		return "./" + path
	}
	return r.Scheme + ":" + path
}

// NotImageError says that what lies at a path is not an image.
type NotImageError struct {
	Path  string
	IsDir bool
}

// Error implements error.
func (e *NotImageError) Error() string {
	if e.IsDir {
		return fmt.Sprintf("opening image %s: the directory is neither an OCI layout nor a root filesystem (to read it as one of them, write oci:%s or dir:%s)", e.Path, e.Path, e.Path)
	}
	return fmt.Sprintf("opening image %s: it is text, neither an archive: nor an input: document (for a Dockerfile, write -D %s)", e.Path, e.Path)
}

// qualified is a reference as it can follow "registry:", where a single word is taken for a tag.
func qualified(reference string) string {
	if strings.ContainsAny(reference, "/:@") {
		return reference
	}
	return reference + ":latest"
}

var versionTag = regexp.MustCompile(`^(?:v?[0-9][\w.-]*|latest)$`)

// isTagOf says whether "registry:2" is meant: the image that is called registry, of that tag.
func isTagOf(prefix, argument string) bool {
	return prefix == "registry" && versionTag.MatchString(argument)
}

// isPath says whether a text can be nothing but a path.
func isPath(text string) bool {
	for _, start := range []string{"/", "./", "../", `.\`, `..\`} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return text == "." || text == ".." || windowsDrive.MatchString(text)
}

var windowsDrive = regexp.MustCompile(`^[A-Za-z]:[\\/][^/]`)

// parsePath takes a path for what lies there.
func parsePath(text string) (Ref, error) {
	info, err := os.Stat(text)
	if path, pick := splitPick(text); err != nil && pick != "" {
		if _, pathErr := os.Stat(path); pathErr == nil {
			return Ref{Scheme: "oci", Path: path, Pick: pick, text: text}, nil
		}
	}
	switch {
	case err != nil:
		return Ref{}, fmt.Errorf("opening image %s: %w", text, cause(err))
	case info.Mode().IsRegular() && isJSON(text):
		return Ref{Scheme: "input", Path: text, text: text}, nil
	case info.Mode().IsRegular() && isText(text):
		return Ref{}, &NotImageError{Path: text}
	case !info.IsDir():
		return Ref{Scheme: "archive", Path: text, text: text}, nil
	case exists(text, "oci-layout") || exists(text, "index.json"):
		return Ref{Scheme: "oci", Path: text, text: text}, nil
	case exists(text, "etc") && (exists(text, "usr") || exists(text, "bin")):
		return Ref{Scheme: "dir", Path: text, text: text}, nil
	}
	return Ref{}, &NotImageError{Path: text, IsDir: true}
}

func exists(dir, name string) bool {
	_, err := os.Stat(dir + string(os.PathSeparator) + name)
	return err == nil
}

// isJSON says whether a file begins as a JSON object does.
func isJSON(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false // opening it again says why
	}
	defer f.Close()
	yes, _, err := IsDocument(f)
	return yes && err == nil
}

// isText says whether a file begins as a text does, and so as no archive does.
func isText(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false // opening it again says why
	}
	defer f.Close()
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	if n == 0 || err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false
	}
	return !bytes.ContainsFunc(head[:n], func(r rune) bool {
		return r == utf8.RuneError || r < ' ' && !strings.ContainsRune("\t\r\n\f\v", r)
	})
}

// others are schemes of other tools, and ours that means the same.
var others = map[string]string{
	"docker-archive": "archive", "oci-archive": "archive", "tar": "archive", "tarball": "archive", "file": "archive", "docker-tar": "archive",
	"docker-daemon": "daemon", "podman": "daemon", "containerd": "daemon", "containers-storage": "daemon",
	"oci-dir": "oci", "oci-layout": "oci", "layout": "oci", "rootfs": "dir", "directory": "dir", "docker": "registry", "oci-registry": "registry",
}

// foreign is an error where a text begins with the scheme of another tool or with a near miss of
// one of ours. NAME:TAG is a reference: docker:dind, containerd:1.7.
func foreign(text, prefix, argument string) error {
	pathLike := strings.ContainsAny(argument, `/\`) || fileExists(argument)
	if ours, ok := others[strings.ToLower(prefix)]; ok {
		tag := !pathLike && validTag.MatchString(argument) && !unambiguous[strings.ToLower(prefix)]
		if !tag && !isPort(argument) {
			return fmt.Errorf("parsing image %q: %s: is a scheme of other tools; write %s:%s (%s)", text, prefix, ours, strings.TrimLeft(argument, "/"), usages())
		}
		return nil
	}
	if strings.HasPrefix(argument, "//") {
		return fmt.Errorf("parsing image %q: unknown scheme %s: (%s)", text, prefix, usages())
	}
	if isPort(argument) {
		return nil
	}
	for _, s := range Schemes() {
		near := levenshtein.Distance(strings.ToLower(prefix), s.Name, nil)
		// Of the short ones a letter more or less is another word: air:1.0 is a reference.
		if near == 0 || near <= 2 && (len(s.Name) > 4 || pathLike) {
			return fmt.Errorf("parsing image %q: unknown scheme %s: (did you mean %s:%s? for an image of that name, write registry:%s)", text, prefix, s.Name, argument, text)
		}
	}
	if pathLike && fileExists(argument) || strings.HasPrefix(argument, "/") || strings.HasPrefix(argument, "./") || strings.HasPrefix(argument, "../") {
		return fmt.Errorf("parsing image %q: unknown scheme %s: (%s)", text, prefix, usages())
	}
	return nil
}

// unambiguous are schemes of other tools that no image is called after.
var unambiguous = map[string]bool{
	"docker-archive": true, "oci-archive": true, "docker-daemon": true, "containers-storage": true, "tar": true, "tarball": true, "file": true,
	"docker-tar": true, "oci-dir": true, "oci-layout": true, "oci-registry": true,
}

var (
	validTag = regexp.MustCompile(`^\w[\w.-]{0,127}(?:@.+)?$`)
	port     = regexp.MustCompile(`^[0-9]{1,5}/`)
)

// isPort says whether what follows a colon is the port of a registry, and the rest of a reference.
func isPort(argument string) bool { return port.MatchString(argument) }

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return path != "" && err == nil
}

// usages lists how an image can be named.
func usages() string {
	var list []string
	for _, s := range Schemes() {
		list = append(list, s.Usage())
	}
	return "expected " + strings.Join(list, ", ") + ", or a reference"
}

var errNoImage = errors.New("it is an input document, not an image")
