package pratique.gates.hardening.package_source_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

# path -> content -> options.
sources := [
	[
		"/etc/yum.repos.d/a.repo",
		"[a]\nname=A\ngpgcheck = 0\ngpgcheck=0\n#gpgcheck=no\n[b]\ngpgcheck=1\r\n",
		["gpgcheck=0"],
	],
	["/etc/zypp/repos.d/a.repo", "[a]\npkg_gpgcheck=off\n", ["pkg_gpgcheck=off"]],
	["/etc/dnf/dnf.conf", "[main]\nGpgCheck=False\n", ["gpgcheck=false"]],
	["/etc/yum.conf", "[main]\ngpgcheck=1\n", []],
	[
		"/etc/apt/sources.list",
		"# deb [trusted=yes] http://x y z\ndeb [arch=amd64 trusted=yes] http://u:p@x y z\n",
		["trusted=yes"],
	],
	["/etc/apt/sources.list", "deb [signed-by=/x.gpg] http://x/trusted=yes y z\n", []],
	["/etc/apt/sources.list.d/x.list", "deb-src [ allow-insecure=yes ] http://x y z\n", ["allow-insecure=yes"]],
	["/etc/apt/sources.list.d/x.sources", "Types: deb\nTrusted: yes\n", ["trusted=yes"]],
	["/etc/apt/sources.list.d/x.save", "Trusted: yes\n", []],
	["/etc/yum.repos.d/note", "gpgcheck=0\n", []],
]

test_package_source[sprintf("%d %s", [i, row[0]])] if {
	some i, row in sources
	results := hardening.package_source.findings(record, {}) with input as {
		"retrieved_files": {row[0]: {"encoding": "utf-8", "content": row[1]}},
	}
	fixture.messages(results) == [sprintf("%s disables the verification of packages: %s", [row[0], text]) |
		some text in row[2]
	]
}

test_package_source_unread if {
	results := hardening.package_source.findings(record, {}) with input as {
		"retrieved_files": {"/etc/yum.conf": {"encoding": "base64", "content": "/w=="}},
	}
	fixture.messages(results) == ["unknown: the content of /etc/yum.conf is not UTF-8"]
}

separate_findings(document) := results if {
	params := {}
	results := hardening.package_source.findings(
		fixture.rule("hardening", "package_source"),
		params,
	) with input as document
}

several := {"retrieved_files": {
	"/etc/yum.conf": {"encoding": "utf-8", "content": "gpgcheck=0\npkg_gpgcheck=0\n"},
	"/etc/dnf/dnf.conf": {"encoding": "utf-8", "content": "gpgcheck=0\n"},
}}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == [
		"ff3dd5e3a884c3c83219720f2ce320ce",
		"8dbf0f2f0dac2a10d6bb0391d2f88c77",
		"4ab07f1b835d4d895323908b25c9d666",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
