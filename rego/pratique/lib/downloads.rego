# METADATA
# title: Downloads that are run
# description: >-
#   A download is run where an interpreter reads it: behind a pipe, from <(…), as the text of a
#   script, or as the command itself.
# scope: package
package pratique.lib.downloads

import data.pratique.lib.words

# METADATA
# title: The calls of a RUN whose output is run as a script
# description: "`calls` are all of the RUN (lib.shell), also shells whose scripts are listed."
run(calls) := [call |
	readers := _readers(calls)
	structured := count([1 | some call in calls; is_number(call.parent)]) > 0
	some call in calls
	_runs(calls, readers, structured, call)
]

_runs(calls, readers, _, call) if {
	fetches(call)
	_is_run(calls, readers, call)
}

# Documents that do not tell what stands in what: the text says so.
_runs(_, _, false, call) if {
	_runs_text(call.name)
	some argument in call.arguments
	regex.match("(?:\\$\\(|<\\(|`)\\s*(?:curl|wget)\\b", argument)
}

_runs_text(name) if name in _shells

_runs_text(name) if name in {"eval", "source", "."}

# METADATA
# title: A call fetches something and may print it
fetches(call) if call.name in {"curl", "wget", "wget2", "aria2c", "fetch", "http", "https", "xh", "lynx", "lwp-request"}

_is_run(calls, readers, call) if _piped(calls, readers, call)

_is_run(calls, _, call) if _in_role(calls[call.parent], call.role)

# The last place in each pipe of those that read a script.
_readers(calls) := object.union_n([{pipe: place} |
	some [pipe, place] in sort({[pipe, place] |
		some call in calls
		_reads(call)
		some [pipe, place] in call.pipes
	})
])

_piped(_, readers, call) if {
	some [pipe, place] in call.pipes
	readers[pipe] > place
}

# Documents without pipelines: the operators of the next calls say so.
_piped(calls, _, call) if {
	count(call.pipes) == 0
	behind := array.slice(calls, call.index + 1, call.index + 8)
	some k, other in behind
	_reads(other)
	every between in array.slice(behind, 0, k + 1) {
		between.operator in {"|", "|&"}
	}
}

# $(…) as the command, <(…) as the script, < <(…) as what is read.
_in_role(parent, "substitution") if regex.match("^(?:\\$\\(|`)", parent.name)

_in_role(parent, "substitution") if {
	parent.name in {"eval", "source", "."}
}

_in_role(parent, "substitution") if {
	_is_interpreter(parent.name)
	_script_of(parent.name, parent.arguments) == "text"
	some argument in parent.arguments
	regex.match("^\\s*(?:\\$\\(|`)", argument)
}

_in_role(parent, "file") if {
	parent.name in {"source", "."}
}

_in_role(parent, "file") if {
	_is_interpreter(parent.name)
	startswith(object.get(_interpreted(parent), "operand", ""), "<(")
}

_in_role(parent, "input") if _reads(parent)

# METADATA
# title: Whether a call is an interpreter that takes its script from its input
_reads(call) if {
	_is_interpreter(call.name)
	_script_of(call.name, call.arguments) == "input"
}

# METADATA
# title: Programs that run a script
_is_interpreter(name) if name in _shells

_is_interpreter(name) if {
	regex.match(
		`^(?:python|pypy|perl|ruby|php|lua|node|nodejs)[0-9.]*$|^(?:bun|deno|pwsh|powershell|tclsh|Rscript|R)$`,
		name,
	)
}

_shells := {"sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "fish", "csh", "tcsh", "rbash"}

# Where an interpreter has its script from: input, text or file.
_script_of(name, arguments) := "text" if {
	some option in words.read(_spec(name), _before_operand(name, arguments)).options
	option.name in _spec(name).text
} else := "input" if {
	name in _shells
	some option in words.read(_spec(name), _before_operand(name, arguments)).options
	option.name == "-s"
} else := "input" if {
	_operand(name, arguments) in {"", "-", "/dev/stdin", "/proc/self/fd/0", "/dev/fd/0"}
} else := "file"

_interpreted(call) := {"operand": _operand(call.name, call.arguments)}

# php -- x has its script from its input.
_operand(name, arguments) := "" if {
	startswith(name, "php")
	"--" in _before_operand(name, arguments)
} else := operands[0] if {
	operands := words.read(_spec(name), arguments).operands
	count(operands) > 0
} else := ""

_before_operand(name, arguments) := array.slice(arguments, 0, words.read(_spec(name), arguments).first)

_spec(name) := {"short": "oO", "long": {"--rcfile", "--init-file"}, "text": {"-c"}} if name in _shells

_spec(name) := {"short": "XWQcm", "long": {"--check-hash-based-pycs"}, "text": {"-c", "-m"}} if {
	regex.match(`^(?:python|pypy)`, name)
}

_spec(name) := {"short": "IMmFeE", "long": set(), "text": {"-e", "-E", "-n", "-p"}} if startswith(name, "perl")

_spec(name) := {"short": "IrEKe", "long": {"--encoding", "--require"}, "text": {"-e", "-n", "-p"}} if {
	startswith(name, "ruby")
}

_spec(name) := {
	"short": "cdzSrRfF",
	"long": {"--define", "--php-ini", "--run", "--file"},
	"text": {"-r", "-R", "-f", "-F", "-i", "-v", "-m", "--run", "--file"},
} if {
	startswith(name, "php")
}

_spec(name) := {
	"short": "rCep",
	"long": {"--require", "--import", "--loader", "--eval", "--print"},
	"text": {"-e", "-p", "--eval", "--print", "-v", "--version"},
} if {
	regex.match(`^(?:node|bun)`, name)
}

_spec(name) := {"short": "", "long": set(), "text": {"-e", "-c", "-Command", "-File", "-f", "eval", "-v"}} if {
	not regex.match(
		`^(?:python|pypy|perl|ruby|php|node|bun)|^(?:sh|bash|dash|zsh|ksh|mksh|ash|fish|csh|tcsh|rbash)$`,
		name,
	)
}
