package pratique.gates.practice.command.world_writable_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

open := [
	"chmod 777 /x", "chmod 0777 /x", "chmod -R 777 /x", "chmod 666 /x", "chmod 2777 /x", "chmod 4776 /x",
	"chmod a+w /x", "chmod o+w /x", "chmod ugo+rwx /x",
	"chmod o=rw /x", "chmod u+x,o+w /x", "chmod go+w /x", "chmod -Rv o+rwX /x", "sudo chmod 777 /x",
	"install -m 777 a b", "install -dm 0777 a", "mkdir -m777 a",
	"mkdir --mode=a+rwx a", "mkdir -p --mode 777 a", "umask 000", "umask 0",
]

test_open[text] if {
	some text in open
	count(findings(given.dockerfile([given.run("x", [text])]))) == 1
}

closed := [
	"chmod 755 /x", "chmod 1777 /tmp", "chmod 01777 /tmp", "chmod 3777 /x", "chmod a+rwxt /tmp",
	"chmod a+rwx,+t /tmp", "chmod +x /x", "chmod u+w /x", "chmod g+w /x", "chmod o-w /x",
	"chmod --reference=777 /x", "chmod 775 777", "echo chmod 777 /x", "install -m 755 a b", "mkdir 777", "umask 022",
	"umask 077", "chmod $MODE /x", "chmod",
]

test_closed[text] if {
	some text in closed
	findings(given.dockerfile([given.run("x", [text])])) == []
}

test_copy if {
	document := given.dockerfile([
		["COPY", "a /b", {"flags": {"chmod": "777"}}],
		["ADD", "a /c", {"flags": {"chmod": "0755"}}],
		["COPY", "a /d"],
	])
	fixture.messages(findings(document)) == ["The mode lets everyone write: a /b [2]"]
}

test_unread if {
	fixture.messages(findings(given.unread)) == ["unknown: dockerfile: the Dockerfile could not be read"]
	document := given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]])
	fixture.messages(findings(document)) == ["unknown: dockerfile: line 2 could not be read"]
}

findings(document) := results if {
	params := {"check": "world_writable"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["chmod 777 /a"])]},
	{"from": "debian", "list": [given.run("x", ["chmod 777 /a"]), given.run("x", ["chmod 777 /b"])]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"88387e5a388e7eebb08bfbfee2244a87",
		"ebe9da44d625fbb474752b6227842928",
		"6f4fcaba984fa355ee4de4fba4e80c75",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
