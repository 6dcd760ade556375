# Documents of a Dockerfile or of a configuration, for the tests of the gates.
package pratique.dockerfile_fixture_test

# A Dockerfile of one stage; an instruction is [NAME, value] or [NAME, value, more].
dockerfile(list) := staged([{"from": "scratch", "list": list}])

# A Dockerfile of stages, whose last is the final one; each line of it is one instruction.
staged(list) := {"dockerfile": {
	"mode": "actual",
	"path": "Dockerfile",
	"lines": {},
	"stages": [stage |
		some i, given in list
		stage := object.union(
			{
				"index": i,
				"name": object.get(given, "name", null),
				"final": i == (count(list) - 1),
				"used": object.get(given, "used", true),
			},
			{
				"base": {
					"raw": given.from,
					"reference": object.get(given, "reference", given.from),
					"stage": object.get(given, "parent", null),
				},
			},
		)
	],
	"instructions": [instruction |
		some n, [i, given] in [[i, line] |
			some i, stage in list
			some line in array.concat([["FROM", stage.from]], stage.list)
		]
		instruction := object.union(
			{
				"instruction": given[0],
				"stage": i,
				"value": given[1],
				"expanded": null,
				"arguments": split(given[1], " "),
				"start_line": n + 1,
				"end_line": n + 1,
			},
			object.get({true: array.slice(given, 2, 3)}, count(given) > 2, [{}])[0],
		)
	],
}}

guessed(list) := {"dockerfile": object.union(dockerfile(list).dockerfile, {"mode": "guessed"})}

# A RUN of commands: each is a text, its first word may be an operator.
run(text, commands) := ["RUN", text, {"commands": [command |
	some text in commands
	words := split(text, " ")
	command := _command(words)
]}]

_command(words) := {"name": words[0], "arguments": array.slice(words, 1, count(words))} if not words[0] in _operators

_command(words) := {"name": words[1], "arguments": array.slice(words, 2, count(words)), "operator": words[0]} if {
	words[0] in _operators
}

configured(config) := {"image": {"config": config}, "dockerfile": {"mode": "unknown"}}

unread := {
	"dockerfile": {
		"mode": "actual",
		"unparsed": "line 1: x",
		"lines": {"RUN": ["RUN x"]},
		"instructions": [],
		"stages": [],
	},
}

digest := "sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb"

_operators := {"&&", ";", "|", "|&", "||"}
