package composer

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	t.Parallel()
	monolog := []Package{{"monolog/monolog", "2.0.0", []string{"MIT"}}}
	tests := []struct {
		name, text string
		read       func([]byte) ([]Package, error)
		want       []Package
		bad        bool
	}{
		{"installed, Composer 1", `[{"name":"monolog/monolog","version":"2.0.0","license":["MIT"]}]`, ReadInstalled, monolog, false},
		{"installed, Composer 2", `{"packages":[{"name":"monolog/monolog","version":"2.0.0","license":["MIT"]}],"dev":true}`, ReadInstalled, monolog, false},
		{"lock", `{"packages":[{"name":"monolog/monolog","version":"2.0.0","license":"MIT"}],"packages-dev":[{"name":"a/b","version":"1"}]}`, ReadLock, monolog, false},
		{"without a version", `[{"name":"a/b"}]`, ReadInstalled, nil, false},
		{"odd licence", `[{"name":"a/b","version":"1","license":[1]}]`, ReadInstalled, []Package{{"a/b", "1", nil}}, false},
		{"another JSON", `{}`, ReadInstalled, nil, false},
		{"not JSON", `[`, ReadInstalled, nil, true},
		{"lock, not JSON", `x`, ReadLock, nil, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := test.read([]byte(test.text))
			if (err != nil) != test.bad {
				t.Fatalf("got the error %v", err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzReadInstalled(f *testing.F) {
	f.Add([]byte(`[{"name":"a/b","version":"1","license":["MIT"]}]`))
	f.Add([]byte(`{"packages":[{"name":"a/b","version":"1","license":"MIT"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		packages, err := ReadInstalled(data)
		if err != nil && packages != nil {
			t.Errorf("got %v and %v", packages, err)
		}
	})
}
