# METADATA
# title: The host's audit log
# description: >-
#   What programs were called with, as EXECVE records of the log tell. An argument is quoted, or is
#   in hexadecimal digits where it has a blank or another odd character; ausearch -i has it as it is.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.audit_log

import data.pratique.lib.audit_rules
import data.pratique.lib.finding
import data.pratique.lib.host

# METADATA
# title: Docker's command was called
has_docker if count(_calls) > 0

# METADATA
# title: What is not told of calls, for `host.report`
# description: Of what is not watched the log has no calls.
missing := array.concat(
	host.missing("audit_log"),
	["host: no audit rule watches /usr/bin/docker" | host.tells("audit_log"); not has_docker; _unwatched],
)

# METADATA
# title: What a rule cannot tell of calls of which some words are missing
unread(rule) := [finding.unknown(rule, ["some audit events are cut off"]) |
	count(missing) == 0
	count(cut) > 0
]

_unwatched if {
	is_array(input.host.audit_rules)
	not audit_rules.watch(["/usr/bin/docker"])
	not audit_rules.watch_all
}

# METADATA
# title: The calls of docker exec, in the order of the log
# description: '{"event", "container", "privileged", "user"}.'
execs := [call |
	some logged in _calls
	words := logged.words
	operands := _operands(words, _docker_values, 1)
	exec := _exec(words, operands)
	container := array.concat(_operands(words, _exec_values, exec + 1), [count(words)])[0]
	options := array.slice(words, exec + 1, container)
	call := {
		"event": logged.event,
		"container": array.concat(array.slice(words, container, container + 1), ["?"])[0],
		"privileged": _any_match(options, `^--privileged(?:=(?:1|t|T|true|TRUE|True))?$`),
		"user": _any_match(options, `^(?:--user(?:=|$)|-[dit]*u)`),
	}
]

_any_match(options, pattern) := count([option | some option in options; regex.match(pattern, option)]) > 0

# METADATA
# title: The events of calls of which some words are missing
# description: A call of very many words has several records; the first has the least of them.
cut := [call.event | some call in _calls; count(call.words) < call.count]

# docker exec and docker container exec: where the word stands.
_exec(words, operands) := operands[0] if words[operands[0]] == "exec"

_exec(words, operands) := operands[1] if {
	words[operands[0]] == "container"
	words[operands[1]] == "exec"
}

# Options whose value is the next word.
_docker_values := `^(?:--config|--context|-D?[cHl]|--host|--log-level|--tlscacert|--tlscert|--tlskey)$`

_exec_values := `^(?:--detach-keys|--env|--env-file|--user|--workdir|-[dit]*[euw])$`

# Where the words from a place on stand that are no options, nor values of options.
_operands(words, values, from) := [i |
	some i, word in words
	i >= from
	not startswith(word, "-")
	not regex.match(values, words[i - 1])
]

# The records of the command docker, one a call.
_calls := [{"event": event, "words": words, "count": to_number(count_of_words)} |
	some record in input.host.audit_log
	regex.match(`(?:^|\s)type=EXECVE\s.*\sa0=(?:"(?:[^"]*/)?docker"|(?:\S*/)?docker)(?:\s|$)`, record)
	[_, event, count_of_words] := regex.find_all_string_submatch_n(
		`msg=audit\(([^)]*)\).*\sargc=([0-9]{1,7})\s`,
		record,
		1,
	)[0]
	words := [_text(argument[2]) |
		some argument in regex.find_all_string_submatch_n(`\s(a[0-9]{1,7})=("[^"]*"|\S+)`, record, -1)
	]
]

_text(value) := trim(value, `"`) if startswith(value, `"`)

_text(value) := hex.decode(lower(value)) if _is_hexadecimal(value)

_text(value) := value if {
	not startswith(value, `"`)
	not _is_hexadecimal(value)
}

_is_hexadecimal(value) if regex.match(`^(?:[0-9A-F]{2})+$`, value)
