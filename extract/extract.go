// Package extract turns an image and its Dockerfile into the input document. It
// is told which facts are needed and knows nothing of who needs them.
package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/content"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/secrets"
	"github.com/pratique-dev/pratique/extract/internal/spool"
	"github.com/pratique-dev/pratique/extract/source"
)

// inMemory is how much of contents and archives is held outside temporary files,
// in bytes.
const inMemory = 4 << 20

// Options say what to extract from where.
type Options struct {
	// Source is the image; the zero Ref where there is only a Dockerfile or Supplied.
	Source source.Ref
	Stdin  io.Reader
	// Tag is the name that mappings see, "registry/repository:tag", in place of the
	// source's own. It also picks one of several images in an archive.
	Tag      string
	Platform string // os/arch[/variant] to pick from an index; "" for linux/amd64

	// Needs are the facts to extract; nil for all that there are. Of hashes other than
	// SHA-256, there are then only those that package manifests have.
	Needs []document.Need
	// Retrieve are paths whose contents are kept, beside /etc/passwd and those that
	// Needs name.
	Retrieve []string

	// Analyzer says what to search the files for and what to retrieve; nil for
	// Anchore's defaults, in which there is no content_search.
	Analyzer *content.Config
	// APKDigests fills in the digests of apk's manifests, which Anchore cannot
	// decode (compatibility.md#apk-digests).
	APKDigests bool
	// Clamd is the address of a clamd that the files are scanned with, unix:PATH or
	// tcp:HOST:PORT, whatever the needs are; "" for no scan.
	Clamd string

	// Trust is whose signatures and attestations are looked for and verified; nil: nobody
	// looks for them.
	Trust *Trust
	// SignatureRepositories are where signatures are beside the image's own repository.
	SignatureRepositories []string
	// UnverifiedPredicates keeps the predicates of attestations that are not verified.
	UnverifiedPredicates bool
	// Now is the time of the evaluation, for the periods of keys; zero for the clock's.
	Now time.Time

	// Supplied are facts beside those that the image has in itself; nil for none.
	Supplied *Supplied

	Dockerfile *DockerfileOptions // nil: it is guessed from the image's history
	Reading    string             // document.ReadingInstructions, also "", or document.ReadingAnchore

	Username, Password string // for the registry; by default the Docker configuration's
	Insecure           bool   // plain HTTP and unverified TLS are fine
	CAFile             string // PEM certificates to trust besides the system's
	Offline            bool   // using the network is an error
	// AllowPrivateRedirects lets a registry with a public address send us to a private one.
	AllowPrivateRedirects bool
	// RegistryFacts asks registries what the image's tag and its base images stand for now,
	// whatever the needs are.
	RegistryFacts bool

	// Cache is what earlier extractions have found in layers; nil for none. The document is the
	// same with and without it.
	Cache *Cache
	// CacheWarning is told why something could not be kept; nil where nobody wants to know.
	CacheWarning func(error)
	// Notice is told that an image was found elsewhere than it was looked for first; may be nil.
	Notice func(string)
	// SBOM is a file with the packages of the image, "" for none; PackagesFrom says whose count.
	SBOM         string
	PackagesFrom PackagesFrom

	Version  string         // of the extractor, for the document
	Progress func(Progress) // told as layers are read, one call at a time; may be nil
	Limits   layer.Limits   // zero: layer.DefaultLimits
}

// DockerfileOptions are a supplied Dockerfile and how it was built.
type DockerfileOptions struct {
	Path      string
	Contents  []byte
	BuildArgs map[string]string
	Target    string
}

// Progress says that a layer is about to be read, or has been.
type Progress struct {
	Layer  string // its digest
	Layers int    // how many are read in all
	Done   int    // how many have been read
	Size   int64  // bytes as stored; -1 where not known
}

// Extract reads an image and a Dockerfile as far as the needs ask for it. The same
// image and options give the same document. Facts of what runs an image can stand
// without either. Its errors show no secrets.
func Extract(ctx context.Context, o Options) (doc *document.Document, err error) {
	defer func() { // last of all: closing can fail too
		if err != nil {
			doc, err = nil, redactedError{err}
		} else {
			err = o.Supplied.add(doc, o.Needs)
		}
	}()
	plan, err := newPlan(o)
	if err != nil {
		return nil, err
	}
	// What is left of scans when an error ends the extraction ends with it.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	standsAlone := o.Source.IsZero() && o.Dockerfile == nil && o.Supplied.standsAlone()
	if err := checkPlatform(o, standsAlone); err != nil {
		return nil, err
	}
	if standsAlone {
		doc := newDocument(o)
		doc.Searched = &document.Searched{Sections: []string{}}
		return doc, nil
	}
	if o.Source.IsZero() {
		return dockerfileOnly(ctx, o, plan)
	}
	if o.Source.Scheme == sbomScheme {
		return fromSBOM(ctx, o, plan)
	}
	if o.Limits == (layer.Limits{}) {
		o.Limits = layer.DefaultLimits()
	}
	store := spool.New(inMemory)
	defer func() { err = errors.Join(err, store.Close()) }()
	image, err := source.Open(ctx, o.Source, o.source(store))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, image.Close()) }()
	return fromImage(ctx, o, plan, image, store)
}

// checkPlatform refuses a platform that means nothing, or nothing of what is looked at.
func checkPlatform(o Options, standsAlone bool) error {
	switch {
	case o.Platform == "":
		return nil
	case standsAlone:
		return errors.New("extracting: there is no image, so --platform cannot be given")
	case o.Source.Scheme == sbomScheme:
		return errors.New("extracting: an SBOM does not say for which platform it is, so --platform cannot be given")
	}
	if err := source.CheckPlatform(o.Platform, "", "", ""); err != nil {
		return fmt.Errorf("extracting: %w", err)
	}
	return nil
}

func newDocument(o Options) *document.Document {
	return &document.Document{
		SchemaVersion: document.SchemaVersion,
		Extractor:     &document.Extractor{Name: "pratique", Version: o.Version},
	}
}

func dockerfileOnly(ctx context.Context, o Options, p *plan) (*document.Document, error) {
	if o.Dockerfile == nil {
		return nil, errors.New("extracting: neither an image nor a Dockerfile was given")
	}
	doc := newDocument(o)
	doc.Searched = &document.Searched{Sections: []string{}}
	if !p.dockerfile {
		return doc, nil
	}
	var err error
	if doc.Dockerfile, err = dockerfileSection(o, nil); err != nil {
		return nil, err
	}
	doc.Searched.Sections = []string{"dockerfile"}
	if p.secrets {
		secretsSection(doc, o)
		doc.Searched.Sections = append(doc.Searched.Sections, "secrets")
	}
	if o.RegistryFacts {
		if err := registrySection(ctx, doc, o, ""); err != nil {
			return nil, err
		}
		doc.Searched.Sections = append(doc.Searched.Sections, registryFacts)
		slices.Sort(doc.Searched.Sections)
	}
	doc.Problems = tidy(doc.Problems)
	return doc, nil
}

func fromImage(ctx context.Context, o Options, p *plan, image *source.Image, store *spool.Store) (*document.Document, error) {
	doc := newDocument(o)
	var err error
	if doc.Image, err = imageSection(o, image); err != nil {
		return nil, fmt.Errorf("reading the image configuration: %w", err)
	}
	if p.dockerfile {
		if doc.Dockerfile, err = dockerfileSection(o, doc.Image); err != nil {
			return nil, err
		}
	}
	if p.malware {
		if p.scanner, err = newScanner(ctx, o); err != nil {
			return nil, err
		}
	}
	if image.Directory != "" {
		p.ofDirectory()
	}
	var deleted []document.Secret
	if p.layers() {
		root, err := newRootfs(ctx, o, p, image, store)
		if err != nil {
			return nil, err
		}
		if p.deleted {
			deleted = root.deleted()
		}
		if err := root.fill(doc, p); err != nil {
			return nil, err
		}
		root.keep()
	}
	if p.secrets {
		secretsSection(doc, o)
		doc.Secrets = append(doc.Secrets, deleted...)
	}
	if o.RegistryFacts {
		if err := registrySection(ctx, doc, o, tagged(o, image)); err != nil {
			return nil, err
		}
	}
	contradictions(doc)
	doc.Searched = p.searched()
	if o.Trust != nil {
		if err := signatureSections(ctx, doc, o, image); err != nil {
			return nil, err
		}
	}
	redact(doc.Image)
	if p.dockerfile {
		started(doc.Image)
	}
	if err := addSBOM(ctx, doc, o, image); err != nil {
		return nil, err
	}
	doc.Problems = tidy(doc.Problems)
	return doc, nil
}

// secretsSection looks for secrets in what the document says already, and in the
// build arguments. Where the config cannot be read, that is said, and the rest counts.
func secretsSection(doc *document.Document, o Options) {
	var arguments map[string]string
	if o.Dockerfile != nil {
		arguments = o.Dockerfile.BuildArgs
	}
	found, err := secrets.Find(doc, arguments)
	if err != nil {
		doc.Problems = append(doc.Problems, newProblem("secrets", "", err.Error(), false))
		rest := *doc
		image := *doc.Image
		image.Config = nil
		rest.Image = &image
		found, _ = secrets.Find(&rest, arguments) // nothing else can be wrong
	}
	doc.Secrets = found
}
