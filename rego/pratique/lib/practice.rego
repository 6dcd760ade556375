# METADATA
# title: Good practice
# description: What the checks of commands, instructions and settings share.
# scope: package
package pratique.lib.practice

import data.pratique.lib.build
import data.pratique.lib.finding
import data.pratique.lib.shell

# METADATA
# title: What a check reports
# description: >-
#   `wrong` has what the check found: its `title`, `hits` as `command`, `package`, `instruction`, `part`, `setting` and
#   `base` make them, and `gaps`, what is not known beside them. A check that is `configured` can do with the
#   configuration of the image, others need the instructions.
report(rule, params, wrong) := array.concat(
	[result |
		some hit in wrong.hits
		result := finding.new(rule, {
			"message": sprintf("%s: %s", [wrong.title, hit.text]),
			"about": object.union({"check": params.check}, hit.about),
			"location": hit.location,
		})
	],
	[finding.unknown(rule, [reason]) | some reason in object.get(wrong, "gaps", [])],
) if {
	_readable(wrong)
}

report(rule, _, wrong) := [finding.unknown(rule, ["dockerfile: the instructions could not be read"])] if {
	not _readable(wrong)
}

_readable(_) if build.known

_readable(wrong) if {
	wrong.configured
	build.config
}

# METADATA
# title: A command of a RUN instruction
command(run, text) := part(run, "command", text)

# METADATA
# title: A package that a RUN instruction installs
package_of(run, name) := part(run, "package", name)

# METADATA
# title: An instruction
instruction(i) := part(i, "instruction", build.shown(i))

# METADATA
# title: A part of an instruction
# description: '`kind` says what the text is: a variable, a port, …'
part(i, kind, text) := {
	"text": text,
	"about": object.union({kind: text}, build.stage_of(i)),
	"location": build.location(i),
}

# METADATA
# title: A setting of the configuration
setting(kind, text) := {"text": text, "about": {kind: text}, "location": null}

# METADATA
# title: A base image
base(image) := {"text": image.text, "about": {"image": image.text}, "location": image.location}

# METADATA
# title: What is not known of commands
unread_commands := [sprintf("dockerfile: the commands of line %d", [run.start_line]) | some run in shell.unread]

# METADATA
# title: One of the calls removes files below a directory
removes(calls, directory) if {
	some call in calls
	call.name in {"rm", "find"}
	some argument in call.arguments
	startswith(argument, directory)
}

# METADATA
# title: A RUN instruction mounts a cache
mounts_cache(run) if contains(json.marshal(run.flags.mount), "type=cache")

# METADATA
# title: The name of a variable says that its value is a secret
# description: Keys of signatures are public.
is_secret_name(name) if {
	regex.match(`(?i)(?:^|_)(?:PASS|PASSWD|PASSWORD|SECRET|KEY|APIKEY|ACCESS|TOKEN|CREDENTIALS?)(?:_|$)`, name)
	not regex.match(`(?i)GPG_KEYS?|PUBLIC_KEY|_(?:FILE|PATH|URL|ID)$`, name)
}
