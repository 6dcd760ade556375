package vulnmatch_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/vulnmatch"
	"github.com/pratique-dev/pratique/internal/vulndb/index"
	"github.com/pratique-dev/pratique/internal/vulndb/osv"
	"github.com/pratique-dev/pratique/internal/vulndb/scores"
)

// open builds an index of sources and opens it.
func open(tb testing.TB, table *scores.Table, sources ...string) *index.Index {
	tb.Helper()
	dir := tb.TempDir()
	builder := index.NewBuilder(dir, table)
	defer builder.Close()
	for _, source := range sources {
		if err := builder.Read(&osv.Source{Path: source}, osv.Options{}); err != nil {
			tb.Fatal(err)
		}
	}
	name := filepath.Join(dir, "index")
	if err := builder.WriteFile(name); err != nil {
		tb.Fatal(err)
	}
	x, err := index.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { x.Close() })
	return x
}

// distro is NAME, NAME VERSION or NAME VERSION CONTENT-SET….
func distro(text string) document.Distro {
	if text == "" {
		return document.Distro{}
	}
	fields := strings.Fields(text)
	d := document.Distro{Name: &fields[0], Like: &fields[0]}
	if len(fields) > 1 {
		d.Version, d.ContentSets = &fields[1], fields[2:]
	}
	return d
}

// pkg is a package "TYPE NAME VERSION", with what else the options say.
func pkg(text string, options ...func(*document.Package)) document.Package {
	fields := strings.Fields(text)
	p := document.Package{Type: fields[0], Name: fields[1], Path: new("/x")}
	if len(fields) > 2 {
		p.Version, p.FullVersion = fields[2], fields[2]
	}
	switch p.Type {
	case document.PackageDpkg, document.PackageRPM, document.PackageAPK:
		p.Path, p.SourceVersion = new(document.PathPackageDatabase), &p.FullVersion
	}
	for _, option := range options {
		option(&p)
	}
	return p
}

func source(name, version string) func(*document.Package) {
	return func(p *document.Package) { p.Source, p.SourceVersion = &name, &version }
}

func purl(text string) func(*document.Package) {
	return func(p *document.Package) { p.PURL = &text }
}

func stream(name string) func(*document.Package) {
	return func(p *document.Package) { p.ModuleStream = &name }
}

// lines are matches as "ID PACKAGE VERSION SEVERITY fixed: … also: … by: … (confidence)".
func lines(matches []document.VulnerabilityMatch) []string {
	var list []string
	for _, m := range matches {
		line := fmt.Sprintf("%s %s %s %s", m.Vulnerability.ID, m.Package.Name, m.Package.Version, m.Vulnerability.Severity)
		for _, part := range []struct {
			name string
			list []string
		}{{"fixed", m.Fix.Versions}, {"also", m.Vulnerability.Aliases}, {"by", m.Advisories}} {
			if len(part.list) > 0 {
				line += fmt.Sprintf(" %s: %s", part.name, strings.Join(part.list, " "))
			}
		}
		if m.Confidence != "" {
			line += " (" + m.Confidence + ")"
		}
		if m.KernelHeaders {
			line += " (headers)"
		}
		if m.Fix.Source != nil {
			line += " of source " + *m.Fix.Source
		}
		list = append(list, line)
	}
	return list
}

func TestPackages(t *testing.T) {
	t.Parallel()
	x := open(t, scores.New(), "testdata/records.json")
	tests := []struct {
		name     string
		distro   string
		packages []document.Package
		options  vulnmatch.Options
		want     []string
	}{
		{
			"an advisory and Debian's own record are one match for each CVE", "debian 12.5",
			[]document.Package{pkg("dpkg libssl3 3.0.11-1~deb12u1", source("openssl", "3.0.11-1~deb12u1")), pkg("dpkg openssl 3.0.11-1~deb12u1")}, vulnmatch.Options{},
			[]string{
				"CVE-2024-0001 libssl3 3.0.11-1~deb12u1 Unknown fixed: 3.0.11-1~deb12u2 by: DSA-5000-1",
				"CVE-2024-0002 libssl3 3.0.11-1~deb12u1 Unknown fixed: 3.0.11-1~deb12u2 by: DSA-5000-1",
				"CVE-2024-0001 openssl 3.0.11-1~deb12u1 Unknown fixed: 3.0.11-1~deb12u2 by: DSA-5000-1",
				"CVE-2024-0002 openssl 3.0.11-1~deb12u1 Unknown fixed: 3.0.11-1~deb12u2 by: DSA-5000-1",
			},
		},
		{"the fix itself", "debian 12", []document.Package{pkg("dpkg openssl 3.0.11-1~deb12u2")}, vulnmatch.Options{}, nil},
		{
			"another release", "debian 11", []document.Package{pkg("dpkg openssl 1.1.1n-0")}, vulnmatch.Options{},
			[]string{"CVE-2024-0001 openssl 1.1.1n-0 Low fixed: 1.1.1w-0+deb11u1"},
		},
		{"a codename", "debian bookworm/sid", []document.Package{pkg("dpkg openssl 3.0.1-1")}, vulnmatch.Options{}, []string{
			"CVE-2024-0001 openssl 3.0.1-1 Unknown fixed: 3.0.11-1~deb12u2 by: DSA-5000-1",
			"CVE-2024-0002 openssl 3.0.1-1 Unknown fixed: 3.0.11-1~deb12u2 by: DSA-5000-1",
		}},
		{
			"the version of the source", "debian 12", []document.Package{pkg("dpkg gcc 4:12.2.0-3", source("gcc-defaults", "1.203"))}, vulnmatch.Options{},
			[]string{"CVE-2024-0003 gcc 4:12.2.0-3 Negligible fixed: 1.204 of source gcc-defaults"},
		},
		{"the version of the source, fixed", "debian 12", []document.Package{pkg("dpkg gcc 1", source("gcc-defaults", "1.204"))}, vulnmatch.Options{}, nil},
		{
			"kernel headers", "debian 12", []document.Package{pkg("dpkg linux-libc-dev 6.1.0", source("linux", "6.1.0")), pkg("dpkg linux-image 6.1.0", source("linux", "6.1.0"))}, vulnmatch.Options{},
			[]string{"CVE-2024-0004 linux-image 6.1.0 Unknown", "CVE-2024-0004 linux-libc-dev 6.1.0 Unknown (headers)"},
		},
		{
			"Ubuntu's word before CVSS", "ubuntu 22.04", []document.Package{pkg("dpkg libcurl4 7.81.0-1ubuntu1.14", source("curl", "7.81.0-1ubuntu1.14")), pkg("dpkg nano 6.2-1")}, vulnmatch.Options{},
			[]string{"CVE-2024-0005 libcurl4 7.81.0-1ubuntu1.14 Medium fixed: 7.81.0-1ubuntu1.15"},
		},
		{
			"Ubuntu Pro", "ubuntu 22.04", []document.Package{pkg("dpkg nano 6.2-1")}, vulnmatch.Options{UbuntuPro: true},
			[]string{"CVE-2024-0005 nano 6.2-1 Medium fixed: 6.2-1ubuntu0.1~esm1"},
		},
		{
			"Alpine, by origin; a fix of 0 is never affected", "alpine 3.11.5",
			[]document.Package{pkg("apkg libcrypto1.1 1.1.1d-r3", source("openssl", "1.1.1d-r3")), pkg("apkg libssl1.1 1.1.1g-r0", source("openssl", "1.1.1g-r0"))}, vulnmatch.Options{},
			[]string{"CVE-2020-1967 libcrypto1.1 1.1.1d-r3 Unknown fixed: 1.1.1g-r0"},
		},
		{"Wolfi", "wolfi 20230201", []document.Package{pkg("apkg busybox 1.36.1-r4")}, vulnmatch.Options{}, []string{
			"CVE-2024-0006 busybox 1.36.1-r4 Unknown fixed: 1.36.1-r5 also: GHSA-wolf-wolf-wolf by: CGA-aaaa-bbbb-cccc",
		}},
		{"Chainguard, which has both", "chainguard 1", []document.Package{pkg("apkg busybox 1.36.1-r4")}, vulnmatch.Options{}, []string{
			"CVE-2024-0006 busybox 1.36.1-r4 Unknown fixed: 1.36.1-r5 also: GHSA-wolf-wolf-wolf by: CGA-aaaa-bbbb-cccc",
		}},
		{
			"AlmaLinux, by binary package; bug fixes are no vulnerabilities", "almalinux 9.3", []document.Package{pkg("rpm openssl-libs 1:3.0.7-24.el9", source("openssl", "1:3.0.7-24.el9"))}, vulnmatch.Options{},
			[]string{
				"CVE-2024-0007 openssl-libs 1:3.0.7-24.el9 High fixed: 1:3.0.7-25.el9_3 by: ALSA-2024:0001",
				"CVE-2024-0008 openssl-libs 1:3.0.7-24.el9 High fixed: 1:3.0.7-25.el9_3 by: ALSA-2024:0001",
			},
		},
		{"the same stream of a module", "almalinux 8.9", []document.Package{pkg("rpm nodejs 1:20.8.0-1.module_el8.9.0+0", stream("nodejs:20"))}, vulnmatch.Options{}, []string{
			"CVE-2024-0009 nodejs 1:20.8.0-1.module_el8.9.0+0 Medium fixed: 1:20.9.0-1.module_el8.9.0+1 by: ALSA-2024:0003",
			"CVE-2024-0010 nodejs 1:20.8.0-1.module_el8.9.0+0 Medium fixed: 1:20.9.0-2.module_el8.9.0+2 by: ALSA-2024:0004 (module)",
		}},
		{"another stream of a module", "almalinux 8.9", []document.Package{pkg("rpm nodejs 1:18.8.0-1.module_el8.9.0+0", stream("nodejs:18"))}, vulnmatch.Options{}, []string{
			"CVE-2024-0010 nodejs 1:18.8.0-1.module_el8.9.0+0 Medium fixed: 1:20.9.0-2.module_el8.9.0+2 by: ALSA-2024:0004 (module)",
		}},
		{"of no module", "almalinux 8.9", []document.Package{pkg("rpm nodejs 1:18.8.0-1.el8")}, vulnmatch.Options{}, nil},
		{
			"Rocky, by source", "rocky 9.2", []document.Package{pkg("rpm zlib-devel 1.2.11-40.el9", source("zlib-1.2.11-40.el9.src.rpm", "1.2.11-40.el9"))}, vulnmatch.Options{},
			[]string{"CVE-2024-0011 zlib-devel 1.2.11-40.el9 Critical fixed: 0:1.2.11-41.el9 by: RLSA-2024:0005"},
		},
		{"Red Hat", "rhel 9.2", []document.Package{pkg("rpm zlib 1.2.11-40.el9")}, vulnmatch.Options{}, []string{"CVE-2024-0012 zlib 1.2.11-40.el9 Low fixed: 0:1.2.11-42.el9 by: RHSA-2024:0006"}},
		{
			"Red Hat, by its content sets", "rhel 9.2 rhel-9-for-x86_64-baseos-eus-rpms rhocp-4.14-for-rhel-9-x86_64-rpms rhel-9-for-x86_64-baseos-eus-debug-rpms",
			[]document.Package{pkg("rpm zlib 1.2.11-40.el9"), pkg("rpm runc 4:1.1.9-1.rhaos4.14.el9")}, vulnmatch.Options{},
			[]string{
				"CVE-2024-0015 runc 4:1.1.9-1.rhaos4.14.el9 High fixed: 4:1.1.12-1.rhaos4.14.el9 by: RHSA-2024:0008",
				"CVE-2024-0015 zlib 1.2.11-40.el9 High fixed: 0:1.2.11-40.el9_2.1 by: RHSA-2024:0008",
			},
		},
		{"Red Hat, fixed in its content set", "rhel 9.4 ubi-9-for-s390x-baseos-eus-rpms__9_DOT_2", []document.Package{pkg("rpm zlib 1.2.11-40.el9_2.1")}, vulnmatch.Options{}, nil},
		{"CentOS by Red Hat's data", "centos 9", []document.Package{pkg("rpm zlib 1.2.11-40.el9")}, vulnmatch.Options{}, []string{
			"CVE-2024-0012 zlib 1.2.11-40.el9 Low fixed: 0:1.2.11-42.el9 by: RHSA-2024:0006 (related)",
		}},
		{
			"SUSE names the binary packages", "sles 15.6",
			[]document.Package{pkg("rpm libz1 1.2.13-1", source("zlib", "1.2.13-1")), pkg("rpm zlib-doc 1.2.13-1", source("zlib", "1.2.13-1"))}, vulnmatch.Options{},
			[]string{"CVE-2024-0013 libz1 1.2.13-1 Unknown fixed: 1.2.13-150500.4.3.1 by: SUSE-SU-2024:0007-1"},
		},
		{"openSUSE", "opensuse-leap 15.6", []document.Package{pkg("rpm libz1 1.2.13-1", source("zlib", "1.2.13-1"))}, vulnmatch.Options{}, []string{
			"CVE-2024-0013 libz1 1.2.13-1 Unknown fixed: 1.2.13-150500.4.3.1 by: SUSE-SU-2024:0007-1",
		}},
		{
			"languages", "",
			[]document.Package{
				pkg("npm lodash 4.17.20"), pkg("npm @scope/part 1.2.0"), pkg("npm @scope/part 1.2.1"), pkg("nuget newtonsoft.json 12.0.3"),
				pkg("php Symfony/Http-Kernel v4.4.12"), pkg("gem nokogiri 1.13.1-x86_64-linux"), pkg("gem nokogiri 1.13.2"),
				pkg("go stdlib go1.22.1"), pkg("go stdlib go1.22rc1"), pkg("go stdlib go1.21.9"), pkg("go golang.org/x/net v0.17.0"), pkg("rust time 0.2.22"), pkg("npm evil 1.0.0"), pkg("npm nowhere 1.0.0"),
				pkg("java core 1.9", purl("pkg:maven/org.example/core@1.9")), pkg("java core 2.0", purl("pkg:maven/org.example/core@2.0")),
			},
			vulnmatch.Options{},
			[]string{
				"GHSA-aaaa-aaaa-aaaa @scope/part 1.2.0 High also: CVE-2021-23337 PYSEC-2024-1",
				"GHSA-aaaa-aaaa-aaaa Symfony/Http-Kernel v4.4.12 High fixed: 4.4.13 also: CVE-2021-23337 PYSEC-2024-1",
				"GHSA-bare-bare-bare core 1.9 Unknown fixed: 2.0 also: CVE-2024-0014",
				"MAL-2024-0001 evil 1.0.0 Unknown",
				"GO-2024-2600 golang.org/x/net v0.17.0 Unknown fixed: 0.23.0 also: CVE-2023-45288",
				"GHSA-aaaa-aaaa-aaaa lodash 4.17.20 High fixed: 4.17.21 also: CVE-2021-23337 PYSEC-2024-1",
				"GHSA-aaaa-aaaa-aaaa newtonsoft.json 12.0.3 High fixed: 13.0.1 also: CVE-2021-23337 PYSEC-2024-1",
				"GHSA-aaaa-aaaa-aaaa nokogiri 1.13.1-x86_64-linux High fixed: 1.13.2 also: CVE-2021-23337 PYSEC-2024-1",
				"GO-2024-2600 stdlib go1.22.1 Unknown fixed: 1.22.2 also: CVE-2023-45288",
				"GO-2024-2600 stdlib go1.22rc1 Unknown fixed: 1.22.2 also: CVE-2023-45288",
				"RUSTSEC-2024-0001 time 0.2.22 Unknown fixed: 0.2.23",
			},
		},
		{
			"a build of Bitnami's is its version", "", []document.Package{pkg("bitnami postgresql 15.4.0-3"), pkg("bitnami PostgreSQL 15.5.0-0"), pkg("bitnami postgresql 15.3.0-9")}, vulnmatch.Options{},
			[]string{"CVE-2024-0016 postgresql 15.4.0-3 High fixed: 15.5.0 by: BIT-postgresql-2024-0016"},
		},
		{
			"lists of versions know what is equal", "",
			[]document.Package{
				pkg("nuget listed 1.0"), pkg("nuget listed 1.0.0.0"), pkg("gem listed 1.0"), pkg("gem listed 1.0.1"), pkg("java listed 1.0.0", purl("pkg:maven/org.example/listed@1.0.0")),
				pkg("npm listed 1.0.0+build"), pkg("npm listed 1.0.1"),
			}, vulnmatch.Options{},
			[]string{
				"GHSA-list-list-list listed 1.0 High", "GHSA-list-list-list listed 1.0 High", "GHSA-list-list-list listed 1.0.0 High",
				"GHSA-list-list-list listed 1.0.0+build High", "GHSA-list-list-list listed 1.0.0.0 High",
			},
		},
		{
			"databases of one ecosystem are one match", "", []document.Package{pkg("python some.lib 1.1"), pkg("python Some-Lib 2.0rc1")}, vulnmatch.Options{},
			[]string{
				"GHSA-aaaa-aaaa-aaaa Some-Lib 2.0rc1 High fixed: 2.0 also: CVE-2021-23337 PYSEC-2024-1",
				"GHSA-aaaa-aaaa-aaaa some.lib 1.1 High fixed: 2.0 also: CVE-2021-23337 PYSEC-2024-1",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			result, err := vulnmatch.Packages(x, tt.packages, distro(tt.distro), tt.options)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, lines(result.Vulnerabilities.Matches)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSearched: what could not be compared is never the same as what is clean.
func TestSearched(t *testing.T) {
	t.Parallel()
	x := open(t, scores.New(), "testdata/records.json", "../../../internal/vulndb/testdata/osv/pitfalls")
	tests := []struct {
		name     string
		distro   string
		packages []document.Package
		want     document.SearchedVulnerabilities
		covered  *bool
		problems []string // beginnings
	}{
		{"nothing", "", nil, document.SearchedVulnerabilities{}, nil, nil},
		{"clean", "debian 12", []document.Package{pkg("dpkg openssl 9"), pkg("dpkg unheard 1")}, document.SearchedVulnerabilities{Packages: 2, MatchedAgainst: 2}, new(true), nil},
		{
			"another distribution", "arch", []document.Package{pkg("dpkg openssl 1")}, document.SearchedVulnerabilities{Packages: 1, Unsupported: 1}, new(false),
			[]string{"the vulnerability index has no data for the type or distribution of 1 of 1 packages"},
		},
		{
			"another release", "debian 10", []document.Package{pkg("dpkg openssl 1")}, document.SearchedVulnerabilities{Packages: 1, Unsupported: 1}, new(false),
			[]string{"the vulnerability index has no data"},
		},
		{
			"no release", "debian", []document.Package{pkg("dpkg openssl 1")}, document.SearchedVulnerabilities{Packages: 1, NoRelease: 1}, new(false),
			[]string{"the distribution's release is not known: 1 of its packages"},
		},
		{
			"packages of another manager", "debian 12", []document.Package{pkg("rpm openssl 1-1"), pkg("binary python 3.11")}, document.SearchedVulnerabilities{Packages: 2, Unsupported: 2}, new(true),
			[]string{"the vulnerability index has no data"},
		},
		{
			"no group", "", []document.Package{pkg("java core 1.0"), pkg("java core 1.0", purl("pkg:maven/core@1.0"))}, document.SearchedVulnerabilities{Packages: 2, NoGroup: 2}, nil,
			[]string{"2 Java packages do not state their group"},
		},
		{
			"no version", "", []document.Package{pkg("npm lodash"), pkg("go stdlib"), pkg("go golang.org/x/net (devel)"), pkg("npm unheard")},
			document.SearchedVulnerabilities{Packages: 4, MatchedAgainst: 1, NoVersion: 3}, nil,
			[]string{"lodash could not be compared with the vulnerability index: it has no version", "stdlib", "golang.org/x/net"},
		},
		{
			"a version that is none", "", []document.Package{pkg("python Some-Lib unknown"), pkg("npm lodash latest")},
			document.SearchedVulnerabilities{Packages: 2, MatchedAgainst: 2, Undecided: []document.UndecidedMatch{
				{ID: "GHSA-aaaa-aaaa-aaaa", Package: "Some-Lib", Version: "unknown", Why: `"unknown" is not a version`},
				{ID: "PYSEC-2024-1", Package: "Some-Lib", Version: "unknown", Why: `"unknown" is not a version`},
				{ID: "GHSA-aaaa-aaaa-aaaa", Package: "lodash", Version: "latest", Why: `"latest" is not a version`},
			}}, nil,
			[]string{"Some-Lib unknown could not be compared with 2 records", "lodash latest could not be compared with 1 records"},
		},
		{
			"what is no version is in no list, and not clean", "", []document.Package{pkg("npm listed latest")},
			document.SearchedVulnerabilities{Packages: 1, MatchedAgainst: 1, Undecided: []document.UndecidedMatch{
				{ID: "GHSA-list-list-list", Package: "listed", Version: "latest", Why: `"latest" is not a version`},
			}}, nil,
			[]string{"listed latest could not be compared with 1 records"},
		},
		{
			"a fix that is not a version", "", []document.Package{pkg("python oddball 1")},
			document.SearchedVulnerabilities{Packages: 1, MatchedAgainst: 1, Undecided: []document.UndecidedMatch{
				{ID: "PIT-8-bad-version", Package: "oddball", Version: "1", Why: `"not a version" is not a version`},
			}}, nil,
			[]string{"oddball 1 could not be compared with 1 records"},
		},
		{
			"advisories that are about something else", "almalinux 9", []document.Package{pkg("rpm openssl-libs 1:3.0.7-25.el9_3")},
			document.SearchedVulnerabilities{Packages: 1, MatchedAgainst: 1, NotSecurity: 1}, new(true), nil,
		},
		{
			"removed, and its configuration left", "debian 12", []document.Package{pkg("dpkg openssl 3.0.1-1", func(p *document.Package) { p.Removed = true }), pkg("dpkg openssl 9")},
			document.SearchedVulnerabilities{Packages: 1, MatchedAgainst: 1, Removed: 1}, new(true), nil,
		},
		{
			"content sets of unknown products", "rhel 9.2 rhel-9-for-x86_64-baseos-rpms ansible-automation-platform-2.4-for-rhel-9-x86_64-rpms",
			[]document.Package{pkg("rpm unheard 1-1")}, document.SearchedVulnerabilities{Packages: 1, MatchedAgainst: 1}, new(true),
			[]string{"packages of 1 content sets were compared with the records of Red Hat Enterprise Linux only, since the products of these sets are not known (ansible-automation"},
		},
		{
			"a product without records", "rhel 9.2 rhel-9-for-x86_64-baseos-rpms rhocp-4.12-for-rhel-9-x86_64-rpms", []document.Package{pkg("rpm unheard 1-1")},
			document.SearchedVulnerabilities{Packages: 1, MatchedAgainst: 1}, new(true), []string{"the vulnerability index has no records of 1 of the image's products (openshift:4.12::el9)"},
		},
		{
			"of an unknown source", "debian 12", []document.Package{pkg("dpkg unheard 1", func(p *document.Package) { p.SourceVersion = nil })},
			document.SearchedVulnerabilities{Packages: 1, MatchedAgainst: 1}, new(true),
			[]string{"1 packages do not say which source package they were built from"},
		},
		{
			"mostly without a severity", "alpine 3.11.1", []document.Package{pkg("apkg openssl 1.1.1d-r3")}, document.SearchedVulnerabilities{Packages: 1, MatchedAgainst: 1}, new(true),
			[]string{"1 of 1 vulnerabilities have no known severity"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			result, err := vulnmatch.Packages(x, tt.packages, distro(tt.distro), vulnmatch.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if tt.want.Undecided == nil {
				tt.want.Undecided = []document.UndecidedMatch{}
			}
			if diff := cmp.Diff(tt.want, result.Searched); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.covered, result.Vulnerabilities.DistroCovered); diff != "" {
				t.Errorf("covered: %s", diff)
			}
			if len(result.Problems) != len(tt.problems) {
				t.Fatalf("problems: %+v, want %q", result.Problems, tt.problems)
			}
			for i, p := range result.Problems {
				if !p.Minor || p.Section != "vulnerabilities" || !strings.HasPrefix(p.Message, tt.problems[i]) {
					t.Errorf("problem %+v, want %q", p, tt.problems[i])
				}
			}
		})
	}
}

// TestPitfalls has what matchers get wrong.
func TestPitfalls(t *testing.T) {
	t.Parallel()
	x := open(t, scores.New(), "../../../internal/vulndb/testdata/osv/pitfalls")
	tests := []struct {
		distro string
		p      document.Package
		want   []string
	}{
		{"", pkg("python bottle 0.11"), []string{"PIT-1-git-first"}},
		{"", pkg("python wheel 0.45.1"), []string{"PIT-2-unknown-field", "PIT-3-unknown-ecosystem"}},
		{"", pkg("npm left-pad 1.3.0"), []string{"PIT-4-last-affected"}},
		{"", pkg("npm left-pad 1.3.1"), nil},
		{"", pkg("java lib 1.4.1", purl("pkg:maven/org.example/lib@1.4.1")), []string{"PIT-6-two-branches 1.4.2"}},
		{"", pkg("java lib 2.0", purl("pkg:maven/org.example/lib@2.0")), []string{"PIT-6-two-branches 2.1.1"}},
		{"", pkg("java lib 1.4.2", purl("pkg:maven/org.example/lib@1.4.2")), nil},
		{"", pkg("java lib 2.1.1", purl("pkg:maven/org.example/lib@2.1.1")), nil},
		{"", pkg("gem rack 2.2.2"), []string{"PIT-7-events-unsorted"}},
		{"", pkg("gem rack 2.2.3"), nil},
		{"", pkg("python oddball 1"), nil},
		{"debian 11", pkg("dpkg openssl 1.1.1n-0+deb11u4"), nil},
		{"debian 12", pkg("dpkg openssl 1.1.1n-0+deb11u4"), []string{"PIT-9-release-suffix"}},
		{"", pkg("python zope.interface 4.7"), []string{"PIT-10-normalised-name"}},
	}
	for _, tt := range tests {
		result, err := vulnmatch.Packages(x, []document.Package{tt.p}, distro(tt.distro), vulnmatch.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range result.Vulnerabilities.Matches {
			got = append(got, m.Vulnerability.ID)
			if i := len(got) - 1; i < len(tt.want) && strings.Contains(tt.want[i], " ") {
				got[i] += " " + strings.Join(m.Fix.Versions, " ")
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s %s on %q: %q, want %q", tt.p.Name, tt.p.Version, tt.distro, got, tt.want)
		}
	}
}

// TestSeverity joins the tables of scores.
func TestSeverity(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	table := scores.New()
	for _, err := range []error{
		table.ReadVectors(write("nvd.json", `{"format":"NVD_CVE","vulnerabilities":[{"cve":{"id":"CVE-2020-1967","metrics":{
			"cvssMetricV31":[{"type":"Secondary","cvssData":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}},{"type":"Primary","cvssData":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}}],
			"cvssMetricV2":[{"type":"Primary","cvssData":{"vectorString":"AV:N/AC:L/Au:N/C:N/I:N/A:P"}}]}}}]}`)),
		table.ReadVectors(write("CVE-2023-45288.json", `{"dataType":"CVE_RECORD","cveMetadata":{"cveId":"CVE-2023-45288"},"containers":{"cna":{"metrics":[]},"adp":[{"metrics":[{"cvssV3_1":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L"}}]}]}}`)),
		table.ReadVectors(write("CVE-2024-0014.json", `{"id":"CVE-2024-0014","modified":"2024-01-01T00:00:00Z","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"}]}`)),
		table.ReadEPSS(write("epss.csv", "#model_version:v2025.03.14,score_date:2026-11-27T00:00:00+0000\ncve,epss,percentile\nCVE-2020-1967,0.5,0.9\n")),
		table.ReadExploited(write("kev.json", `{"catalogVersion":"1","dateReleased":"2025-02-24T17:55:31.6365Z","vulnerabilities":[{"cveID":"CVE-2020-1967","dateAdded":"2025-02-24","dueDate":"2025-03-17","knownRansomwareCampaignUse":"Known"}]}`)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	x := open(t, table, "testdata/records.json")
	result, err := vulnmatch.Packages(x, []document.Package{
		pkg("apkg openssl 1.1.1d-r3"), pkg("go golang.org/x/net v0.17.0"), pkg("java core 1.0", purl("pkg:maven/org.example/core@1.0")),
	}, distro("alpine 3.11.5"), vulnmatch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"GHSA-bare-bare-bare core 1.0 Critical fixed: 2.0 also: CVE-2024-0014",
		"GO-2024-2600 golang.org/x/net v0.17.0 Medium fixed: 0.23.0 also: CVE-2023-45288",
		"CVE-2020-1967 openssl 1.1.1d-r3 High fixed: 1.1.1g-r0",
	}
	if diff := cmp.Diff(want, lines(result.Vulnerabilities.Matches)); diff != "" {
		t.Fatal(diff)
	}
	v := result.Vulnerabilities.Matches[2].Vulnerability
	wantCVSS := []document.CVSS{
		{Version: "3.1", Vector: new("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"), BaseScore: new(7.5), ExploitabilityScore: new(3.9), ImpactScore: new(3.6)},
		{Version: "2.0", Vector: new("AV:N/AC:L/Au:N/C:N/I:N/A:P"), BaseScore: new(5.0), ExploitabilityScore: new(10.0), ImpactScore: new(2.9)},
	}
	if diff := cmp.Diff(wantCVSS, v.CVSSNVD); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&document.EPSS{Score: new(0.5), Percentile: new(0.9), Date: new("2026-11-27")}, v.EPSS); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&document.KnownExploited{Added: new("2025-02-24"), Due: new("2025-03-17"), Ransomware: new(true)}, v.KnownExploited); diff != "" {
		t.Error(diff)
	}
	if len(result.Problems) != 0 {
		t.Errorf("problems: %+v", result.Problems)
	}
}
