package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/malware"
)

// maxFailures is how many files clamd may fail on before the extraction ends:
// it is gone then, and each further file would have to wait for it.
const maxFailures = 10

// scanner has clamd look at each file.
type scanner struct {
	ctx      context.Context
	client   *malware.Client
	failures atomic.Int64
}

func newScanner(ctx context.Context, o Options) (*scanner, error) {
	if o.Offline && strings.HasPrefix(o.Clamd, "tcp:") {
		return nil, fmt.Errorf("scanning with clamd at %s: the network is not to be used", o.Clamd)
	}
	client, err := malware.Dial(ctx, o.Clamd)
	if err != nil {
		return nil, err
	}
	return &scanner{ctx: ctx, client: client}, nil
}

// verdict is what clamd said of a file.
type verdict struct {
	signature string
	err       error
}

// tap scans one file.
func (s *scanner) tap() layer.Tap {
	scan := &fileScan{scanner: s}
	return layer.Tap{Name: malwareScan, Stream: scan, Facts: scan.facts}
}

// fileScan is the scan of one file. The connection is opened with the first byte.
type fileScan struct {
	scanner *scanner
	stream  *malware.Stream
	err     error
}

// Write implements io.Writer. Its error ends the extraction.
func (f *fileScan) Write(p []byte) (int, error) {
	if f.stream == nil && f.err == nil {
		if f.scanner.failures.Load() >= maxFailures {
			return 0, fmt.Errorf("scanning with clamd: it did not answer for %d files", maxFailures)
		}
		f.stream, f.err = f.scanner.client.Open(f.scanner.ctx)
	}
	if f.stream == nil {
		return len(p), nil
	}
	return f.stream.Write(p)
}

func (f *fileScan) facts(io.ReaderAt) any {
	v := &verdict{err: f.err}
	if f.stream != nil {
		v.signature, v.err = f.stream.Close()
	}
	if v.err != nil && !errors.Is(v.err, malware.ErrTooLarge) {
		f.scanner.failures.Add(1)
	}
	if v.signature == "" && v.err == nil {
		return nil
	}
	return v
}

// malware is what clamd found in the files that survived; a file with several
// names is reported once (package malware).
func (r *rootfs) malware(s *scanner) document.Malware {
	findings := []document.MalwareFinding{}
	for i := range r.found {
		f := &r.found[i]
		v, ok := fact(f.Node, malwareScan).(*verdict)
		switch {
		case !ok || f.First != f.Path:
		case v.err != nil:
			r.problem(malwareScan, f.Path, v.err)
		default:
			findings = append(findings, document.MalwareFinding{Path: f.Path, Signature: v.signature})
		}
	}
	scan := malware.NewScan(malware.Scanner, s.client.Version().String(), findings)
	return document.Malware{malware.Scanner: scan}
}
