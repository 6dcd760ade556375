# METADATA
# title: Containers
# description: What checks of several containers, or of containers and their daemon, ask of them.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.containers

# METADATA
# title: The containers, each with its pointer into the document
all := [object.union(container, {"pointer": sprintf("/containers/%d", [i])}) | some i, container in input.containers]

# METADATA
# title: Where a container stands
location(container) := {"pointer": container.pointer}

# METADATA
# title: What a container is called in messages
default name(_) := "a container without a name"

name(container) := container.name if is_string(container.name)

# METADATA
# title: The container's source tells a field, and all of it
tells(container, field) if {
	object.get(container, field, null) != null
	not field in object.get(container, "incomplete", [])
}

# METADATA
# title: The configuration of the image that a container runs
# description: Undefined where the image is not known, or another one.
config(container) := input.image.config if {
	is_object(input.image.config)
	not _runs_another(container)
}

# METADATA
# title: The user that a container runs as, its own or the image's
user(container) := container.user if is_string(container.user)

user(container) := name if {
	object.get(container, "user", null) == null
	name := object.get(config(container), "User", "")
	is_string(name)
}

# METADATA
# title: A user is root
# description: The engine reads a user of digits as Go reads a number, sign and all.
is_root(user) if regex.match(`^(?:root|[+-]?0+)?(?::.*)?$`, user)

# METADATA
# title: A container runs the image of the document
runs_the_image(container) if {
	is_string(container.image_id)
	_digits(container.image_id) in _ids
}

_runs_another(container) if {
	is_string(container.image_id)
	count(_ids) > 0
	not runs_the_image(container)
}

_runs_another(container) if {
	object.get(container, "image_id", null) == null
	is_string(container.image_ref)
	is_string(input.image.repository)
	_last_part(container.image_ref) != _last_part(input.image.repository)
}

_ids := {_digits(input.image[key]) | some key in ["id", "digest", "parent_digest"]; is_string(input.image[key])}

_digits(id) := trim_prefix(id, "sha256:")

# The name without registry, namespace, tag and digest.
_last_part(reference) := regex.find_all_string_submatch_n(`([^/:@]+)(?::[^/:@]*)?(?:@[^/]*)?$`, reference, 1)[0][1]
