package pratique.lib.daemon_test

import data.pratique.fixture_test as fixture
import data.pratique.lib.daemon

effective(options) := {"daemon": {"effective": options}}

info(parts) := {"daemon": {"info": parts}}

defaults := {
	"authorization-plugins": [], "cgroup-parent": "", "default-ulimits": {}, "disable-legacy-registry": false,
	"experimental": false, "hosts": ["unix:///var/run/docker.sock"], "icc": true, "insecure-registries": [],
	"iptables": true, "live-restore": false, "log-driver": "json-file", "log-level": "info",
	"no-new-privileges": false, "seccomp-profile": "", "storage-opts": [], "tls": false, "tlscacert": "",
	"tlscert": "", "tlskey": "", "tlsverify": false, "userland-proxy": true, "userns-remap": "",
}

test_defaults if {
	got := {name: daemon.option(name) | some name, _ in defaults} with input as effective({})
	got == defaults
	not daemon.option("storage-driver") with input as effective({})
}

test_option if {
	daemon.option("icc") == false with input as effective({"icc": false})
	daemon.has_option("icc") with input as effective({"icc": false})
	every document in [{}, {"daemon": {}}, effective(null), effective({"icc": null})] {
		not daemon.has_option("icc") with input as document
	}
}

test_security if {
	daemon.security("apparmor") with input as info({"SecurityOptions": ["apparmor"]})
	daemon.security("seccomp") with input as info({"SecurityOptions": ["name=seccomp,profile=default"]})
	not daemon.security("selinux") with input as info({"SecurityOptions": ["name=seccomp"]})
	daemon.describes_security with input as info({"SecurityOptions": []})
	not daemon.describes_security with input as info({})
}

test_informed if {
	daemon.informed with input as info({})
	not daemon.informed with input as effective({})
}

test_log_driver if {
	daemon.log_driver == "syslog" with input as object.union(
		info({"LoggingDriver": "syslog"}),
		effective({"log-driver": "local"}),
	)
	daemon.log_driver == "local" with input as effective({"log-driver": "local"})
	not daemon.log_driver with input as info({})
}

# The mapping of users: whether they are mapped, and whether they are known not to be.
mappings := {
	"mapped": [effective({"userns-remap": "default"}), true, false],
	"not mapped": [effective({}), false, true],
	"mapped, as docker info says": [info({"SecurityOptions": ["name=userns"]}), true, false],
	"not mapped, as docker info says": [info({"SecurityOptions": []}), false, true],
	"not told": [info({}), false, false],
}

test_mapping[name] if {
	some name, [document, mapped, unmapped] in mappings
	count([true | daemon.remaps_users]) == 1 == mapped with input as document
	count([true | daemon.maps_no_users]) == 1 == unmapped with input as document
}

test_listens if {
	daemon.listens with input as effective({"hosts": ["unix:///x", "tcp://0.0.0.0:2375"]})
	not daemon.listens with input as effective({})
}

versions := {
	"17.03.0-ce": [17, 3, 0],
	"27.3.1": [27, 3, 1],
	"dev": [],
	"20.10.5+dfsg1": [20, 10, 5],
	"1.2.3.4.5": [1, 2, 3, 4],
}

test_version_numbers[text] if {
	some text, want in versions
	daemon.version_numbers(text) == want
}

test_version if {
	daemon.version == "2" with input as {
		"daemon": {"version": {"Server": {"Version": "2"}}, "info": {"ServerVersion": "1"}},
	}
	daemon.version == "1" with input as {
		"daemon": {"version": {"Server": {"Version": "dev"}}, "info": {"ServerVersion": "1"}},
	}
	not daemon.version with input as info({"ServerVersion": "dev"})
	daemon.without_legacy_registry with input as info({"ServerVersion": "17.12.0"})
	not daemon.without_legacy_registry with input as info({"ServerVersion": "17.11.9"})
}

rule := fixture.rule("runtime", "daemon")

report(wrong) := daemon.report(
	rule,
	{"check": "icc"},
	object.union({"hits": [daemon.hit("a", {"network": "n"})]}, wrong),
)

facts := {"facts": [["info", "A"], ["effective", "icc"]]}

test_report if {
	results := report(object.union(facts, {"gaps": ["b"]})) with input as effective({})
	fixture.messages(results) == ["a", "unknown: daemon: b is not known"]
	results[0].trigger_id == crypto.md5(`["runtime","daemon",{"check":"icc","network":"n"}]`)
	told := report(facts) with input as info({"A": false})
	fixture.messages(told) == ["a"]
}

# A fact that nobody told is unknown, unless it is known otherwise.
test_report_unknown if {
	unknown := ["unknown: daemon: info.A or effective.icc is not known"]
	every document in [{}, info({"A": null}), effective({"icc": null})] {
		fixture.messages(report(facts)) == unknown with input as document
	}
	fixture.messages(report(object.union(facts, {"known": true}))) == ["a"] with input as {}
	fixture.messages(report(object.union(facts, {"known": false}))) == unknown with input as effective({})
}

test_told if {
	facts_of_both := [["info", "A"], ["effective", "icc"]]
	daemon.told(facts_of_both) == 1 with input as object.union(info({"A": 1}), effective({"icc": false}))
	daemon.told(facts_of_both) == false with input as effective({"icc": false})
	daemon.tells(facts_of_both) with input as effective({"icc": false})
}
