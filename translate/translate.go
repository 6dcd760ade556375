// Package translate compiles Anchore policy bundles into Rego modules.
//
// It is pure: the same bytes in give the same bytes out, and nothing but the
// bundle and the library decides. No text of a bundle reaches the Rego except
// as a literal, a cleaned comment or a slug (package source).
package translate

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/author"
)

// Options choose how strictly a bundle is read.
type Options struct {
	// Lenient reads a bundle as Anchore reads a stored one for one tag: errors
	// of a mapping's policies and whitelists become that mapping's problems,
	// and a regular expression that does not compile is an error only when it
	// is applied. Without it, everything that Anchore's validation rejects, in
	// any mapping, is an error.
	Lenient bool
	// AllowDeprecated accepts rules of end-of-life gates, which are never evaluated.
	AllowDeprecated bool
	// Own are modules that the author has written beside the bundle: rules of gate
	// rego call their rules, and the deny, violation and warn of the packages that
	// are Namespaces hold for every image. Faults in them are errors, one a line,
	// that are no Errors.
	Own []author.Module
	// Remediations are what to do where a rule finds something, by the rule's id, for rules of which
	// the bundle does not say it; nil for none.
	Remediations map[string]string
	// Data are documents that Own reads, nil for none.
	Data author.Data
	// Namespaces are packages of Own, nil for main alone.
	Namespaces []string
	// Capabilities are the built-in functions that Own may use; nil for OPA's.
	Capabilities *ast.Capabilities
	// Warnings are what the caller has to say of the text, such as what it has
	// repaired; they come before the translator's own.
	Warnings []Warning
}

// Module is one Rego file of a translated bundle.
type Module struct {
	Path    string // relative, with slashes: "pratique/policies/SLUG.rego"
	Package string // "pratique.policies.SLUG"
	Source  []byte
}

// Info says what a bundle is and how much is in it.
type Info struct {
	// ID and Name are nil where the bundle has none.
	ID      *string `json:"id"`
	Name    *string `json:"name"`
	Version string  `json:"version"`
	// Source is the name that the bundle was translated under, SHA256 the hex
	// digest of its bytes.
	Source     string `json:"source"`
	SHA256     string `json:"sha256"`
	Mappings   int    `json:"mappings"`
	Policies   int    `json:"policies"`   // those that a mapping uses
	Rules      int    `json:"rules"`      // of these policies
	Whitelists int    `json:"whitelists"` // those that a mapping uses
	Items      int    `json:"items"`      // of these whitelists
}

// Result is a translated bundle.
type Result struct {
	// Modules are the generated modules and those of the library that they
	// need, sorted by path.
	Modules []Module
	// Tests are the Rego tests of the generated modules, sorted by path; none
	// before WithTests.
	Tests []Module
	// Data are the documents that the author's modules read, JSON; nil where there are none.
	Data []byte
	// Manifest is the bundle's .manifest, JSON.
	Manifest []byte
	// Needs are the facts that some rule reads, sorted.
	Needs    []document.Need
	Warnings []Warning
	// Undeclared are files of the author's Rego that declare no schema of their input.
	Undeclared []string
	Info       Info
	// plan is what WithTests goes by; nil where the result was read back.
	plan *plan
}

var (
	maxRules      = limits.Count("rules", 10_000)
	maxItems      = limits.Count("whitelist-items", 250_000) // of all whitelists
	maxMappings   = limits.Count("mappings", 5_000)          // also image rules of one list
	maxReferences = limits.Count("references", 20_000)       // to policies and whitelists, of all mappings
)

// Bounds on a bundle, far above any real one: translating, compiling and
// evaluating must end in seconds whatever the bundle says.
const (
	maxID       = 1_000 // bytes of the id of a policy or whitelist, which every rule repeats
	maxProblems = 50    // of one mapping
	maxErrors   = 1_000 // that are listed
)

// Translate compiles the bundle, whose source is called name, with the gates of
// the library lib (see rego.FS). An error of type Errors says what is wrong
// with the bundle; any other is a fault of the library.
func Translate(name string, bundle []byte, lib fs.FS, o Options) (*Result, error) {
	t, err := newTranslator(name, bundle, lib, o)
	if err != nil {
		return nil, err
	}
	root, duplicates, err := anchore.Decode(bundle)
	if err != nil {
		return nil, Errors{{Kind: KindSyntax, Message: "reading the JSON: " + err.Error()}}
	}
	t.root = root
	if err := t.readOwn(); err != nil {
		return nil, err
	}
	t.duplicateKeys(duplicates)
	if !t.header() {
		return nil, t.errs
	}
	b := t.bundle()
	if t.fault != nil {
		return nil, t.fault
	}
	if len(t.errs) > 0 {
		return nil, t.errs
	}
	return t.emit(b)
}

// translator is one translation.
type translator struct {
	Options
	lib      fs.FS
	catalog  *catalog.Catalog
	ended    map[string]catalog.EndOfLifeGate
	root     *anchore.Value
	info     Info
	errs     Errors
	reported map[string]bool
	warnings []Warning
	// fault is the first fault of the library.
	fault      error
	policies   references[policy]
	whitelists references[whitelist]
	// own is what the author has written, nil for nothing; namespaces are the
	// policies that it makes for every image.
	own        *author.Library
	namespaces []*policy
	// named counts the ids of policies and whitelists in mappings.
	named int
}

func newTranslator(name string, bundle []byte, lib fs.FS, o Options) (*translator, error) {
	c, err := catalog.Load(lib)
	if err != nil {
		return nil, err
	}
	gates, err := c.EndOfLife()
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(bundle)
	t := &translator{
		Options: o, lib: lib, catalog: c,
		ended:    map[string]catalog.EndOfLifeGate{},
		reported: map[string]bool{},
		warnings: slices.Clone(o.Warnings),
		info:     Info{Source: name, SHA256: hex.EncodeToString(digest[:])},
	}
	for _, g := range gates {
		t.ended[g.Gate] = g
	}
	return t, nil
}

// report adds errors, each once: two mappings may use one policy.
func (t *translator) report(errs ...*Error) {
	for _, e := range errs {
		key := e.Pointer + "\x00" + e.Kind + "\x00" + e.Message
		if t.reported[key] || len(t.errs) > maxErrors {
			continue
		}
		t.reported[key] = true
		if len(t.errs) == maxErrors {
			e = &Error{Kind: KindTooLarge, Message: "there are more errors than are listed"}
		}
		t.errs = append(t.errs, e)
	}
}

func (t *translator) warn(kind, pointer, format string, args ...any) {
	t.warnings = append(t.warnings, Warning{kind, fmt.Sprintf(format, args...), pointer})
}

// duplicateKeys refuses objects with a key twice: a reviewer reads the first,
// Anchore takes the last.
func (t *translator) duplicateKeys(pointers []string) {
	deciding := anchore.Deciding(pointers)
	for _, p := range pointers {
		if t.Lenient || !slices.Contains(deciding, p) {
			t.warn(WarnDuplicateKey, p, "the key is in its object more than once; the last one counts")
			continue
		}
		t.report(&Error{Pointer: p, Kind: KindDuplicateKey, Message: "the key is in its object more than once"})
	}
}

// header checks that there is a bundle at all, of a version that we know
// (compatibility.md#bundle-schema). Anything else makes no sense to look at.
func (t *translator) header() bool {
	switch {
	case !t.root.Truthy():
		t.report(&Error{Kind: "ValueError", Message: "No bundle json found"})
		return false
	case t.root.Kind != anchore.Object:
		t.report(&Error{Kind: "AttributeError", Message: pythonNo(t.root, "get"), Expected: "an object"})
		return false
	}
	if e := versionError(t.root); e != nil {
		t.report(e)
		return false
	}
	t.info.Version = version
	t.info.ID = t.name(t.root, "id")
	t.info.Name = t.name(t.root, "name")
	if t.info.ID == nil {
		t.schema(t.root, "id", "the bundle has no id")
	}
	return true
}

// version is the only version that bundles, policies and whitelists may have.
const version = "1_0"

func versionError(v *anchore.Value) *Error {
	got := v.Get("version")
	if got.String() == version {
		return nil
	}
	return &Error{
		Pointer: v.Pointer + "/version", Kind: "UnsupportedVersionError",
		Message: "Found version " + oneLine(got.Repr()), Expected: quote(version),
	}
}

// name is the text of an id or a name, nil where there is none.
func (t *translator) name(v *anchore.Value, key string) *string {
	got := v.Get(key)
	switch {
	case got.IsNone():
		return nil
	case got.IsString():
		return &got.Text
	}
	t.schema(v, key, "is not a string")
	text := got.Repr()
	return &text
}

// schema warns of what Anchore's HTTP API refuses and its engine takes.
func (t *translator) schema(v *anchore.Value, key, problem string) {
	t.warn(WarnSchema, v.Pointer+"/"+key, "%s; Anchore's API demands it", problem)
}

// tooMany is the error of a list that is longer than we take.
func tooMany(pointer, what string, most *limits.Limit) *Error {
	return &Error{Pointer: pointer, Kind: KindTooLarge, Message: "there are too many " + what, Expected: most.Exceeded("at most %d", most.Int()).Error()}
}

// AsErrors are the errors of a bundle in err, nil where err is of another kind.
func AsErrors(err error) Errors {
	var list Errors
	errors.As(err, &list)
	return list
}
