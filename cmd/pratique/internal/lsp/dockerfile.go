package lsp

import (
	"context"
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/source"
)

// judged are the findings on a Dockerfile, for hovers.
type judged struct {
	findings []decision.Finding
}

// judge judges a Dockerfile by a bundle, as eval does without an image.
func judge(ctx context.Context, bundle *evaluate.Bundle, path string, t *text) (*judged, []diagnostic) {
	o := evaluate.Options{}
	o.Extract.Dockerfile = &extract.DockerfileOptions{Path: path, Contents: []byte(t.s)}
	result, err := bundle.Evaluate(ctx, source.Ref{}, o)
	if err != nil {
		line := lineOf(err)
		return nil, []diagnostic{{Range: t.rows(line, line), Severity: severityError, Source: sourceName, Message: err.Error()}}
	}
	list := []diagnostic{}
	for _, f := range result.Decision.Findings {
		if f.Whitelisted != nil {
			continue
		}
		d := diagnostic{Severity: severityInformation, Code: f.Gate + "/" + f.Trigger, Source: sourceName, Message: f.Message, Range: t.rows(1, 1)}
		switch f.Action {
		case decision.Stop:
			d.Severity = severityError
		case decision.Warn:
			d.Severity = severityWarning
		}
		if f.Location != nil && f.Location.StartLine > 0 {
			d.Range = t.rows(f.Location.StartLine, f.Location.EndLine)
		}
		list = append(list, d)
	}
	for _, e := range result.Decision.Errors {
		list = append(list, diagnostic{Range: t.rows(1, 1), Severity: severityError, Code: e.Kind, Source: sourceName, Message: e.Message})
	}
	return &judged{result.Decision.Findings}, list
}

// at describes the findings on a line, counted from 0.
func (j *judged) at(s *server, line int) string {
	var parts []string
	for _, f := range j.findings {
		if f.Location == nil || line+1 < f.Location.StartLine || line+1 > f.Location.EndLine || f.Whitelisted != nil {
			continue
		}
		part := fmt.Sprintf("**%s** `%s/%s`: %s", f.Action, f.Gate, f.Trigger, f.Message)
		if t := triggerAt(s.library, spot{gate: f.Gate, trigger: f.Trigger}); t != nil {
			part += "\n\n" + t.Description
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "\n\n---\n\n")
}
