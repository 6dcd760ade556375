package pratique.gates.practice.instruction.workdir_system_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"/proc": {
		"input": given.dockerfile([["WORKDIR", "/proc"]]),
		"want": ["WORKDIR is a system directory: /proc [2]"],
	},
	"/sys/x": {
		"input": given.dockerfile([["WORKDIR", "/sys/x"]]),
		"want": ["WORKDIR is a system directory: /sys/x [2]"],
	},
	"/dev": {
		"input": given.dockerfile([["WORKDIR", "/dev"]]),
		"want": ["WORKDIR is a system directory: /dev [2]"],
	},
	"/boot": {
		"input": given.dockerfile([["WORKDIR", "/boot"]]),
		"want": ["WORKDIR is a system directory: /boot [2]"],
	},
	"/etc": {
		"input": given.dockerfile([["WORKDIR", "/etc"]]),
		"want": ["WORKDIR is a system directory: /etc [2]"],
	},
	"/bin": {
		"input": given.dockerfile([["WORKDIR", "/bin"]]),
		"want": ["WORKDIR is a system directory: /bin [2]"],
	},
	"/sbin": {
		"input": given.dockerfile([["WORKDIR", "/sbin"]]),
		"want": ["WORKDIR is a system directory: /sbin [2]"],
	},
	"/lib": {
		"input": given.dockerfile([["WORKDIR", "/lib"]]),
		"want": ["WORKDIR is a system directory: /lib [2]"],
	},
	"/lib64": {
		"input": given.dockerfile([["WORKDIR", "/lib64"]]),
		"want": ["WORKDIR is a system directory: /lib64 [2]"],
	},
	"/run": {
		"input": given.dockerfile([["WORKDIR", "/run"]]),
		"want": ["WORKDIR is a system directory: /run [2]"],
	},
	"/usr/bin": {
		"input": given.dockerfile([["WORKDIR", "/usr/bin"]]),
		"want": ["WORKDIR is a system directory: /usr/bin [2]"],
	},
	"/usr/sbin": {
		"input": given.dockerfile([["WORKDIR", "/usr/sbin"]]),
		"want": ["WORKDIR is a system directory: /usr/sbin [2]"],
	},
	"/usr/lib/x": {
		"input": given.dockerfile([["WORKDIR", "/usr/lib/x"]]),
		"want": ["WORKDIR is a system directory: /usr/lib/x [2]"],
	},
	"quoted": {
		"input": given.dockerfile([["WORKDIR", `"/etc"`]]),
		"want": [`WORKDIR is a system directory: "/etc" [2]`],
	},
	"not /usr/src": {"input": given.dockerfile([["WORKDIR", "/usr/src"]]), "want": []},
	"not /etcetera": {"input": given.dockerfile([["WORKDIR", "/etcetera"]]), "want": []},
	"not /srv/etc": {"input": given.dockerfile([["WORKDIR", "/srv/etc"]]), "want": []},
	"not etc": {"input": given.dockerfile([["WORKDIR", "etc"]]), "want": []},
	"of another instruction": {"input": given.dockerfile([["COPY", "/etc"]]), "want": []},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "workdir_system"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [["WORKDIR", "/etc"]]},
	{"from": "debian", "name": null, "list": [["WORKDIR", "/etc"], ["WORKDIR", "/dev"]]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"23a560dd4798a12aba7bd0b1dca8041f",
		"747933732c27843ccf4ef507a111b73d",
		"e0f76a748ac8976ee29228edb88c354e",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
