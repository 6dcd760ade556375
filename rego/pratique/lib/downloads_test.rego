package pratique.lib.downloads_test

import data.pratique.lib.downloads
import data.pratique.lib.shell

# A command of a pipeline: its place there.
_piped(text, place) := object.union(_command(text), {"pipes": [[0, place]]})

_within(text, parent, role) := object.union(_command(text), {"parent": parent, "role": role})

_command(text) := {"name": words[0], "arguments": array.slice(words, 1, count(words))} if words := split(text, " ")

readers := {
	"sh": true, "sudo -E bash -": true, "env A=1 bash": true, "bash -s -- -y": true, "sh -ex": true,
	"bash -o pipefail": true,
	"sh /dev/stdin": true, "python3": true, "python3 -u -": true, "perl": true, "ruby": true, "node": true, "php": true,
	"php -- --install-dir=/x": true, "busybox sh": true, "fish": true, "lua -": true, "tclsh": true,
	# What they get is no script.
	"sh x.sh": false, "sh -c x": false, "python3 -c x": false, "python -m json.tool": false, "python3 x.py": false,
	"perl -pe x": false,
	"perl -ne x": false, "ruby -e x": false, "node -e x": false, "php -r x": false, "jq .": false, "tar xz": false,
	"tee sh": false, "lua -e x": false, "Rscript x.R": false,
}

test_piped[reader] if {
	some reader, want in readers
	calls := shell.commands([_piped("curl http://x", 0), _piped("gunzip", 1), _piped(reader, 2)])
	count(downloads.run(calls)) == {true: 1, false: 0}[want]
}

test_piped_back if {
	downloads.run(shell.commands([_piped("sh", 0), _piped("curl http://x", 1)])) == []
	downloads.run(shell.commands([_piped("curl http://x", 0), _command("sh")])) == []
}

# A pipe within another.
test_pipe_in_pipe if {
	inner := object.union(_command("curl http://x"), {"pipes": [[0, 0], [1, 0]]})
	calls := shell.commands([inner, object.union(_command("sed x"), {"pipes": [[0, 0], [1, 1]]}), _piped("sh", 1)])
	count(downloads.run(calls)) == 1
}

inserted := {
	"eval": {"commands": [_command("eval $(curl x)"), _within("curl x", 0, "substitution")], "want": 1},
	"as the command": {"commands": [_command("$(curl x)"), _within("curl x", 0, "substitution")], "want": 1},
	"script of a shell": {
		"commands": [_command("sh -c $(curl x)"), _within("$(curl x)", 0, "script"), _within("curl x", 1, "substitution")],
		"want": 1,
	},
	"part of a script": {
		"commands": [_command("sh -c echo"), _within("echo $(curl x)", 0, "script"), _within("curl x", 1, "substitution")],
		"want": 0,
	},
	"script of python": {"commands": [_command("python -c $(curl x)"), _within("curl x", 0, "substitution")], "want": 1},
	"argument": {"commands": [_command("sh x.sh $(curl x)"), _within("curl x", 0, "substitution")], "want": 0},
	"file": {"commands": [_command("bash <(curl x)"), _within("curl x", 0, "file")], "want": 1},
	"second file": {"commands": [_command("bash x.sh <(curl x)"), _within("curl x", 0, "file")], "want": 0},
	"source": {"commands": [_command("source <(curl x)"), _within("curl x", 0, "file")], "want": 1},
	"dot": {"commands": [_command(". $(curl x)"), _within("curl x", 0, "substitution")], "want": 1},
	"input": {"commands": [_command("bash"), _within("curl x", 0, "input")], "want": 1},
	"input of a script": {"commands": [_command("bash x.sh"), _within("curl x", 0, "input")], "want": 0},
	"file of a program": {"commands": [_command("diff <(curl x)"), _within("curl x", 0, "file")], "want": 0},
}

test_inserted[name] if {
	some name, tc in inserted
	count(downloads.run(shell.commands(tc.commands))) == tc.want
}
