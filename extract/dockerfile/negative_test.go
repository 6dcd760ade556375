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
		{"no FROM", "USER app\n", Options{}, "there is no FROM, so this is not a Dockerfile"},
		{"FROM nothing", "ARG A\nFROM\n", Options{}, "line 2: FROM requires either one or three arguments"},
		{"FROM two", "FROM a b\n", Options{}, "line 1: FROM requires either one or three arguments"},
		{"ENV without value", "FROM a\n\nENV X\n", Options{}, "line 3: ENV must have two arguments"},
		{"LABEL without value", "FROM a\nLABEL x=y z\n", Options{}, `line 2: Syntax error - can't find = in "z". Must be of the form: name=value`},
		{"numbers in JSON form", "FROM a\nCMD [1]\n", Options{}, "line 2: when using JSON array syntax, arrays must be comprised of strings only"},
		{"open heredoc", "FROM a\nRUN <<EOF\nx\n", Options{}, "line 2: unterminated heredoc"},
		{"unknown instruction", "FROM a\nUSR app\n", Options{}, "line 2: unknown instruction: USR (did you mean USER?)"},
		{"USER without a word", "FROM a\n\nUSER\n", Options{}, "line 3: USER requires exactly one argument"},
		{"unknown flag", "FROM a\nCOPY --form=b /x /x\n", Options{}, "line 2: unknown flag: --form (did you mean from?)"},
		{"COPY before FROM", "COPY a b\nFROM a\n", Options{}, "line 1: no FROM stands before it"},
		{"RUN before FROM", "ARG A\nRUN x\nFROM a\n", Options{}, "line 2: no FROM stands before it"},
		{"copies from itself", "FROM a AS b\nCOPY --from=B /x /x\n", Options{}, "line 2: the stage takes files from itself, as B"},
		{"copies from itself by index", "FROM a\nFROM b\n\nCOPY --from=1 /x /x\n", Options{}, "line 4: the stage takes files from itself, as 1"},
		{"copies from itself in a stage that is not used", "FROM a\nCOPY --from=0 /x /x\nFROM b\n", Options{}, "line 2: the stage takes files from itself, as 0"},
		{"mounts itself", "FROM a AS b\nRUN --mount=type=bind,from=b,target=/x true\n", Options{}, "line 2: the stage takes files from itself, as b"},
		{"a circle", "FROM a AS b\nCOPY --from=c /x /x\nFROM d AS c\nCOPY --from=b /x /x\n", Options{}, "line 4: the stage takes files from itself, as b"},
		{"a circle by way of FROM", "FROM a AS b\nCOPY --from=c /x /x\nFROM b AS c\n", Options{}, "line 3: the stage takes files from itself, as b"},
		{"copies from a later stage", "FROM a\nCOPY --from=c /x /x\nFROM d AS c\n", Options{Target: "0"}, "line 2: the stage c is taken from before it is there"},
		{"copies from a stage that is not there", "FROM a\nCOPY --from=1 /x /x\n", Options{}, "line 2: there is no stage 1"},
		{"variable in --from", "FROM a\nARG B=b\nCOPY --from=$B /x /x\n", Options{}, "line 3: --from takes no variables"},
		{"escape character", "# escape=x\nFROM a\n", Options{}, "line 1: invalid escape token 'x' does not match ` or \\"},
		{"too large", strings.Repeat("#", maxSize.Int()+1), Options{}, "1048577 bytes, and the limit is 1048576 (--limit dockerfile-bytes=SIZE sets another limit)"},
		{"nested variables", "FROM a\nENV A=" + strings.Repeat("${A:-\\\n", 65) + strings.Repeat("}", 65), Options{}, "line 66: variables nested deeper than 64"},
		{"too many stages", strings.Repeat("FROM a\n", maxStages.Int()+1), Options{}, "line 501: more than 500 stages (--limit dockerfile-stages=N sets another limit)"},
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
