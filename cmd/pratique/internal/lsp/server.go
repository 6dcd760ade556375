// Package lsp is a language server for bundles and Dockerfiles: what bundle lint and eval say, at its
// lines, while one writes.
package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"runtime"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

const (
	sourceName  = "pratique"
	maxDocument = 8 << 20 // bytes of a document that is looked at
)

// Load loads the bundle that Dockerfiles are judged by.
type Load func(ctx context.Context, name string) (*evaluate.Bundle, error)

// server serves one editor, one message at a time: diagnostics come in the order of the changes.
type server struct {
	load      Load
	library   *catalog.Catalog
	bundle    string // the name, "" before initialize
	loaded    *evaluate.Bundle
	documents map[string]*state
	down      bool
}

// state is an open document.
type state struct {
	*text
	language string
	judged   *judged
}

// stdio is standard input and output as one stream.
type stdio struct {
	io.Reader
	io.Writer
}

// Close implements io.Closer; the streams are not ours to close.
func (stdio) Close() error { return nil }

// Serve speaks the Language Server Protocol until the editor ends it. Bundle is what Dockerfiles are
// judged by, where the editor names none.
func Serve(ctx context.Context, in io.Reader, out io.Writer, bundle string, load Load) error {
	library, err := catalog.Load(rego.FS)
	if err != nil {
		return err
	}
	s := &server{load: load, library: library, bundle: bundle, documents: map[string]*state{}}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream := jsonrpc2.NewBufferedStream(stdio{in, out}, jsonrpc2.VSCodeObjectCodec{})
	handler := jsonrpc2.HandlerWithError(func(ctx context.Context, c *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
		if r.Method == "exit" {
			cancel()
			return nil, nil
		}
		return s.handle(ctx, c, r)
	}).SuppressErrClosed()
	conn := jsonrpc2.NewConn(ctx, stream, handler)
	select {
	case <-conn.DisconnectNotify():
	case <-ctx.Done():
	}
	if !s.down {
		return errors.New("serving the editor: it left without a shutdown request")
	}
	return nil
}

func (s *server) handle(ctx context.Context, c *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
	switch r.Method {
	case "initialize":
		var p initialize
		if err := read(r, &p); err != nil {
			return nil, err
		}
		if p.InitializationOptions.Bundle != "" {
			s.bundle = p.InitializationOptions.Bundle
		}
		return capabilities, nil
	case "shutdown":
		s.down = true
		return nil, nil
	case "textDocument/didOpen":
		var p opened
		if err := read(r, &p); err != nil {
			return nil, err
		}
		d := p.TextDocument
		s.documents[d.URI] = &state{text: newText(d.Text), language: d.LanguageID}
		return nil, s.publish(ctx, c, d)
	case "textDocument/didChange":
		var p changed
		if err := read(r, &p); err != nil {
			return nil, err
		}
		open := s.documents[p.TextDocument.URI]
		if open == nil || len(p.ContentChanges) == 0 {
			return nil, nil
		}
		open.text = newText(p.ContentChanges[len(p.ContentChanges)-1].Text)
		return nil, s.publish(ctx, c, p.TextDocument)
	case "textDocument/didClose":
		var p opened
		if err := read(r, &p); err != nil {
			return nil, err
		}
		delete(s.documents, p.TextDocument.URI)
		return nil, c.Notify(ctx, "textDocument/publishDiagnostics", diagnostics{URI: p.TextDocument.URI, Diagnostics: []diagnostic{}})
	case "textDocument/hover":
		return s.hover(r)
	case "textDocument/completion":
		return s.complete(r)
	}
	if r.Notif || strings.HasPrefix(r.Method, "$/") {
		return nil, nil // of which nothing depends
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "unknown method " + r.Method}
}

// read reads the parameters of a message.
func read(r *jsonrpc2.Request, into any) error {
	if r.Params == nil {
		return &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: r.Method + " has no parameters"}
	}
	if err := json.Unmarshal(*r.Params, into); err != nil {
		return &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	return nil
}

// publish tells the editor what is wrong with a document.
func (s *server) publish(ctx context.Context, c *jsonrpc2.Conn, d document) error {
	return c.Notify(ctx, "textDocument/publishDiagnostics", diagnostics{URI: d.URI, Version: d.Version, Diagnostics: s.check(ctx, d.URI)})
}

func (s *server) check(ctx context.Context, uri string) []diagnostic {
	open := s.documents[uri]
	file := pathOf(uri)
	switch {
	case len(open.s) > maxDocument:
		return []diagnostic{{Severity: severityWarning, Source: sourceName, Message: fmt.Sprintf("not checked: larger than %d MB", maxDocument>>20)}}
	case open.isDockerfile(file):
		bundle, err := s.judge(ctx)
		if err != nil {
			return []diagnostic{{Severity: severityError, Source: sourceName, Message: err.Error()}}
		}
		var list []diagnostic
		open.judged, list = judge(ctx, bundle, file, open.text)
		return list
	case open.isJSON(file) && isBundle(open.text):
		return lintBundle(file, open.text)
	}
	return []diagnostic{}
}

// judge is the bundle, loaded once: it may be missing when the editor starts.
func (s *server) judge(ctx context.Context) (*evaluate.Bundle, error) {
	if s.loaded != nil {
		return s.loaded, nil
	}
	var err error
	s.loaded, err = s.load(ctx, s.bundle)
	return s.loaded, err
}

func (s *server) hover(r *jsonrpc2.Request) (any, error) {
	var p asked
	if err := read(r, &p); err != nil {
		return nil, err
	}
	open := s.documents[p.TextDocument.URI]
	if open == nil || len(open.s) > maxDocument {
		return nil, nil
	}
	found := ""
	switch {
	case open.judged != nil:
		found = open.judged.at(s, p.Position.Line)
	case open.isJSON(pathOf(p.TextDocument.URI)) && isBundle(open.text):
		found = describe(s.library, open.s, open.offset(p.Position))
	}
	if found == "" {
		return nil, nil
	}
	return hover{Contents: markup{"markdown", found}}, nil
}

func (s *server) complete(r *jsonrpc2.Request) (any, error) {
	var p asked
	if err := read(r, &p); err != nil {
		return nil, err
	}
	open := s.documents[p.TextDocument.URI]
	if open == nil || len(open.s) > maxDocument || !open.isJSON(pathOf(p.TextDocument.URI)) {
		return []completion{}, nil
	}
	return append([]completion{}, complete(s.library, open.s, open.offset(p.Position))...), nil
}

// pathOf is the path of a document, or the URI of one that has none.
func pathOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" {
		return uri
	}
	if runtime.GOOS == "windows" {
		return strings.TrimPrefix(u.Path, "/")
	}
	return u.Path
}

func (d *state) isDockerfile(file string) bool {
	name := strings.ToLower(path.Base(file))
	return d.language == "dockerfile" || name == "dockerfile" || name == "containerfile" || strings.HasPrefix(name, "dockerfile.") || strings.HasSuffix(name, ".dockerfile")
}

func (d *state) isJSON(file string) bool {
	return d.language == "json" || d.language == "jsonc" || strings.HasSuffix(file, ".json")
}
