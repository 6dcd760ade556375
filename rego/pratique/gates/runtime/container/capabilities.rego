# METADATA
# title: The container has more capabilities than the engine gives
# scope: package
package pratique.gates.runtime.container.capabilities

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["cap_add"],
	"hits": [containers.hit(c, text, {"capabilities": sort(c.cap_add)}) |
		some c in containers.list
		is_array(c.cap_add)
		count(c.cap_add) > 0
		text := sprintf("added capabilities: %s", [concat(", ", sort(c.cap_add))])
	],
})
