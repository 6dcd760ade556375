package pratique.gates.hardening.unverified_package_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

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
	"a setting of apt that is written": {
		"check": "switches",
		"run": [`echo APT::Get::AllowUnauthenticated "true";`],
		"want": 1,
	},
	"one of its peers": {
		"check": "switches",
		"run": [`printf Acquire::https::x.example.com::Verify-Peer "false";`],
		"want": 1,
	},
	"a setting of yum that is replaced": {
		"check": "switches",
		"run": ["sed -i s/gpgcheck=1/gpgcheck=0/ /etc/yum.repos.d/a.repo"],
		"want": 1,
	},
	"a setting of pacman that is replaced": {
		"check": "switches",
		"run": ["sed -i s|SigLevel.*|SigLevel=Never| /etc/pacman.conf"],
		"want": 1,
	},
	"a setting of wget that is written": {"check": "switches", "run": ["echo check_certificate = off"], "want": 1},
	"a setting that verifies": {"check": "switches", "run": ["sed -i s/gpgcheck=0/gpgcheck=1/ /etc/yum.conf"], "want": 0},
	"an address in capitals": {"check": "download", "run": ["wget HTTPS://x/y.DEB"], "want": 1},
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
	"an address that apt installs": {"check": "download", "run": ["apt-get install -y https://x/y.deb"], "want": 1},
	"an address that dnf installs": {"check": "download", "run": ["dnf install -y https://x/y.rpm"], "want": 1},
	"an address that zypper installs": {"check": "download", "run": ["zypper -n in https://x/y.rpm"], "want": 1},
	"an address that dnf verifies": {
		"check": "download",
		"run": ["dnf --setopt=localpkg_gpgcheck=1 install -y https://x/y.rpm"],
		"want": 0,
	},
	"an address that dnf verifies, as its main setting": {
		"check": "download",
		"run": ["yum -y --setopt main.localpkg_gpgcheck=True install https://x/y.rpm"],
		"want": 0,
	},
	"an address that dnf is told not to verify": {
		"check": "download",
		"run": ["dnf --setopt=localpkg_gpgcheck=0 install -y https://x/y.rpm"],
		"want": 1,
	},
	"an address of which dnf tells": {"check": "download", "run": ["dnf info https://x/y.rpm"], "want": 0},
	"an address that pacman installs": {
		"check": "download",
		"run": ["pacman -U --noconfirm https://x/y.apk"],
		"want": 1,
	},
	"an address that pacman asks about": {"check": "download", "run": ["pacman -Q https://x/y.apk"], "want": 0},
	"a query of rpm": {"check": "download", "run": ["rpm -q https://x/y.rpm"], "want": 0},
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

# Variables that each RUN behind them has.
variables := {
	"ENV": {"list": [["ENV", "A=1 NODE_TLS_REJECT_UNAUTHORIZED=0"]], "want": ["ENV A=1 NODE_TLS_REJECT_UNAUTHORIZED=0"]},
	"ENV of old": {"list": [["ENV", "GIT_SSL_NO_VERIFY true"]], "want": ["ENV GIT_SSL_NO_VERIFY true"]},
	"in quotes": {"list": [["ENV", `PYTHONHTTPSVERIFY="0"`]], "want": [`ENV PYTHONHTTPSVERIFY="0"`]},
	"ARG": {"list": [["ARG", "PYTHONHTTPSVERIFY=0"]], "want": ["ARG PYTHONHTTPSVERIFY=0"]},
	"expanded": {
		"list": [["ENV", "GOSUMDB=$X", {"expanded": "GOSUMDB=off"}]],
		"want": ["ENV GOSUMDB=off"],
	},
	"on": {"list": [["ENV", "NODE_TLS_REJECT_UNAUTHORIZED=1"], ["ARG", "GOSUMDB"]], "want": []},
	"a label": {"list": [["LABEL", "GOSUMDB=off"]], "want": []},
}

test_unverified_package_variables[name] if {
	some name, tc in variables
	results := hardening.unverified_package.findings(
		record,
		{"check": "switches"},
	) with input as given.dockerfile(tc.list)
	fixture.messages(results) == [sprintf("Verification is disabled: %s [2]", [text]) | some text in tc.want]
}

test_unverified_package_added if {
	plain := [["ADD", "https://x/y.deb /"], ["ADD", "https://x/z.deb /", {"flags": {"checksum": "sha256:0"}}]]
	want := ["Package file is not verified: https://x/y.deb [2]"]
	results := hardening.unverified_package.findings(record, {"check": "download"}) with input as given.dockerfile(plain)
	fixture.messages(results) == want
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
		"switches": ["Verification is disabled: curl -k https://u:[redacted]@x/y.deb [2]"],
		"pipe": ["Download is piped to a shell: curl -k https://u:[redacted]@x/y.deb [2]"],
		"download": [
			"Package file is not verified: curl -k https://u:[redacted]@x/y.deb [2]",
			"Package file is not verified: https://u:[redacted]@x/z.deb / [3]",
		],
	}
}

test_unverified_package_unread if {
	got := hardening.unverified_package.findings(record, {"check": "pipe"}) with input as given.unread
	fixture.messages(got) == ["unknown: dockerfile: the Dockerfile could not be read"]
	document := given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]])
	results_1 := hardening.unverified_package.findings(record, {"check": "pipe"}) with input as document
	fixture.messages(results_1) == ["unknown: dockerfile: line 2 could not be read"]
}

separate_findings(document) := results if {
	params := {"check": "switches"}
	results := hardening.unverified_package.findings(
		fixture.rule("hardening", "unverified_package"),
		params,
	) with input as document
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["curl -k a"])]},
	{"from": "debian", "list": [given.run("x", ["curl -k a"]), given.run("x", ["curl -k b"])]},
])

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == [
		"55753f31433a61682ccd86322b331d7c",
		"49f45da7839a33d49b4936d52f56cd6e",
		"a271fcbca1d40d943bee039b2191d7ed",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
