package evaluate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/extract"
)

// Capture extracts the facts of an image once, for all bundles: what they say
// can then differ only as they do. It gives a function that gives a request for
// these facts, as often as it is called.
func Capture(ctx context.Context, r Request, bundles ...*Bundle) (func() Request, error) {
	for _, b := range bundles {
		r.Extract.Needs = append(r.Extract.Needs, b.Needs...)
	}
	slices.Sort(r.Extract.Needs)
	r.Extract.Needs = slices.Compact(r.Extract.Needs)
	if strings.HasPrefix(r.Extract.Source, documentScheme) {
		return func() Request { return r }, nil
	}
	given, text, err := captured(ctx, r)
	if err != nil {
		return nil, err
	}
	if !given {
		// The document has all that these have found.
		r.Extract = extract.Options{Needs: r.Extract.Needs}
	}
	return func() Request {
		again := r
		again.Extract.Source, again.Extract.Stdin = "-", bytes.NewReader(text)
		return again
	}, nil
}

// captured is the input document as JSON, and whether somebody else wrote it.
func captured(ctx context.Context, r Request) (given bool, text []byte, err error) {
	if r.Extract.Source == "-" {
		isDocument, rest, err := extract.IsDocument(r.Extract.Stdin)
		if err != nil {
			return false, nil, fmt.Errorf("reading standard input: %w", err)
		}
		if isDocument {
			text, err := io.ReadAll(io.LimitReader(rest, maxDocument+1))
			if err != nil {
				return true, nil, fmt.Errorf("reading standard input: %w", err)
			}
			return true, text, nil
		}
		r.Extract.Stdin = rest
	}
	d, err := extract.Extract(ctx, r.Extract)
	if err != nil {
		return false, nil, err
	}
	d.EvaluatedAt = r.Now.Format(time.RFC3339)
	if text, err = json.Marshal(d); err != nil {
		return false, nil, fmt.Errorf("writing the input document: %w", err)
	}
	return false, text, nil
}
