package apk

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sample = `C:Q1hash=
P:busybox
V:1.31.1-r9
A:x86_64
S:496844
I:962560
T:Size optimized toolbox
U:https://busybox.net/
L:GPL-2.0-only
o:busybox
m:Natanael Copa <ncopa@alpinelinux.org>
t:1584790547
D:so:libc.musl-x86_64.so.1
F:
R:at-root
Z:Q1gkKZ/3Ryl6Mpwxp7KJT0e5EFYnk=
F:bin
M:0:0:755
R:busybox
a:0:0:755
Z:Q1gkKZ/3Ryl6Mpwxp7KJT0e5EFYnk=
R:sh
a:0:0:777
R:next
Z:Q1pcfTfDNEbNKQc2s1tia7da05M8Q=

P:.build-deps
V:20240101.123456
A:noarch
L:
I:x

V:1
`

func TestRead(t *testing.T) {
	t.Parallel()
	got, err := Read(strings.NewReader(sample), true)
	if err != nil {
		t.Fatal(err)
	}
	want := []Package{
		{
			Name: "busybox", Version: "1.31.1", Release: "r9", Architecture: "x86_64", License: "GPL-2.0-only",
			Maintainer: "Natanael Copa <ncopa@alpinelinux.org>", Origin: "busybox", Size: 962560,
			Files: []File{
				{Path: "/at-root", Checksum: "Q1gkKZ/3Ryl6Mpwxp7KJT0e5EFYnk="}, // compatibility.md#apk-root-files
				{Path: "/bin/busybox", Checksum: "Q1gkKZ/3Ryl6Mpwxp7KJT0e5EFYnk=", Mode: "755", User: "0", Group: "0"},
				// sh has no checksum, and its attributes carry over, as in Anchore.
				{Path: "/bin/next", Checksum: "Q1pcfTfDNEbNKQc2s1tia7da05M8Q=", Mode: "777", User: "0", Group: "0"},
			},
			Links: []string{"/bin/sh"},
		},
		{Name: ".build-deps", Version: "20240101.123456", Architecture: "noarch"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadWithoutFiles(t *testing.T) {
	t.Parallel()
	got, err := Read(strings.NewReader(sample), false)
	if err != nil || len(got) != 2 || got[0].Files != nil || got[0].Links != nil {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestReadAmplified(t *testing.T) {
	t.Parallel()
	text := "P:a\nF:" + strings.Repeat("x", 1<<20) + "\n" + strings.Repeat("R:a\nZ:Q1\n", 1<<10)
	if _, err := Read(strings.NewReader(text), true); err == nil || !strings.Contains(err.Error(), "paths") {
		t.Errorf("got the error %v", err)
	}
}

func TestReadLongLine(t *testing.T) {
	t.Parallel()
	got, err := Read(strings.NewReader("P:a\n\nD:"+strings.Repeat("x", maxLine)), true)
	if err == nil || len(got) != 1 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestReadDamaged(t *testing.T) {
	t.Parallel()
	got, err := Read(strings.NewReader("\x7fELF\x00\nP:a\nV:1-r0\nx\n\n"), true)
	if err == nil || err.Error() != "2 of its lines are not fields" || len(got) != 1 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestDigest(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, checksum, algorithm, digest string }{
		{"SHA-1", "Q1gkKZ/3Ryl6Mpwxp7KJT0e5EFYnk=", "sha1", "824299ff747297a329c31a7b2894f47b91056279"},
		{"SHA-256", "Q247DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"MD5", "D41D8CD98F00B204E9800998ECF8427E", "md5", "d41d8cd98f00b204e9800998ecf8427e"},
		{"wrong length", "Q1AAAA", "", ""},
		{"no base64", "Q1*", "", ""},
		{"unknown", "Q9AAAA", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			algorithm, digest := Digest(test.checksum)
			if diff := cmp.Diff([]string{test.algorithm, test.digest}, []string{algorithm, digest}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(t *testing.T, text string) {
		packages, _ := Read(strings.NewReader(text), true)
		for _, p := range packages {
			if p.Name == "" || p.Size < 0 {
				t.Errorf("got %+v", p)
			}
			for _, file := range p.Files {
				Digest(file.Checksum)
			}
		}
	})
}
