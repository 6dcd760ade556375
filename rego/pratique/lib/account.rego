# METADATA
# title: The user that the container runs as
# description: The configuration's, or of a Dockerfile alone the last USER that reaches the image.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.account

import data.pratique.lib.build

# METADATA
# title: The user as written, with a group where one is given, "" for none
# description: Undefined where nobody can tell. It may be a variable that is not known.
# scope: document
user := trim_space(object.get(build.config, "User", "")) if is_object(build.config)

user := concat(" ", build.words(build.last("USER"))) if not build.config

user := "" if {
	not build.config
	build.known
	not build.last("USER")
}

# METADATA
# title: The user without the group
# scope: document
name := split(user, ":")[0]

# METADATA
# title: The user is a variable that is not known
# description: The group may be one all the same.
# scope: document
unresolved if contains(name, "$")

# METADATA
# title: The user is root by its name or number
# scope: document
is_root if name in {"", "root"}

# The engine reads a user of digits as Go reads a number, sign and all.
is_root if regex.match(`^[+-]?0+$`, name)

# METADATA
# title: Where the Dockerfile says so
# scope: document
default location := null

location := build.location(build.last("USER"))
