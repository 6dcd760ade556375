# METADATA
# title: No plugin authorizes requests
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Install an authorization plugin, and set "authorization-plugins": ["NAME"] in
#     /etc/docker/daemon.json.
package pratique.gates.runtime.daemon.authorization

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit("no plugin authorizes requests", {}) | count(_plugins) == 0],
})

_facts := [["effective", "authorization-plugins"], ["info", "Plugins"]]

_plugins := _configured | {plugin | some plugin in input.daemon.info.Plugins.Authorization}

_configured := {plugin | some plugin in daemon.option("authorization-plugins")}
