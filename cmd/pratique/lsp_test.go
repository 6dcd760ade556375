package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"
)

// editor is a client of the language server.
type editor struct {
	t        *testing.T
	conn     *jsonrpc2.Conn
	messages chan []string // of each publishDiagnostics: "LINE:COLUMN-LINE:COLUMN SEVERITY CODE MESSAGE"
}

type pipes struct {
	io.Reader
	io.WriteCloser
}

// startEditor runs pratique lsp with an editor at its other end.
func startEditor(t *testing.T, flags ...string) (*editor, func() int) {
	t.Helper()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	code := make(chan int, 1)
	go func() {
		var stderr bytes.Buffer
		code <- run(context.Background(), append([]string{"pratique", "lsp", "--no-config"}, flags...), in, out, &stderr)
		_ = out.Close()
	}()
	e := &editor{t: t, messages: make(chan []string, 10)}
	e.conn = jsonrpc2.NewConn(t.Context(), jsonrpc2.NewBufferedStream(pipes{fromServer, toServer}, jsonrpc2.VSCodeObjectCodec{}), jsonrpc2.HandlerWithError(e.told))
	return e, func() int {
		select {
		case c := <-code:
			return c
		case <-time.After(30 * time.Second):
			t.Error("the server does not end")
			return -1
		}
	}
}

func (e *editor) told(_ context.Context, _ *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
	var p struct {
		Diagnostics []struct {
			Range struct {
				Start, End struct{ Line, Character int }
			}
			Severity      int
			Code, Message string
		}
	}
	if err := json.Unmarshal(*r.Params, &p); err != nil {
		return nil, err
	}
	list := []string{}
	for _, d := range p.Diagnostics {
		text, _ := json.Marshal([]any{d.Range.Start.Line, d.Range.Start.Character, d.Range.End.Line, d.Range.End.Character, d.Severity, d.Code})
		list = append(list, string(text)+" "+d.Message)
	}
	e.messages <- list
	return nil, nil
}

func (e *editor) call(method string, params any) string {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(e.t.Context(), 60*time.Second)
	defer cancel()
	var result json.RawMessage
	if err := e.conn.Call(ctx, method, params, &result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
	return string(result)
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.conn.Notify(e.t.Context(), method, params); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

// diagnostics are those of the next message.
func (e *editor) diagnostics() []string {
	e.t.Helper()
	select {
	case list := <-e.messages:
		return list
	case <-time.After(60 * time.Second):
		e.t.Fatal("no diagnostics")
		return nil
	}
}

func (e *editor) open(uri, language, text string) []string {
	e.t.Helper()
	e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "languageId": language, "version": 1, "text": text}})
	return e.diagnostics()
}

func (e *editor) change(uri, text string) []string {
	e.t.Helper()
	e.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uri, "version": 2}, "contentChanges": []any{map[string]any{"text": text}}})
	return e.diagnostics()
}

// at asks for something at the first place of a mark in a text.
func (e *editor) at(method, uri, text, mark string) string {
	e.t.Helper()
	before, _, ok := strings.Cut(text, mark)
	if !ok {
		e.t.Fatalf("no %s in the text", mark)
	}
	before += mark
	line := strings.Count(before, "\n")
	character := len([]rune(before[strings.LastIndex(before, "\n")+1:]))
	return e.call(method, map[string]any{"textDocument": map[string]any{"uri": uri}, "position": map[string]any{"line": line, "character": character}})
}

func (e *editor) labels(uri, text, mark string) []string {
	e.t.Helper()
	var list []struct{ Label string }
	if err := json.Unmarshal([]byte(e.at("textDocument/completion", uri, text, mark)), &list); err != nil {
		e.t.Fatal(err)
	}
	labels := []string{}
	for _, c := range list {
		labels = append(labels, c.Label)
	}
	return labels
}

const lspBundle = `{"id": "b", "name": "b", "version": "1_0",
 "policies": [{"id": "päss", "name": "p", "version": "1_0", "rules": [
  {"id": "r1", "gate": "dockerfile", "trigger": "instruction", "action": "STOP", "params": [
   {"name": "instruction", "value": "RUN"},
   {"name": "check", "value": "like"},
   {"name": "value", "value": ".*sudo.*"}]},
  {"id": "r2", "gate": "dockerfil", "trigger": "instruction", "action": "STOP", "params": []}]}],
 "whitelists": [{"id": "w", "name": "w", "version": "1_0", "items": []}], "whitelisted_images": [], "blacklisted_images": [],
 "mappings": [{"id": "m", "name": "m", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["päss"], "whitelist_ids": ["w"]}]}
`

func TestLanguageServer(t *testing.T) {
	t.Parallel()
	e, end := startEditor(t, "--bundle", "default")
	if got := e.call("initialize", map[string]any{"processId": nil, "rootUri": nil, "capabilities": map[string]any{}}); !strings.Contains(got, `"hoverProvider":true`) {
		t.Errorf("initialize: got %s", got)
	}
	e.notify("initialized", map[string]any{})

	// A Dockerfile: findings at their lines, which follow the text.
	const dockerfile = "file:///w/Dockerfile"
	text := "FROM alpine:3.20\nRUN echo a && \\\n  sudo true\nHEALTHCHECK CMD true\nUSER app\n"
	got := e.open(dockerfile, "dockerfile", text)
	if !slices.ContainsFunc(got, func(d string) bool {
		return strings.HasPrefix(d, `[1,0,2,11,2,"practice/command"]`) && strings.Contains(d, "sudo")
	}) {
		t.Errorf("sudo: got %q", got)
	}
	if got := e.at("textDocument/hover", dockerfile, text, "RUN"); !strings.Contains(got, "practice/command") || !strings.Contains(got, "sudo") {
		t.Errorf("hover on RUN: got %s", got)
	}
	if got := e.at("textDocument/hover", dockerfile, text, "FROM"); got != "null" {
		t.Errorf("hover on FROM: got %s", got)
	}
	if got := e.change(dockerfile, strings.Replace(text, "sudo ", "", 1)); slices.ContainsFunc(got, func(d string) bool { return strings.Contains(d, "sudo") }) {
		t.Errorf("without sudo: got %q", got)
	}
	if got := e.change(dockerfile, "FROM\n"); len(got) != 1 || !strings.Contains(got[0], "FROM requires") {
		t.Errorf("no Dockerfile: got %q", got)
	}

	// A bundle: what lint says at its place, in UTF-16 units.
	const bundle = "file:///w/bundle.json"
	got = e.open(bundle, "json", lspBundle)
	if !slices.ContainsFunc(got, func(d string) bool { return strings.HasPrefix(d, `[6,`) && strings.Contains(d, "dockerfil") }) {
		t.Errorf("the unknown gate: got %q", got)
	}
	for mark, want := range map[string]string{
		`"gate": "docker`:       "**dockerfile**",
		`"trigger": "instr`:     "**dockerfile/instruction**",
		`{"name": "che`:         "**check**",
		`"check", "value": "li`: "One of",
	} {
		if got := e.at("textDocument/hover", bundle, lspBundle, mark); !strings.Contains(got, want) {
			t.Errorf("hover at %s: got %s, want … %s", mark, got, want)
		}
	}
	for _, test := range []struct {
		mark string
		want []string // some of the labels
	}{
		{`"gate": "`, []string{"dockerfile", "files", "vulnerabilities"}},
		{`"trigger": "`, []string{"effective_user", "instruction"}},
		{`{"name": "`, []string{"check", "instruction", "value"}},
		{`"check", "value": "`, []string{"like", "not_exists"}},
		{`"action": "`, []string{"STOP", "WARN", "GO"}},
		{`"policy_ids": ["`, []string{"päss"}},
		{`"whitelist_ids": ["`, []string{"w"}},
	} {
		got := e.labels(bundle, lspBundle, test.mark)
		for _, want := range test.want {
			if !slices.Contains(got, want) {
				t.Errorf("completion at %s: got %q, want %s among them", test.mark, got, want)
			}
		}
	}
	// While it is no JSON yet.
	broken := strings.Split(lspBundle, `"trigger"`)[0] + `"trigger": "`
	if got := e.change(bundle, broken); len(got) != 1 || !strings.Contains(got[0], `"json"`) {
		t.Errorf("broken: got %q", got)
	}
	if got := e.labels(bundle, broken, `"trigger": "`); !slices.Contains(got, "instruction") {
		t.Errorf("completion in what is broken: got %q", got)
	}

	// Other JSON is not ours.
	if got := e.open("file:///w/package.json", "json", `{"name": "x"}`); len(got) != 0 {
		t.Errorf("package.json: got %q", got)
	}
	e.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": bundle}})
	if diff := cmp.Diff([]string{}, e.diagnostics()); diff != "" {
		t.Errorf("closed (-want +got):\n%s", diff)
	}
	if err := e.conn.Call(t.Context(), "workspace/symbol", map[string]any{}, nil); err == nil || !strings.Contains(err.Error(), "unknown method") {
		t.Errorf("an unknown method: got %v", err)
	}
	e.call("shutdown", nil)
	e.notify("exit", nil)
	if code := end(); code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
}

// TestLanguageServerBundle holds that an editor names the bundle, and is told of one that is not there.
func TestLanguageServerBundle(t *testing.T) {
	t.Parallel()
	e, end := startEditor(t)
	e.call("initialize", map[string]any{"initializationOptions": map[string]any{"bundle": "none.json"}})
	if got := e.open("file:///w/Dockerfile", "dockerfile", "FROM scratch\n"); len(got) != 1 || !strings.Contains(got[0], "none.json") {
		t.Errorf("got %q", got)
	}
	// An editor that breaks off.
	_ = e.conn.Close()
	if code := end(); code != 2 {
		t.Errorf("exit code %d, want 2", code)
	}
}
