# METADATA
# title: What tags name
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.tags

# METADATA
# title: Whether what a tag names is one of the digests, or an index that has one of them
covers(digest, digests) if digest in digests

covers(digest, digests) if {
	some manifest in input.registry.manifests[digest]
	manifest in digests
}
