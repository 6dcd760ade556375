package pratique.gates.runtime.deployment.secret_mounts_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.deployment

cases := {
	"a key in any directory": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/srv/id_rsa", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /srv/id_rsa"],
	},
	"data": {
		"input": {
			"containers": [
				{"mounts": [{"source": "/srv/data", "target": "/data", "type": "bind"}], "name": "web", "source": "inspect"},
			],
		},
		"want": [],
	},
	"keys of SSH": {
		"input": {
			"containers": [
				{"mounts": [{"source": "/root/.ssh", "target": "/x", "type": "bind"}], "name": "web", "source": "inspect"},
			],
		},
		"want": ["web: host path is mounted: /root/.ssh"],
	},
	"private keys": {
		"input": {
			"containers": [
				{
					"mounts": [{"source": "/etc/ssl/private/x", "target": "/x", "type": "bind"}],
					"name": "web",
					"source": "inspect",
				},
			],
		},
		"want": ["web: host path is mounted: /etc/ssl/private/x"],
	},
	"a file of variables": {
		"input": {
			"containers": [
				{"mounts": [{"source": "/srv/app/.env", "target": "/x", "type": "bind"}], "name": "web", "source": "inspect"},
			],
		},
		"want": ["web: host path is mounted: /srv/app/.env"],
	},
	"a certificate": {
		"input": {
			"containers": [
				{"mounts": [{"source": "/srv/tls.pem", "target": "/x", "type": "bind"}], "name": "web", "source": "inspect"},
			],
		},
		"want": ["web: host path is mounted: /srv/tls.pem"],
	},
	"of a store": {
		"input": {
			"containers": [
				{
					"mounts": [{"source": "/srv/tls.pem", "target": "/run/secrets/tls", "type": "bind"}],
					"name": "web",
					"source": "inspect",
				},
			],
		},
		"want": [],
	},
	"a volume": {
		"input": {
			"containers": [
				{"mounts": [{"source": "key.pem", "target": "/x", "type": "volume"}], "name": "web", "source": "inspect"},
			],
		},
		"want": [],
	},
	"of an unknown source": {
		"input": {
			"containers": [{"mounts": [{"source": null, "target": "/x", "type": "bind"}], "name": "web", "source": "inspect"}],
		},
		"want": ["unknown: containers: mounts of web is not known"],
	},
	"not all told": {
		"input": {"containers": [{"incomplete": ["mounts"], "mounts": [], "name": "web", "source": "inspect"}]},
		"want": ["unknown: containers: mounts of web is not known"],
	},
	"no containers told": {"input": {}, "want": []},
	"/home/x/.aws/credentials": {
		"input": {
			"containers": [
				{"name": "web", "mounts": [{"type": "bind", "source": "/home/x/.aws/credentials", "target": "/t"}]},
			],
		},
		"want": ["web: host path is mounted: /home/x/.aws/credentials"],
	},
	"/root/.docker": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/root/.docker", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /root/.docker"],
	},
	"/x/.config/gcloud/y": {
		"input": {
			"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x/.config/gcloud/y", "target": "/t"}]}],
		},
		"want": ["web: host path is mounted: /x/.config/gcloud/y"],
	},
	"/etc/shadow": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/etc/shadow", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /etc/shadow"],
	},
	"/etc/gshadow-": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/etc/gshadow-", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /etc/gshadow-"],
	},
	"/x/id_ed25519": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x/id_ed25519", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /x/id_ed25519"],
	},
	"/x/ssh_host_rsa_key": {
		"input": {
			"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x/ssh_host_rsa_key", "target": "/t"}]}],
		},
		"want": ["web: host path is mounted: /x/ssh_host_rsa_key"],
	},
	"/x/.netrc": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x/.netrc", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /x/.netrc"],
	},
	"/x/.env.prod": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x/.env.prod", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /x/.env.prod"],
	},
	"/x/server.key": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x/server.key", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /x/server.key"],
	},
	"/x/a.keystore": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x/a.keystore", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /x/a.keystore"],
	},
	"not /x/.sshd": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x/.sshd", "target": "/t"}]}]},
		"want": [],
	},
	"not /srv/etc/shadow": {
		"input": {
			"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/srv/etc/shadow", "target": "/t"}]}],
		},
		"want": [],
	},
	"not /x/id_rsa.pub": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x/id_rsa.pub", "target": "/t"}]}]},
		"want": [],
	},
	"not /x/key": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x/key", "target": "/t"}]}]},
		"want": [],
	},
	"not /x/env": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x/env", "target": "/t"}]}]},
		"want": [],
	},
	"not /etc/ssl/privately": {
		"input": {
			"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/etc/ssl/privately", "target": "/t"}]}],
		},
		"want": [],
	},
	"mounts null": {
		"input": {"containers": [{"name": "web", "mounts": null}]},
		"want": ["unknown: containers: mounts of web is not known"],
	},
	"a secret of the engine": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "secret", "source": "/x.pem", "target": "/t"}]}]},
		"want": [],
	},
}

findings(document) := results if {
	params := {"check": "secret_mounts"}
	results := deployment.findings(fixture.rule("runtime", "deployment"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [
		{
			"name": "web",
			"mounts": [
				{"type": "bind", "source": "/root/.ssh", "target": "/t"},
				{"type": "bind", "source": "/x.pem", "target": "/t"},
			],
		},
		{"name": "db", "mounts": [{"type": "bind", "source": "/x.pem", "target": "/t"}]},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"8f1a9e3fae2703a27d30d3f19250c9bd",
		"1c152b0f9deefcb1d9bccf2a2dab8d15",
		"10d07b81f935bd9ba9733ccb15a74b0a",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
