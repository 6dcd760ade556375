# METADATA
# title: The image as mappings and image lists see it
# description: >-
#   Anchore matches them against a tag string, REGISTRY/REPOSITORY:TAG, which it parses once
#   more: a first component that does not look like a host becomes part of the repository.
#   A part that the tag string does not have is undefined.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.image_ref

import data.pratique.lib.python

# What Anchore takes for an image that was named without a tag.
default _given := "*/*:*"

_given := sprintf("%s/%s:%s", [input.image.registry, input.image.repository, input.image.tag]) if {
	is_string(input.image.registry)
	is_string(input.image.repository)
	is_string(input.image.tag)
}

# METADATA
# title: The tag string
# description: dockerhub/ at its beginning makes docker.io/ of every dockerhub/ in it.
# scope: document
tag_string := python.strip(_given) if not startswith(_given, "dockerhub/")

tag_string := python.strip(replace(_given, "dockerhub/", "docker.io/")) if startswith(_given, "dockerhub/")

# METADATA
# title: The registry, docker.io where the tag string names none
# scope: document
registry := "docker.io" if _bare_digest

registry := "docker.io" if {
	not _bare_digest
	not _host
}

registry := _without_empty_port(_host) if not _bare_digest

# METADATA
# title: The repository
# description: compatibility.md#tag-and-digest, a tag in front of a digest stays in the repository.
# scope: document
repository := _named[0] if not _bare_digest

# METADATA
# title: The tag, latest where the tag string names none
# description: A tag string with a digest has no tag.
# scope: document
tag := _named[1] if {
	not _bare_digest
	not digest
}

# METADATA
# title: The digest in the tag string
# scope: document
digest := tag_string if _bare_digest

digest := _named[2] if {
	not _bare_digest
	_named[2] != ""
}

# METADATA
# title: What mappings and image lists compare, by name
# description: Parts that are undefined are left out. id and digest are the image's own.
# scope: document
parts["registry"] := registry

parts["repository"] := repository

parts["tag"] := tag

parts["id"] := input.image.id

parts["digest"] := input.image.digest

# Anchore also takes 64 hex digits for an image id; a tag string always has a slash and a colon.
_bare_digest if startswith(tag_string, "sha256:")

# The first component, where it is a host.
_host := first if {
	first := _slash[1]
	contains(first, ":")
}

_host := first if {
	first := _slash[1]
	not contains(first, ":")
	_is_host(first)
}

_is_host("localhost")

_is_host("localbuild")

_is_host(name) if contains(name, ".")

_without_empty_port(host) := trim_suffix(host, ":") if regex.match(`^[^:]*:$`, host)

_without_empty_port(host) := host if not regex.match(`^[^:]*:$`, host)

# As the expressions of Anchore's parser, `.` crosses no line end here.
_slash := regex.find_all_string_submatch_n(`^(.*?)/(.*)`, tag_string, 1)[0]

_rest := _slash[2] if _host

_rest := tag_string if not _host

# [repository, tag, digest]
_named := [groups[1], "latest", groups[2]] if {
	groups := regex.find_all_string_submatch_n(`^(.*)@(.*)`, _rest, 1)[0]
}

_named := [groups[1], _tag_or_latest(groups[2]), ""] if {
	not regex.match(`^.*@`, _rest)
	groups := regex.find_all_string_submatch_n(`^(.*):(.*)`, _rest, 1)[0]
}

_named := [_rest, "latest", ""] if {
	not regex.match(`^.*@`, _rest)
	not regex.match(`^.*:`, _rest)
}

default _tag_or_latest(_) := "latest"

_tag_or_latest(text) := text if text != ""
