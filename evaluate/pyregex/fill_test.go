package pyregex_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/evaluate/pyregex"
	"github.com/pratique-dev/pratique/extract/document"
)

// module asks which paths of an image double a letter, and which arguments do.
const module = `package pratique.subjects

expressions contains {"need": "matches:paths:(.)\\1", "python": "(.)\\1", "texts": object.keys(input.files)}

expressions contains {"need": "matches:lines:(.)\\1", "python": "(.)\\1", "texts": {line | some line in input.lines}}

expressions contains {"need": "matches:lines:(.)(?!\\1)", "python": "(.)(?!\\1)", "texts": {line | some line in input.lines}}
`

func compile(t *testing.T, text string) *policy.Policy {
	t.Helper()
	p, err := policy.Compile(t.Context(), map[string][]byte{
		"decision.rego": []byte("package pratique\n\ndecision := {}\n"),
		"subjects.rego": []byte(text),
	}, policy.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFill(t *testing.T) {
	t.Parallel()
	const facts = `"files": {"aa": {}, "bc": {}}, "lines": ["dd", "ef"]`
	tests := []struct{ name, input, want string }{
		{
			"a document that answers nothing",
			`{` + facts + `, "searched": {"sections": ["files", "lines"], "needs": ["x"]}}`,
			`{` + facts + `,
				"matches": {"(.)\\1": ["aa", "dd"], "(.)(?!\\1)": ["ef"]},
				"searched": {"sections": ["files", "lines"], "needs": ["matches:lines:(.)(?!\\1)", "matches:lines:(.)\\1", "matches:paths:(.)\\1", "x"]}}`,
		},
		{
			"one that does not say what was looked for, and never will",
			`{` + facts + `}`,
			`{` + facts + `, "matches": {"(.)\\1": ["aa", "dd"], "(.)(?!\\1)": ["ef"]}}`,
		},
		{
			"and is taken at its word",
			`{` + facts + `, "matches": {"(.)\\1": []}, "match_errors": {"(.)(?!\\1)": "out of time"}}`,
			`{` + facts + `, "matches": {"(.)\\1": []}, "match_errors": {"(.)(?!\\1)": "out of time"}}`,
		},
		{
			"one that answers for other texts",
			`{` + facts + `, "matches": {"(.)\\1": ["zz"]}, "searched": {"needs": ["matches:lines:(.)\\1"]}}`,
			`{` + facts + `,
				"matches": {"(.)\\1": ["aa", "zz"], "(.)(?!\\1)": ["ef"]},
				"searched": {"needs": ["matches:lines:(.)(?!\\1)", "matches:lines:(.)\\1", "matches:paths:(.)\\1"]}}`,
		},
		{
			"one that says it answers and does not",
			`{` + facts + `, "searched": {"needs": ["matches:lines:(.)(?!\\1)", "matches:lines:(.)\\1", "matches:paths:(.)\\1"]}}`,
			`{` + facts + `,
				"matches": {"(.)\\1": ["aa", "dd"], "(.)(?!\\1)": ["ef"]},
				"searched": {"needs": ["matches:lines:(.)(?!\\1)", "matches:lines:(.)\\1", "matches:paths:(.)\\1"]}}`,
		},
		{
			"nonsense for answers",
			`{"files": null, "lines": ["dd"], "matches": null, "match_errors": [], "searched": false}`,
			`{"files": null, "lines": ["dd"], "matches": {"(.)\\1": ["dd"], "(.)(?!\\1)": []}, "match_errors": [], "searched": false}`,
		},
		{"no document", `[]`, `[]`},
	}
	p := compile(t, module)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := ast.MustParseTerm(tt.input).Value
			if err := pyregex.Fill(t.Context(), p, got, pyregex.DefaultLimits()); err != nil {
				t.Fatal(err)
			}
			want := ast.MustParseTerm(tt.want).Value
			if ast.Compare(got, want) != 0 {
				t.Errorf("got  %v\nwant %v", got, want)
			}
		})
	}
}

// TestFillErrors keeps an answer for other texts beside the reason why there is
// none for these.
func TestFillErrors(t *testing.T) {
	t.Parallel()
	p := compile(t, module)
	got := ast.MustParseTerm(`{"lines": ["dd"], "matches": {"(.)\\1": ["zz"]}, "searched": {}}`).Value
	limits := pyregex.DefaultLimits()
	limits.Text = 1
	if err := pyregex.Fill(t.Context(), p, got, limits); err != nil {
		t.Fatal(err)
	}
	want := ast.MustParseTerm(`{"lines": ["dd"], "matches": {"(.)\\1": ["zz"]},
		"match_errors": {"(.)\\1": "a text is too long: more than 1 characters", "(.)(?!\\1)": "a text is too long: more than 1 characters"},
		"searched": {"needs": ["matches:lines:(.)(?!\\1)", "matches:lines:(.)\\1"]}}`).Value
	if ast.Compare(got, want) != 0 {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestAnswer(t *testing.T) {
	t.Parallel()
	p := compile(t, module)
	d := &document.Document{
		Files:    map[string]*document.File{"/usr/lib/ee": {}, "//": {}, "/bin": {}},
		Searched: &document.Searched{Sections: []string{"files"}, Needs: []string{"z"}},
	}
	if err := pyregex.Answer(t.Context(), p, d, pyregex.DefaultLimits()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string][]string{`(.)\1`: {"//"}, `(.)(?!\1)`: {}}, d.Matches); diff != "" {
		t.Error(diff)
	}
	// There are no lines: none match.
	if diff := cmp.Diff([]string{`matches:lines:(.)(?!\1)`, `matches:lines:(.)\1`, `matches:paths:(.)\1`, "z"}, d.Searched.Needs); diff != "" {
		t.Error(diff)
	}
	if d.MatchErrors != nil {
		t.Errorf("got errors %v", d.MatchErrors)
	}
}

// TestNothingToAsk is most bundles.
func TestNothingToAsk(t *testing.T) {
	t.Parallel()
	p := compile(t, "package pratique.other\n")
	d := &document.Document{Files: map[string]*document.File{}, Searched: &document.Searched{}}
	if err := pyregex.Answer(t.Context(), p, d, pyregex.DefaultLimits()); err != nil {
		t.Fatal(err)
	}
	if d.Matches != nil || d.Searched.Needs != nil {
		t.Errorf("got %v and %v, want neither", d.Matches, d.Searched.Needs)
	}
}
