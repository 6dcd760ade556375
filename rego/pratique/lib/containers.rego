# METADATA
# title: Containers
# description: What checks of several containers, or of containers and their daemon, ask of them.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.containers

import data.pratique.lib.build
import data.pratique.lib.finding

# METADATA
# title: The containers, each with its pointer into the document
list := [object.union(container, {"pointer": sprintf("/containers/%s", [format_int(i, 10)])}) |
	some i, container in input.containers
]

# METADATA
# title: What a check of containers reports
# description: >-
#   `wrong` has what the check found: `hits`, as `hit` makes them and in the order of the containers; `reads`, the
#   fields that each container has to tell; `gaps`, further facts that are missing, by the pointer of the
#   container; `except`, the pointers of containers that the check is not about. Findings come first, then what is not told, which is unknown and never right.
report(rule, params, wrong) := array.concat(
	[result |
		some found in wrong.hits
		result := finding.new(rule, {
			"message": found.message,
			"about": object.union({"check": params.check, "container": _identity(found.container)}, found.about),
			"location": location(found.container),
		})
	],
	[finding.unknown_at(rule, [reason], location(container)) |
		some container in list
		not container.pointer in object.get(wrong, "except", set())
		some fact in array.concat(
			[field | some field in object.get(wrong, "reads", []); not tells(container, field)],
			[fact | some fact in object.get(wrong, ["gaps", container.pointer], [])],
		)
		reason := sprintf("containers: %s of %s is not known", [fact, name(container)])
	],
)

# METADATA
# title: Something wrong with a container
# description: >-
#   `about` says what it is about beside the container, such as {"device": "/dev/sda"}, in the sense of
#   `finding.new`.
hit(container, text, about) := {
	"container": container,
	"message": sprintf("%s: %s", [name(container), text]),
	"about": about,
}

# METADATA
# title: What is not told of the mounts of containers
# description: Facts by the pointer of the container, for `report`.
unknown_mounts := {container.pointer: facts |
	some container in list
	facts := {sprintf("the source of the mount %s", [mount.target]) |
		some mount in container.mounts
		mount.type == "bind"
		not is_string(object.get(mount, "source", null))
	}
}

# METADATA
# title: Containers of a pod that prepare or inspect the others
# description: >-
#   Pointers of init containers, but for those that stay (restartPolicy Always), and of ephemeral ones. They have
#   no probes, and nobody asks how often they are run again.
# scope: document
helpers contains container.pointer if {
	some container in list
	container.role == "init"
	container.restart_policy.name != "always"
}

helpers contains container.pointer if {
	some container in list
	container.role == "ephemeral"
}

# METADATA
# title: Containers of pods that run to their end
# description: Pointers; beside the helpers those of jobs, and of pods that are not run again where all went well.
ending := helpers | {container.pointer |
	some container in list
	container.source == "kubernetes"
	container.restart_policy.name in {"no", "on-failure"}
}

# METADATA
# title: Where a container stands
location(container) := {"pointer": container.pointer}

# METADATA
# title: What a container is called in messages
default name(_) := "unnamed container"

name(container) := container.name if is_string(container.name)

# A container that has no name may have an id; nothing here depends on its place among the others.
_identity(container) := array.concat(
	[container[key] | some key in ["name", "id", "image_ref"]; is_string(container[key])],
	[""],
)[0]

# METADATA
# title: The container's source tells a field, and all of it
tells(container, field) if {
	object.get(container, field, null) != null
	not field in object.get(container, "incomplete", [])
}

# METADATA
# title: The configuration of the image that a container runs
# description: Undefined where the image is not known, or another one.
config(container) := build.config if {
	build.config
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
# title: A container of a cluster
# description: The host that it runs on, and its daemon, are not those of the document.
is_of_cluster(container) if container.source == "kubernetes"

# METADATA
# title: A mount that the engine brings a secret by
is_secret_store(mount) if startswith(mount.target, "/run/secrets/")

is_secret_store(mount) if mount.type == "secret"

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
