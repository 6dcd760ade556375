package pratique.gates.hardening.install_list_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

test_install_list if {
	lines := [
		"apt-get update",
		"&& apt-get install -y -t bookworm-backports curl=8.1 libssl3:amd64 nmap/stable $MORE",
		"&& apk add --virtual .deps gcc",
		"; dnf install -y vim",
	]
	document := given.dockerfile([given.run("x", lines), ["RUN", "y", {"commands_unparsed": "1:1: x"}]])
	want := [
		concat("", [
			"Installed package is not allowed: nmap: apt-get install -y -t ",
			"bookworm-backports curl=8.1 libssl3:amd64 nmap/stable $MORE [2]",
		]),
		"unknown: dockerfile: the package $MORE is not known",
		"Installed package is not allowed: vim: dnf install -y vim [2]",
		"unknown: dockerfile: line 3 could not be read",
	]
	results := hardening.install_list.findings(record, {"allowed": ["curl", "lib*", "gcc"]}) with input as document
	fixture.messages(results) == want
	every none in [[], [""]] {
		hardening.install_list.findings(record, {"allowed": none}) == [] with input as document
	}
	unknown := ["unknown: dockerfile: the Dockerfile could not be read"]
	fixture.messages(hardening.install_list.findings(record, {"allowed": ["curl"]})) == unknown with input as given.unread
	virtual := given.dockerfile([given.run("x", ["apk add .deps =1"])])
	hardening.install_list.findings(record, {"allowed": ["curl"]}) == [] with input as virtual
}

separate_findings(document) := results if {
	params := {"allowed": ["x"]}
	results := hardening.install_list.findings(fixture.rule("hardening", "install_list"), params) with input as document
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["apt-get install a"])]},
	{"from": "debian", "list": [given.run("x", ["apt-get install a"]), given.run("x", ["apt-get install b"])]},
])

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == [
		"933c6ee9a56f836cbecd1c17a10f48f0",
		"82cc0ec02e51437c9fa2846d58d57f2d",
		"b54729622c7797ef0455dd4bba9ecf8a",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
