package sbom_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/sbom"
)

func subject() sbom.Subject {
	return sbom.Subject{
		Name: "registry.example.com/acme/shop:1", Tool: "1.2.3", At: time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC),
		Image: &document.Image{
			Registry: new("registry.example.com"), Repository: new("acme/shop"), Tag: new("1"), Digest: new("sha256:" + strings.Repeat("b", 64)), ID: new(strings.Repeat("a", 64)),
			Architecture: new("amd64"), Distro: document.Distro{Name: new("debian"), Version: new("12"), Like: new("debian")},
		},
		PackageList: []document.Package{
			{
				Name: "cart", Version: "1.0", FullVersion: "1.0", Type: "java", Path: new("/srv/cart.jar:inner.jar"), Licenses: []string{}, License: new("Unknown"),
			},
			{
				Name: "libssl3", Version: "1:3.0.11-1", FullVersion: "1:3.0.11-1", Type: "dpkg", Arch: new("amd64"), Path: new("pkgdb"),
				Licenses: []string{"Apache-2.0", "public-domain", "GPL-2.0-only WITH Classpath-exception-2.0"}, License: new("Apache-2.0 public-domain GPL-2.0-only WITH Classpath-exception-2.0"),
				Origin: new("Debian <x@debian.org>"), Source: new("openssl"), SourceVersion: new("1:3.0.11-2"),
				PURL: new("pkg:deb/debian/libssl3@1:3.0.11-1?arch=amd64&distro=debian-12&source=openssl"), CPEs: []string{"cpe:2.3:a:openssl:openssl:3.0.11:*:*:*:*:*:*:*"},
			},
			{
				Name: "musl", Version: "1.2.4", Release: new("r2"), FullVersion: "1.2.4-r2", Type: "apkg", Arch: new("x86_64"), Path: new("pkgdb"), Licenses: []string{"MIT"}, License: new("MIT"),
				Source: new("musl"), SourceVersion: new("1.2.4-r2"), PURL: new("pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=alpine-3.19.1&upstream=musl"),
			},
			{
				Name: "requests", Version: "2.31.0", FullVersion: "2.31.0", Type: "python", Path: new("/usr/lib/python3/dist-packages/requests"), Licenses: []string{"MIT OR Apache-2.0"},
				License: new("MIT OR Apache-2.0"), PURL: new("pkg:pypi/requests@2.31.0"),
			},
			{
				Name: "tool", Version: "2:4.5.6", Release: new("7.el9"), FullVersion: "2:4.5.6-7.el9", Type: "rpm", Arch: new("x86_64"), Path: new("pkgdb"), Licenses: []string{"GPLv2+ and MIT"},
				License: new("GPLv2+ and MIT"), Source: new("tool-4.5.6-7.el9.src.rpm"), SourceVersion: new("2:4.5.6-7.el9"), ModuleStream: new("tools:4"),
				PURL: new("pkg:rpm/rocky/tool@4.5.6-7.el9?arch=x86_64&distro=rocky-9.4&epoch=2&upstream=tool-4.5.6-7.el9.src.rpm"),
			},
		},
	}
}

// TestWrite writes a list, holds it to the schema, and reads it again.
func TestWrite(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, schema string
		write        func(*bytes.Buffer, sbom.Subject) error
	}{
		{"cyclonedx", "bom-1.6.schema.json", func(b *bytes.Buffer, s sbom.Subject) error { return sbom.WriteCycloneDX(b, s) }},
		{"spdx", "spdx-schema-2.3.json", func(b *bytes.Buffer, s sbom.Subject) error { return sbom.WriteSPDX(b, s) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			schema, err := compile(tt.schema)
			if err != nil {
				t.Fatal(err)
			}
			empty := subject()
			empty.PackageList, empty.Image = nil, &document.Image{}
			incomplete := subject()
			incomplete.Incomplete = true
			for _, s := range []sbom.Subject{subject(), empty, incomplete} {
				var b bytes.Buffer
				if err := tt.write(&b, s); err != nil {
					t.Fatal(err)
				}
				value, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
				if err != nil {
					t.Fatal(err)
				}
				if err := schema.Validate(value); err != nil {
					t.Errorf("not valid: %v", err)
				}
				if got := strings.Contains(b.String(), "incomplete"); got != s.Incomplete {
					t.Errorf("says that it is incomplete: %v", got)
				}
			}
			var b, again bytes.Buffer
			if err := tt.write(&b, subject()); err != nil {
				t.Fatal(err)
			}
			if err := tt.write(&again, subject()); err != nil || again.String() != b.String() {
				t.Errorf("a second time it differs, %v", err)
			}
			golden := filepath.Join("testdata", "written", tt.name+".json")
			if *update {
				if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("written (-want +got):\n%s", diff)
			}
			s, err := sbom.Read(bytes.NewReader(b.Bytes()), 0)
			if err != nil {
				t.Fatal(err)
			}
			ignored := cmpopts.IgnoreFields(document.Package{}, "PURL", "Licenses", "License")
			if diff := cmp.Diff(subject().PackageList, s.Packages, ignored); diff != "" {
				t.Errorf("read again (-want +got):\n%s", diff)
			}
			if s.Manifest != "sha256:"+strings.Repeat("b", 64) || *s.Distro.Name != "debian" || *s.Distro.Version != "12" || len(s.Problems) > 0 {
				t.Errorf("got the digest %s, %s, %v", s.Manifest, *s.Distro.Name, s.Problems)
			}
		})
	}
}

// compile reads a schema and those that it refers to.
func compile(name string) (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	for _, file := range []string{"bom-1.6.schema.json", "spdx.schema.json", "jsf-0.82.schema.json", "spdx-schema-2.3.json"} {
		f, err := os.Open(filepath.Join("testdata", "schemas", file))
		if err != nil {
			return nil, err
		}
		defer f.Close()
		value, err := jsonschema.UnmarshalJSON(f)
		if err != nil {
			return nil, err
		}
		if err := c.AddResource("http://cyclonedx.org/schema/"+file, value); err != nil {
			return nil, err
		}
	}
	return c.Compile("http://cyclonedx.org/schema/" + name)
}
