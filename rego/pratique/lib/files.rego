# METADATA
# title: The squashed root filesystem
# description: Findings come in the order of the paths, sorted by bytes.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.files

# METADATA
# title: The paths of all entries
# scope: document
default paths := set()

paths := object.keys(input.files) if is_object(input.files)

# METADATA
# title: Where an entry is, and which layer wrote it
location(path) := {"path": path, "layer": input.files[path].layer}

location(path) := {"path": path} if not input.files[path].layer
