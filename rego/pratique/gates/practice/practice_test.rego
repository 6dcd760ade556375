package pratique.gates.practice_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice

record := fixture.rule("practice", "x")

# check -> commands of one RUN -> how many findings.
commands := [
	["sudo", ["/usr/bin/sudo make"], 1],
	["sudo", ["make"], 0],
	["pointless", ["service nginx start"], 1],
	["pointless", ["nginx -t"], 0],
	["apk_cache", ["apk add curl"], 1],
	["apk_cache", ["apk add --no-cache curl"], 0],
	["apk_cache", ["apk update", "&& apk del curl"], 0],
	["apk_cache", ["apk add curl", "&& rm -rf /var/cache/apk/*"], 0],
	["apt_lists", ["apt-get update", "&& apt-get install x"], 1],
	["apt_lists", ["apt-get update", "&& find /var/lib/apt/lists -delete"], 0],
	["dist_upgrade", ["apt-get -y dist-upgrade"], 1],
	["dist_upgrade", ["zypper dup"], 1],
	["dist_upgrade", ["apt-get upgrade"], 0],
	["recommends", ["apt-get install x"], 1],
	["recommends", ["apt-get -o APT::Install-Recommends=0 install x"], 0],
	["apt_pinned", ["apt-get install -y x y=1 ./z.deb"], 1],
	["apt_pattern", ["apt-get install -y x=1.* y=1"], 1],
	["apt_pattern", ["apt-get remove x=1.*"], 0],
	["apk_pinned", ["apk add x y=1 z~2 .deps"], 1],
	["apk_pinned", ["apk del x"], 0],
	["pip_pinned", ["pip3 install -r requirements.txt x y==1 . git+https://z@1"], 1],
	["pip_pinned", ["python3 -m pip install x"], 1],
	["pip_pinned", ["pipx install x"], 0],
	["npm_pinned", ["npm i -g x @a/b @a/b@1 c@2 ./d git+ssh://e"], 2],
	["npm_pinned", ["npm ci"], 0],
	["pipefail", ["curl x", "| tar x"], 1],
	["pipefail", ["set -o pipefail", "; curl x", "| tar x"], 0],
	["pipefail", ["curl x"], 0],
]

test_command[sprintf("%s %v", [row[0], row[1]])] if {
	some row in commands
	results := practice.command.findings(record, {"check": row[0]}) with input as given.dockerfile([given.run("x", row[1])])
	count(results) == row[2]
}

test_command_with_flags_and_shell if {
	mounted := given.dockerfile([["RUN", "x", {"commands": [{"name": "apk", "arguments": ["add", "x"]}], "flags": {"mount": "type=cache,target=/var/cache/apk"}}]])
	practice.command.findings(record, {"check": "apk_cache"}) == [] with input as mounted
	piped := [{"name": "a", "arguments": []}, {"name": "b", "arguments": [], "operator": "|"}]
	shell := given.dockerfile([["SHELL", `["/bin/bash", "-o", "pipefail", "-c"]`], ["RUN", "x", {"commands": piped}]])
	practice.command.findings(record, {"check": "pipefail"}) == [] with input as shell
}

test_command_unread if {
	unread := given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]])
	fixture.messages(practice.command.findings(record, {"check": "sudo"})) == ["unknown: dockerfile: the commands of line 2"] with input as unread
	fixture.messages(practice.command.findings(record, {"check": "sudo"})) == ["unknown: dockerfile: the instructions could not be read"] with input as given.unread
}

pair(name, value) := {"name": name, "value": value}

# check -> input -> how many findings.
instructions := [
	["env_key", given.configured({"Env": ["DB_PASSWORD=x", "GPG_KEY=y", "PATH=/bin", "TOKEN_FILE=x"]}), 1],
	["env_key", given.dockerfile([["ENV", "x", {"pairs": [pair("API_KEY", "x"), pair("A", "b")]}]]), 1],
	["system_volume", given.configured({"Volumes": {"/proc": {}, "/data": {}}}), 1],
	["system_volume", given.configured({}), 0],
	["system_volume", given.dockerfile([["VOLUME", "/sys/x /data"]]), 1],
	["latest_base", given.staged([{"from": "a:latest", "list": []}]), 1],
	["latest_base", given.staged([{"from": "a:1", "list": []}]), 0],
	["untagged_base", given.staged([{"from": "a", "list": []}]), 1],
	["untagged_base", given.guessed([]), 1],
	["unpinned_base", given.staged([{"from": concat("@", ["a:1", given.digest]), "list": []}]), 0],
	["unpinned_base", given.staged([{"from": "a:1", "list": []}]), 1],
	["port_range", given.dockerfile([["EXPOSE", "80 65536/udp 1-70000"]]), 2],
	["workdir_absolute", given.dockerfile([["WORKDIR", "x"], ["WORKDIR", "/x"], ["WORKDIR", "$X"], ["WORKDIR", "C:\\x"]]), 1],
	["workdir_system", given.dockerfile([["WORKDIR", "/etc"], ["WORKDIR", "/usr/src"], ["WORKDIR", "/etcetera"]]), 1],
	["maintainer", given.dockerfile([["MAINTAINER", "x"]]), 1],
	["several_healthchecks", given.dockerfile([["HEALTHCHECK", "CMD a"], ["HEALTHCHECK", "CMD b"]]), 1],
	["secret_name", given.dockerfile([["ARG", "x", {"pairs": [pair("TOKEN", "x"), pair("KEY", null), pair("SECRET", "")]}]]), 1],
	["json_form", given.dockerfile([["CMD", "x", {"json_form": false}], ["ENTRYPOINT", "x", {"json_form": true}]]), 1],
	["user_numeric", given.configured({"User": "app"}), 1],
	["user_numeric", given.dockerfile([["USER", "1:1"]]), 0],
	["user_numeric", given.dockerfile([["USER", "app"]]), 1],
	["maintainer", given.unread, 1],
]

test_instruction[sprintf("%d %s", [i, row[0]])] if {
	some i, row in instructions
	results := practice.instruction.findings(record, {"check": row[0]}) with input as row[1]
	count(results) == row[2]
}

accounts := {"accounts": {
	"users": [{"name": "a", "uid": 0, "password": "empty"}, {"name": "b", "uid": 0, "password": "set"}],
	"groups": [{"name": "g", "gid": 1}, {"name": "g", "gid": 2}],
}}

images := [
	["latest_tag", {"image": {"tag": "latest"}}, ["The image is tagged latest, which stands for another image tomorrow"]],
	["latest_tag", {"image": {"tag": "1"}}, []],
	["latest_tag", {"image": {"tag": null}}, ["unknown: image: its tag"]],
	["duplicate_ids", accounts, ["Several groups have the name g", "Several users have the number 0"]],
	["duplicate_ids", {}, ["unknown: accounts"]],
	["empty_passwords", accounts, ["The password of a is empty"]],
	["labels", given.configured({"Labels": {"a": "1"}}), ["The label b is missing"]],
	["labels", given.dockerfile([["LABEL", "x", {"pairs": [pair("b", "1")]}]]), ["The label a is missing"]],
	["labels", given.configured({}), ["The label a is missing", "The label b is missing"]],
	["labels", given.unread, ["unknown: dockerfile: the instructions could not be read"]],
]

test_image[sprintf("%d %s", [i, row[0]])] if {
	some i, row in images
	fixture.messages(practice.image.findings(record, {"check": row[0], "labels": ["a", "b"]})) == row[2] with input as row[1]
}
