package version_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/vulndb/version"
)

func TestParse(t *testing.T) {
	t.Parallel()
	tests := []struct {
		family     string
		valid, not []string
	}{
		{"npm", []string{"1.0.0", "v1.2.3", "1.0.0-rc.1+b", "1", "1.2.3.4"}, []string{"", "latest", "1.x", "abc", "1.0.0 ", "^1.0"}},
		{"PyPI", []string{"1.0", "1!2.0", "1.0rc1", "1.0.post1", "1.0.dev3", "1.0+local.1", "v1", "1.0-1"}, []string{"", "not a version", "1.0-SNAPSHOT", "1.0.x", "unknown"}},
		{"Debian", []string{"1:2.36-9+deb12u4~x", "1.0", "0", "2024a-0+deb12u1"}, []string{"", "not a version", "x:1", "1.0_1", "abc"}},
		{"Ubuntu", []string{"7.81.0-1ubuntu1.15"}, []string{"?"}},
		{"Alpine", []string{"1.1.1d-r3", "1.2.3_rc1-r0", "20230101", "1.0_git20230101-r1", "1.2.3"}, []string{"", "v1", "1.0-1", "latest"}},
		{"AlmaLinux", []string{"1:1.2-3.el9", "1.0~rc1-0.1.el9", "4.18.0-553.el8_10"}, []string{"", "1.0 2", "é"}},
		{"RubyGems", []string{"2.2.2", "1.0.pre1", "1.0.0-java"}, []string{"??", "1..2", "v1"}},
		{"NuGet", []string{"1.0.0", "1.0.0.0", "1.0.0-beta.1+x"}, []string{"", "1.0.0.0.0", "abc"}},
		{"Packagist", []string{"1.0", "v4.4.12", "1.0.0-beta2", "2.0.0RC1"}, []string{"", "dev-main", "1.x-dev"}},
		{"Maven", []string{"1.0", "anything", "4.0.M2"}, []string{"", " "}},
		{"Nothing", nil, []string{"1.0"}},
	}
	for _, tt := range tests {
		for _, v := range tt.valid {
			if _, err := version.Of(tt.family).Parse(v); err != nil {
				t.Errorf("%s: %v", tt.family, err)
			}
		}
		for _, v := range tt.not {
			if _, err := version.Of(tt.family).Parse(v); err == nil {
				t.Errorf("%s: %q is a version", tt.family, v)
			} else if tt.family != "Nothing" && !errors.Is(err, version.ErrInvalid) {
				t.Errorf("%s: %q: %v", tt.family, v, err)
			}
		}
	}
	if _, err := version.SemVer.Parse("1." + strings.Repeat("1", 1_000_000)); !errors.Is(err, version.ErrInvalid) {
		t.Errorf("a million digits: %v", err)
	}
}

func compare(t *testing.T, s version.Scheme, a, b string) int {
	t.Helper()
	x, err := s.Parse(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := s.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	order, err := x.Compare(y)
	if err != nil {
		t.Fatal(err)
	}
	return order
}

func TestCompare(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		family string
		sorted []string
	}{
		{"npm", []string{"1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta", "1.0.0", "1.0.1", "1.10.0"}},
		{"PyPI", []string{"1.0.dev1", "1.0a1", "1.0rc1", "1.0", "1.0.post1", "1.1", "1!0.1"}},
		{"Debian", []string{"1.0~rc1-1", "1.0-1", "1.0-1+deb12u1", "1.0-2", "1.10-1", "1:0.1-1"}},
		{"Alpine", []string{"1.0_rc1-r0", "1.0-r0", "1.0-r9", "1.0-r10", "1.0_p1-r0", "1.0a-r0"}},
		{"Red Hat", []string{"1.0~rc1-1.el9", "1.0-1.el9", "1.0-1.el9_2", "1.0-10.el9", "1:0.1-1.el9"}},
		{"RubyGems", []string{"1.0.pre1", "1.0", "1.0.1", "1.10"}},
		{"NuGet", []string{"1.0.0-beta", "1.0.0", "1.0.0.1", "1.10.0"}},
		{"Packagist", []string{"1.0.0-beta", "1.0.0", "1.10.0"}},
		{"Maven", []string{"1.0-alpha-1", "1.0-SNAPSHOT", "1.0", "1.0-1", "1.10"}},
	} {
		s := version.Of(tt.family)
		for i := range tt.sorted {
			for j := range tt.sorted {
				want := 0
				if i != j {
					want = 1
					if i < j {
						want = -1
					}
				}
				if got := compare(t, s, tt.sorted[i], tt.sorted[j]); got != want {
					t.Errorf("%s: %s and %s: got %d, want %d", tt.family, tt.sorted[i], tt.sorted[j], got, want)
				}
			}
		}
	}
	a, _ := version.SemVer.Parse("1.0.0")
	b, _ := version.Debian.Parse("1.0")
	if _, err := a.Compare(b); err == nil {
		t.Error("versions of two schemes: no error")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("1.0.0-rc.1", "1:2.3~4-5")
	f.Add("1.0_rc1-r0", "4.0.M2")
	f.Fuzz(func(t *testing.T, a, b string) {
		for s := version.SemVer; s <= version.Hackage; s++ {
			x, err := s.Parse(a)
			if err != nil {
				continue
			}
			y, err := s.Parse(b)
			if err != nil {
				continue
			}
			forth, err := x.Compare(y)
			if err != nil {
				continue
			}
			if back, err := y.Compare(x); err == nil && s != version.Maven && back != -forth {
				t.Errorf("%d: %q and %q: %d, %d", s, a, b, forth, back)
			}
		}
	})
}
