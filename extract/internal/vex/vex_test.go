package vex_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/vex"
)

const image = "sha256:124c7d2707904eea7431fffe91522a01e5a861a624ee31d03372cc1d138a3126"

func read(t *testing.T, name string) ([]document.VEXStatement, []string) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	statements, warnings, err := vex.Read(f, name)
	if err != nil {
		t.Fatal(err)
	}
	return statements, warnings
}

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		file string
		want []string // VULNERABILITY STATUS justification / products / subcomponents
	}{
		{"openvex-demo1.json", []string{"CVE-2023-1255 fixed - / pkg:oci/alpine@sha256%3A124c7d2707904eea7431fffe91522a01e5a861a624ee31d03372cc1d138a3126 / pkg:apk/alpine/libssl3@3.0.8-r3 pkg:apk/alpine/libcrypto3@3.0.8-r3"}},
		{"openvex-package-product.json", []string{"CVE-2023-1255 fixed - / pkg:apk/alpine/libcrypto3@3.0.8-r3 / "}},
		{"cdx-Case-1-vex-not_affected.json", []string{"CVE-2021-44228 not_affected vulnerable_code_not_present / product-ABC / "}},
		{"cdx-Case-1-vex-affected.json", []string{"CVE-2021-44228 affected - / product-DEF / "}},
		{"cdx-Case-1-vex-fixed.json", []string{"CVE-2021-44228 fixed - / product-DEF / "}},
		{"cdx-Case-1-vex-under_investigation.json", []string{"CVE-2021-44228 under_investigation - / product-GHI / "}},
		{"csaf-demo1.json", []string{"CVE-2023-1255 fixed - / pkg:apk/alpine/libcrypto3@3.0.8-r3?arch=x86_64&upstream=openssl&distro=alpine-3.17.3 / "}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			t.Parallel()
			statements, _ := read(t, tt.file)
			var got []string
			for _, s := range statements {
				justification := "-"
				if s.Justification != nil {
					justification = *s.Justification
				}
				got = append(got, fmt.Sprintf("%s %s %s / %s / %s", s.Vulnerability, s.Status, justification, strings.Join(s.Products, " "), strings.Join(s.Subcomponents, " ")))
				if s.Timestamp == nil || s.Source != tt.file {
					t.Errorf("%+v has no time or another source", s)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if statements, warnings := read(t, "cdx-Case-6-vex.json"); len(statements) == 0 || len(warnings) == 0 {
		t.Errorf("a range that is not evaluated is not said: %+v, %q", statements, warnings)
	}
	if statements, _ := read(t, "csaf-demo2.json"); len(statements) == 0 {
		t.Error("csaf-demo2.json: no statements")
	}
}

func TestReadInvalid(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"no JSON": "x", "something else": `{"a": 1}`, "a list": `[]`, "a report": `{"matches": []}`,
		"statements of another kind": `{"@context": "https://openvex.dev/ns/v0.2.0", "statements": {}}`,
	} {
		if _, _, err := vex.Read(strings.NewReader(text), "x"); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	tests := []struct{ name, statement, want string }{
		{"no justification", `{"vulnerability": {"name": "CVE-1"}, "products": ["pkg:npm/a"], "status": "not_affected"}`, "CVE-1: not_affected needs a justification or an impact statement"},
		{"another status", `{"vulnerability": {"name": "CVE-1"}, "products": ["pkg:npm/a"], "status": "fine"}`, `CVE-1: the status "fine" is not known`},
		{"no vulnerability", `{"products": ["pkg:npm/a"], "status": "fixed"}`, "a statement names no vulnerability"},
		{"no product", `{"vulnerability": {"name": "CVE-1"}, "status": "fixed"}`, "CVE-1: the statement names no product"},
	}
	for _, tt := range tests {
		statements, warnings, err := vex.Read(strings.NewReader(`{"@context": "https://openvex.dev/ns", "statements": [`+tt.statement+`]}`), "x")
		if err != nil || len(statements) != 0 || len(warnings) != 1 || warnings[0] != "VEX document x: "+tt.want {
			t.Errorf("%s: %+v, %q, %v", tt.name, statements, warnings, err)
		}
	}
}

func match(id, name, version string, aliases ...string) document.VulnerabilityMatch {
	return document.VulnerabilityMatch{
		Vulnerability: document.Vulnerability{ID: id, Aliases: aliases},
		Package:       document.VulnerablePackage{Name: name, Version: version, Type: document.PackageAPK, Path: new(document.PathPackageDatabase)},
	}
}

func statement(changes func(*document.VEXStatement)) []document.VEXStatement {
	s := document.VEXStatement{Vulnerability: "CVE-1", Status: vex.NotAffected, Justification: new("component_not_present"), Products: []string{"pkg:apk/alpine/a@1-r0"}, Timestamp: new("2024-01-01T00:00:00Z")}
	changes(&s)
	return []document.VEXStatement{s}
}

func TestApply(t *testing.T) {
	t.Parallel()
	demo, _ := read(t, "openvex-demo2.json")
	debian, _ := read(t, "openvex-debian.json")
	alpine := &document.Image{
		Digest: new(image), Registry: new("docker.io"), Repository: new("alpine"), Tag: new("3.17"),
		Distro: document.Distro{Name: new("alpine")},
	}
	with := func(change func(*document.Image)) *document.Image {
		other := *alpine
		change(&other)
		return &other
	}
	of := func(product string) []document.VEXStatement {
		return statement(func(s *document.VEXStatement) { s.Products = []string{product} })
	}
	tests := []struct {
		name       string
		statements []document.VEXStatement
		image      *document.Image
		match      document.VulnerabilityMatch
		want       string // status, "" where none applies
	}{
		{"the sample", demo, alpine, match("CVE-2023-1255", "libssl3", "3.0.8-r3"), "fixed"},
		{"another version", demo, alpine, match("CVE-2023-1255", "libssl3", "3.0.7-r3"), ""},
		{"another package", demo, alpine, match("CVE-2023-1255", "busybox", "3.0.8-r3"), ""},
		{"another vulnerability", demo, alpine, match("CVE-2023-0001", "libssl3", "3.0.8-r3"), ""},
		{"another image", demo, with(func(i *document.Image) { i.Digest = new("sha256:" + strings.Repeat("ab", 32)) }), match("CVE-2023-1255", "libssl3", "3.0.8-r3"), ""},
		{"the index's digest", demo, with(func(i *document.Image) { i.Digest, i.ParentDigest = new("sha256:00"), new(image) }), match("CVE-2023-1255", "libssl3", "3.0.8-r3"), "fixed"},
		{"another name", demo, with(func(i *document.Image) { i.Repository = new("team/other") }), match("CVE-2023-1255", "libssl3", "3.0.8-r3"), ""},
		{"no digest", demo, with(func(i *document.Image) { i.Digest = nil }), match("CVE-2023-1255", "libssl3", "3.0.8-r3"), ""},
		{"no image", demo, nil, match("CVE-2023-1255", "libssl3", "3.0.8-r3"), ""},
		{"by an alias", demo, alpine, match("GHSA-1", "libssl3", "3.0.8-r3", "CVE-2023-1255"), "fixed"},
		{"of the whole image, at Docker Hub", debian, with(func(i *document.Image) { i.Repository = new("library/debian") }), match("CVE-2014-fake-1", "x", "1"), "fixed"},
		{"of another repository", debian, with(func(i *document.Image) { i.Registry, i.Repository = new("quay.io"), new("library/debian") }), match("CVE-2014-fake-1", "x", "1"), ""},
		{"the package", of("pkg:apk/alpine/a@1-r0"), nil, match("CVE-1", "a", "1-r0"), ""}, // of no distribution
		{"the package of the distribution", of("pkg:apk/alpine/a@1-r0?arch=x"), alpine, match("CVE-1", "a", "1-r0"), "not_affected"},
		{"all versions", of("pkg:apk/alpine/a"), alpine, match("CVE-1", "a", "2-r0"), "not_affected"},
		{"of another distribution", of("pkg:apk/wolfi/a"), alpine, match("CVE-1", "a", "1-r0"), ""},
		{"no package URL", of("a"), alpine, match("CVE-1", "a", "1-r0"), ""},
		{"a product that is neither", of("pkg:generic/a@1-r0"), alpine, match("CVE-1", "a", "1-r0"), ""},
		{"another tag", of("pkg:oci/alpine@" + strings.Replace(image, ":", "%3A", 1) + "?tag=3.18"), alpine, match("CVE-1", "a", "1-r0"), ""},
		{"the tag", of("pkg:oci/alpine@" + strings.Replace(image, ":", "%3A", 1) + "?tag=3.17"), alpine, match("CVE-1", "a", "1-r0"), "not_affected"},
		{"an image without a digest", of("pkg:oci/alpine"), alpine, match("CVE-1", "a", "1-r0"), ""},
		{
			"the newest", append(of("pkg:apk/alpine/a"), statement(func(s *document.VEXStatement) {
				s.Status, s.Timestamp, s.Products = vex.Affected, new("2024-02-01T00:00:00Z"), []string{"pkg:apk/alpine/a"}
			})...), alpine, match("CVE-1", "a", "1-r0"), "affected",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			matches := []document.VulnerabilityMatch{tt.match}
			vex.Apply(matches, tt.statements, tt.image, nil)
			got := ""
			if matches[0].VEX != nil {
				got = matches[0].VEX.Status
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestPackageURL: of a Java package only the image's own package URL says the group.
func TestPackageURL(t *testing.T) {
	t.Parallel()
	m := document.VulnerabilityMatch{Vulnerability: document.Vulnerability{ID: "CVE-1"}, Package: document.VulnerablePackage{Name: "core", Version: "1", Type: document.PackageJava, Path: new("/a.jar")}}
	s := statement(func(s *document.VEXStatement) { s.Products = []string{"pkg:maven/org.example/core@1"} })
	packages := []document.Package{{Name: "core", Version: "1", FullVersion: "1", Type: document.PackageJava, Path: new("/a.jar"), PURL: new("pkg:maven/org.example/core@1")}}
	matches := []document.VulnerabilityMatch{m}
	vex.Apply(matches, s, nil, nil)
	if matches[0].VEX != nil {
		t.Error("applies to a package of an unknown group")
	}
	vex.Apply(matches, s, nil, packages)
	if matches[0].VEX == nil {
		t.Error("does not apply to the package")
	}
}

// TestCut: statements that end too early clear nothing.
func TestCut(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("got %d files, %v", len(names), err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.TrimSpace(text)
		for i := 1; i <= 20; i++ {
			if list, _, err := vex.Read(bytes.NewReader(text[:len(text)*i/21]), name); err == nil {
				t.Errorf("%s, cut at %d of 21: got %d statements", name, i, len(list))
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		statements, _, err := vex.Read(strings.NewReader(text), "x")
		if err != nil {
			return
		}
		vex.Apply([]document.VulnerabilityMatch{match("CVE-1", "a", "1")}, statements, nil, nil)
	})
}
