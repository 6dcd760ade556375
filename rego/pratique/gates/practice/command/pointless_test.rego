package pratique.gates.practice.command.pointless_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"ssh": {
		"input": given.dockerfile([given.run("x", ["ssh x"])]),
		"want": ["Command makes no sense in a container: ssh x [2]"],
	},
	"vim": {
		"input": given.dockerfile([given.run("x", ["vim x"])]),
		"want": ["Command makes no sense in a container: vim x [2]"],
	},
	"vi": {
		"input": given.dockerfile([given.run("x", ["vi x"])]),
		"want": ["Command makes no sense in a container: vi x [2]"],
	},
	"nano": {
		"input": given.dockerfile([given.run("x", ["nano x"])]),
		"want": ["Command makes no sense in a container: nano x [2]"],
	},
	"emacs": {
		"input": given.dockerfile([given.run("x", ["emacs x"])]),
		"want": ["Command makes no sense in a container: emacs x [2]"],
	},
	"shutdown": {
		"input": given.dockerfile([given.run("x", ["shutdown x"])]),
		"want": ["Command makes no sense in a container: shutdown x [2]"],
	},
	"reboot": {
		"input": given.dockerfile([given.run("x", ["reboot x"])]),
		"want": ["Command makes no sense in a container: reboot x [2]"],
	},
	"service": {
		"input": given.dockerfile([given.run("x", ["service x"])]),
		"want": ["Command makes no sense in a container: service x [2]"],
	},
	"systemctl": {
		"input": given.dockerfile([given.run("x", ["systemctl x"])]),
		"want": ["Command makes no sense in a container: systemctl x [2]"],
	},
	"ps": {
		"input": given.dockerfile([given.run("x", ["ps x"])]),
		"want": ["Command makes no sense in a container: ps x [2]"],
	},
	"free": {
		"input": given.dockerfile([given.run("x", ["free x"])]),
		"want": ["Command makes no sense in a container: free x [2]"],
	},
	"top": {
		"input": given.dockerfile([given.run("x", ["top x"])]),
		"want": ["Command makes no sense in a container: top x [2]"],
	},
	"htop": {
		"input": given.dockerfile([given.run("x", ["htop x"])]),
		"want": ["Command makes no sense in a container: htop x [2]"],
	},
	"kill": {
		"input": given.dockerfile([given.run("x", ["kill x"])]),
		"want": ["Command makes no sense in a container: kill x [2]"],
	},
	"mount": {
		"input": given.dockerfile([given.run("x", ["mount x"])]),
		"want": ["Command makes no sense in a container: mount x [2]"],
	},
	"umount": {
		"input": given.dockerfile([given.run("x", ["umount x"])]),
		"want": ["Command makes no sense in a container: umount x [2]"],
	},
	"ifconfig": {
		"input": given.dockerfile([given.run("x", ["ifconfig x"])]),
		"want": ["Command makes no sense in a container: ifconfig x [2]"],
	},
	"tcpdump": {
		"input": given.dockerfile([given.run("x", ["tcpdump x"])]),
		"want": ["Command makes no sense in a container: tcpdump x [2]"],
	},
	"by its path": {
		"input": given.dockerfile([given.run("x", ["/bin/mount x"])]),
		"want": ["Command makes no sense in a container: mount x [2]"],
	},
	"another": {"input": given.dockerfile([given.run("x", ["nginx -t"])]), "want": []},
	"as an argument": {"input": given.dockerfile([given.run("x", ["man ssh"])]), "want": []},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: line 2 could not be read"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "pointless"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["vim a"])]},
	{"from": "debian", "name": null, "list": [given.run("x", ["vim a"]), given.run("x", ["vim b"])]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"c82952d1cd2b265f9959f50a424b323d",
		"8d91faa192dabaf49dbfb433fc79b45b",
		"c2030896bcb3eaffcaeecdeadf5f88f8",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
