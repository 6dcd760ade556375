package evaluate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract"
)

const (
	// documentScheme names an input document in a file.
	documentScheme = "input:"
	// maxDocument is the largest input document that is read, in bytes; one of
	// an image of 100,000 files has about 30 MB.
	maxDocument = 1 << 30
)

// facts is the input of the policy: a document that somebody extracted before,
// or what the extractor finds now.
func facts(ctx context.Context, r Request) (ast.Value, error) {
	source := r.Extract.Source
	if path, ok := strings.CutPrefix(source, documentScheme); ok {
		file, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("reading the input document: %w", err)
		}
		defer file.Close()
		return readDocument(file, r)
	}
	if source == "-" {
		isDocument, rest, err := extract.IsDocument(r.Extract.Stdin)
		if err != nil {
			return nil, fmt.Errorf("reading standard input: %w", err)
		}
		if isDocument {
			return readDocument(rest, r)
		}
		r.Extract.Stdin = rest
	}
	document, err := extract.Extract(ctx, r.Extract)
	if err != nil {
		return nil, err
	}
	document.EvaluatedAt = r.Now.Format(time.RFC3339)
	return policy.Value(document)
}

// readDocument reads a document, whose own time of evaluation goes before ours
// unless the clock was set.
func readDocument(file io.Reader, r Request) (ast.Value, error) {
	switch o := r.Extract; {
	case o.Dockerfile != nil:
		return nil, errors.New("judging an input document: it has its own Dockerfile, so -D cannot be given")
	case o.RegistryFacts:
		return nil, errors.New("judging an input document: what registries say belongs into it, so --registry-facts cannot be given")
	case o.Analyzer != nil || o.Clamd != "" || o.APKDigests || len(o.Retrieve) > 0:
		return nil, errors.New("judging an input document: there is no image to look into, so --analyzer-config, --apk-digests, --clamd and --retrieve cannot be given")
	}
	value, err := policy.ReadValue(file, maxDocument)
	if err != nil {
		return nil, err
	}
	key := ast.StringTerm("evaluated_at")
	object := value.(ast.Object)
	if r.NowSet || object.Get(key) == nil {
		object.Insert(key, ast.StringTerm(r.Now.Format(time.RFC3339)))
	}
	return object, merge(r.Extract.Supplied, object, r.Extract.Needs)
}
