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
