# METADATA
# title: Facts about the image as a whole
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.image

# METADATA
# title: What the metadata gate compares, by attribute
# description: Null stands for Python's None. What nobody knows is what Anchore's analyser writes for it.
# scope: document
attribute["architecture"] := _text("architecture")

# Anchore knows no operating system; we take the image's (compatibility.md#os-type).
attribute["os_type"] := _text("os")

attribute["distro"] := _distro.name

attribute["distro_version"] := _distro.version

attribute["like_distro"] := _distro.like

attribute["size"] := _size

attribute["layer_count"] := count(_layers)

default _text(_) := null

_text(key) := input.image[key] if is_string(input.image[key])

default _size := -1

_size := input.image.size if is_number(input.image.size)

default _layers := []

_layers := input.image.layers if is_array(input.image.layers)

_distro := {
	"name": name,
	"version": _distro_text("version", "0"),
	"like": _distro_text("like", name),
} if {
	name := _distro_text("name", "Unknown")
}

_distro_text(key, unknown) := unknown if not _given(key)

_distro_text(key, _) := input.image.distro[key] if _given(key)

_given(key) if {
	is_string(input.image.distro[key])
	input.image.distro[key] != ""
}
