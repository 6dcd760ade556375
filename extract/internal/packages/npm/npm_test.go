package npm

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       *Package
		bad        bool
	}{
		{name: "plain", text: `{"name":"ms","version":"2.1.3","license":"MIT"}`, want: &Package{"ms", "2.1.3", []string{"MIT"}}},
		{name: "scoped, no licence", text: `{"name":"@types/ms","version":"1"}`, want: &Package{"@types/ms", "1", nil}},
		{name: "licence object", text: `{"name":"a","version":"1","license":{"type":"ISC","url":"u"}}`, want: &Package{"a", "1", []string{"ISC"}}},
		{name: "licences", text: `{"name":"a","version":"1","licenses":[{"type":"MIT"},{"type":"BSD"},{"url":"u"}]}`, want: &Package{"a", "1", []string{"MIT", "BSD"}}},
		{name: "licences of texts", text: `{"name":"a","version":"1","licenses":["MIT","X"]}`, want: &Package{"a", "1", []string{"MIT", "X"}}},
		{name: "licence list", text: `{"name":"a","version":"1","license":["MIT","X"]}`, want: &Package{"a", "1", []string{"MIT", "X"}}},
		{name: "license before licenses", text: `{"name":"a","version":"1","license":"MIT","licenses":[{"type":"X"}]}`, want: &Package{"a", "1", []string{"MIT"}}},
		{name: "odd licence", text: `{"name":"a","version":"1","license":7}`, want: &Package{"a", "1", nil}},
		{name: "byte order mark", text: "\ufeff" + `{"name":"a","version":"1"}`, want: &Package{"a", "1", nil}},
		{name: "no version", text: `{"name":"a"}`},
		{name: "empty version", text: `{"name":"a","version":""}`},
		{name: "no name", text: `{"type":"module","version":"1"}`},
		{name: "version is a number", text: `{"name":"a","version":1}`},
		{name: "not JSON", text: `{"name":`, bad: true},
		{name: "a list", text: `[]`, bad: true},
		{name: "empty", text: ``, bad: true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Read([]byte(test.text))
			if (err != nil) != test.bad {
				t.Fatalf("got the error %v", err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"name":"ms","version":"2.1.3","license":{"type":"MIT"}}`))
	f.Add([]byte(`{"name":"ms","version":"2.1.3","licenses":[{"type":"MIT"},"X",1]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(data)
		if p != nil && (err != nil || p.Name == "" || p.Version == "") {
			t.Errorf("got %+v, %v", p, err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte(`{"name":"left-pad","version":"1.3.0","description":"String left pad","main":"index.js",
"scripts":{"test":"node test","bench":"node perf/perf.js"},"devDependencies":{"benchmark":"^2.1.0","tape":"*"},
"repository":{"url":"git@example.com:a/left-pad.git","type":"git"},"author":"a","license":"WTFPL",
"files":["index.js","lib/a.js","lib/b.js"],"keywords":["leftpad","left","pad","padding","string","repeat"]}`)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
