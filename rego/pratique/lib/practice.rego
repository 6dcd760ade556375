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

report(rule, _, wrong) := [finding.unknown(rule, ["dockerfile: the Dockerfile could not be read"])] if {
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
unread_commands := [sprintf("dockerfile: line %s could not be read", [format_int(run.start_line, 10)]) |
	some run in shell.unread
]

# METADATA
# title: Packages that are variables
# description: Of the package manager's calls. What is installed is not known then.
unknown_packages(manager) := [sprintf("dockerfile: the package %s is not known", [name]) |
	some run in shell.runs
	some call in shell.calls(run)
	shell.manager(call) == manager
	some name in shell.packages(call)
	shell.is_unknown(name)
]

# METADATA
# title: The name of a variable says that its value is a secret
# description: >-
#   Keys of signatures are public, and what is said of a secret (its length, its age, where it is)
#   is none. Where the value is a path or an address, the secret is there.
is_secret(name, value) if {
	regex.match(`(?i)(?:^|_)(?:PASS|PASSWD|PASSWORD|SECRET|KEY|APIKEY|ACCESS|TOKEN|CREDENTIALS?)(?:_|$)`, name)
	not regex.match(`(?i)GPG_KEYS?|PUBLIC_KEY`, name)
	not regex.match(_about, name)
	not _elsewhere(value)
}

_about := concat("", [
	`(?i)_(?:FILE(?:NAME)?|PATH|DIR(?:ECTORY)?|URLS?|URI|HOST|PORT|ENDPOINT|ID|NAME|TYPE|FORMAT|PREFIX|HEADER|LENGTH|LEN|SIZE|MIN|MAX|`,
	`COUNT|LIMIT|EXPIRATION|EXPIRY|EXPIRES?|LIFESPAN|VALIDITY|DURATION|EXPIRES_IN|TTL|LIFETIME|TIMEOUT|AGE|DAYS|HOURS|MINUTES|SECONDS|INTERVAL|ROTATION|`,
	`HASHERS?|ALGORITHMS?|ALGO|CIPHER|POLICY|RULES?|PROMPT|ISSUER|AUDIENCE|SCOPES?|ENABLED?|DISABLED?|REQUIRED|VERSION|PROVIDER|`,
	`BACKEND|MANAGER|STORE|HELPER|STRENGTH|COST|ROUNDS|ITERATIONS|VALIDATORS?)$`,
])

_elsewhere(value) if regex.match(`^(?:~|\.{0,2})/[\w.@%+-]+(?:/[\w.@%+-]*)*$`, value)

_elsewhere(value) if regex.match(`^(?:https?|file)://[^@?]*$`, value)
