package evaluate_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
)

// oldBackend is a database that rpm can only write where it was built to.
var oldBackend = regexp.MustCompile(`_db_backend (bdb|ndb)`)

// manager runs a package manager of this machine; the test is skipped where it is not
// installed or, unless PRATIQUE_MANAGERS is set, may not install.
func manager(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	command := exec.CommandContext(t.Context(), name, args...)
	command.Dir = dir
	command.Env = append(os.Environ(), "HOME="+dir, "LC_ALL=C")
	out, err := command.CombinedOutput()
	switch {
	case err == nil:
	case os.Getenv("PRATIQUE_MANAGERS") != "" && !oldBackend.MatchString(strings.Join(args, " ")):
		t.Fatalf("%s %s: %v: %s", name, strings.Join(args, " "), err, out)
	default:
		t.Skipf("%s %s: %v: %s", name, strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// file is one that a test writes, by its path below a directory.
type file struct {
	path string
	mode os.FileMode
	body string
}

func put(t *testing.T, dir string, files ...file) {
	t.Helper()
	for _, f := range files {
		path := filepath.Join(dir, f.path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f.body), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, f.mode); err != nil {
			t.Fatal(err)
		}
	}
}

// installed is what extraction lists, as "NAME VERSION ARCHITECTURE".
func installed(t *testing.T, root, kind string) []string {
	t.Helper()
	doc, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("dir:" + root), Needs: []document.Need{document.Need("packages:" + kind)}})
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Problems) > 0 {
		t.Errorf("problems: %+v", doc.Problems)
	}
	var list []string
	for _, p := range doc.Packages {
		arch := "none"
		if p.Arch != nil {
			arch = *p.Arch
		}
		list = append(list, strings.Join([]string{p.Name, p.FullVersion, arch}, " "))
	}
	slices.Sort(list)
	return list
}

// tampered are changes of an installed tree, and what verification says of them.
func tampered(t *testing.T, root string, modes bool) {
	t.Helper()
	check := func(want ...string) {
		t.Helper()
		got := verify(t, extract.Options{Source: imageRef("dir:" + root)})
		if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
			t.Errorf("findings (-want +got):\n%s", diff)
		}
	}
	check()
	changed := []string{"changed tool /usr/share/tool/a"}
	put(t, root, file{"usr/share/tool/a", 0o644, "A changed"})
	check(changed...)
	if err := os.Remove(filepath.Join(root, "usr/share/tool/b")); err != nil {
		t.Fatal(err)
	}
	missing := "missing tool /usr/share/tool/b"
	check(append(changed, missing)...)
	put(t, root, file{"usr/bin/tool", 0o755 | os.ModeSetuid, "#!/bin/sh\n"})
	if modes {
		changed = append([]string{"changed tool /usr/bin/tool"}, changed...)
	}
	check(append(changed, missing)...)
}

// tool are the files of the package that the tests build.
func tool() []file {
	return []file{
		{"etc/tool.conf", 0o644, "key = value\n"}, {"usr/bin/tool", 0o755, "#!/bin/sh\n"},
		{"usr/share/tool/a", 0o644, "A"}, {"usr/share/tool/b", 0o644, "B"}, {"usr/share/tool/with space", 0o644, "C"},
	}
}

// TestDpkgManager has dpkg install packages, and compares with what it says of them.
func TestDpkgManager(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	root := filepath.Join(dir, "root")
	put(t, root, file{"etc/os-release", 0o644, "ID=debian\nVERSION_ID=12\n"})
	for _, p := range []struct{ name, version, arch string }{{"tool", "2:1.0~rc1-1+b2", "all"}, {"libthing", "3.4", "amd64"}} {
		tree := filepath.Join(dir, p.name)
		put(t, tree, file{"DEBIAN/control", 0o644, fmt.Sprintf(
			"Package: %s\nVersion: %s\nArchitecture: %s\nMaintainer: A <a@example.com>\nDescription: x\n", p.name, p.version, p.arch)})
		if p.name == "tool" {
			put(t, tree, tool()...)
			put(t, tree, file{"DEBIAN/conffiles", 0o644, "/etc/tool.conf\n"})
		}
		manager(t, dir, "dpkg-deb", "--root-owner-group", "--build", tree, p.name+".deb")
		manager(t, dir, "dpkg", "--root="+root, "--force-not-root", "--force-architecture", "--install", p.name+".deb")
	}
	want := strings.Split(manager(t, dir, "dpkg-query", "--admindir="+root+"/var/lib/dpkg", "--show", "--showformat", `${Package} ${Version} ${Architecture}\n`), "\n")
	if diff := cmp.Diff(want, installed(t, root, document.PackageDpkg)); diff != "" {
		t.Errorf("packages (-dpkg +extracted):\n%s", diff)
	}
	tampered(t, root, false)
}

// TestRPMManager has rpm install packages into a database of each form that it can write,
// and compares with what it says of them.
func TestRPMManager(t *testing.T) {
	t.Parallel()
	const spec = `Name: %s
Version: %s
Release: 1
Summary: x
License: MIT
%s
%%description
x
%%files
%s`
	for _, backend := range []string{"sqlite", "ndb", "bdb"} {
		t.Run(backend, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			root, build := filepath.Join(dir, "root"), filepath.Join(dir, "build")
			put(t, root, file{"etc/os-release", 0o644, "ID=centos\nVERSION_ID=8\n"})
			var files []string
			for _, f := range tool() {
				files = append(files, fmt.Sprintf("%%attr(%o, -, -) \"/%s\"", f.mode, f.path))
			}
			put(t, dir,
				file{"tool.spec", 0o644, fmt.Sprintf(spec, "tool", "1.0~rc1", "Epoch: 2\nBuildArch: noarch", strings.Join(files, "\n"))},
				file{"libthing.spec", 0o644, fmt.Sprintf(spec, "libthing", "3.4", "", "")},
			)
			base := []string{"--define", "_topdir " + dir, "--define", "_db_backend " + backend, "--define", "_dbpath /var/lib/rpm"}
			for _, name := range []string{"tool", "libthing"} {
				put(t, build, tool()...) // rpmbuild takes it away
				manager(t, dir, "rpmbuild", slices.Concat(base, []string{"-bb", "--buildroot", build, "--define", "_unpackaged_files_terminate_build 0", name + ".spec"})...)
			}
			packages, err := filepath.Glob(filepath.Join(dir, "RPMS/*/*.rpm"))
			if err != nil || len(packages) != 2 {
				t.Fatalf("got packages %q and the error %v", packages, err)
			}
			manager(t, dir, "rpm", slices.Concat(base, []string{"--root", root, "--nodeps", "--noscripts", "-i"}, packages)...)
			said := manager(t, dir, "rpm", slices.Concat(base, []string{"--root", root, "-qa", "--queryformat", `%{NAME} %|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE} %{ARCH}\n`})...)
			want := strings.Split(said, "\n")
			slices.Sort(want)
			if diff := cmp.Diff(want, installed(t, root, document.PackageRPM)); diff != "" {
				t.Errorf("packages (-rpm +extracted):\n%s", diff)
			}
			tampered(t, root, true)
		})
	}
}
