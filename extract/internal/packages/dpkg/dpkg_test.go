package dpkg

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadStatus(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []Package
	}{
		{"installed", `Package: libc6
Status: install ok installed
Priority: optional
Installed-Size: 12989
Maintainer: GNU Libc Maintainers <debian-glibc@lists.debian.org>
Architecture: amd64
Multi-Arch: same
Source: glibc (2.36-9)
Version: 1:2.36-9+deb12u4~x
Conffiles:
 /etc/ld.so.conf.d/a.conf d4e7a7b88a71b5ffd9e2644e71a0cfab
 /etc/old.conf 593ad12389ab2b6f952e7ede67b8fbbf obsolete
 newconffile
Description: GNU C Library
 Package: not-this
 Version: 0
`, []Package{{
			Name: "libc6", Version: "1:2.36-9+deb12u4~x", Architecture: "amd64", Source: "glibc", SourceVersion: "2.36-9", Size: 12_989_000,
			Maintainer: "GNU Libc Maintainers <debian-glibc@lists.debian.org>",
			Conffiles:  []Conffile{{"/etc/ld.so.conf.d/a.conf", "d4e7a7b88a71b5ffd9e2644e71a0cfab"}},
		}}},
		{"two architectures, one removed", "Package: a\nArchitecture: amd64\nVersion: 1\n\nPackage: a\nStatus: deinstall ok config-files\nArchitecture: i386\nVersion: 2\n",
			[]Package{{Name: "a", Architecture: "amd64", Version: "1"}, {Name: "a", Architecture: "i386", Version: "2", Removed: true}}},
		{"without a version", "Package: a\nStatus: unknown ok not-installed\n", []Package{{Name: "a", Removed: true}}},
		{"states in between", "Package: a\nStatus: install reinstreq half-installed\nVersion: 1\n\nPackage: b\nStatus: purge ok triggers-pending\nVersion: 1\n",
			[]Package{{Name: "a", Version: "1"}, {Name: "b", Version: "1"}}},
		{"odd sizes", "Package: a\nInstalled-Size: -1\n\nPackage: b\nInstalled-Size: 99999999999999999999\n\nPackage: c\nInstalled-Size: x\n", []Package{{Name: "a"}, {Name: "b"}, {Name: "c"}}},
		{"empty", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := ReadStatus(strings.NewReader(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestReadStatusDamaged: what is lost is said, and what is left is read.
func TestReadStatusDamaged(t *testing.T) {
	t.Parallel()
	b := []Package{{Name: "b", Version: "1"}}
	tests := []struct {
		name, text string
		want       []Package
		damage     string
	}{
		{"without a package", "Version: 1\n\nPackage: b\nVersion: 1", b, "1 of its stanzas name no package"},
		{"lines of something else", "\x00\xff\x7fELF\nand more\n\nPackage: b\nVersion: 1\n", b, "2 of its lines are not fields"},
		{"cut off behind the name", "Package: b\nVersion: 1\n\nPackage: c\nStatus: install ok installed\nMainta", append(b, Package{Name: "c"}),
			"1 of its lines are not fields\n1 installed packages have no version"},
		{"a line without end", "Package: b\nVersion: 1\n\nX: " + strings.Repeat("x", 5<<20), b, "reading a line: bufio.Scanner: token too long"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := ReadStatus(strings.NewReader(test.text))
			if err == nil || err.Error() != test.damage {
				t.Errorf("got the error %v, want %q", err, test.damage)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSums(t *testing.T) {
	t.Parallel()
	text := "07d31e7e63800ab1b7966980709c51eb  usr/lib/os-release\n" +
		"0a540d50c157ed0070459b82c358a05a  usr//lib//x\n" + // compatibility.md#dpkg-double-slash
		"0a540d50c157ed0070459b82c358a05a  ./usr/lib/y\r\n" +
		"0a540d50c157ed0070459b82c358a05a  usr/share/a b\n" +
		"short\n\n"
	want := []Sum{
		{"/usr/lib/os-release", "07d31e7e63800ab1b7966980709c51eb"},
		{"/usr/lib/x", "0a540d50c157ed0070459b82c358a05a"},
		{"/usr/lib/y", "0a540d50c157ed0070459b82c358a05a"},
		{"/usr/share/a b", ""},
	}
	if diff := cmp.Diff(want, Sums([]byte(text))); diff != "" {
		t.Error(diff)
	}
}

func TestPaths(t *testing.T) {
	t.Parallel()
	got := Paths([]byte("/etc/a\n\nremove-on-upgrade /etc/b\n/etc/c"))
	if diff := cmp.Diff([]string{"/etc/a", "/etc/c"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestListName(t *testing.T) {
	t.Parallel()
	for base, want := range map[string][2]string{"libc6:amd64.md5sums": {"libc6", "amd64"}, "g++.md5sums": {"g++", ""}} {
		name, architecture := ListName(base, ".md5sums")
		if got := [2]string{name, architecture}; got != want {
			t.Errorf("%s: got %v, want %v", base, got, want)
		}
	}
}

func TestLicenses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"machine-readable", "License: GPL-2\n text\nLicense: LGPL-2.1.\nLicense: GPL-2\n", []string{"GPL-2", "LGPL-2.1"}},
		{"only the first word", "License: GPL-2 or later\n", []string{"GPL-2"}},
		{"only at a line's start", " License: GPL-2\nFoo License: X\nlicense: y\n", nil},
		{"none", "License: None\nLicense: none.\nLicense: \nLicense:\n", nil},
		{"common licences", "see `/usr/share/common-licenses/GPL-3'.\nor /usr/share/common-licenses/Apache-2.0.\n", []string{"Apache-2.0", "GPL-3"}},
		{"first of a line", "/usr/share/common-licenses/B /usr/share/common-licenses/A\n", []string{"B"}},
		{"first that is not empty", "/usr/share/common-licenses/* /usr/share/common-licenses/A\n", []string{"A"}},
		{"both on a line", "License: X /usr/share/common-licenses/A\n", []string{"A", "X"}},
		{"empty", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Licenses(strings.NewReader(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzReadStatus(f *testing.F) {
	f.Add("Package: a\nVersion: 1:2~3-4\nConffiles:\n /etc/a 0123\n\nPackage: b\n")
	f.Fuzz(func(t *testing.T, text string) {
		packages, _ := ReadStatus(strings.NewReader(text))
		for _, p := range packages {
			if p.Name == "" || p.Size < 0 {
				t.Errorf("got %+v", p)
			}
		}
	})
}

func FuzzSums(f *testing.F) {
	f.Add([]byte("0123  usr//a b\n4567 c\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range Sums(data) {
			if !strings.HasPrefix(s.Path, "/") {
				t.Errorf("got %+v", s)
			}
		}
	})
}

func FuzzLicenses(f *testing.F) {
	f.Add("License: a.\n/usr/share/common-licenses/b")
	f.Fuzz(func(t *testing.T, text string) {
		names, _ := Licenses(strings.NewReader(text))
		for _, n := range names {
			if n == "" || strings.ContainsAny(n, " \n") {
				t.Errorf("got %q", n)
			}
		}
	})
}

func BenchmarkReadStatus(b *testing.B) {
	var status bytes.Buffer
	for i := range 400 {
		fmt.Fprintf(&status, `Package: package-%d
Status: install ok installed
Priority: optional
Section: libs
Installed-Size: 1234
Maintainer: Somebody <somebody@example.com>
Architecture: amd64
Multi-Arch: same
Version: 1.%d-2+deb12u1
Depends: libc6 (>= 2.34), libgcc-s1 (>= 3.0), libstdc++6 (>= 5.2), zlib1g (>= 1:1.1.4)
Conffiles:
 /etc/package/a.conf 593ad12389ab2b6f952e7ede67b8fbbf
Description: something of medium length
 A longer text about it that goes on for a few lines and that nobody reads
 when packages are listed, so that it should not cost anything either.
Homepage: https://example.com/

`, i, i)
	}
	b.SetBytes(int64(status.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if packages, err := ReadStatus(bytes.NewReader(status.Bytes())); err != nil || len(packages) != 400 {
			b.Fatal(len(packages), err)
		}
	}
}
