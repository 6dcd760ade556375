package pratique.gates.runtime.deployment.confinement_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.deployment

cases := {
	"an empty list of containers": {
		"input": {"containers": [], "daemon": {"info": {"SecurityOptions": ["name=apparmor"]}}},
		"want": ["unknown: containers"],
	},
	"unconfined by its profile": {
		"input": {
			"containers": [{"name": "web", "apparmor_profile": "unconfined", "security_opt": []}],
			"daemon": {"info": {"SecurityOptions": ["name=apparmor"]}},
		},
		"want": ["web: neither AppArmor nor SELinux is active"],
	},
	"an empty label of the process": {
		"input": {
			"containers": [{"name": "web", "security_opt": [], "process_label": ""}],
			"daemon": {"info": {"SecurityOptions": ["name=selinux"]}},
		},
		"want": ["web: neither AppArmor nor SELinux is active"],
	},
	"an option that is no label": {
		"input": {
			"containers": [{"name": "web", "security_opt": ["no-new-privileges"], "process_label": ""}],
			"daemon": {"info": {"SecurityOptions": ["name=selinux"]}},
		},
		"want": ["web: neither AppArmor nor SELinux is active"],
	},
	"a profile": {
		"input": {"containers": [{"apparmor_profile": "web", "name": "web", "source": "inspect"}]},
		"want": [],
	},
	"a label, where the profile is none": {
		"input": {
			"containers": [
				{"apparmor_profile": "unconfined", "name": "web", "security_opt": ["label=type:web_t"], "source": "inspect"},
			],
		},
		"want": [],
	},
	"a label of the process": {
		"input": {
			"containers": [
				{
					"apparmor_profile": null,
					"name": "web",
					"process_label": "system_u:system_r:container_t:s0",
					"security_opt": [],
					"source": "inspect",
				},
			],
		},
		"want": [],
	},
	"neither": {
		"input": {
			"containers": [
				{"apparmor_profile": "", "name": "web", "process_label": null, "security_opt": [], "source": "inspect"},
			],
		},
		"want": ["web: neither AppArmor nor SELinux is active"],
	},
	"a label that is disabled": {
		"input": {
			"containers": [{"apparmor_profile": "", "name": "web", "security_opt": ["label:disable"], "source": "inspect"}],
		},
		"want": ["web: neither AppArmor nor SELinux is active"],
	},
	"a profile that is not told": {
		"input": {"containers": [{"apparmor_profile": null, "name": "web", "security_opt": [], "source": "inspect"}]},
		"want": ["unknown: containers: apparmor_profile or security_opt of web is not known"],
	},
	"no label, where the daemon has SELinux": {
		"input": {
			"containers": [{"apparmor_profile": null, "name": "web", "security_opt": [], "source": "inspect"}],
			"daemon": {"info": {"SecurityOptions": ["name=selinux"]}},
		},
		"want": ["web: neither AppArmor nor SELinux is active"],
	},
	"options that are not all told": {
		"input": {
			"containers": [
				{"apparmor_profile": "", "incomplete": ["security_opt"], "name": "web", "security_opt": [], "source": "inspect"},
			],
			"daemon": {"info": {"SecurityOptions": ["selinux"]}},
		},
		"want": ["unknown: containers: apparmor_profile or security_opt of web is not known"],
	},
	"a profile, where the daemon has neither": {
		"input": {
			"containers": [{"apparmor_profile": "web", "name": "web", "source": "inspect"}],
			"daemon": {"info": {"SecurityOptions": ["name=seccomp,profile=default"]}},
		},
		"want": ["web: neither AppArmor nor SELinux is active", "the daemon has neither AppArmor nor SELinux"],
	},
	"no containers": {
		"input": {"daemon": {"info": {"SecurityOptions": ["name=apparmor"]}}},
		"want": ["unknown: containers"],
	},
	"no containers and no mechanism": {
		"input": {"daemon": {"info": {"SecurityOptions": []}}},
		"want": ["the daemon has neither AppArmor nor SELinux"],
	},
	"no containers told": {"input": {}, "want": ["unknown: containers"]},
	"a profile of no name": {
		"input": {
			"containers": [{"name": "web", "apparmor_profile": null, "security_opt": []}],
			"daemon": {"info": {"SecurityOptions": ["name=apparmor"]}},
		},
		"want": ["unknown: containers: apparmor_profile or security_opt of web is not known"],
	},
	"not told, without SELinux": {
		"input": {
			"containers": [{"name": "web", "security_opt": null}],
			"daemon": {"info": {"SecurityOptions": ["name=apparmor"]}},
		},
		"want": ["unknown: containers: apparmor_profile or security_opt of web is not known"],
	},
	"a label, of a daemon without SELinux": {
		"input": {
			"containers": [{"name": "web", "apparmor_profile": "", "security_opt": ["label=type:x"], "process_label": "x"}],
			"daemon": {"info": {"SecurityOptions": ["name=apparmor"]}},
		},
		"want": ["web: neither AppArmor nor SELinux is active"],
	},
}

findings(document) := results if {
	params := {"check": "confinement"}
	results := deployment.findings(fixture.rule("runtime", "deployment"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [
		{"name": "web", "apparmor_profile": "", "security_opt": []},
		{"name": "db", "apparmor_profile": "", "security_opt": []},
	],
	"daemon": {"info": {"SecurityOptions": []}},
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"208f78c54756380d4fb4ecae1758e1da",
		"863b50f5fa2f1e894cd7b7f6edf25fa1",
		"8370b14f55aa0a2f05f8143c4940549d",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
