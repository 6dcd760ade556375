package pratique.gates.practice.command.pip_pinned_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"some": {
		"input": given.dockerfile([
			given.run("x", ["pip3 install -r requirements.txt x y==1 . git+https://h/z@1 z.whl z.tar.gz"]),
		]),
		"want": ["Package is not pinned: x [2]"],
	},
	"of a module": {
		"input": given.dockerfile([given.run("x", ["python3 -m pip install x"])]),
		"want": ["Package is not pinned: x [2]"],
	},
	"of its version": {
		"input": given.dockerfile([given.run("x", ["pip3.11 install x"])]),
		"want": ["Package is not pinned: x [2]"],
	},
	"options with values": {
		"input": given.dockerfile([given.run("x", ["pip install --index-url y --find-links=z -t a b"])]),
		"want": ["Package is not pinned: b [2]"],
	},
	"an equals sign and a next word": {
		"input": given.dockerfile([
			given.run(
				"x",
				[`pip install --root-user-action=ignore --progress-bar off --timeout 100 --only-binary :all: foo==1 bar`],
			),
		]),
		"want": ["Package is not pinned: bar [2]"],
	},
	"an option that is shortened": {
		"input": given.dockerfile([given.run("x", [`pip install --root-user ignore --extra-index https://x/ bar`])]),
		"want": ["Package is not pinned: bar [2]"],
	},
	"short options together": {
		"input": given.dockerfile([given.run("x", [`pip install -qqUr requirements.txt`])]),
		"want": [],
	},
	"specifiers": {
		"input": given.dockerfile([given.run("x", [`pip install a~=1.4 b<81 c!=2 d[extra]>=1 e===1 f[extra]`])]),
		"want": ["Package is not pinned: f[extra] [2]"],
	},
	"constraints": {
		"input": given.dockerfile([given.run("x", [`pip install a --constraint=constraints.txt`])]),
		"want": [],
	},
	"constraints of the environment": {
		"input": given.dockerfile([
			[
				"RUN",
				"x",
				{"commands": [{"name": "pip", "arguments": ["install", "a"], "assignments": ["PIP_CONSTRAINT=c.txt"]}]},
			],
			given.run("x", ["env PIP_CONSTRAINT=c.txt pip install b"]),
			["ENV", "PIP_CONSTRAINT=c", {"pairs": [{"name": "PIP_CONSTRAINT", "value": "c", "expanded": "c"}]}],
			given.run("x", ["pip install c"]),
		]),
		"want": [],
	},
	"addresses of a repository": {
		"input": given.dockerfile([
			given.run(
				"x",
				[`pip install git+https://x/y.git git+ssh://git@x/y.git git+https://x/y.git@v1 z@git+https://x/y.git`],
			),
		]),
		"want": [
			"Package is not pinned: git+https://x/y.git [2]",
			"Package is not pinned: git+ssh://git@x/y.git [2]",
			"Package is not pinned: z@git+https://x/y.git [2]",
		],
	},
	"addresses of a file": {
		"input": given.dockerfile([given.run("x", [`pip install https://x/y-1.whl y@https://x/y-1.tar.gz ./z dist/z.whl`])]),
		"want": [],
	},
	"what can be edited": {
		"input": given.dockerfile([
			given.run("x", [`pip install -e . -e git+https://x/y.git --editable=git+https://x/z.git@1`]),
		]),
		"want": ["Package is not pinned: git+https://x/y.git [2]"],
	},
	"by uv": {
		"input": given.dockerfile([given.run("x", [`uv pip install --system -r x a`])]),
		"want": ["Package is not pinned: a [2]"],
	},
	"by wrappers": {
		"input": given.dockerfile([given.run("x", [`sudo -H -u app env A=b nice -n 5 python3.11 -m pip install a`])]),
		"want": ["Package is not pinned: a [2]"],
	},
	"behind the end of the options": {
		"input": given.dockerfile([given.run("x", [`pip install -- a`])]),
		"want": ["Package is not pinned: a [2]"],
	},
	"a variable": {
		"input": given.dockerfile([given.run("x", [`pip install $PACKAGES ${MORE} a==$V b$C`])]),
		"want": ["Package is not pinned: b$C [2]"],
	},
	"of pipx": {"input": given.dockerfile([given.run("x", ["pipx install x"])]), "want": []},
	"listed": {"input": given.dockerfile([given.run("x", ["pip list x"])]), "want": []},
	"downloaded": {"input": given.dockerfile([given.run("x", ["pip download x"])]), "want": []},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: line 2 could not be read"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "pip_pinned"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["pip install a"])]},
	{"from": "debian", "name": null, "list": [given.run("x", ["pip install a"]), given.run("x", ["pip install b"])]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"7780307850f9622269d503beab12d813",
		"ae6c20339d5b449212ce2687f6890a17",
		"843f133aff1ec761869174ae9a90ba8a",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
