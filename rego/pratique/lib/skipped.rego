# METADATA
# title: Why a rule was skipped
# description: >-
#   Turns the needs of a rule that are not met, and what a check reports as unknown, into texts for
#   people: what is missing, and the option that supplies it.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.skipped

# METADATA
# title: The reasons, each once, in the order of the needs
reasons(needs) := [text |
	texts := [_text(need) | some need in needs]
	some i, text in texts
	not text in array.slice(texts, 0, i)
]

# METADATA
# title: The reasons in one line
line(needs) := concat("; ", reasons(needs))

# METADATA
# title: A rule that was skipped, with the reasons
explained(rule) := object.union(rule, {"reasons": reasons(rule.needs)})

# What a check reports as unknown is "SECTION: TEXT", or a text without a section.
_text(need) := split(need, ": ")[1] if _is_reported(need)

_text(need) := _missing(need) if {
	not _is_reported(need)
	_is_need(need)
}

_text(need) := need if {
	not _is_reported(need)
	not _is_need(need)
}

_is_reported(need) if regex.match(`^[a-z_]+: `, need)

_is_need(need) if regex.match(`^[a-z_]+(?:\.[A-Za-z0-9_-]+)*(?::.*)?$`, need)

_missing(need) := sprintf("no value for the parameter %s (--param)", [substring(need, count("parameters:"), -1)]) if {
	startswith(need, "parameters:")
}

_missing(need) := _supplied_by[_section(need)]

_missing(need) := "no image given" if {
	_is_of_image(need)
	not _has_image
}

_missing(need) := sprintf("not extracted: %s", [need]) if {
	_is_of_image(need)
	_has_image
}

_has_image if is_object(input.image)

_is_of_image(need) if {
	not startswith(need, "parameters:")
	not _is_supplied(need)
}

_is_supplied(need) if _supplied_by[_section(need)]

_section(need) := regex.find_n(`^[a-z_]+`, need, 1)[0]

_supplied_by := {
	"containers": "no container data (--container FILE)",
	"custom": "no custom data (--facts NAME=FILE)",
	"daemon": "no daemon data (--daemon FILE)",
	"dockerfile": "no Dockerfile (--dockerfile FILE)",
	"feeds": "no package feed (--feed TYPE=FILE)",
	"host": "no host data (--host FILE)",
	"malware": "no malware scan (--clamd ADDRESS or --malware FILE)",
	"registry": "no registry data (--registry-facts)",
	"signatures": "no signatures (--signatures FILE)",
	"vulnerabilities": "no vulnerability data (--vulnerabilities FILE)",
}
