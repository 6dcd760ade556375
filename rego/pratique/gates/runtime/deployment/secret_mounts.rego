# METADATA
# title: Credentials of the host are mounted
# scope: package
# custom:
#   remediation: >-
#     Do not mount credentials of the host; give the container its own as a secret: docker secret,
#     or a Secret of Kubernetes.
package pratique.gates.runtime.deployment.secret_mounts

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"hits": [containers.hit(c, sprintf("host path is mounted: %s", [mount.source]), {"mount": mount.source}) |
		some c in containers.list
		some mount in c.mounts
		_is_secret(mount)
	],
	"gaps": {c.pointer: ["mounts"] |
		some c in containers.list
		not _tells_mounts(c)
	},
})

_tells_mounts(container) if {
	containers.tells(container, "mounts")
	every mount in container.mounts {
		mount.source != null
	}
}

_is_secret(mount) if {
	mount.type == "bind"
	not containers.is_secret_store(mount)
	is_string(mount.source)
	regex.match(_secret_paths, mount.source)
}

# Directories and files of credentials, and what keys and certificates with keys end in.
_secret_paths := concat("", [
	`(?:/\.(?:ssh|aws|azure|gnupg|kube|docker|config/gcloud)(?:/.*)?$)|`,
	`(?:^/etc/ssl/private(?:/.*)?$)|(?:^/etc/g?shadow-?$)|`,
	`(?:/(?:id_(?:rsa|dsa|ecdsa|ed25519)|ssh_host_[a-z0-9]+_key)$)|`,
	`(?:/\.(?:netrc|pgpass|git-credentials|npmrc|pypirc|dockercfg|env(?:\.[^/]*)?)$)|`,
	`(?:\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ovpn|keytab)$)`,
])
