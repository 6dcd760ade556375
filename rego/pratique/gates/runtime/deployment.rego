# METADATA
# title: The deployment
# description: >-
#   Fires where containers and their daemon together are not what a checklist asks for. What the
#   source of a container or of the daemon does not tell is unknown, never right. secret_store
#   fires for what is good: it is evidence for a person.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: runtime
#   trigger: deployment
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: pinned
#       required: true
#       validator: enum
#       values: [confinement, segregation, pinned, logging, root_mapping, secret_mounts, secret_store]
#     - name: label
#       attribute: label
#       applies: {check: [segregation]}
#       description: For segregation, the label that says how sensitive the data of a container are.
#       example: sensitivity
#       validator: string
#       default: sensitivity
#   needs:
#     - {need: containers, when: {check: [segregation, pinned, logging, root_mapping, secret_mounts]}}
#   messages:
#     - "{container}: {what is wrong}"
#     - "the daemon has neither AppArmor nor SELinux"
#     - "containers of several levels are on one host: {levels}"
#     - "containers of several levels are on the network {name}: {levels}"
#   examples:
#     - {id: pinned, gate: runtime, trigger: deployment, action: WARN, params: [{name: check, value: pinned}]}
#   samples:
#     - {containers: [{name: web, source: inspect, image_ref: "nginx:1.25", labels: {}, apparmor_profile: "", security_opt: [], log_driver: none, user: "", userns_mode: host, mounts: [{type: bind, source: /root/.ssh, target: /run/secrets/x}, {type: bind, source: /root/.ssh, target: /x}], env: []}]}
#     - {containers: [{name: web, source: inspect, image_ref: "nginx@sha256:0", labels: {sensitivity: public}, apparmor_profile: web, security_opt: [], log_driver: syslog, user: app, userns_mode: "", mounts: [], env: []}]}
package pratique.gates.runtime.deployment

# METADATA
# description: Those of the check, whose module is named by it.
findings(rule, params) := _findings(params.check, rule, params)

_findings("confinement", rule, params) := data.pratique.gates.runtime.deployment.confinement.findings(rule, params)

_findings("logging", rule, params) := data.pratique.gates.runtime.deployment.logging.findings(rule, params)

_findings("pinned", rule, params) := data.pratique.gates.runtime.deployment.pinned.findings(rule, params)

_findings("root_mapping", rule, params) := data.pratique.gates.runtime.deployment.root_mapping.findings(rule, params)

_findings("secret_mounts", rule, params) := data.pratique.gates.runtime.deployment.secret_mounts.findings(rule, params)

_findings("secret_store", rule, params) := data.pratique.gates.runtime.deployment.secret_store.findings(rule, params)

_findings("segregation", rule, params) := data.pratique.gates.runtime.deployment.segregation.findings(rule, params)
