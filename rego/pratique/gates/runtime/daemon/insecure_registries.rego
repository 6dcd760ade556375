# METADATA
# title: A registry is talked to without TLS
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Remove the registry from "insecure-registries" in /etc/docker/daemon.json, and put its CA into
#     /etc/docker/certs.d/HOST/ca.crt.
package pratique.gates.runtime.daemon.insecure_registries

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit(sprintf("registry is used without TLS: %s", [registry]), {"registry": registry}) |
		some registry in sort(_insecure)
		not registry in {"127.0.0.0/8", "::1/128", "localhost"}
	],
})

_facts := [["info", "RegistryConfig"], ["effective", "insecure-registries"]]

_insecure := union({_configured, _networks, _indexes})

_configured := {registry | some registry in daemon.option("insecure-registries")}

_networks := {network | some network in input.daemon.info.RegistryConfig.InsecureRegistryCIDRs}

_indexes := {name | some name, index in input.daemon.info.RegistryConfig.IndexConfigs; index.Secure == false}
