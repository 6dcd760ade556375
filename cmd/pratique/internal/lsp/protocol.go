package lsp

import "encoding/json"

// What of the Language Server Protocol 3.17 is spoken here, in its own names.

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"` // UTF-16 units
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type diagnostic struct {
	Range    span   `json:"range"`
	Severity int    `json:"severity"`
	Code     string `json:"code,omitempty"`
	Source   string `json:"source"`
	Message  string `json:"message"`
}

const (
	severityError = iota + 1
	severityWarning
	severityInformation
)

type diagnostics struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version,omitempty"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

type hover struct {
	Contents markup `json:"contents"`
	Range    *span  `json:"range,omitempty"`
}

type completion struct {
	Label         string  `json:"label"`
	Kind          int     `json:"kind"`
	Detail        string  `json:"detail,omitempty"`
	Documentation *markup `json:"documentation,omitempty"`
}

// kindValue is the kind of completions that are a value.
const kindValue = 12

type document struct {
	URI        string `json:"uri"`
	LanguageID string `json:"languageId"`
	Version    *int   `json:"version"`
	Text       string `json:"text"`
}

type opened struct {
	TextDocument document `json:"textDocument"`
}

type changed struct {
	TextDocument   document `json:"textDocument"`
	ContentChanges []struct {
		Text string `json:"text"`
	} `json:"contentChanges"`
}

type asked struct {
	TextDocument document `json:"textDocument"`
	Position     position `json:"position"`
}

type initialize struct {
	InitializationOptions struct {
		Bundle string `json:"bundle"` // that Dockerfiles are judged by; "" for default
	} `json:"initializationOptions"`
}

// capabilities are what the server can do.
var capabilities = json.RawMessage(`{
	"capabilities": {
		"positionEncoding": "utf-16",
		"textDocumentSync": {"openClose": true, "change": 1},
		"hoverProvider": true,
		"completionProvider": {"triggerCharacters": ["\""]}
	},
	"serverInfo": {"name": "pratique"}
}`)
