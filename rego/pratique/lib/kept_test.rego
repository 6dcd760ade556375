package pratique.lib.kept_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.lib.kept
import data.pratique.lib.shell

place(commands, flags) := found if {
	[name, text, more] := given.run("x", commands)
	document := given.dockerfile([[name, text, object.union(more, {"flags": flags})]])
	run := document.dockerfile.instructions[1]
	calls := shell.calls(run) with input as document
	found := kept.from(run, calls, "/var/lib/apt/lists")
}

never := 1000000000

places := {
	"left": [["apt-get update"], {}, 0],
	"removed": [["apt-get update", "&& rm -rf /var/lib/apt/lists/*"], {}, 1],
	"removed above": [["apt-get update", "&& rm -rf /var/lib"], {}, 1],
	"something else is removed": [["apt-get update", "&& rm -rf /var/lib/x"], {}, 0],
	"mounted": [["apt-get update"], {"mount": "type=cache,target=/var/lib/apt"}, never],
	"mounted, one of several": [
		["apt-get update"],
		{"mount": ["type=secret,id=x", "type=tmpfs,dst=/var/lib/apt/lists"]},
		never,
	],
	"mounted elsewhere": [["apt-get update"], {"mount": "type=cache,target=/root"}, 0],
}

test_from[name] if {
	some name, [commands, flags, want] in places
	place(commands, flags) == want
}

test_covers if {
	every path in ["/var/lib/apt", "/var/lib/apt/", "/var", "/"] {
		kept.covers(path, "/var/lib/apt")
	}
	every path in ["/var/lib/apt/lists", "/var/li", "var"] {
		not kept.covers(path, "/var/lib/apt")
	}
}

# From which place on the directory is left by commands as the document has them.
place_of(list, directory) := kept.from({"flags": {}}, shell.commands(list), directory)

lists := "/var/lib/apt/lists"

places_of := {
	"by a trap": {
		"list": [
			{"name": "trap", "arguments": ["rm -rf /var/lib/apt/lists", "EXIT"]},
			{"name": "rm", "arguments": ["-rf", lists], "parent": 0, "role": "script"},
			{"name": "apt-get", "arguments": ["update"]},
		],
		"directory": lists,
		"want": never,
	},
	"apk cache clean": {
		"list": [{"name": "apk", "arguments": ["add", "x"]}, {"name": "apk", "arguments": ["cache", "clean"]}],
		"directory": "/var/cache/apk",
		"want": 1,
	},
	"apk cache sync": {
		"list": [{"name": "apk", "arguments": ["add", "x"]}, {"name": "apk", "arguments": ["cache", "sync"]}],
		"directory": "/var/cache/apk",
		"want": 0,
	},
	"find -delete": {
		"list": [{"name": "true"}, {"name": "find", "arguments": [lists, "-type", "f", "-delete"]}],
		"directory": lists,
		"want": 1,
	},
	"find -exec": {
		"list": [{"name": "true"}, {"name": "find", "arguments": [lists, "-exec", "/bin/rm", "{}", "+"]}],
		"directory": lists,
		"want": 1,
	},
	"find -exec of something else": {
		"list": [{"name": "true"}, {"name": "find", "arguments": [lists, "-exec", "ls", "{}", "+"]}],
		"directory": lists,
		"want": 0,
	},
	"find | xargs rm": {
		"list": [
			{"name": "true"},
			{"name": "find", "arguments": [lists, "-type", "f"], "pipes": [[0, 0]]},
			{"name": "xargs", "arguments": ["rm", "-f"], "pipes": [[0, 1]]},
		],
		"directory": lists,
		"want": 1,
	},
	"find | xargs ls": {
		"list": [
			{"name": "true"},
			{"name": "find", "arguments": [lists, "-type", "f"], "pipes": [[0, 0]]},
			{"name": "xargs", "arguments": ["ls"], "pipes": [[0, 1]]},
		],
		"directory": lists,
		"want": 0,
	},
}

test_from_document[name] if {
	some name, tc in places_of
	place_of(tc.list, tc.directory) == tc.want
}
