package pratique.lib.shell_test

import data.pratique.lib.shell

_command(text) := {"name": words[0], "arguments": array.slice(words, 1, count(words))} if words := split(text, " ")

_call(text) := shell.commands([_command(text)])[0]

programs := {
	"apt-get install x": ["apt-get"],
	"/usr/bin/apt-get install x": ["apt-get"],
	"sudo -u app -H apt-get x": ["apt-get", "sudo"],
	"sudo -uapp -- apt-get x": ["apt-get", "sudo"],
	"sudo A=1 B=2 apt-get x": ["apt-get", "sudo"],
	"sudo --user=app --chdir /x apt-get": ["apt-get", "sudo"],
	"env -i -u HOME A=1 sudo nice -n 5 make": ["make", "env", "sudo", "nice"],
	"nice -5 make": ["make", "nice"],
	"timeout -k 5 -s KILL 60 make": ["make", "timeout"],
	"timeout --signal=KILL 60s make": ["make", "timeout"],
	"xargs -n 1 -P4 -I{} -d , rm": ["rm", "xargs"],
	"chroot --userspec=a:b /mnt apk add x": ["apk", "chroot"],
	"gosu app make": ["make", "gosu"],
	"su-exec app:app make": ["make", "su-exec"],
	"setpriv --reuid 1 --clear-groups make": ["make", "setpriv"],
	"busybox wget x": ["wget", "busybox"],
	"poetry run pip install x": ["pip", "poetry"],
	"conda run -n e pip install x": ["pip", "conda"],
	"tini -g -- sshd": ["sshd", "tini"],
	"exec -a x sshd": ["sshd", "exec"],
	"stdbuf -oL make": ["make", "stdbuf"],
	"python3 -m pip install x": ["pip"],
	"python3.11 -u -m pip install x": ["pip"],
	"uv pip install x": ["pip"],
	"python3 x.py -m pip": ["python3"],
	# Nothing is run.
	"command -v sudo": ["command"],
	"sudo -l": ["sudo"],
	"sudo": ["sudo"],
	"env": ["env"],
	"poetry install": ["poetry"],
	"su app": ["su"],
	"$(curl http://x/y)": ["$(curl"],
}

test_program[text] if {
	some text, want in programs
	call := _call(text)
	array.concat([call.name], call.wrappers) == want
}

read := {
	"apt-get -qqy -o A=1 -tx --fix-broken=no install y": {
		"options": [["-q", null], ["-q", null], ["-y", null], ["-o", "A=1"], ["-t", "x"], ["--fix-broken", "no"]],
		"operands": ["install", "y"],
	},
	"apt-get -f=no -f yes install": {"options": [["-f", "no"], ["-f", "yes"]], "operands": ["install"]},
	"apt-get -o -o install": {"options": [["-o", "-o"]], "operands": ["install"]},
	"apt-get install -- -x": {"options": [], "operands": ["install", "-x"]},
	"apt-get install -t": {"options": [["-t", null]], "operands": ["install"]},
	"curl -fsSLo x -k -- -y": {
		"options": [["-f", null], ["-s", null], ["-S", null], ["-L", null], ["-o", "x"], ["-k", null]],
		"operands": ["-y"],
	},
	"go install -ldflags -s -tags=x y": {"options": [["-ldflags", "-s"], ["-tags", "x"]], "operands": ["install", "y"]},
	"wget --no-check-cert -O - x": {"options": [["--no-check-certificate", null], ["-O", "-"]], "operands": ["x"]},
	"npm i --strict-ssl false x": {"options": [["--strict-ssl", "false"]], "operands": ["i", "x"]},
	"pip": {"options": [], "operands": []},
	"pip install -": {"options": [], "operands": ["install", "-"]},
}

test_read[text] if {
	some text, want in read
	got := shell.read(_call(text))
	[[option.name, option.value] | some option in got.options] == want.options
	got.operands == want.operands
}

packages := {
	"apt-get install -y --no-install-recommends -t x a b=1": ["a", "b=1"],
	"apt-get $OPTIONS install a": ["a"],
	"apt-get ${OPTIONS[@]} install a": ["a"],
	"apt-get update": null,
	"apk add -t .x --repository http://r a": ["a"],
	"dnf -y --setopt x=y install a": ["a"],
	"dnf group install a": ["a"],
	"zypper -n in -t pattern a": ["a"],
	"pacman -Syu --noconfirm --ignore x a": ["a"],
	"pacman -S a": ["a"],
	"pacman --sync a": ["a"],
	"pacman --upgrade ./a": ["./a"],
	"pacman -Sy": null,
	"pacman -Q a": null,
	"make install": null,
	"pip install a": null,
}

test_packages[text] if {
	some text, want in packages
	call := _call(text)
	object.get({"x": [list | list := shell.packages(call)]}, ["x", 0], null) == want
}

test_refreshes if {
	got := [text |
		some text in [
			"apt update",
			"pacman -Sy",
			"pacman -Syy",
			"pacman -Syu",
			"pacman -Sy vim",
			"apk upgrade",
			"yum makecache",
		]
		shell.refreshes(_call(text))
	]
	got == ["apt update", "pacman -Sy", "pacman -Syy", "yum makecache"]
}

test_unknown if {
	words := ["$A", "${A}", "$A$B", "$(a b)", "`a`", "$@", "a$A", "${A}-x", "${A:+=1}", "a"]
	[word | some word in words; shell.is_unknown(word)] == ["$A", "${A}", "$A$B", "$(a b)", "`a`", "$@"]
}

# A shell is no call where its script is listed; find is one beside what it runs.
test_listed if {
	commands := [
		{"name": "sudo", "arguments": ["sh", "-c", "make"]},
		{"name": "make", "arguments": [], "parent": 0, "role": "script"},
		{"name": "find", "arguments": [".", "-exec", "rm", "{}", "+"]},
		{"name": "rm", "arguments": ["{}"], "parent": 2, "role": "script"},
		{"name": "sh", "arguments": ["-c", "'"]},
	]
	[call.name | some call in shell.calls({"commands": commands})] == ["make", "find", "rm", "sh"]
	[call.index | some call in shell.calls({"commands": commands})] == [1, 2, 3, 4]
	shell.calls({}) == []
}

test_text if {
	shell.text(_call("sudo make x")) == "make x"
	shell.text({"name": "a", "arguments": ["b"], "shown": "c"}) == "c"
	shell.text({"name": "a"}) == "a"
}
