package gem

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
		{"as RubyGems writes it", `# -*- encoding: utf-8 -*-
# stub: rack 2.2.4 ruby lib

Gem::Specification.new do |s|
  s.name = "rack".freeze
  s.version = "2.2.4"

  s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze) if s.respond_to? :required_rubygems_version=
  s.metadata = { "name" => "x" } if s.respond_to? :metadata=
  s.licenses = ["MIT".freeze, "BSD".freeze]
  s.rubygems_version = "3.3.15".freeze

  if s.respond_to? :specification_version then
    s.specification_version = 4
  end
end
`, &Package{"rack", "2.2.4", []string{"MIT", "BSD"}}},
		{"RubyGems 1", "  s.name = %q{rake}\n  s.version = \"0.8.7\"\n", &Package{"rake", "0.8.7", nil}},
		{"single quotes and other receivers", "spec.name    = 'a'\nspec.version = '1'\nspec.license = 'Ruby'\n", &Package{"a", "1", []string{"Ruby"}}},
		{"version object", "s.name = 'a'\ns.version = Gem::Version.new \"1.0.pre\"\n", &Package{"a", "1.0.pre", nil}},
		{"first assignment counts", "s.name = 'a'\ns.version = '1'\ns.name = 'b'\n", &Package{"a", "1", nil}},
		{"comment after", "s.name = 'a' # \"b\"\ns.version = '1'\n# s.licenses = ['X']\n", &Package{"a", "1", nil}},
		{"computed version", "s.name = 'a'\ns.version = A::VERSION\n", nil},
		{"no name", "s.version = '1'\n", nil},
		{"unclosed", "s.name = 'a\ns.version = '1'\n", nil},
		{"empty", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Read("/s/x.gemspec", strings.NewReader(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("s.name = %q{rake}\ns.version = \"0.8.7\"\ns.licenses = ['a', \"b\"]\n")
	f.Add("s.name = %q")
	f.Add("s.name = %Q<")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Read("/s/x.gemspec", strings.NewReader(text))
		if p != nil && (err != nil || p.Name == "" || p.Version == "") {
			t.Errorf("got %+v, %v", p, err)
		}
	})
}
