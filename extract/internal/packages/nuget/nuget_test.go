package nuget

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []Package
		bad        bool
	}{
		{name: "packages, not projects", text: "\ufeff" + `{"runtimeTarget":{"name":"x"},"libraries":{
			"web/1.0.0":{"type":"project","serviceable":false},
			"Serilog/2.12.0":{"type":"package","sha512":"sha512-x","path":"serilog/2.12.0"},
			"Newtonsoft.Json/13.0.1":{"type":"package"},
			"Microsoft.NETCore.App/6.0.0":{"type":"referenceassembly"},
			"odd":{"type":"package"}}}`,
			want: []Package{{"Newtonsoft.Json", "13.0.1"}, {"Serilog", "2.12.0"}}},
		{name: "no libraries", text: `{}`},
		{name: "not JSON", text: `<x/>`, bad: true},
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
	f.Add([]byte(`{"libraries":{"a/1":{"type":"package"}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		packages, err := Read(data)
		if err != nil && packages != nil {
			t.Errorf("got %v and %v", packages, err)
		}
	})
}
