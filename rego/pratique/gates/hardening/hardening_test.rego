package pratique.gates.hardening_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

users := {
	"root": {"input": given.dockerfile([["USER", "root"]]), "want": ["The container runs as root: the user is root [2]"]},
	"group": {
		"input": given.dockerfile([["USER", "root:app"]]),
		"want": ["The container runs as root: the user is root:app [2]"],
	},
	"number": {"input": given.dockerfile([["USER", "0:0"]]), "want": ["The container runs as root: the user is 0:0 [2]"]},
	"number as Go reads it": {
		"input": given.dockerfile([["USER", "+00"]]),
		"want": ["The container runs as root: the user is +00 [2]"],
	},
	"quotes": {
		"input": given.dockerfile([["USER", `"root"`]]),
		"want": ["The container runs as root: the user is root [2]"],
	},
	"last of the stage": {
		"input": given.dockerfile([["USER", "app"], ["USER", "root"]]),
		"want": ["The container runs as root: the user is root [3]"],
	},
	"another": {"input": given.dockerfile([["USER", "app"]]), "want": []},
	"ten": {"input": given.dockerfile([["USER", "10"]]), "want": []},
	"none": {"input": given.dockerfile([]), "want": ["The container runs as root: no user is set"]},
	"only in a build stage": {
		"input": given.staged([{"from": "a", "name": "build", "list": [["USER", "app"]]}, {"from": "b", "list": []}]),
		"want": ["The container runs as root: no user is set"],
	},
	"in the stage it goes on from": {
		"input": given.staged([
			{"from": "a", "name": "base", "list": [["USER", "app"]]},
			{"from": "base", "parent": 0, "list": []},
		]),
		"want": [],
	},
	"variable": {"input": given.dockerfile([["USER", "$APP"]]), "want": ["unknown: dockerfile: what $APP stands for"]},
	"variable that is known": {"input": given.dockerfile([["USER", "$APP", {"expanded": "app"}]]), "want": []},
	"unread": {"input": given.unread, "want": ["unknown: dockerfile: the instructions could not be read"]},
	"configuration": {"input": given.configured({"User": "app"}), "want": []},
	"configuration without": {"input": given.configured({}), "want": ["The container runs as root: no user is set"]},
	"configuration first": {
		"input": object.union(given.configured({"User": "app"}), given.dockerfile([["USER", "root"]])),
		"want": [],
	},
}

test_user[name] if {
	some name, tc in users
	fixture.messages(hardening.user.findings(record, {"accounts": false})) == tc.want with input as tc.input
}

test_account if {
	accounts := {
		"accounts": {"users": [{"name": "root", "uid": 0}, {"name": "toor", "uid": 0}, {"name": "app", "uid": 10}]},
	}
	got := {user: fixture.messages(results) |
		some user in ["toor:app", "app", "root"]
		results := hardening.user.findings(record, {"accounts": true}) with input as object.union(
			accounts,
			given.configured({"User": user}),
		)
	}
	got == {"toor:app": ["The container runs as root: toor has uid 0 in /etc/passwd"], "app": [], "root": []}
}

test_effective if {
	document := given.dockerfile([["EXPOSE", "80 $X 53/udp"], ["USER", "app:app"]])
	fixture.messages(hardening.effective.findings(record, {"check": "user"})) == ["The container runs as app:app [3]"] with input as document
	ports := ["The port 53/udp is exposed [2]", "The port 80/tcp is exposed [2]"]
	fixture.messages(hardening.effective.findings(record, {"check": "ports"})) == ports with input as document
	silent := [
		given.unread,
		given.configured({}),
		given.dockerfile([["USER", "$APP"]]),
		given.dockerfile([["USER", "0"]]),
	]
	every other in silent {
		hardening.effective.findings(record, {"check": "user"}) == [] with input as other
	}
}

bases := {
	"trusted": {"input": given.staged([{"from": "debian:12", "list": []}]), "want": []},
	"the same name": {"input": given.staged([{"from": "docker.io/library/debian", "list": []}]), "want": []},
	"another": {
		"input": given.staged([{"from": "someuser/debian", "list": []}]),
		"want": ["The base image someuser/debian is not on the list of trusted images [1]"],
	},
	"below a name": {"input": given.staged([{"from": "registry.example.com:5000/base/go/1:x", "list": []}]), "want": []},
	"the same tag": {"input": given.staged([{"from": "alpine:3.20", "list": []}]), "want": []},
	"another tag": {
		"input": given.staged([{"from": "alpine:3.19", "list": []}]),
		"want": ["The base image alpine:3.19 is not on the list of trusted images [1]"],
	},
	"a stage that no line begins": {
		"input": json.patch(
			given.staged([{"from": "evil", "list": []}]),
			[{"op": "replace", "path": "/dockerfile/instructions", "value": []}],
		),
		"want": ["The base image evil is not on the list of trusted images"],
	},
	"scratch": {"input": given.staged([{"from": "scratch", "list": []}]), "want": []},
	"an earlier stage": {
		"input": given.staged([{"from": "debian", "name": "a", "list": []}, {"from": "a", "parent": 0, "list": []}]),
		"want": [],
	},
	"an unused stage": {
		"input": given.staged([{"from": "evil", "used": false, "list": []}, {"from": "debian", "list": []}]),
		"want": [],
	},
	"copied from": {
		"input": given.staged([
			{
				"from": "debian",
				"name": "a",
				"list": [
					["COPY", "x y", {"flags": {"from": "evil"}}],
					["COPY", "x y", {"flags": {"from": "A"}}],
					["COPY", "x y", {"flags": {"from": "0"}}],
				],
			},
		]),
		"want": ["The base image evil is not on the list of trusted images [2]"],
	},
	"mounted from": {
		"input": given.staged([
			{
				"from": "debian",
				"list": [
					["RUN", "x", {"flags": {"mount": "type=bind,from=evil,target=/x"}}],
					["RUN", "x", {"flags": {"mount": ["type=cache", "from=bad"]}}],
				],
			},
		]),
		"want": [
			"The base image evil is not on the list of trusted images [2]",
			"The base image bad is not on the list of trusted images [3]",
		],
	},
	"variable": {
		"input": given.staged([{"from": "$BASE", "reference": null, "list": []}]),
		"want": ["unknown: dockerfile: what the base image $BASE stands for"],
	},
	"history": {"input": given.guessed([]), "want": ["unknown: dockerfile: the base image is not in the history"]},
	"history and label": {
		"input": object.union(
			given.guessed([]),
			{"image": {"config": {"Labels": {"org.opencontainers.image.base.name": "evil:1"}}}},
		),
		"want": ["The base image evil:1 is not on the list of trusted images"],
	},
	"unread": {"input": given.unread, "want": ["unknown: dockerfile: the instructions could not be read"]},
}

trusted := ["debian", "registry.example.com:5000/base/*", "alpine:3.20", "x@sha256:0"]

test_base_image[name] if {
	some name, tc in bases
	fixture.messages(hardening.base_image.findings(record, {"trusted": trusted, "digest": false})) == tc.want with input as tc.input
}

test_base_image_digest if {
	pinned := given.staged([{"from": concat("@", ["debian:12", given.digest]), "list": []}])
	fixture.messages(hardening.base_image.findings(record, {"trusted": ["debian"], "digest": true})) == [] with input as pinned
	loose := given.staged([{"from": "debian:12", "list": []}])
	want := ["The base image debian:12 is not pinned by its digest [1]"]
	fixture.messages(hardening.base_image.findings(record, {"trusted": ["debian"], "digest": true})) == want with input as loose
}

test_package_list if {
	document := {
		"packages": [{"name": name, "version": "1", "type": "apkg"} | some name in ["musl", "gcc", "libx", "gcc"]],
	}
	results := hardening.package_list.findings(record, {"allowed": ["musl", "lib*"]}) with input as document
	fixture.messages(results) == ["The package gcc is not on the list of wanted packages"]
}

test_image_age if {
	got := [fixture.messages(results) |
		some created in ["2024-01-01T00:00:00Z", "2024-02-20T00:00:00Z", "1970-01-01T00:00:00Z", null]
		document := {"evaluated_at": "2024-03-01T00:00:00Z", "image": {"created": created}}
		results := hardening.image_age.findings(record, {"max_days": 30}) with input as document
	]
	unknown := ["unknown: image: when it was made"]
	got == [["The image is 60 days old, more than 30: rebuild it"], [], unknown, unknown]
}

test_content_trust if {
	no := ["No signature of the image is verified, and content trust is off: DOCKER_CONTENT_TRUST is not 1"]
	signed := {"type": "notary", "digest": given.digest, "verified": true}
	cases := [
		[{}, ["unknown: signatures, host.environment"]],
		[{"signatures": []}, no],
		[{"signatures": [signed], "image": {"digest": given.digest}}, []],
		[{"signatures": [signed], "image": {"digest": "sha256:0"}}, no],
		[{"signatures": [object.union(signed, {"verified": false})], "image": {"digest": given.digest}}, no],
		[{"host": {"environment": {"DOCKER_CONTENT_TRUST": "1"}}}, []],
		[{"host": {"environment": {"HOME": "/"}}}, no],
	]
	every tc in cases {
		fixture.messages(hardening.content_trust.findings(record, {"accept_files": false})) == tc[1] with input as tc[0]
	}
}

checks := {
	"none": {"input": given.dockerfile([]), "want": ["The image has no health check"]},
	"there": {"input": given.dockerfile([["HEALTHCHECK", "CMD true"]]), "want": []},
	"switched off": {
		"input": given.dockerfile([["HEALTHCHECK", "CMD true"], ["HEALTHCHECK", "none"]]),
		"want": ["The health check is switched off: HEALTHCHECK NONE [3]"],
	},
	"configuration": {"input": given.configured({"Healthcheck": {"Test": ["CMD", "true"]}}), "want": []},
	"configured none": {
		"input": given.configured({"Healthcheck": {"Test": ["NONE"]}}),
		"want": ["The health check is switched off: HEALTHCHECK NONE"],
	},
	"configuration without": {"input": given.configured({}), "want": ["The image has no health check"]},
	"history of a builder that leaves it out": {
		"input": object.union(given.configured({}), given.guessed([["HEALTHCHECK", "CMD true"]])),
		"want": [],
	},
	"unread": {"input": given.unread, "want": ["unknown: dockerfile: the instructions could not be read"]},
}

test_healthcheck[name] if {
	some name, tc in checks
	fixture.messages(hardening.healthcheck.findings(record, {})) == tc.want with input as tc.input
}

updates := {
	"alone": {"run": ["apt-get update"], "want": ["The package index is updated alone: apt-get update [2]"]},
	"options": {
		"run": ["apt-get -qq -o A=b update -y"],
		"want": ["The package index is updated alone: apt-get -qq -o A=b update -y [2]"],
	},
	"cleaned": {
		"run": ["apt-get update", "&& rm -rf /var/lib/apt/lists"],
		"want": ["The package index is updated alone: apt-get update [2]"],
	},
	"installed after": {"run": ["apt-get update", "&& apt install -y curl"], "want": []},
	"installed before": {
		"run": ["apt-get install -y curl", "&& apt-get update"],
		"want": ["The package index is updated alone: apt-get update [2]"],
	},
	"by another manager": {
		"run": ["apk update", "&& apt-get install curl"],
		"want": ["The package index is updated alone: apk update [2]"],
	},
	"as root, with an assignment": {
		"run": ["sudo -E A=b /usr/bin/apt-get update"],
		"want": ["The package index is updated alone: apt-get update [2]"],
	},
	"an upgrade": {"run": ["yum -y update"], "want": []},
	"dnf": {"run": ["dnf makecache"], "want": ["The package index is updated alone: dnf makecache [2]"]},
	"zypper": {
		"run": ["zypper --non-interactive ref"],
		"want": ["The package index is updated alone: zypper --non-interactive ref [2]"],
	},
	"apk add --update": {"run": ["apk add --update curl"], "want": []},
	"something else": {"run": ["echo update"], "want": []},
	"an assignment": {"run": ["A=b"], "want": []},
}

test_update_alone[name] if {
	some name, tc in updates
	fixture.messages(hardening.update_alone.findings(record, {})) == tc.want with input as given.dockerfile([given.run("x", tc.run)])
}

# Nor does an image without a history tell how it was built.
test_unread if {
	unknown := ["unknown: dockerfile: the instructions could not be read"]
	every document in [given.unread, given.guessed([])] {
		fixture.messages(hardening.update_alone.findings(record, {})) == unknown with input as document
		fixture.messages(hardening.add.findings(record, {})) == unknown with input as document
		fixture.messages(hardening.ssh_server.findings(record, {})) == unknown with input as document
		fixture.messages(hardening.privileged_port.findings(record, {})) == unknown with input as document
		fixture.messages(hardening.port_list.findings(record, {"allowed": ["80"], "required": []})) == unknown with input as document
	}
}

test_update_alone_unread if {
	document := given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]])
	fixture.messages(hardening.update_alone.findings(record, {})) == [
		"unknown: dockerfile: the commands of line 2",
	] with input as document
}

test_set_id if {
	document := {"files": {
		"/bin/su": {"type": "file", "mode": 35309, "layer": 1},
		"/usr/bin/wall": {"type": "hardlink", "mode": 34285},
		"/usr/bin/passwd": {"type": "file", "mode": 35309},
		"/usr/local": {"type": "dir", "mode": 17917},
		"/bin/sh": {"type": "file", "mode": 33261},
	}}
	results := hardening.set_id.findings(record, {"allowed": ["/usr/bin/passwd"]}) with input as document
	fixture.messages(results) == [
		"The program /bin/su has the set-id bit: mode 4755",
		"The program /usr/bin/wall has the set-id bit: mode 2755",
	]
	results[0].location == {"path": "/bin/su", "layer": 1}
}

test_add if {
	list := [["ADD", "file:0a in / "], ["ADD", "x /y"]]
	used := ["ADD is used instead of COPY: x /y"]
	fixture.messages(hardening.add.findings(record, {})) == used with input as given.guessed(list)
	lines := ["ADD is used instead of COPY: file:0a in /  [2]", "ADD is used instead of COPY: x /y [3]"]
	fixture.messages(hardening.add.findings(record, {})) == lines with input as given.dockerfile(list)
	fixture.messages(hardening.add.findings(record, {})) == [] with input as given.dockerfile([["COPY", "x /y"]])
	fixture.messages(hardening.add.findings(record, {})) == [
		"unknown: dockerfile: the instructions could not be read",
	] with input as given.unread
}

secret(source, name, fingerprint, line) := {"source": source, "name": name, "fingerprint": fingerprint, "line": line}

test_secret if {
	document := {"secrets": [
		secret("env", "DB_PASSWORD", "a", null),
		secret("history", "DB_PASSWORD", "a", null),
		secret("dockerfile", "DB_PASSWORD", "a", 3),
		secret("label", "token", "b", null),
		secret("build_arg", "KEY", null, null),
		secret("file", "x", "c", 1),
	]}
	want := [
		"A secret stands in the Dockerfile: DB_PASSWORD",
		"A secret stands in the labels: token",
		"A secret stands in the build arguments: KEY",
	]
	fixture.messages(hardening.secret.findings(record, {})) == want with input as document
	named := object.union(document, {"dockerfile": {"mode": "actual", "path": "D"}})
	results := hardening.secret.findings(record, {}) with input as named
	results[0].location == {"file": "D", "start_line": 3, "end_line": 3}
	over := object.union(
		named,
		{"dockerfile": {"instructions": [{"start_line": 2, "end_line": 4}, {"start_line": 5, "end_line": 5}]}},
	)
	ranged := hardening.secret.findings(record, {}) with input as over
	ranged[0].location == {"file": "D", "start_line": 2, "end_line": 4}
	unnamed := object.union(document, {"dockerfile": {"mode": "actual"}})
	others := hardening.secret.findings(record, {}) with input as unnamed
	others[0].location.file == "Dockerfile"
}

# Secrets of one name in two instructions are apart, in one line above or below they are the same.
test_secret_trigger_ids if {
	lines := given.dockerfile([["ARG", "A=[redacted]"], ["ARG", "B=[redacted]"]])
	document := object.union(lines, {"secrets": [
		secret("dockerfile", "KEY", "a", 2),
		secret("dockerfile", "KEY", "b", 3),
		secret("env", "KEY", "c", null),
	]})
	results := hardening.secret.findings(record, {}) with input as document
	fixture.separate(results)
	below := object.union(fixture.moved(document), {"secrets": [
		secret("dockerfile", "KEY", "a", 9),
		secret("dockerfile", "KEY", "b", 10),
		secret("env", "KEY", "c", null),
	]})
	moved := hardening.secret.findings(record, {}) with input as below
	fixture.same_ids(results, moved)
}

test_secret_in_a_deleted_file if {
	gone := {
		"source": "file",
		"name": "PRIV_KEY",
		"path": "/srv/key",
		"layer": 2,
		"line": 7,
		"fingerprint": null,
		"deleted": true,
	}
	document := {"secrets": [secret("env", "DB_PASSWORD", "a", null), secret("file", "x", "c", 1), gone]}
	results := hardening.secret.findings(record, {"where": "deleted_files"}) with input as document
	fixture.messages(results) == [
		"A secret is still in layer 2 of the image, though its file is gone: PRIV_KEY in /srv/key",
	]
	results[0].location == {"path": "/srv/key", "layer": 2}
	described := ["A secret stands in the environment: DB_PASSWORD"]
	fixture.messages(hardening.secret.findings(record, {"where": "description"})) == described with input as document
	fixture.messages(hardening.secret.findings(record, {})) == described with input as document
	fixture.messages(hardening.secret.findings(record, {"where": "deleted_files"})) == [] with input as {"secrets": []}
}

packages := {
	"switch": {"check": "switches", "run": ["apt-get install -y --allow-unauthenticated x"], "want": 1},
	"curl": {"check": "switches", "run": ["curl -fsSLk https://x"], "want": 1},
	"curl's others": {"check": "switches", "run": ["curl -fsSL https://x"], "want": 0},
	"an option of apt": {
		"check": "switches",
		"run": ["apt-get -o Acquire::AllowInsecureRepositories=true update"],
		"want": 1,
	},
	"a setting of dnf": {"check": "switches", "run": ["dnf --setopt=base.gpgcheck=0 install x"], "want": 1},
	"a trusted source": {"check": "switches", "run": [`echo deb [trusted=yes] https://x`], "want": 1},
	"none": {"check": "switches", "run": ["apt-get install -y curl=7.88.1-10"], "want": 0},
	"pipe": {"check": "pipe", "run": ["set -e", "; curl -f https://x", "| sudo bash -s"], "want": 1},
	"longer pipe": {"check": "pipe", "run": ["wget -O- https://x", "| tee y", "| sh"], "want": 1},
	"two lines": {"check": "pipe", "run": ["curl -o x https://x", "&& sh x"], "want": 0},
	"substitution": {"check": "pipe", "run": ["sh -c $(curl https://x)"], "want": 1},
	"eval": {"check": "pipe", "run": ["eval `wget -qO- x`"], "want": 1},
	"download": {"check": "download", "run": ["wget https://x/y.deb", "&& dpkg -i y.deb"], "want": 1},
	"download of rpm itself": {"check": "download", "run": ["rpm -i http://x/y.rpm?z"], "want": 1},
	"download, verified": {"check": "download", "run": ["wget https://x/y.deb", "&& sha256sum -c s"], "want": 0},
	"download under another name": {
		"check": "download",
		"run": ["curl -fsSL -o app.deb https://x/latest", "&& dpkg -i app.deb"],
		"want": 1,
	},
	"download of something else": {"check": "download", "run": ["wget https://x/y.txt"], "want": 0},
	"old keys": {"check": "outdated", "run": ["apt-key adv --recv-keys B"], "want": 1},
	"plain http": {"check": "outdated", "run": [`echo deb http://x/ y main`], "want": 1},
	"https": {"check": "outdated", "run": [`echo deb https://x/ y main`], "want": 0},
}

test_unverified_package[name] if {
	some name, tc in packages
	results := hardening.unverified_package.findings(
		record,
		{"check": tc.check},
	) with input as given.dockerfile([given.run("x", tc.run)])
	count(results) == tc.want
	every result in results {
		result.location.start_line == 2
	}
}

test_unverified_package_added if {
	plain := [["ADD", "https://x/y.deb /"], ["ADD", "https://x/z.deb /", {"flags": {"checksum": "sha256:0"}}]]
	want := ["A package file is not verified: https://x/y.deb [2]"]
	fixture.messages(hardening.unverified_package.findings(record, {"check": "download"})) == want with input as given.dockerfile(plain)
}

# What has secrets has a text without them.
test_shown if {
	commands := [
		{"name": "curl", "arguments": ["-k", "https://u:p@x/y.deb"], "shown": "curl -k https://u:[redacted]@x/y.deb"},
		{"name": "sh", "arguments": [], "operator": "|"},
	]
	document := given.dockerfile([
		["RUN", "x", {"commands": commands}],
		["ADD", "https://u:p@x/z.deb /", {"shown": "https://u:[redacted]@x/z.deb /"}],
	])
	got := {check: fixture.messages(results) |
		some check in ["switches", "pipe", "download"]
		results := hardening.unverified_package.findings(record, {"check": check}) with input as document
	}
	got == {
		"switches": ["Verification is switched off: curl -k https://u:[redacted]@x/y.deb [2]"],
		"pipe": ["A download is run by a shell: curl -k https://u:[redacted]@x/y.deb [2]"],
		"download": [
			"A package file is not verified: curl -k https://u:[redacted]@x/y.deb [2]",
			"A package file is not verified: https://u:[redacted]@x/z.deb / [3]",
		],
	}
	fixture.messages(hardening.add.findings(record, {})) == [
		"ADD is used instead of COPY: https://u:[redacted]@x/z.deb / [3]",
	] with input as document
}

test_unverified_package_unread if {
	got := hardening.unverified_package.findings(record, {"check": "pipe"}) with input as given.unread
	fixture.messages(got) == ["unknown: dockerfile: the instructions could not be read"]
	document := given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]])
	fixture.messages(hardening.unverified_package.findings(record, {"check": "pipe"})) == ["unknown: dockerfile: the commands of line 2"] with input as document
}

test_file_capability if {
	document := {"files": {
		"/bin/ping": {"type": "file", "mode": 33261, "capabilities": "cap_net_raw=ep", "layer": 1},
		"/bin/dumpcap": {"type": "file", "mode": 33261, "capabilities": "cap_net_admin=ep"},
		"/bin/su": {"type": "file", "mode": 35309},
	}}
	results := hardening.file_capability.findings(record, {"allowed": ["/bin/dumpcap"]}) with input as document
	fixture.messages(results) == ["The program /bin/ping has capabilities: cap_net_raw=ep"]
	results[0].location == {"path": "/bin/ping", "layer": 1}
}

# path -> content -> options.
sources := [
	[
		"/etc/yum.repos.d/a.repo",
		"[a]\nname=A\ngpgcheck = 0\ngpgcheck=0\n#gpgcheck=no\n[b]\ngpgcheck=1\r\n",
		["gpgcheck=0"],
	],
	["/etc/zypp/repos.d/a.repo", "[a]\npkg_gpgcheck=off\n", ["pkg_gpgcheck=off"]],
	["/etc/dnf/dnf.conf", "[main]\nGpgCheck=False\n", ["gpgcheck=false"]],
	["/etc/yum.conf", "[main]\ngpgcheck=1\n", []],
	[
		"/etc/apt/sources.list",
		"# deb [trusted=yes] http://x y z\ndeb [arch=amd64 trusted=yes] http://u:p@x y z\n",
		["trusted=yes"],
	],
	["/etc/apt/sources.list", "deb [signed-by=/x.gpg] http://x/trusted=yes y z\n", []],
	["/etc/apt/sources.list.d/x.list", "deb-src [ allow-insecure=yes ] http://x y z\n", ["allow-insecure=yes"]],
	["/etc/apt/sources.list.d/x.sources", "Types: deb\nTrusted: yes\n", ["trusted=yes"]],
	["/etc/apt/sources.list.d/x.save", "Trusted: yes\n", []],
	["/etc/yum.repos.d/note", "gpgcheck=0\n", []],
]

test_package_source[sprintf("%d %s", [i, row[0]])] if {
	some i, row in sources
	results := hardening.package_source.findings(record, {}) with input as {
		"retrieved_files": {row[0]: {"encoding": "utf-8", "content": row[1]}},
	}
	fixture.messages(results) == [sprintf("%s switches the verification of packages off: %s", [row[0], text]) |
		some text in row[2]
	]
}

test_package_source_unread if {
	results := hardening.package_source.findings(record, {}) with input as {
		"retrieved_files": {"/etc/yum.conf": {"encoding": "base64", "content": "/w=="}},
	}
	fixture.messages(results) == ["unknown: the content of /etc/yum.conf is not UTF-8"]
}

test_install_list if {
	lines := [
		"apt-get update",
		"&& apt-get install -y -t bookworm-backports curl=8.1 libssl3:amd64 nmap/stable $MORE",
		"&& apk add --virtual .deps gcc",
		"; dnf install -y vim",
	]
	document := given.dockerfile([given.run("x", lines), ["RUN", "y", {"commands_unparsed": "1:1: x"}]])
	want := [
		concat("", [
			"The package nmap is installed and not on the list: apt-get install -y -t ",
			"bookworm-backports curl=8.1 libssl3:amd64 nmap/stable $MORE [2]",
		]),
		"unknown: dockerfile: what the package $MORE is",
		"The package vim is installed and not on the list: dnf install -y vim [2]",
		"unknown: dockerfile: the commands of line 3",
	]
	fixture.messages(hardening.install_list.findings(record, {"allowed": ["curl", "lib*", "gcc"]})) == want with input as document
	every none in [[], [""]] {
		hardening.install_list.findings(record, {"allowed": none}) == [] with input as document
	}
	unknown := ["unknown: dockerfile: the instructions could not be read"]
	fixture.messages(hardening.install_list.findings(record, {"allowed": ["curl"]})) == unknown with input as given.unread
	virtual := given.dockerfile([given.run("x", ["apk add .deps =1"])])
	hardening.install_list.findings(record, {"allowed": ["curl"]}) == [] with input as virtual
}

servers := {
	"port": {"input": given.dockerfile([["EXPOSE", "22"]]), "want": ["The SSH port is exposed: 22/tcp [2]"]},
	"in a range, in capitals": {
		"input": given.dockerfile([["EXPOSE", "80 20-25/TCP"]]),
		"want": ["The SSH port is exposed: 22/tcp [2]"],
	},
	"not in a build stage": {
		"input": given.staged([{"from": "a", "list": [["EXPOSE", "22"]]}, {"from": "b", "list": [["EXPOSE", "8022"]]}]),
		"want": [],
	},
	"variable": {
		"input": given.dockerfile([["EXPOSE", "${SSH_PORT}"]]),
		"want": ["unknown: dockerfile: what port ${SSH_PORT} is"],
	},
	"configuration": {
		"input": given.configured({"ExposedPorts": {"22/udp": {}, "8080/tcp": {}}}),
		"want": ["The SSH port is exposed: 22/udp"],
	},
	"no port": {"input": given.configured({}), "want": []},
	"command": {
		"input": given.dockerfile([["CMD", "/usr/sbin/sshd -D"]]),
		"want": ["An SSH server is started: /usr/sbin/sshd"],
	},
	"entry point": {
		"input": given.configured({"Entrypoint": ["sh", "-c", "exec dropbear -F"]}),
		"want": ["An SSH server is started: dropbear"],
	},
	"another command": {"input": given.configured({"Cmd": ["/bin/app", "sshd.conf"]}), "want": []},
	"backwards": {"input": given.dockerfile([["EXPOSE", "25-20 x"]]), "want": ["unknown: dockerfile: what port 25-20 is", "unknown: dockerfile: what port x is"]},
}

test_ssh_server[name] if {
	some name, tc in servers
	fixture.messages(hardening.ssh_server.findings(record, {})) == tc.want with input as tc.input
}

test_privileged_port if {
	document := given.dockerfile([["EXPOSE", "80 8080 53/udp 1024 $X"]])
	want := [
		"A privileged port is exposed: 53/udp [2]",
		"A privileged port is exposed: 80/tcp [2]",
		"unknown: dockerfile: what port $X is",
	]
	fixture.messages(hardening.privileged_port.findings(record, {})) == want with input as document
}

test_port_list if {
	document := given.dockerfile([["EXPOSE", "8080 9229 53/udp"], ["EXPOSE", "$X"]])
	want := [
		"The port 53/udp is exposed and not on the list [2]",
		"The port 9229/tcp is exposed and not on the list [2]",
		"The port 8443 is needed and not exposed",
		"unknown: dockerfile: what port $X is",
	]
	results := hardening.port_list.findings(
		record,
		{"allowed": ["8000-8100", "53/tcp"], "required": ["8443", "8080/tcp"]},
	) with input as document
	fixture.messages(results) == want
}
