package pratique.gates.practice.command.npm_pinned_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"some": {
		"input": given.dockerfile([given.run("x", ["npm i -g x @a/b @a/b@1 c@2 ./d git+ssh://e#v1 f.tgz"])]),
		"want": ["Package is not pinned: x [2]", "Package is not pinned: @a/b [2]"],
	},
	"installed": {
		"input": given.dockerfile([given.run("x", ["npm install x"])]),
		"want": ["Package is not pinned: x [2]"],
	},
	"added": {"input": given.dockerfile([given.run("x", ["npm add x"])]), "want": ["Package is not pinned: x [2]"]},
	"none": {"input": given.dockerfile([given.run("x", ["npm ci"])]), "want": []},
	"addresses of a repository": {
		"input": given.dockerfile([
			given.run(
				"x",
				[
					concat(" ", [
						`npm install git+https://x/y.git github:u/r u/r u/r#v1`,
						`git+https://x/y.git#v1 https://x/y/archive/1.tgz git@x:u/r.git`,
					]),
				],
			),
		]),
		"want": [
			"Package is not pinned: git+https://x/y.git [2]",
			"Package is not pinned: github:u/r [2]",
			"Package is not pinned: u/r [2]",
			"Package is not pinned: git@x:u/r.git [2]",
		],
	},
	"tags and ranges": {
		"input": given.dockerfile([given.run("x", [`npm install a@latest b@^1.2 c@~1 d@1.x e@next @s/f@latest`])]),
		"want": [
			"Package is not pinned: a@latest [2]",
			"Package is not pinned: e@next [2]",
			"Package is not pinned: @s/f@latest [2]",
		],
	},
	"options with values": {
		"input": given.dockerfile([
			given.run("x", [`npm --prefix /x install --registry https://r/ --omit dev --strict-ssl false a@1 b`]),
		]),
		"want": ["Package is not pinned: b [2]"],
	},
	"files": {"input": given.dockerfile([given.run("x", [`npm install file:./x /x/y ~/z x.tar.gz`])]), "want": []},
	"archives on the web": {
		"input": given.dockerfile([given.run("x", [`npm install https://x/y/archive/1.zip https://x/y.git`])]),
		"want": ["Package is not pinned: https://x/y.git [2]"],
	},
	"an alias": {
		"input": given.dockerfile([given.run("x", [`npm install a@npm:b@1 c@npm:d`])]),
		"want": ["Package is not pinned: c@npm:d [2]"],
	},
	"of pnpm and yarn": {
		"input": given.dockerfile([
			given.run("x", [`pnpm add -g a b@1`, `; yarn add --cwd /x c d@1`, `; yarn global add e f@1`, `; yarn install`]),
		]),
		"want": [
			"Package is not pinned: a [2]",
			"Package is not pinned: c [2]",
			"Package is not pinned: e [2]",
		],
	},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: line 2 could not be read"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "npm_pinned"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["npm i a"])]},
	{"from": "debian", "name": null, "list": [given.run("x", ["npm i a"]), given.run("x", ["npm i b"])]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"a3767f3275ffd824b2858da214b571ab",
		"4de72bc33d01ca8cf471db00a170ea9f",
		"aaadb35d0e98306b9055ce66977933a3",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
