package dockerfile

import (
	"strings"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
)

// TestHostile feeds what would take hours or all memory without the bounds.
func TestHostile(t *testing.T) {
	t.Parallel()
	double := "FROM a\nENV A=0123456789\n"
	pattern := double + "ENV B=" + strings.Repeat("x", 1000) + "\n"
	tests := []struct {
		name     string
		contents string
	}{
		{"doubling", double + strings.Repeat("ENV A=$A$A$A$A\n", 15000)},
		{"large values everywhere", double + strings.Repeat("ENV A=$A$A\n", 20) + strings.Repeat("USER $A$A$A\n", 15000)},
		{"patterns", pattern + strings.Repeat("USER ${B%${B}x}\n", 15000)},
		{"replacements", pattern + strings.Repeat("ENV B=${B//x/xxxxxxxxxx}\n", 10000)},
		{"nested operators", pattern + strings.Repeat("ENV B=${B/x/${B/x/${B}}}\n", 10000)},
		{"substitutions", "FROM a\nRUN " + strings.Repeat("$(", 10000)},
		{"closed substitutions", "FROM a\nRUN " + strings.Repeat("echo $(", 8000) + strings.Repeat(")", 8000)},
		{"subshells", "FROM a\nRUN <<EOF\n" + strings.Repeat("(\n", 60000) + "\nEOF\n"},
		{"conditions", "FROM a\nRUN <<EOF\n" + strings.Repeat("if\n", 40000) + "\nEOF\n"},
		{"long chain", "FROM a\nRUN <<EOF\n" + strings.Repeat("a &&\n", 20000) + "a\nEOF\n"},
		{"many scripts", "FROM a\n" + strings.Repeat("RUN sudo sh -c \"sudo sh -c 'sudo sh -c id'\"\n", 5000)},
		{"chained ONBUILD", "FROM a\n" + strings.Repeat("ONBUILD ", 8000) + "RUN x\n"},
		{"continuations", "FROM a\nRUN a" + strings.Repeat(" \\\n b", 200000)},
		{"heredocs", "FROM a\nRUN " + strings.Repeat("<<a ", 10000) + strings.Repeat("\na", 10000) + "\n"},
		{"variables and stages", "FROM a AS b\n" + strings.Repeat("ENV A=b\n", 30000) + strings.Repeat("FROM b AS b\nENV X=$Y\n", 490)},
		{"open variables", "FROM a\nRUN <<X" + strings.Repeat("${A:-", 10000) + "\n"},
		{"one long line", "FROM a\nRUN " + strings.Repeat("x", 1<<19)},
		{"long instruction", "FROM a\nRUN " + strings.Repeat("xxxxxxxxxxxxxxx$A\\\n", 50000)},
		{"backquotes", "FROM a\nRUN <<EOF\n" + strings.Repeat("\"`", 20000) + "\nEOF\n"},
		{"functions", "FROM a\nRUN <<EOF\n" + strings.Repeat("f()\n", 30000) + "\nEOF\n"},
		{"arithmetic", "FROM a\nRUN <<EOF\n: $((" + strings.Repeat("(-", 30000) + "\nEOF\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			contents := []byte(tt.contents[:min(len(tt.contents), maxSize.Int())])
			for _, reading := range []string{document.ReadingInstructions, document.ReadingAnchore} {
				start := time.Now()
				d, err := Parse(contents, Options{Reading: reading})
				if (d == nil) == (err == nil) {
					t.Errorf("got %v and %v", d, err)
				}
				// Minutes without the bounds; the limit is wide for a busy machine.
				if took := time.Since(start); took > 30*time.Second {
					t.Errorf("%s took %v", reading, took)
				}
				t.Log(reading, time.Since(start), err)
			}
		})
	}
}
