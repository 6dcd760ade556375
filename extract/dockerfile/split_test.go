package dockerfile

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLines covers what Docker's reading makes of line breaks.
func TestLines(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		contents string
		want     []string
	}{
		{"one blank", "RUN a \\\n\t  b", []string{"RUN a b"}},
		{"no blank where Docker has none", "RUN su\\\ndo x", []string{"RUN sudo x"}},
		{"blank before", "RUN a \\\nb", []string{"RUN a b"}},
		{"blank after", "RUN a\\\n b", []string{"RUN a b"}},
		{"blanks after the escape", "RUN a \\ \t\nb", []string{"RUN a b"}},
		{"two escapes", "RUN a \\\\\nUSER b", []string{"RUN a \\\\"}},
		{"comment within", "RUN a \\\n# x \\\n  # y\n b", []string{"RUN a b"}},
		{"empty line within", "RUN a \\\n\n\n b", []string{"RUN a b"}},
		{"lone escape within", "RUN a \\\n \\\n b", []string{"RUN a b"}},
		{"comment at the end", "RUN a # x", []string{"RUN a # x"}},
		{"continued to the end", "RUN a \\\n", []string{"RUN a"}},
		{"inner blanks stay", "RUN  a   b", []string{"RUN  a   b"}},
		{"word as written", "run\ta", []string{"run\ta"}},
		{"carriage returns", "RUN a \\\r\n  b\r\n", []string{"RUN a b"}},
		{"heredoc", "RUN <<A <<B\na\n  b \\\n\nA\nc\nB\n", []string{"RUN <<A <<B a b \\ A c B"}},
		{"heredoc of a file", "COPY <<A /x\nsecret\nA\n", []string{"COPY <<A /x"}},
		{"heredoc of a build to come", "ONBUILD RUN <<A\na\nA\n", []string{"ONBUILD RUN <<A a A"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			entries, _, err := split(tt.contents)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range entries[:len(tt.want)] {
				got = append(got, e.line())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
