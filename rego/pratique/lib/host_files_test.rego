package pratique.lib.host_files_test

import data.pratique.lib.host_files

files := {
	"/etc/docker": {"mode": 16877},
	"/etc/docker/a": {"mode": 33188},
	"/etc/docker/certs/b": {"mode": 33188},
	"/etc/docker/certs": {"mode": 16877},
	"/link": {"mode": 41471},
	"/gone": null,
	"/ca.pem": {"mode": 33188},
}

document := {"host": {"files": files}, "daemon": {"effective": {"tlscacert": "/ca.pem", "tlskey": null}}}

patterns := {
	"a path": [["/etc/docker"], ["/etc/docker"]],
	"a star is one name": [["/etc/docker/*"], ["/etc/docker/a"]],
	"two stars are any": [["/etc/docker/**"], ["/etc/docker/a", "/etc/docker/certs/b"]],
	"several": [["/gone", "/ca.pem"], ["/gone", "/ca.pem"]],
	"an option": [["@tlscacert"], ["/ca.pem"]],
	"an option without a value": [["@tlskey"], []],
	"none": [["/nowhere"], []],
}

test_entries[name] if {
	some name, [given, want] in patterns
	host_files.entries(given) == want with input as document
}

test_gone if {
	host_files.gone(["/gone"]) with input as document
	not host_files.gone(["/gone", "/ca.pem"]) with input as document
	not host_files.gone(["/nowhere"]) with input as document
}

test_missing if {
	host_files.missing(["/ca.pem"]) == [] with input as document
	host_files.missing(["/gone"]) == [] with input as document
	host_files.missing(["/link"]) == ["host: the target of the link /link is not known"] with input as document
	host_files.missing(["/x", "/y"]) == ["host: no data on the files /x, /y"] with input as document
}
