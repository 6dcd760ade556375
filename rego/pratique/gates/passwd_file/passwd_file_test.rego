# The triggers of this gate differ in a field and a word; so their cases stand side by side.
package pratique.gates.passwd_file_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.passwd_file.blacklist_full_entry
import data.pratique.gates.passwd_file.blacklist_groupids
import data.pratique.gates.passwd_file.blacklist_shells
import data.pratique.gates.passwd_file.blacklist_userids
import data.pratique.gates.passwd_file.blacklist_usernames
import data.pratique.gates.passwd_file.content_not_available

root := "root:x:0:0:root:/root:/bin/bash"

ftp := "ftp:x:14:50:FTP User:/var/ftp:/sbin/nologin"

toor := "toor:x:0:050::/root:/bin/bash"

short := "half:x:0"

stored := {"/etc/passwd": {"content": concat("\n", [root, "", ftp, short, toor, "+"]), "encoding": "utf-8"}}

documents := {
	"absent": {},
	"null": {"retrieved_files": null},
	"empty": {"retrieved_files": {}},
	"empty file": {"retrieved_files": {"/etc/passwd": {"content": "", "encoding": "utf-8"}}},
	"stored": {"retrieved_files": stored},
	"not UTF-8": {"retrieved_files": {"/etc/passwd": {"content": "/w==", "encoding": "base64"}}},
}

missing := "Cannot locate /etc/passwd in image stored files archive: check analyzer settings."

# By document; those without the file say the same.
cases := {
	"content_not_available": {"params": {}, "stored": [], "absent": [missing]},
	"blacklist_usernames": {
		"params": {"user_names": ["root", "half", "nobody", ""]},
		"stored": [
			"Blacklisted user 'root' found in image's /etc/passwd: pentry=root:x:0:0:root:/root:/bin/bash",
			"Blacklisted user '' found in image's /etc/passwd: pentry=",
			"Blacklisted user 'half' found in image's /etc/passwd: pentry=half:x:0",
		],
		"absent": [],
	},
	"blacklist_userids": {
		"params": {"user_ids": [0, 0, 1000]},
		"stored": [
			"Blacklisted uid '0' found in image's /etc/passwd: pentry=root:x:0:0:root:/root:/bin/bash",
			"Blacklisted uid '0' found in image's /etc/passwd: pentry=half:x:0",
			"Blacklisted uid '0' found in image's /etc/passwd: pentry=toor:x:0:050::/root:/bin/bash",
		],
		"absent": [],
	},
	"blacklist_groupids": {
		"params": {"group_ids": [50]},
		"stored": ["Blacklisted gid '50' found in image's /etc/passwd: pentry=ftp:x:14:50:FTP User:/var/ftp:/sbin/nologin"],
		"absent": [],
	},
	"blacklist_shells": {
		"params": {"shells": ["/bin/bash"]},
		"stored": [
			"Blacklisted shell '/bin/bash' found in image's /etc/passwd: pentry=root:x:0:0:root:/root:/bin/bash",
			"Blacklisted shell '/bin/bash' found in image's /etc/passwd: pentry=toor:x:0:050::/root:/bin/bash",
		],
		"absent": [],
	},
	"blacklist_full_entry": {
		"params": {"entry": "  ftp:x:14:50:FTP User:/var/ftp:/sbin/nologin "},
		"stored": [
			concat("", [
				"Blacklisted pentry 'ftp:x:14:50:FTP User:/var/ftp:/sbin/nologin' found in ",
				"image's /etc/passwd: pentry=ftp:x:14:50:FTP User:/var/ftp:/sbin/nologin",
			]),
		],
		"absent": [],
	},
}

run("content_not_available", rule, params) := content_not_available.findings(rule, params)

run("blacklist_usernames", rule, params) := blacklist_usernames.findings(rule, params)

run("blacklist_userids", rule, params) := blacklist_userids.findings(rule, params)

run("blacklist_groupids", rule, params) := blacklist_groupids.findings(rule, params)

run("blacklist_shells", rule, params) := blacklist_shells.findings(rule, params)

run("blacklist_full_entry", rule, params) := blacklist_full_entry.findings(rule, params)

test_stored[trigger] if {
	some trigger, tc in cases
	rule := fixture.rule("passwd_file", trigger)
	got := run(trigger, rule, tc.params) with input as documents.stored
	got == [fixture.hashed(rule, message, {"path": "/etc/passwd"}) | some message in tc.stored]
}

test_absent[name] if {
	some trigger, tc in cases
	some document in ["absent", "null", "empty", "empty file"]
	name := sprintf("%s, %s", [trigger, document])
	rule := fixture.rule("passwd_file", trigger)
	got := run(trigger, rule, tc.params) with input as documents[document]
	got == [fixture.hashed(rule, message, null) | some message in tc.absent]
}

test_not_utf8[trigger] if {
	some trigger, tc in cases
	rule := fixture.rule("passwd_file", trigger)
	got := run(trigger, rule, tc.params) with input as documents["not UTF-8"]
	got == [fixture.raised(rule, "the content of /etc/passwd is not UTF-8")]
}

test_incomplete[trigger] if {
	some trigger, _ in object.remove(cases, ["content_not_available"])
	not run(trigger, fixture.rule("passwd_file", trigger), {}) with input as documents.stored
}

# The trigger ids of Anchore's documentation.
test_trigger_ids if {
	ids := [finding.trigger_id |
		some [trigger, section] in [
			["content_not_available", "absent"],
			["blacklist_userids", "stored"],
			["blacklist_shells", "stored"],
		]
		rule := fixture.rule("passwd_file", trigger)
		findings := run(trigger, rule, cases[trigger].params) with input as documents[section]
		some finding in findings
	]
	{ids[0], ids[1], ids[4]} == {
		"a03e8bea98bc473ccb1dc7471b201943",
		"9e4ded48ca5f2bacd89d4f17b1fd1013",
		"acb8110c066f80e1759e0722e87d8097",
	}
}
