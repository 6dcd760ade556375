package evaluate

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/limits"
)

// maxDocument is the largest input document that is read, in bytes; one of an image of
// 100,000 files has about 30 MB.
var maxDocument = limits.Bytes("input-bytes", 1<<30)

// Request asks for the facts of one image, or of a Dockerfile or what runs an image alone.
type Request struct {
	// Extract says which image, and what to take beside it. Needs nil means those of the bundle.
	Extract extract.Options
	// Now is the time of the evaluation, zero for the present; NowSet says that somebody chose it, so that it replaces
	// the time that a ready-made document has.
	Now    time.Time
	NowSet bool
	// Name is what to call it where there is neither an image nor a Dockerfile; "" for the general words.
	Name string
}

// Facts are the facts of one image, ready to be judged, by one bundle or by several one after the
// other. They are not safe for concurrent use.
type Facts struct {
	input      ast.Value
	subject    string // what was asked for, as people write it
	now        time.Time
	dockerfile string   // path of the one that was given, "" for none
	digest     string   // SHA-256 of a Dockerfile that is judged alone, "" otherwise
	layers     []string // digests of the image's layers, oldest first
}

// Facts extracts the facts that the bundle reads, or reads the input document that the
// request names.
func (b *Bundle) Facts(ctx context.Context, r Request) (*Facts, error) {
	return FactsFor(ctx, r, b)
}

// FactsFor gives the facts that any of several bundles reads, so that what these decide can
// differ only as they do.
func FactsFor(ctx context.Context, r Request, bundles ...*Bundle) (*Facts, error) {
	if r.Extract.Needs == nil {
		r.Extract.Needs = needsOf(bundles)
	}
	if r.Now.IsZero() {
		r.Now = time.Now().UTC()
	}
	input, err := readInput(ctx, r)
	if err != nil {
		return nil, err
	}
	f := &Facts{input: input, subject: subject(r), now: r.Now, layers: layers(input)}
	if given := r.Extract.Dockerfile; given != nil {
		f.dockerfile = given.Path
		if r.Extract.Source.IsZero() {
			f.digest = fmt.Sprintf("sha256:%x", sha256.Sum256(given.Contents))
		}
	}
	return f, nil
}

// needsOf are the needs of bundles, each once; never nil, which would be all that there are.
func needsOf(bundles []*Bundle) []document.Need {
	needs := []document.Need{}
	for _, b := range bundles {
		needs = append(needs, b.Needs...)
	}
	slices.Sort(needs)
	return slices.Compact(needs)
}

// readInput is the input of the policy: a document that somebody extracted before, or what the
// extractor finds now.
func readInput(ctx context.Context, r Request) (ast.Value, error) {
	switch image := r.Extract.Source; image.Scheme {
	case "input":
		file, err := os.Open(image.Path)
		if err != nil {
			return nil, fmt.Errorf("reading the input document: %w", err)
		}
		defer file.Close()
		return readDocument(file, r)
	case source.Stdin:
		isDocument, rest, err := source.IsDocument(r.Extract.Stdin)
		if err != nil {
			return nil, fmt.Errorf("reading standard input: %w", err)
		}
		if isDocument {
			return readDocument(rest, r)
		}
		r.Extract.Stdin = rest
	}
	if r.Extract.Now.IsZero() {
		r.Extract.Now = r.Now
	}
	document, err := extract.Extract(ctx, r.Extract)
	if err != nil {
		return nil, err
	}
	document.EvaluatedAt = r.Now.Format(time.RFC3339)
	return policy.Value(document)
}

// readDocument reads a document, whose own time of evaluation goes before ours unless the clock
// was set.
func readDocument(file io.Reader, r Request) (ast.Value, error) {
	switch o := r.Extract; {
	case o.Dockerfile != nil:
		return nil, errors.New("judging an input document: it has its own Dockerfile, so -D cannot be given")
	case o.RegistryFacts:
		return nil, errors.New("judging an input document: what registries say belongs in it, so --registry-facts cannot be given")
	case o.Trust != nil:
		return nil, errors.New("judging an input document: signatures are looked for where the image is, so --trust cannot be given")
	case o.Analyzer != nil || o.Clamd != "" || o.APKDigests || len(o.Retrieve) > 0:
		return nil, errors.New("judging an input document: there is no image to look into, so --analyzer-config, --apk-digests, --clamd and --retrieve cannot be given")
	}
	value, err := policy.ReadValue(file, maxDocument.Bytes(), r.Extract.Needs)
	if err != nil {
		return nil, err
	}
	key := ast.StringTerm("evaluated_at")
	object := value.(ast.Object)
	if redacted, err := object.Find(ast.Ref{ast.StringTerm("dockerfile"), ast.StringTerm("redacted")}); err == nil && redacted.Compare(ast.Boolean(true)) == 0 {
		return nil, errors.New("judging an input document: the secrets in its Dockerfile are redacted (extract --redact-dockerfile), and ids of findings are made of its text; extract it without")
	}
	if r.NowSet || object.Get(key) == nil {
		object.Insert(key, ast.StringTerm(r.Now.Format(time.RFC3339)))
	}
	if err := checkPlatform(object, r.Extract.Platform); err != nil {
		return nil, err
	}
	rename(object, r.Extract.Tag)
	return object, merge(r.Extract.Supplied, object, r.Extract.Needs)
}

// checkPlatform says whether the image of a document is for the platform that was asked for.
func checkPlatform(document ast.Object, wish string) error {
	if wish == "" {
		return nil
	}
	var have [3]string
	for i, key := range []string{"os", "architecture", "variant"} {
		found, err := document.Find(ast.Ref{ast.StringTerm("image"), ast.StringTerm(key)})
		if text, ok := found.(ast.String); err == nil && ok {
			have[i] = string(text)
		}
	}
	if have[0] == "" || have[1] == "" {
		return errors.New("judging an input document: it does not say for which platform its image is, so --platform cannot be given")
	}
	if err := source.CheckPlatform(wish, have[0], have[1], have[2]); err != nil {
		return fmt.Errorf("judging an input document: %w", err)
	}
	return nil
}

// layers are the digests of the image's layers, oldest first.
func layers(input ast.Value) []string {
	found, err := input.Find(ast.Ref{ast.StringTerm("image"), ast.StringTerm("layers")})
	array, ok := found.(*ast.Array)
	if err != nil || !ok {
		return nil
	}
	var digests []string
	array.Foreach(func(layer *ast.Term) {
		digest, _ := layer.Value.Find(ast.Ref{ast.StringTerm("digest")})
		text, _ := digest.(ast.String)
		digests = append(digests, string(text))
	})
	return digests
}

// subject is what the request is about, for errors and reports.
func subject(r Request) string {
	switch {
	case !r.Extract.Source.IsZero():
		return r.Extract.Source.String()
	case r.Extract.Dockerfile != nil:
		return r.Extract.Dockerfile.Path
	case r.Name != "":
		return r.Name
	}
	return "the containers and their host"
}
