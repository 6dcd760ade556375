# METADATA
# title: Containers of several levels are together
# description: >-
#   A label of a container says how sensitive its data are; where the containers of a cluster run nobody has told.
# scope: package
# custom:
#   remediation: >-
#     Give each container the label of its level, and keep levels apart, each on hosts and networks
#     of its own.
package pratique.gates.runtime.deployment.segregation

import data.pratique.lib.containers
import data.pratique.lib.finding

# METADATA
# description: What is of a container in the containers' order, then what is of all of them.
findings(rule, params) := array.flatten([
	containers.report(rule, params, {
		"hits": [containers.hit(c, sprintf("label is missing: %s", [params.label]), {"label": params.label}) |
			some c in containers.list
			not _level(c, params.label)
			not _unknown(c)
		],
		"gaps": {c.pointer: ["labels"] |
			some c in containers.list
			not _level(c, params.label)
			_unknown(c)
		},
	}),
	[_together(rule, params, sprintf("on one host: %s", [concat(", ", sort(levels))]), {"levels": sort(levels)}) |
		levels := {_level(c, params.label) | some c in containers.list; not containers.is_of_cluster(c)}
		count(levels) > 1
	],
	[_together(rule, params, text, {"network": network, "levels": sort(levels)}) |
		placed := sort({[network, _level(c, params.label)] | some c in containers.list; some network in c.networks})
		some network in sort({place[0] | some i, place in placed; place[0] == placed[i + 1][0]})
		levels := {place[1] | some place in placed; place[0] == network}
		text := sprintf("on the network %s: %s", [network, concat(", ", sort(levels))])
	],
	[finding.unknown(rule, ["the hosts of the containers are not known"]) |
		count({_level(c, params.label) | some c in containers.list}) > 1
		count([c | some c in containers.list; containers.is_of_cluster(c)]) > 0
	],
])

_together(rule, params, text, about) := finding.new(rule, {
	"message": sprintf("containers of several levels are %s", [text]),
	"about": object.union({"check": params.check, "label": params.label}, about),
})

_level(container, label) := _own_level(container, label)

# A run line and a compose file leave out what the image has.
_level(container, label) := level if {
	_has_image_labels(container)
	not _own_level(container, label)
	level := containers.config(container).Labels[label]
	level != ""
}

_own_level(container, label) := level if {
	level := container.labels[label]
	level != ""
}

_has_image_labels(container) if container.source in {"run", "compose"}

_unknown(container) if not containers.tells(container, "labels")

_unknown(container) if {
	_has_image_labels(container)
	not containers.config(container)
}
