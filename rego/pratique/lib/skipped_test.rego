package pratique.lib.skipped_test

import data.pratique.lib.skipped

cases := {
	"no image": {"document": {}, "needs": ["files:setid", "image.config"], "want": ["no image given"]},
	"null image": {"document": {"image": null}, "needs": ["packages"], "want": ["no image given"]},
	"an image of which it was not extracted": {
		"document": {"image": {"os": "linux"}},
		"needs": ["files:match:a: b", "packages"],
		"want": ["not extracted: files:match:a: b", "not extracted: packages"],
	},
	"a detail of supplied data": {
		"document": {},
		"needs": ["feeds.npm", "host.environment", "daemon.effective.userns-remap"],
		"want": ["no package feed (--feed TYPE=FILE)", "no host data (--host FILE)", "no daemon data (--daemon FILE)"],
	},
	"each reason once": {
		"document": {},
		"needs": ["vulnerabilities", "malware", "vulnerabilities"],
		"want": ["no vulnerability data (--vulnerabilities FILE)", "no malware scan (--clamd ADDRESS or --malware FILE)"],
	},
	"a parameter": {
		"document": {},
		"needs": ["parameters:cis.ports"],
		"want": ["no value for the parameter cis.ports (--param)"],
	},
	"what a check reports": {
		"document": {},
		"needs": ["dockerfile: the commands of line 3 could not be read", "the hosts of the containers are not known"],
		"want": ["the commands of line 3 could not be read", "the hosts of the containers are not known"],
	},
	"nothing": {"document": {}, "needs": [], "want": []},
}

test_reasons[name] if {
	some name, tc in cases
	skipped.reasons(tc.needs) == tc.want with input as tc.document
}

test_line if {
	skipped.line(["registry", "containers"]) == "no registry data (--registry-facts); no container data (--container FILE)"
}
