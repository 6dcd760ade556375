package dockerfile

import (
	"strings"
	"testing"
)

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		contents string
		options  Options
		want     string
	}{
		{"empty", "", Options{}, "the file is empty"},
		{"comments only", "# nothing\n\n# here\n", Options{}, "line 3: file with no instructions"},
		{"no FROM", "USER app\n", Options{}, "there is no FROM, so this is no Dockerfile"},
		{"FROM nothing", "ARG A\nFROM\n", Options{}, "line 2: FROM takes an image, or an image, AS and a name"},
		{"FROM two", "FROM a b\n", Options{}, "line 1: FROM takes an image, or an image, AS and a name"},
		{"ENV without value", "FROM a\n\nENV X\n", Options{}, "line 3: ENV must have two arguments"},
		{"LABEL without value", "FROM a\nLABEL x=y z\n", Options{}, `line 2: Syntax error - can't find = in "z". Must be of the form: name=value`},
		{"numbers in JSON form", "FROM a\nCMD [1]\n", Options{}, "line 2: when using JSON array syntax, arrays must be comprised of strings only"},
		{"open heredoc", "FROM a\nRUN <<EOF\nx\n", Options{}, "line 2: unterminated heredoc"},
		{"escape character", "# escape=x\nFROM a\n", Options{}, "line 1: invalid escape token 'x' does not match ` or \\"},
		{"too large", strings.Repeat("#", MaxSize+1), Options{}, "1048577 bytes, and the limit is 1048576"},
		{"nested variables", "FROM a\nENV A=" + strings.Repeat("${A:-\\\n", 65) + strings.Repeat("}", 65), Options{}, "line 66: variables nested deeper than 64"},
		{"too many stages", strings.Repeat("FROM a\n", maxStages+1), Options{}, "line 501: more than 500 stages"},
		{"unknown target", "FROM a AS b\n", Options{Target: "c"}, "target c: no such stage"},
		{"index of no stage", "FROM a AS b\n", Options{Target: "1"}, "target 1: no such stage"},
		{"unknown target, anchore", "FROM a AS b\n", Options{Target: "c", Reading: "anchore"}, "target c: no such stage"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.options.Path = "d/Dockerfile"
			_, err := Parse([]byte(tt.contents), tt.options)
			if want := "parsing Dockerfile d/Dockerfile: " + tt.want; err == nil || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
}
