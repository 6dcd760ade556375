package report

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestDocuments checks each format's document of each case, and of a missing decision, for
// what its readers rely on.
func TestDocuments(t *testing.T) {
	t.Parallel()
	for _, dir := range cases(t) {
		inputs := load(t, dir)
		for _, name := range FormatNames() {
			t.Run(dir+"/"+name, func(t *testing.T) {
				t.Parallel()
				var got bytes.Buffer
				if err := Render(&got, name, inputs, Options{}); err != nil {
					t.Fatal(err)
				}
				if err := wellFormed(name, got.Bytes(), inputs); err != nil {
					t.Error(err)
				}
			})
		}
	}
	for _, name := range FormatNames() {
		t.Run("no decision/"+name, func(t *testing.T) {
			t.Parallel()
			var got bytes.Buffer
			if err := RenderError(&got, name, errors.New("reading image x:1: no <such> host, 100%::\nand |more")); err != nil {
				t.Fatal(err)
			}
			if err := wellFormed(name, got.Bytes(), nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// wellFormed parses a document and compares what it says of the verdicts with the inputs;
// without inputs it must say that there is no decision.
func wellFormed(name string, text []byte, inputs []Input) error {
	if !utf8.Valid(text) {
		return errors.New("the text is not UTF-8")
	}
	failing, blocked := len(inputs) == 0, len(inputs) == 0
	for _, in := range inputs {
		failing = failing || look(in).fails(Options{})
		blocked = blocked || in.Undecided != "" || len(in.Decision.Errors) > 0 || len(in.Decision.NotEvaluated) > 0
	}
	switch name {
	case "json", "anchore":
		var value any
		return json.Unmarshal(text, &value)
	case "sarif":
		return wellFormedSARIF(text, len(inputs), failing, blocked)
	case "junit":
		return wellFormedJUnit(text, failing)
	case "gitlab":
		return wellFormedGitLab(text, failing)
	case "intoto":
		return wellFormedInToto(text, inputs)
	case "github":
		return eachLine(text, `^::(error|warning|notice) ((file|title)=[^:,]+|(line|endLine)=\d+)(,((file|title)=[^:,]+|(line|endLine)=\d+))*::[^\r\n]*$`, failing, "::error")
	case "gnu":
		return eachLine(text, `^(pratique|.+:\d+): (error|warning|note): .* \[.*/.*\]$`, failing, "")
	case "html":
		return wellFormedHTML(text, failing)
	case "markdown":
		return wellFormedMarkdown(text, failing)
	}
	return nil
}

// wellFormedMarkdown checks that lines are of the kinds that markdown.go writes, that rows
// have their table's columns, and that there is no Markdown or HTML but its own.
func wellFormedMarkdown(text []byte, failing bool) error {
	if failing && !strings.Contains(string(text), "🛑") {
		return errors.New("no failing verdict, though the decision is one")
	}
	own := regexp.MustCompile(`</?(code|sub|details|summary|b)>|<br>|<a href="https://[^"<>|\\\s]+">|</a>`)
	columns := 0
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if pipes := strings.Count(line, "|"); pipes != columns && columns > 0 && pipes > 0 {
			return fmt.Errorf("line %q has %d pipes, want %d", line, pipes, columns)
		} else {
			columns = pipes
		}
		rest := own.ReplaceAllString(line, "")
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "**"), "- ")
		rest = strings.Replace(rest, " left out**", "", 1)
		if strings.ContainsAny(rest, "<>`*[]~\\@$!\r") {
			return fmt.Errorf("line %q has more than its own syntax", line)
		}
	}
	return nil
}

func wellFormedSARIF(text []byte, runs int, failing, blocked bool) error {
	schema, err := sarifValidator()
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	if err := schema.Validate(value); err != nil {
		return err
	}
	var log sarifLog
	if err := json.Unmarshal(text, &log); err != nil {
		return err
	}
	if want := max(1, runs); len(log.Runs) != want {
		return fmt.Errorf("%d runs, want %d", len(log.Runs), want)
	}
	stops, unsuccessful := false, false
	for _, run := range log.Runs {
		unsuccessful = unsuccessful || !run.Invocations[0].ExecutionSuccessful
		for _, r := range run.Results {
			stops = stops || r.Level == levelError && len(r.Suppressions) == 0
			if got := run.Tool.Driver.Rules[r.RuleIndex].ID; got != r.RuleID {
				return fmt.Errorf("rule %d is %s, want %s", r.RuleIndex, got, r.RuleID)
			}
			if r.Locations[0].Physical.Artifact.URI == "" {
				return errors.New("a result has no physical location, which GitHub refuses")
			}
		}
	}
	if unsuccessful != blocked || failing && !stops && !unsuccessful {
		return fmt.Errorf("unsuccessful %t, stops %t; want unsuccessful %t, failing %t", unsuccessful, stops, blocked, failing)
	}
	return nil
}

// sarifValidator reads the schema as its publisher has it, with the format keyword.
var sarifValidator = sync.OnceValues(func() (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	return c.Compile("testdata/schemas/sarif-2.1.0-rtm.5.json")
})

// wellFormedJUnit checks what the XML schemas of JUnit's readers agree on.
func wellFormedJUnit(text []byte, failing bool) error {
	var got junitSuites
	d := xml.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(&got); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) && err != nil {
		return err
	}
	counted := junitSuites{}
	for _, s := range got.Suites {
		want := s
		s.Tests, s.Failures, s.Errors, s.Skipped = 0, 0, 0, 0
		counted.add(s)
		last := counted.Suites[len(counted.Suites)-1]
		if last.Tests != want.Tests || last.Failures != want.Failures || last.Errors != want.Errors || last.Skipped != want.Skipped {
			return fmt.Errorf("suite %s counts %+v, has %+v", s.Name, want, last)
		}
		for _, c := range s.Cases {
			if c.Class == "" {
				return fmt.Errorf("suite %s has a case without a class", s.Name)
			}
		}
	}
	if got.Tests != counted.Tests || got.Failures != counted.Failures || got.Errors != counted.Errors {
		return fmt.Errorf("the suites count %+v", got)
	}
	if fails := got.Failures+got.Errors > 0; failing && !fails {
		return errors.New("no failure, though the decision is one")
	}
	return nil
}

func wellFormedGitLab(text []byte, failing bool) error {
	var issues []gitlabIssue
	if err := json.Unmarshal(text, &issues); err != nil {
		return err
	}
	if issues == nil {
		return errors.New("no array")
	}
	seen, bad := map[string]bool{}, false
	for _, i := range issues {
		if seen[i.Fingerprint] || i.Description == "" || i.CheckName == "" || i.Location.Path == "" || i.Location.Lines.Begin < 1 || strings.HasPrefix(i.Location.Path, "./") {
			return fmt.Errorf("issue %+v", i)
		}
		seen[i.Fingerprint] = true
		bad = bad || i.Severity == "blocker" || i.Severity == "critical"
	}
	if failing && !bad {
		return errors.New("no blocker, though the decision is one")
	}
	return nil
}

func wellFormedInToto(text []byte, inputs []Input) error {
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if len(inputs) == 0 && string(text) == "" {
		return errors.New("no statement")
	}
	if want := max(1, len(inputs)); len(lines) != want {
		return fmt.Errorf("%d lines, want %d", len(lines), want)
	}
	for i, line := range lines {
		var s statement
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			return err
		}
		want := "FAILED"
		if len(inputs) > 0 && !look(inputs[i]).fails(Options{}) {
			want = "PASSED"
		}
		p := s.Predicate
		if p.Result != want || len(s.Subject) != 1 || p.ResourceURI == "" || p.Policy.URI == "" || p.VerifiedLevels == nil {
			return fmt.Errorf("statement %s, want %s", line, want)
		}
		for algorithm, value := range s.Subject[0].Digest {
			if _, err := hex.DecodeString(value); err != nil || algorithm == "" {
				return fmt.Errorf("digest %s:%s", algorithm, value)
			}
		}
		if _, err := time.Parse(time.RFC3339, p.TimeVerified); err != nil || len(s.Subject[0].Digest) != 1 {
			return fmt.Errorf("statement %s: %w", line, err)
		}
	}
	return nil
}

func eachLine(text []byte, pattern string, failing bool, prefix string) error {
	form := regexp.MustCompile(pattern)
	fails := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if !form.MatchString(line) {
			return fmt.Errorf("line %q is not of the format", line)
		}
		fails = fails || prefix != "" && strings.HasPrefix(line, prefix) || prefix == "" && !strings.Contains(line, ": note: GO")
	}
	if failing && !fails {
		return errors.New("no error, though the decision is one")
	}
	return nil
}

// wellFormedHTML checks that the page's elements are the template's: nothing that an image
// says became one.
func wellFormedHTML(text []byte, failing bool) error {
	page := string(text)
	known := regexp.MustCompile(`^(?i)(!doctype html|/?(html|head|meta|title|style|body|header|main|footer|section|article|nav|div|p|span|h[1-3]|ul|ol|li|dl|dt|dd|a|b|details|pre|summary|fieldset|legend|label|input))$`)
	if _, rest, ok := strings.Cut(page, "</style>"); ok {
		page = rest
	}
	for i, part := range strings.Split(page, "<")[1:] {
		tag, _, ok := strings.Cut(part, ">")
		name := tag
		if !strings.HasPrefix(tag, "!") {
			name, _, _ = strings.Cut(tag, " ")
		}
		if !ok || !known.MatchString(name) {
			return fmt.Errorf("element %d is <%s>", i, tag)
		}
	}
	if bad := strings.Contains(page, `verdict stop"`) || strings.Contains(page, `verdict none"`); failing != bad {
		return fmt.Errorf("shown as failing: %t, want %t", bad, failing)
	}
	return nil
}
