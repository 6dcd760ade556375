package pratique

# METADATA
# title: What the decision was made of
# description: >-
#   For data.pratique.explain, which explains this decision and no other: the modules of the
#   policies and whitelists that took part, and which whitelist item suppressed what
#   (gate -> trigger id -> item). Nothing that decides reads it.
workings := {
	"policies": _policies,
	"whitelists": _whitelists,
	"matches": _matches,
}
