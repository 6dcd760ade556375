# METADATA
# title: Provenance
# description: >-
#   Fires where no verified SLSA provenance (versions 0.2 and 1) says that the image was built by one of
#   the builders, from one of the sources.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: signatures
#   trigger: provenance
#   remediation: >-
#     Build on a builder and from a source that the rule lists, one that attests SLSA provenance,
#     and let it be verified: --trust FILE.
#   parameters:
#     - name: builders
#       attribute: builders
#       description: Ids of builders, separated by commas; * stands for anything. Without it, any builder.
#       example: "https://github.com/actions/runner/*"
#       validator: csv-any
#       default: ""
#     - name: sources
#       attribute: sources
#       description: URIs of sources, separated by commas; * stands for anything. Without it, any source.
#       example: "git+https://github.com/acme/*"
#       validator: csv-any
#       default: ""
#     - name: identities
#       attribute: identities
#       description: Who may have signed, as for unsigned.
#       example: release
#       validator: csv-any
#       default: ""
#   needs:
#     - attestations
#   messages:
#     - "The image has no verified provenance{by whom}: {what was found}"
#     - "The image was built by {builder}, which is not on the list of builders"
#     - "The image was built from {sources}, none of which is on the list of sources"
#     - "The provenance of the image cannot be read"
#   examples:
#     - {id: provenance, gate: signatures, trigger: provenance, action: STOP, params: [{name: builders, value: "https://github.com/actions/runner/*"}, {name: sources, value: "git+https://github.com/acme/*"}]}
#   samples:
#     - {image: {digest: "sha256:aa"}, attestations: []}
#     - {image: {digest: "sha256:aa"}, attestations: [{predicate_type: "https://slsa.dev/provenance/v1", digest: "sha256:aa", verified: true, source: tool, signers: [ci], provenance: {builder: "https://github.com/actions/runner/github-hosted", build_type: x, source: ["git+https://github.com/acme/shop"]}}]}
package pratique.gates.signatures.provenance

import data.pratique.lib.attestations
import data.pratique.lib.finding

# METADATA
# description: >-
#   None where one provenance is as it has to be. Otherwise what is wrong with each, sorted.
findings(rule, params) := [finding.new(rule, hit) | some hit in _hits(params)] if count(attestations.missing) == 0

findings(rule, _) := [finding.unknown(rule, attestations.missing)] if count(attestations.missing) > 0

_predicate_types := {"https://slsa.dev/provenance/v0.2", "https://slsa.dev/provenance/v1"}

_hits(params) := [{"message": message, "about": {"check": "verified", "identities": params.identities}}] if {
	count(attestations.verified(_predicate_types, params.identities)) == 0
	message := sprintf("The image has no verified provenance%s: %s", [
		attestations.by_whom(params.identities),
		attestations.found(_predicate_types),
	])
}

_hits(params) := [] if {
	some attestation in attestations.verified(_predicate_types, params.identities)
	count(_violations(attestation, params)) == 0
}

_hits(params) := sort(wrong) if {
	found := attestations.verified(_predicate_types, params.identities)
	count(found) > 0
	every attestation in found {
		count(_violations(attestation, params)) > 0
	}
	wrong := {hit | some attestation in found; some hit in _violations(attestation, params)}
}

_violations(attestation, _) := {hit} if {
	hit := {"message": "The provenance of the image cannot be read", "about": {"check": "readable"}}
	not is_object(object.get(attestation, "provenance", null))
}

_violations(attestation, params) := _builder(provenance, params) | _source(provenance, params) if {
	provenance := attestation.provenance
	is_object(provenance)
}

_builder(provenance, params) := {{"message": message, "about": {"check": "builder", "builder": provenance.builder}} |
	count(params.builders) > 0
	not _listed(provenance.builder, params.builders)
	message := sprintf("The image was built by %s, which is not on the list of builders", [_or_nobody(provenance.builder)])
}

_source(provenance, params) := {{"message": message, "about": {"check": "source", "source": provenance.source}} |
	count(params.sources) > 0
	count({source | some source in provenance.source; _listed(source, params.sources)}) == 0
	message := sprintf(
		"The image was built from %s, none of which is on the list of sources",
		[_or_nothing(provenance.source)],
	)
}

_listed(text, patterns) if {
	some pattern in patterns
	glob.match(pattern, null, text)
}

_or_nobody("") := "nobody that it names"

_or_nobody(builder) := builder if builder != ""

_or_nothing([]) := "nothing that it names"

_or_nothing(sources) := concat(", ", sources) if count(sources) > 0
