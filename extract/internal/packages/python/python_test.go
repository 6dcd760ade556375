package python

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       *Package
	}{
		{"plain", "Metadata-Version: 2.1\nName: PyYAML\nVersion: 6.0\nLicense: MIT\n\nName: not this\n", &Package{"PyYAML", "6.0", "MIT", ""}},
		{"expression", "Name: a\nVersion: 1\nLicense-Expression: MIT OR Apache-2.0\n", &Package{"a", "1", "", "MIT OR Apache-2.0"}},
		{"folded licence", "Name: a\nVersion: 1\nLicense: BSD\n        3-Clause\n        |text\n", &Package{"a", "1", "BSD\n 3-Clause\n |text", ""}},
		{"carriage returns", "Name: a\r\nVersion: 1\r\n\r\nText", &Package{"a", "1", "", ""}},
		{"no version", "Name: a\n", nil},
		{"the interpreter", "Name: Python\nVersion: 3.6.8\n", nil},
		{"description is not read", "Metadata-Version: 2.1\n\nName: a\nVersion: 1\n", nil},
		{"empty", "", nil},
		{"keys in another case", "name: a\nVERSION: 1\n", &Package{"a", "1", "", ""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Read("/s/METADATA", strings.NewReader(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPath(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, pkg, topLevel, want string
	}{
		{"without a list", "/s/PyYAML-6.0.dist-info/METADATA", "PyYAML", "", "/s/PyYAML"},
		{"last top-level name", "/s/PyYAML-6.0.dist-info/METADATA", "PyYAML", "_yaml\nyaml\n", "/s/yaml"},
		{"name contained in the last", "/s/six.egg-info/PKG-INFO", "six", "x\nsix_more\n\n", "/s/six"},
		{"egg-info file", "/s/six-1.16.0.egg-info", "six", "", "/s/six"},
		{"egg directory", "/s/six-1.16.0-py3.egg/EGG-INFO/PKG-INFO", "six", "", "/s/six"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := Path(test.file, test.pkg, TopLevel([]byte(test.topLevel))); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Name: a\nVersion: 1\nLicense: x\n y\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Read("/s/METADATA", strings.NewReader(text))
		if p != nil && (err != nil || p.Name == "" || p.Version == "") {
			t.Errorf("got %+v, %v", p, err)
		}
	})
}
