package report

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestTemplate(t *testing.T) {
	t.Parallel()
	inputs := load(t, "testdata/findings")
	loop := "{{range $i := 1000}}{{range 1000}}{{range 1000}}{{range 1000}}{{end}}{{end}}{{end}}{{end}}"
	tests := []struct {
		name, file, text, want, failure string
	}{
		{"fields", "a.tmpl", "{{range .}}{{.Verdict}} {{.Image}} {{len .Findings}} {{.Suppressed}} {{.Decision.final_action}}{{end}}", "stop nginx:1.25 5 1 stop", ""},
		{"functions", "a", `{{upper "a"}}{{lower "B"}} {{join "; " (index . 0).Problems | len | lt 10}} {{atLeast "high" "critical"}} {{atLeast "high" "low"}} {{atLeast "high" ""}}`, "Ab true true false false", ""},
		{"csv", "a", `{{csv "=1+1" "a,\"b" 3}}`, `'=1+1,"a,""b",3`, ""},
		{"json", "a", `{{json "<a\"\u202e>"}}`, `"<a\"\u202e>"`, ""},
		{"text escapes nothing", "a.txt.tmpl", `{{print "<b>"}}`, "<b>", ""},
		{"html escapes", "a.HTML.tmpl", `<p title={{"<b c"}}>{{print "<b>"}}{{range .}}<i>{{.Verdict}}</i>{{end}}`, `<p title=&lt;b&#32;c>&lt;b&gt;<i>stop</i>`, ""},
		{"not parsed", "a", "1\n{{if}}", "", "reading template: a:2: missing value for if"},
		{"no such field", "a", "1\n2{{range .}}{{.Nope}}{{end}}", "", "rendering template: a:2:14: executing"},
		{"no such severity", "a", `{{atLeast "hihg" "low"}}`, "", `"hihg" is no severity: critical, high`},
		{"no files", "a", `{{readFile "/etc/passwd"}}`, "", `function "readFile" not defined`},
		{"endless", "a", loop, "", "runs for too long"},
		{"endless in html", "a.html", "<p>" + loop, "", "runs for too long"},
		{"endless calls", "a", `{{define "x"}}{{template "x"}}{{template "x"}}{{end}}{{template "x"}}`, "", "exceeded maximum template depth"},
		{"calls without end", "a", `{{define "x"}}{{if lt (len .) 60}}{{template "x" (print . "a")}}{{template "x" (print . "a")}}{{end}}{{end}}{{template "x" ""}}`, "", "runs for too long"},
		{"swelling", "a", `{{$x := "aaaaaaaaaaaaaaaa"}}{{range 60}}{{$x = print $x $x}}{{end}}`, "", "a text of more than"},
		{"swelling by escapes", "a", `{{$x := "\\"}}{{range 60}}{{$x = js $x}}{{end}}`, "", "a text of more than"},
		{"swelling JSON", "a", `{{$x := "\\"}}{{range 60}}{{$x = json $x}}{{end}}`, "", "a text of more than"},
		{"too much", "a", `{{$x := "aaaaaaaaaaaaaaaa"}}{{range 19}}{{$x = print $x $x}}{{end}}{{range 100}}{{$x}}{{end}}`, "", "the template writes more than"},
		{"too long", "a", strings.Repeat("a", MaxTemplate+1), "", "it has more than"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			made, err := ParseTemplate(tt.file, tt.text)
			if err == nil {
				if strings.HasSuffix(tt.failure, "for too long") {
					made.timeout = time.Second
				}
				err = Render(&b, "template", inputs, Options{Template: made})
			}
			switch {
			case tt.failure != "" && (err == nil || !strings.Contains(err.Error(), tt.failure)):
				t.Errorf("got error %v, want %s", err, tt.failure)
			case tt.failure == "" && err != nil:
				t.Error(err)
			case tt.failure == "" && b.String() != tt.want:
				t.Errorf("got %s, want %s", b.String(), tt.want)
			}
		})
	}
}
